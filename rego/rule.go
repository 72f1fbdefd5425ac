package rego

import (
	"errors"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Level is how grave a rule's findings are, by SARIF's names (SARIF 2.1.0, section 3.27.10).
type Level string

// The levels, gravest first.
const (
	LevelError   Level = "error"
	LevelWarning Level = "warning"
	LevelNote    Level = "note"
)

// Gravity orders the levels: the graver, the higher. It is 0 for a word that is no level.
func (l Level) Gravity() int {
	switch l {
	case LevelError:
		return 3
	case LevelWarning:
		return 2
	case LevelNote:
		return 1
	}
	return 0
}

// Rule is what a policy says about itself in its METADATA.
type Rule struct {
	ID          string
	Title       string
	Description string
	Level       Level // of a finding that says nothing else
	Category    string
	Precision   string // how seldom it is wrong: very-high, high, medium or low
	References  []Reference
	Help        string // the policy's README.md, in Markdown
}

// Reference is a page where a rule's facts can be read up.
type Reference struct {
	Title string
	URL   string
}

var (
	kebab      = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	levels     = []string{string(LevelError), string(LevelWarning), string(LevelNote)}
	precisions = []string{"very-high", "high", "medium", "low"}
)

// describe returns the rules that the modules declare, sorted by id.
func describe(modules []module) ([]Rule, error) {
	var rules []Rule
	var mistakes []error
	declared := map[string]string{}
	packages := bundledPackages(modules)
	for _, module := range modules {
		if owner := packages[module.Package.Path.String()]; owner != "" && !module.bundled {
			mistakes = append(mistakes, module.mistake("its package belongs to reachlint (%s)", owner))
			continue
		}
		id, ok := ruleID(module.Package)
		if !ok {
			continue
		}
		if other := declared[id]; other != "" {
			mistakes = append(mistakes, module.mistake("rule %s is already declared in %s", id, other))
			continue
		}
		declared[id] = module.name
		rule, err := module.describe(id)
		mistakes = append(mistakes, err)
		rules = append(rules, rule)
	}
	slices.SortFunc(rules, func(a, b Rule) int { return strings.Compare(a.ID, b.ID) })
	return rules, errors.Join(mistakes...)
}

func bundledPackages(modules []module) map[string]string {
	packages := map[string]string{}
	for _, module := range modules {
		if module.bundled {
			packages[module.Package.Path.String()] = module.name
		}
	}
	return packages
}

// ruleID returns the id that a package declares: data.policies["<id>"].
func ruleID(declaration *ast.Package) (string, bool) {
	if len(declaration.Path) != 3 || !declaration.Path[1].Equal(ast.StringTerm("policies")) {
		return "", false
	}
	id, ok := declaration.Path[2].Value.(ast.String)
	return string(id), ok
}

func (m module) describe(id string) (Rule, error) {
	rule := Rule{ID: id, Help: m.help, Precision: "high"}
	if home := m.home(); home != id {
		return rule, m.mistake("the package names rule %q, but its file names rule %q", id, home)
	}
	if !kebab.MatchString(id) {
		return rule, m.mistake("rule id %q is not in kebab-case", id)
	}
	about := m.metadata()
	if about == nil {
		return rule, m.mistake("rule %s has no METADATA above its package", id)
	}
	rule.Title, rule.Description = about.Title, strings.TrimSpace(about.Description)
	rule.Level = Level(custom(about, "severity"))
	rule.Category = custom(about, "category")
	if precision := custom(about, "precision"); precision != "" {
		rule.Precision = precision
	}
	for _, resource := range about.RelatedResources {
		rule.References = append(rule.References, Reference{Title: resource.Description, URL: resource.Ref.String()})
	}
	return rule, m.check(rule)
}

// home is the rule id that a policy's place stands for: the folder of a policy.rego, or the name of any
// other file.
func (m module) home() string {
	folder, file := path.Split(m.name)
	if file == "policy.rego" && folder != "" {
		return path.Base(folder)
	}
	return strings.TrimSuffix(file, ".rego")
}

func (m module) check(rule Rule) error {
	switch {
	case rule.Title == "":
		return m.mistake("rule %s has no title in its METADATA", rule.ID)
	case rule.Description == "":
		return m.mistake("rule %s has no description in its METADATA", rule.ID)
	case !slices.Contains(levels, string(rule.Level)):
		return m.mistake("rule %s: custom.severity is %q, but must be one of %s", rule.ID, rule.Level, strings.Join(levels, ", "))
	case !kebab.MatchString(rule.Category):
		return m.mistake("rule %s: custom.category is %q, but must be a word in kebab-case", rule.ID, rule.Category)
	case !slices.Contains(precisions, rule.Precision):
		return m.mistake("rule %s: custom.precision is %q, but must be one of %s", rule.ID, rule.Precision, strings.Join(precisions, ", "))
	}
	return nil
}

// metadata returns the annotations of the package.
func (m module) metadata() *ast.Annotations {
	for _, annotations := range m.Annotations {
		if annotations.Scope == "package" {
			return annotations
		}
	}
	return nil
}

func custom(annotations *ast.Annotations, name string) string {
	text, _ := annotations.Custom[name].(string)
	return text
}

// mistake is an error at the package declaration.
func (m module) mistake(format string, arguments ...any) error {
	return fmt.Errorf("%s:%d: %s", m.name, m.Package.Loc().Row, fmt.Sprintf(format, arguments...))
}
