package parameterfiles

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// readSAMConfiguration reads samconfig.toml.
func (v *Values) readSAMConfiguration(file string, text []byte) {
	root := map[string]any{}
	if _, err := toml.Decode(string(text), &root); err != nil {
		at, message := tomlFault(err)
		v.fault(file, at, fmt.Sprintf("%s is not well-formed: %s", file, message), "")
		return
	}
	v.takeEnvironment(file, root)
}

// takeEnvironment takes from a configuration of SAM, of the environment default or of the only one, what it says
// for deployment (AWS SAM Developer Guide, "AWS SAM CLI configuration file").
func (v *Values) takeEnvironment(file string, root map[string]any) {
	environments := map[string]map[string]any{}
	for name, content := range root {
		if commands, ok := content.(map[string]any); ok { // version is no environment
			environments[name] = commands
		}
	}
	commands, ok := environments["default"]
	if names := slices.Collect(maps.Keys(environments)); !ok && len(names) == 1 {
		commands, ok = environments[names[0]], true
	}
	if !ok {
		v.fault(file, syntax.Place{}, file+" has no environment default", "Add a table such as [default.deploy.parameters].")
		return
	}
	for _, name := range []string{"global", "deploy"} {
		command, _ := commands[name].(map[string]any)
		parameters, _ := command["parameters"].(map[string]any)
		v.takeSAM(file, parameters)
	}
}

func tomlFault(err error) (syntax.Place, string) {
	if parse, ok := err.(toml.ParseError); ok {
		return syntax.Place{Line: int32(parse.Position.Line), Column: int32(parse.Position.Col)}, parse.Message
	}
	return syntax.Place{}, err.Error()
}

func (v *Values) takeSAM(file string, parameters map[string]any) {
	if region, ok := parameters["region"].(string); ok {
		v.Region = region
	}
	var words []string
	switch overrides := parameters["parameter_overrides"].(type) {
	case string:
		words = splitWords(overrides)
	case []any:
		for _, each := range overrides {
			words = append(words, splitWords(fmt.Sprint(each))...)
		}
	}
	for _, word := range words {
		name, value, ok := strings.Cut(word, "=")
		if rest, long := strings.CutPrefix(word, "ParameterKey="); long {
			name, value, ok = strings.Cut(rest, ",ParameterValue=")
		}
		if ok {
			v.texts[name], v.places[name] = value, graph.Range{File: file}
		}
	}
}

// splitWords splits a text at its spaces, but not within quotes, which it leaves out.
func splitWords(text string) []string {
	var words []string
	var word strings.Builder
	quote, begun := rune(0), false
	for _, r := range text {
		switch {
		case quote == 0 && (r == '"' || r == '\''):
			quote, begun = r, true
		case r == quote:
			quote = 0
		case quote == 0 && (r == ' ' || r == '\n' || r == '\t'):
			if begun {
				words = append(words, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if begun {
		words = append(words, word.String())
	}
	return words
}
