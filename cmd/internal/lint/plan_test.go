package lint_test

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reachlint/reachlint/cmd/internal/lint"
)

// TestPlans scans the project's own configurations three times: their source, the plan that Terraform made
// of it with the source beside it, and the plan alone. All three must say the same of the same addresses, but
// for what a plan has no word of.
func TestPlans(t *testing.T) {
	plans := 0
	err := filepath.WalkDir(goldenFolder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != "plan.json" {
			return err
		}
		plans++
		directory, err := filepath.Rel(goldenFolder, filepath.Dir(name))
		if err != nil {
			return err
		}
		t.Run(filepath.ToSlash(directory), func(t *testing.T) { comparePlan(t, filepath.ToSlash(directory)) })
		return nil
	})
	if err != nil || plans == 0 {
		t.Fatalf("no plans: %v", err)
	}
}

func comparePlan(t *testing.T, directory string) {
	t.Helper()
	files := os.DirFS(goldenFolder)
	plan := path.Join(directory, "plan.json")
	content, err := fs.ReadFile(files, plan)
	if err != nil {
		t.Fatal(err)
	}
	want, source := saidOf(t, files, directory)
	got, beside := saidOf(t, files, plan)
	if got != want {
		t.Errorf("the plan beside its source says\n%s\nthe source says\n%s", got, want)
	}
	for i := range min(len(source), len(beside)) {
		if source[i].Range != beside[i].Range {
			t.Errorf("%s stands at %v in the plan, at %v in the source", source[i].Rule, beside[i].Range, source[i].Range)
		}
	}
	alone, found := saidOf(t, fstest.MapFS{"plan.json": {Data: content}}, ".")
	if alone != want {
		t.Errorf("the plan alone says\n%s\nthe source says\n%s", alone, want)
	}
	for _, finding := range found {
		if finding.Range.File != "plan.json" {
			t.Errorf("%s stands in %s", finding.Rule, finding.Range.File)
		}
	}
}

// saidOf scans one path and writes down what is said of which address.
func saidOf(t *testing.T, files fs.FS, unit string) (string, []lint.Finding) {
	t.Helper()
	engine, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	result, err := lint.Run(context.Background(), lint.Options{Files: files, Paths: []string{unit}, Engine: engine})
	if err != nil {
		t.Fatal(err)
	}
	if len(result.Units) != 1 {
		t.Fatalf("%d units: %v", len(result.Units), result.Units)
	}
	found := slices.DeleteFunc(slices.Concat(result.Findings, result.Undetermined), func(finding lint.Finding) bool {
		return finding.Reason == "a plan does not say which changes are ignored"
	})
	said := make([]string, len(found))
	for i, finding := range found {
		said[i] = fmt.Sprintf("%s %s %s %s.%s", finding.Level, finding.Verdict, finding.Rule, finding.Address, finding.Attribute)
		for _, affected := range finding.Affected {
			said[i] += " " + affected.Address
		}
	}
	slices.Sort(said)
	return strings.Join(said, "\n"), found
}
