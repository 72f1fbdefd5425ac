package policies_test

import (
	"context"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reachlint/reachlint/parsers"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/policies"
	"github.com/reachlint/reachlint/rego"
)

// TestExamples judges the configurations in each README: a rule fails on its bad examples and finds
// nothing in its good ones.
func TestExamples(t *testing.T) {
	engine, err := rego.New(t.Context(), policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]struct{ block, file string }{
		terraform: {"terraform", "main.tf"}, cloudFormation: {"yaml", "template.yaml"},
	}
	for _, rule := range engine.Rules() {
		only := engine.Select(func(other rego.Rule) bool { return other.ID == rule.ID })
		for _, heading := range []string{"Bad", "Good"} {
			for language, written := range files {
				t.Run(rule.ID+"/"+heading+"/"+written.block, func(t *testing.T) {
					source := example(rule.Help, heading, written.block)
					switch exempt := heading == "Bad" && cannotHave(rule, language); {
					case exempt && source != "":
						t.Fatalf("README.md says that a %s cannot have this fault, and shows one that does", language)
					case exempt:
						return
					case source == "":
						t.Fatalf("README.md has no %s block below ## %s", written.block, heading)
					}
					findings := judge(t, only, fstest.MapFS{written.file: {Data: []byte(source)}})
					switch {
					case heading == "Bad" && (len(findings) == 0 || findings[0].Verdict != rego.VerdictFail):
						t.Errorf("nothing fails, but %+v", findings)
					case heading == "Good" && len(findings) > 0:
						t.Errorf("got %+v", findings)
					}
				})
			}
		}
	}
}

// example returns the fenced block of a language below a heading.
func example(readme, heading, language string) string {
	_, section, _ := strings.Cut(readme, "\n## "+heading+"\n")
	section, _, _ = strings.Cut(section, "\n## ")
	block := regexp.MustCompile("(?s)```" + language + "\n(.*?)```").FindStringSubmatch(section)
	if block == nil {
		return ""
	}
	return block[1]
}

// judge evaluates a configuration, which must be read without a complaint.
func judge(t *testing.T, engine *rego.Engine, files fstest.MapFS) []rego.Finding {
	t.Helper()
	loader := parsers.NewLoader(files, parsers.Options{})
	units, diagnostics, err := loader.Find(context.Background(), []string{"."})
	if err != nil || len(units) != 1 {
		t.Fatalf("got units %v, %v, %v", units, diagnostics, err)
	}
	loaded := loader.Load(context.Background(), units[0])
	diagnostics = append(diagnostics, loaded.Configuration.Diagnostics...)
	findings, more, err := engine.Evaluate(context.Background(), loaded.Graph, rego.Configuration{})
	if err != nil {
		t.Fatal(err)
	}
	for _, diagnostic := range append(diagnostics, more...) {
		if diagnostic.Severity != graph.SeverityNote {
			t.Errorf("%s: %s", diagnostic.Range, diagnostic.Message)
		}
	}
	return findings
}
