package lint_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/rego"
)

// TestPlans scans configurations three times: their source, the plan that Terraform made of it with the source
// beside it, and the plan alone. All three must say the same of the same addresses, but for what a plan has no
// word of. The configurations are the project's own, or those in REACHLINT_COMPARE, which
// `make compare-plan DIR=…` sets.
func TestPlans(t *testing.T) {
	root := os.Getenv("REACHLINT_COMPARE")
	own := root == ""
	if own {
		root = goldenFolder
	}
	plans := 0
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != "plan.json" {
			return err
		}
		plans++
		directory, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		compared := comparison{os.DirFS(root), filepath.ToSlash(directory)}
		t.Run(compared.directory, func(t *testing.T) { compared.plan(t, own) })
		return nil
	})
	if err != nil || plans == 0 {
		t.Fatalf("no plans: %v", err)
	}
	t.Logf("%d plans", plans)
}

// comparison is of the source in a directory with the plan.json beside it.
type comparison struct {
	files     fs.FS
	directory string
}

// plan compares what is said. A plan alone keeps neither local values nor the shape of expressions: where they
// matter it may leave undecided what the source decides, unless same wants it to say the very same.
func (c comparison) plan(t *testing.T, same bool) {
	t.Helper()
	plan := path.Join(c.directory, "plan.json")
	content, err := fs.ReadFile(c.files, plan)
	if err != nil {
		t.Fatal(err)
	}
	variables := variablesOf(t, content)
	want, source := saidOf(t, c.files, c.directory, variables)
	got, beside := saidOf(t, c.files, plan, nil)
	if got != want {
		t.Errorf("the plan beside its source says\n%s\nthe source says\n%s", got, want)
	}
	for i := range min(len(source), len(beside)) {
		if source[i].Range != beside[i].Range {
			t.Errorf("%s stands at %v in the plan, at %v in the source", source[i].Rule, beside[i].Range, source[i].Range)
		}
	}
	alone, found := saidOf(t, fstest.MapFS{"plan.json": {Data: content}}, ".", nil)
	if alone != want && (same || contradicts(source, found)) {
		t.Errorf("the plan alone says\n%s\nthe source says\n%s", alone, want)
	} else if alone != want {
		t.Logf("the plan alone leaves more open: it says\n%s\nthe source says\n%s", alone, want)
	}
	for _, finding := range found {
		if finding.Range.File != "plan.json" {
			t.Errorf("%s stands in %s", finding.Rule, finding.Range.File)
		}
	}
}

// contradicts tells whether the plan alone fails what the source does not, or says nothing of what it fails.
func contradicts(source, alone []lint.Finding) bool {
	fails := func(in []lint.Finding, rule string, verdicts ...string) bool {
		return slices.ContainsFunc(in, func(f lint.Finding) bool { return f.Rule == rule && slices.Contains(verdicts, f.Verdict) })
	}
	for _, finding := range alone {
		if finding.Verdict == rego.VerdictFail && !fails(source, finding.Rule, rego.VerdictFail) {
			return true
		}
	}
	for _, finding := range source {
		if finding.Verdict == rego.VerdictFail && !fails(alone, finding.Rule, rego.VerdictFail, rego.VerdictReview) {
			return true
		}
	}
	return false
}

// variablesOf returns the values of the root module's variables with which a plan was made.
func variablesOf(t *testing.T, content []byte) []lint.Assignment {
	t.Helper()
	var plan struct {
		Variables map[string]struct{ Value json.RawMessage }
	}
	if err := json.Unmarshal(content, &plan); err != nil {
		t.Fatal(err)
	}
	var variables []lint.Assignment
	for _, name := range slices.Sorted(maps.Keys(plan.Variables)) {
		value := plan.Variables[name].Value
		var text string
		if json.Unmarshal(value, &text) != nil {
			text = string(value)
		}
		if len(value) > 0 {
			variables = append(variables, lint.Assignment{Name: name, Value: text})
		}
	}
	return variables
}

// saidOf scans one path and writes down what is said of which address.
func saidOf(t *testing.T, files fs.FS, unit string, variables []lint.Assignment) (string, []lint.Finding) {
	t.Helper()
	engine, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	result, err := lint.Run(context.Background(), lint.Options{Files: files, Paths: []string{unit}, Engine: engine, Variables: variables})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Units) != 1 {
		t.Fatalf("%d units: %v", len(result.Units), result.Units)
	}
	found := slices.Concat(result.Findings, result.Undetermined)
	var said []string
	for _, finding := range found {
		if finding.Reason == "a plan does not say which changes are ignored" {
			continue
		}
		text := fmt.Sprintf("%s %s %s %s.%s", finding.Level, finding.Verdict, finding.Rule, finding.Address, finding.Attribute)
		for _, affected := range finding.Affected {
			text += " " + affected.Address
		}
		said = append(said, text)
	}
	slices.Sort(said)
	return strings.Join(said, "\n"), found
}
