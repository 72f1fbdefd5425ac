package lint_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
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
// beside it, and the plan alone. The first two must say the same of the same addresses. A plan alone keeps no
// comments, nothing of lifecycle, nor what stands beside references in an expression, and a local value may be
// several things: alone.txt beside a plan holds what it says where that differs. The configurations are the
// project's own, or those in REACHLINT_COMPARE, which `make compare-plan DIR=…` sets.
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
		compared := comparison{root, filepath.ToSlash(directory)}
		t.Run(compared.directory, func(t *testing.T) {
			want, source := compared.beside(t)
			alone, found := compared.alone(t)
			if own {
				compared.remember(t, want, alone)
			} else if alone != want {
				t.Logf("the plan alone says\n%s\nthe source says\n%s", alone, want)
			}
			if !compared.dependsOnComment(t) {
				neverWorse(t, source, found)
				neverSilent(t, source, found)
			}
		})
		return nil
	})
	if err != nil || plans == 0 {
		t.Fatalf("no plans: %v", err)
	}
	t.Logf("%d plans", plans)
}

// comparison is of the source in a directory with the plan.json beside it.
type comparison struct{ root, directory string }

func (c comparison) content(t *testing.T) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(c.root, filepath.FromSlash(c.directory), "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// beside compares the source with the plan that stands beside it, and returns what the source says.
func (c comparison) beside(t *testing.T) (string, []lint.Finding) {
	t.Helper()
	files := os.DirFS(c.root)
	want, source := saidOf(t, files, c.directory, variablesOf(t, c.content(t)))
	got, planned := saidOf(t, files, path.Join(c.directory, "plan.json"), nil)
	if got != want {
		t.Errorf("the plan beside its source says\n%s\nthe source says\n%s", got, want)
	}
	for i := range min(len(source), len(planned)) {
		if source[i].Range != planned[i].Range {
			t.Errorf("%s stands at %v in the plan, at %v in the source", source[i].Rule, planned[i].Range, source[i].Range)
		}
	}
	return want, source
}

// alone returns what is said of the plan where no source is in sight.
func (c comparison) alone(t *testing.T) (string, []lint.Finding) {
	t.Helper()
	said, found := saidOf(t, fstest.MapFS{"plan.json": {Data: c.content(t)}}, ".", nil)
	for _, finding := range found {
		if finding.Range.File != "plan.json" {
			t.Errorf("%s stands in %s", finding.Rule, finding.Range.File)
		}
	}
	return said, found
}

// dependsOnComment tells whether a comment says that something is licensed, which no plan keeps.
func (c comparison) dependsOnComment(t *testing.T) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(c.root, filepath.FromSlash(c.directory), "*.tf"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(files, func(name string) bool {
		content, err := os.ReadFile(name)
		return err == nil && bytes.Contains(content, []byte("reachlint:licensed"))
	})
}

// remember holds what the plan alone says against alone.txt, or against the source where there is no such file.
func (c comparison) remember(t *testing.T, want, alone string) {
	t.Helper()
	name := filepath.Join(c.root, filepath.FromSlash(c.directory), "alone.txt")
	if *update {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Fatal(err)
		}
		if alone != want {
			if err := os.WriteFile(name, []byte(alone+"\n"), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		return
	}
	if content, err := os.ReadFile(name); err == nil {
		want = strings.TrimSuffix(string(content), "\n")
	}
	if alone != want {
		t.Errorf("the plan alone says\n%s\nwant\n%s", alone, want)
	}
}

// neverWorse tells of rules that fail on the plan alone and not on the source.
func neverWorse(t *testing.T, source, alone []lint.Finding) {
	t.Helper()
	failing := map[string]bool{}
	for _, finding := range source {
		failing[finding.Rule] = failing[finding.Rule] || finding.Verdict == rego.VerdictFail
	}
	for _, finding := range alone {
		if finding.Verdict == rego.VerdictFail && !failing[finding.Rule] {
			t.Errorf("%s fails on the plan alone: %s", finding.Rule, finding.Message)
		}
	}
}

// neverSilent tells of faults of the source of which the plan alone says nothing: neither that rule, nor another
// fault at that address, nor that something about the same resources is undetermined.
func neverSilent(t *testing.T, source, alone []lint.Finding) {
	t.Helper()
	for _, fault := range source {
		told := slices.ContainsFunc(alone, func(said lint.Finding) bool {
			if said.Verdict == rego.VerdictFail {
				return said.Rule == fault.Rule || said.Address == fault.Address
			}
			return said.Rule == fault.Rule || slices.ContainsFunc(concerned(said), func(address string) bool {
				return slices.Contains(concerned(fault), address)
			})
		})
		if fault.Verdict == rego.VerdictFail && !told {
			t.Errorf("nothing is said on the plan alone of %s: %s", fault.Rule, fault.Message)
		}
	}
}

// concerned returns the addresses of what is at fault and of what is affected by it.
func concerned(finding lint.Finding) []string {
	addresses := []string{finding.Address}
	for _, affected := range finding.Affected {
		addresses = append(addresses, affected.Address)
	}
	return addresses
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
		if len(value) > 0 && string(value) != "null" {
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
