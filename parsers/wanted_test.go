package parsers_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// finding is the line of a want.txt: its level and its rule, without place and words.
var finding = regexp.MustCompile(`^\S+: (\w+): .*(\[[a-z0-9-]+\])$`)

// TestBothLanguagesFindTheSame compares what golden cases want: findings of the same rules and levels. How many
// there are is up to the language: one resource may be several in the other.
func TestBothLanguagesFindTheSame(t *testing.T) {
	allowed := readDifferences(t)
	for name, files := range pairs(t) {
		first, second := wanted(t, files.terraform), wanted(t, files.cloudFormation)
		if !slices.Equal(first, second) && !slices.Contains(allowed[name], "findings") {
			t.Errorf("%s: Terraform wants %v, CloudFormation %v; a line in %s may say why", name, first, second, differences)
		}
	}
}

func wanted(t *testing.T, file string) []string {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, content := range archive.Files {
		if content.Name != "want.txt" {
			continue
		}
		for line := range strings.Lines(string(content.Data)) {
			if parts := finding.FindStringSubmatch(strings.TrimSpace(line)); parts != nil {
				found = append(found, parts[1]+" "+parts[2])
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}
