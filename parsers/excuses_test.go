package parsers_test

import (
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// An excuse is a paragraph at the head of a case, in either of its two files: "differs: ", what differs between the
// languages, and why they cannot say the same. What differs is a kind of nodes, one value or set of a kind, as in
// vpc_endpoint.service_name, or "findings" for what the case wants.
type excuse struct{ what, why []string }

// findings is the word by which a case says that its findings differ.
const findings = "findings"

var (
	excuseStart = regexp.MustCompile(`(?m)^differs: `)
	excuseForm  = regexp.MustCompile(`(?s)^([a-z0-9_., ]+): (\S.*)$`)
)

// excuses reads what a case excuses, in both files.
func excuses(t *testing.T, files pair) excuse {
	t.Helper()
	var found excuse
	for _, file := range []string{files.terraform, files.cloudFormation} {
		for _, each := range excusesOf(t, file) {
			parts := excuseForm.FindStringSubmatch(each)
			if parts == nil {
				t.Fatalf("%s: %q does not say what differs, and why", file, each)
			}
			found.what = append(found.what, strings.Split(parts[1], ", ")...)
			found.why = append(found.why, parts[2])
		}
	}
	return found
}

// excusesOf returns the excuses of one file, each without its first word.
func excusesOf(t *testing.T, file string) []string {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return excuseStart.Split(string(archive.Comment), -1)[1:]
}

// graph returns what is excused in the graphs.
func (e excuse) graph() []string {
	return slices.DeleteFunc(slices.Clone(e.what), func(what string) bool { return what == findings })
}

// findings tells whether other findings are excused.
func (e excuse) findings() bool { return slices.Contains(e.what, findings) }

// TestOnlyPairsHaveExcuses: a case that exists in one language differs from nothing.
func TestOnlyPairsHaveExcuses(t *testing.T) {
	paired := map[string]bool{}
	for _, files := range pairs(t) {
		paired[files.terraform], paired[files.cloudFormation] = true, true
	}
	cases, err := filepath.Glob(filepath.Join(testdata, "*", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range cases {
		if !paired[file] && len(excusesOf(t, file)) > 0 {
			t.Errorf("%s has no counterpart in the other language, and nothing to excuse", file)
		}
	}
}
