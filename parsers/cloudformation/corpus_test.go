package cloudformation

import (
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
)

// corpusVariable names a directory of templates that are not ours to keep here.
const corpusVariable = "REACHLINT_CORPUS"

// TestCorpus loads every template of a directory, as one scan: none may be lost to a fault of ours or to a
// bound, and every resource that is written must come out.
func TestCorpus(t *testing.T) {
	directory := os.Getenv(corpusVariable)
	if directory == "" {
		t.Skip(corpusVariable + " names no directory")
	}
	files := os.DirFS(directory)
	loader := NewLoader(files, Options{Region: "eu-central-1"})
	var templates []string
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && entry.Type().IsRegular() && syntax.IsSource(name) && loader.IsTemplate(name) {
			templates = append(templates, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	units := loader.RootTemplates(templates, nil)
	t.Logf("%d templates, %d units", len(templates), len(units))
	resources, seen := 0, map[string]bool{}
	counts := map[string]int{}
	for _, unit := range units {
		loaded := loader.Load(t.Context(), unit)
		resources += len(loaded.Resources)
		for _, file := range loaded.Files {
			seen[file] = true
		}
		if len(loaded.Resources) == 0 && !strings.Contains(unit, "error") {
			t.Logf("%s has no resources: %q", unit, summary(loaded.Diagnostics))
		}
		for _, diagnostic := range loaded.Diagnostics {
			counts[string(diagnostic.Severity)+" "+diagnostic.ID]++
			switch diagnostic.ID {
			case "internal-error", "cloudformation-too-large", "cloudformation-unreadable":
				t.Errorf("%s: %s", diagnostic.Range, diagnostic.Message)
			case "cloudformation-syntax": // a linter's own bad examples: to be read and seen to be bad
				t.Logf("%s: %s", diagnostic.Range, diagnostic.Message)
			}
		}
	}
	for _, template := range templates {
		if !seen[template] {
			t.Errorf("%s is part of no unit", template)
		}
	}
	t.Logf("%d resources; diagnostics: %v", resources, counts)
}
