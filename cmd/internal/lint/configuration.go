package lint

import "github.com/reachlint/reachlint/rego"

// ConfigurationFile is the name under which a configuration is found.
const ConfigurationFile = ".reachlint.yaml"

// Configuration is what a .reachlint.yaml says.
type Configuration struct {
	File  string // where it was read; "" when there is none
	Rules map[string]RuleSetting

	Exclude []string // globs, relative to the scanned root

	LicensedAMIs                []string
	DirectoryDNS                []string
	AssumeDefaultHostManagement bool
	AssumeComplete              []string
	SystemsManager              rego.SystemsManager

	Variables      []Assignment // of Terraform
	VariableFiles  []string     // relative to the configuration
	Workspace      string       // of Terraform
	Parameters     []Assignment // of CloudFormation
	ParameterFiles []string     // relative to the configuration
	Region         string
	FailOn         string // a level or "never"; "" for the default
}

// RuleSetting changes a rule.
type RuleSetting struct {
	Off   bool
	Level Level // "" for the rule's own
	Line  int   // in the configuration
}

// Assignment gives a variable or a parameter its value.
type Assignment struct{ Name, Value string }

// FailOnNever is the word for a run that no finding fails.
const FailOnNever = "never"

// FailOnWords are the words that say which findings fail a run.
var FailOnWords = []string{string(LevelError), string(LevelWarning), string(LevelNote), FailOnNever}
