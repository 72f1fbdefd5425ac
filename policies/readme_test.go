package policies_test

import (
	"os"
	"regexp"
	"slices"
	"testing"
)

var readmeRow = regexp.MustCompile("(?m)^\\| `([a-z-]+)` \\| ([a-z]+) \\| .+ \\|$")

// TestReadmeListsRules holds the table of rules in the repository's README.md to what the rules say of themselves:
// each stands there once, with its level, and beside the others of its category.
func TestReadmeListsRules(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	rules := rules(t)
	var listed, categories []string
	for _, row := range readmeRow.FindAllStringSubmatch(string(text), -1) {
		id, level := row[1], row[2]
		rule, ok := rules[id]
		switch {
		case !ok:
			t.Errorf("README.md lists %s, which is no rule", id)
			continue
		case slices.Contains(listed, id):
			t.Errorf("README.md lists %s twice", id)
		case level != string(rule.Level):
			t.Errorf("README.md gives %s the level %s; it has %s", id, level, rule.Level)
		}
		listed = append(listed, id)
		if count := len(categories); count == 0 || categories[count-1] != rule.Category {
			if slices.Contains(categories, rule.Category) {
				t.Errorf("README.md lists %s apart from the other rules of its category, %s", id, rule.Category)
			}
			categories = append(categories, rule.Category)
		}
	}
	for id := range rules {
		if !slices.Contains(listed, id) {
			t.Errorf("README.md lacks the rule %s", id)
		}
	}
}
