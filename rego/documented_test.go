package rego

import (
	"os"
	"strings"
	"testing"
)

// TestBuiltinsAreDocumented holds the table in CONTRIBUTING.md to the built-ins, with their arguments.
func TestBuiltinsAreDocumented(t *testing.T) {
	text, err := os.ReadFile("../CONTRIBUTING.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, question := range questions {
		arguments := make([]string, len(question.arguments))
		for i, argument := range question.arguments {
			arguments[i] = argument.name
		}
		if call := "| `" + question.name + "(" + strings.Join(arguments, ", ") + ")` |"; !strings.Contains(string(text), call) {
			t.Errorf("CONTRIBUTING.md does not document %s", call)
		}
	}
}
