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
			checkGolden(t, rule)
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

// checkGolden asks for the golden cases: each outcome in each language. A language that cannot have the fault
// has no case that fails, or it could.
func checkGolden(t *testing.T, rule rego.Rule) {
	t.Helper()
	for _, language := range []struct{ name, prefix string }{{terraform, "tf"}, {cloudFormation, "cfn"}} {
		for _, outcome := range []string{"fail", "pass", "unknown"} {
			pattern := filepath.Join("..", "testdata", rule.ID, language.prefix+"-"+outcome+"*.txtar")
			cases, err := filepath.Glob(pattern)
			if err != nil {
				t.Fatal(err)
			}
			switch exempt := outcome == "fail" && cannotHave(rule, language.name); {
			case exempt && len(cases) > 0:
				t.Errorf("README.md says that %s cannot have this fault, but %s does", language.name, cases[0])
			case !exempt && len(cases) == 0:
				t.Errorf("there is no golden case %s", filepath.ToSlash(pattern))
			}
		}
	}
}

// The languages, as README.md speaks of them.
const (
	terraform      = "Terraform configuration"
	cloudFormation = "CloudFormation template"
)

// cannotHave tells whether README.md says, at the beginning of a paragraph and with the reason, that nothing in
// the language can have the fault.
func cannotHave(rule rego.Rule, language string) bool {
	return strings.Contains(rule.Help, "\n\nA "+language+" cannot have this fault: ")
}
