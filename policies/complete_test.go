package policies_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/reachlint/reachlint/policies"
	"github.com/reachlint/reachlint/rego"
)

// TestComplete tells what a rule's folder lacks.
func TestComplete(t *testing.T) {
	folders, err := fs.ReadDir(os.DirFS("."), ".")
	if err != nil {
		t.Fatal(err)
	}
	rules := rules(t)
	for _, folder := range folders {
		if !folder.IsDir() {
			continue
		}
		id := folder.Name()
		t.Run(id, func(t *testing.T) {
			for _, part := range []string{"policy.rego", "policy_test.rego", "README.md"} {
				if _, err := fs.Stat(policies.FS, id+"/"+part); err != nil {
					t.Errorf("policies/%s/%s is missing", id, part)
				}
			}
			rule, ok := rules[id]
			if !ok {
				t.Fatalf("policies/%s declares no rule %s", id, id)
			}
			checkRule(t, rule)
			checkGolden(t, id)
		})
	}
}

func rules(t *testing.T) map[string]rego.Rule {
	t.Helper()
	engine, err := rego.New(t.Context(), policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	byID := map[string]rego.Rule{}
	for _, rule := range engine.Rules() {
		byID[rule.ID] = rule
	}
	return byID
}

func checkRule(t *testing.T, rule rego.Rule) {
	t.Helper()
	if len(rule.References) == 0 {
		t.Error("METADATA has no related_resources: where can its facts be read up?")
	}
	if !strings.HasPrefix(rule.Help, "# "+rule.Title+"\n") {
		t.Errorf("README.md does not begin with the rule's title, # %s", rule.Title)
	}
	for _, heading := range []string{"Bad", "Good", "What it cannot see"} {
		if !strings.Contains(rule.Help, "\n## "+heading+"\n") {
			t.Errorf("README.md has no section ## %s", heading)
		}
	}
	tests, err := fs.ReadFile(policies.FS, rule.ID+"/policy_test.rego")
	if err != nil {
		t.Fatal(err)
	}
	for _, outcome := range []string{"fail", "pass", "review"} {
		if !regexp.MustCompile(`(?m)^test_` + outcome + `_`).Match(tests) {
			t.Errorf("policy_test.rego has no test of what gives %s", outcome)
		}
	}
}

// checkGolden asks for the golden cases: each outcome in each language.
func checkGolden(t *testing.T, id string) {
	t.Helper()
	for _, language := range []string{"tf", "cfn"} {
		for _, outcome := range []string{"fail", "pass", "unknown"} {
			pattern := filepath.Join("..", "testdata", id, language+"-"+outcome+"*.txtar")
			if cases, err := filepath.Glob(pattern); err != nil || len(cases) == 0 {
				t.Errorf("there is no golden case %s", filepath.ToSlash(pattern))
			}
		}
	}
}
