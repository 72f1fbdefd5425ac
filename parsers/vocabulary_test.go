package parsers_test

import (
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	cloudformationtypes "github.com/reachlint/reachlint/parsers/cloudformation/resourcetypes"
	"github.com/reachlint/reachlint/parsers/graph"
	terraformtypes "github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

var word = regexp.MustCompile(`[a-z][a-z0-9_]*`)

// TestVocabularyIsDocumented holds the table in ARCHITECTURE.md, by which policies are written, to the kinds,
// values and sets that the types of both languages deliver.
func TestVocabularyIsDocumented(t *testing.T) {
	documented := readVocabulary(t)
	missing := map[string]bool{}
	expect := func(kind, name string) {
		if !documented[kind][name] {
			missing[kind+": "+name] = true
		}
	}
	for _, types := range []map[string]graph.Type{terraformtypes.Table, cloudformationtypes.Table} {
		for _, each := range types {
			if each.Kind != "" {
				expectNames(each.Kind, expect, each.Values, each.Links)
			}
			for _, block := range each.Blocks {
				expectNames(block.Kind, expect, block.Values, block.Links)
				expect(each.Kind, block.Set)
			}
			for _, join := range each.Joins {
				expect(join.OwnerKind, join.Set)
			}
			for _, setting := range each.Settings {
				expectNames(setting.OwnerKind, expect, setting.Values)
			}
		}
	}
	for _, each := range slices.Sorted(maps.Keys(missing)) {
		t.Errorf("the vocabulary in ARCHITECTURE.md lacks %s", each)
	}
}

func expectNames(kind string, expect func(kind, name string), lists ...[]graph.Name) {
	for _, name := range slices.Concat(lists...) {
		expect(kind, name[1])
	}
}

// readVocabulary returns the words of each kind's row. A row may speak of several kinds.
func readVocabulary(t *testing.T) map[string]map[string]bool {
	t.Helper()
	text, err := os.ReadFile("../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(text), "| kind | values | sets |\n| --- | --- | --- |\n")
	table, _, _ = strings.Cut(table, "\n\n")
	documented := map[string]map[string]bool{}
	for row := range strings.Lines(table) {
		kinds, names, _ := strings.Cut(strings.TrimPrefix(row, "|"), "|")
		for _, kind := range word.FindAllString(kinds, -1) {
			documented[kind] = map[string]bool{}
			for _, name := range word.FindAllString(names, -1) {
				documented[kind][name] = true
			}
		}
	}
	return documented
}
