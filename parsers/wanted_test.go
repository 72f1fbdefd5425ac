package parsers_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/reachlint/reachlint/parsers/graph"
)

// finding is the line of a want.txt: its level and its rule, without place and words.
var finding = regexp.MustCompile(`^\S+: (\w+): (.*) (\[[a-z0-9-]+\])$`)

var (
	// reason is why something is undecided or accepted, and speaks of what only the one language has.
	reason = regexp.MustCompile(`\. \(.*\)$`)
	// more stands where one resource of the source is several in deployment: how many, or which.
	more = regexp.MustCompile(`; the same holds for (?:(\d+) more|(<\w+>(?:, <\w+>)*))`)
	// products are names that a resource may have as well.
	products = strings.NewReplacer("Microsoft Office", "Microsoft_Office", "Default Host Management", "Default_Host_Management")
	// chosen is a name that an author gave to what is no resource: a parameter, a variable.
	chosen = regexp.MustCompile(`(comes from|licensed_amis names) [^;]+;`)
	// several are resources in the order of their addresses, which differ.
	several = regexp.MustCompile(`<\w+>(, <\w+>)* and <\w+>`)
)

// TestBothLanguagesFindTheSame compares what golden cases want: findings of the same rules and levels. How many
// there are is up to the language: one resource may be several in the other.
func TestBothLanguagesFindTheSame(t *testing.T) {
	for name, files := range pairs(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first, second := wanted(t, files.terraform), wanted(t, files.cloudFormation)
			excused := excuses(t, files).findings()
			if !slices.Equal(first, second) && !excused {
				t.Errorf("Terraform wants\n  %s\nCloudFormation wants\n  %s\na line differs: findings: may say why",
					strings.Join(first, "\n  "), strings.Join(second, "\n  "))
			}
			if slices.Equal(first, second) && excused {
				t.Error("the findings do not differ, so the case need not excuse it")
			}
		})
	}
}

// wanted returns the findings of a case: level or verdict, rule, and what is said, with kinds of nodes in the place
// of their addresses.
func wanted(t *testing.T, file string) []string {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	anonymous := anonymizer(graphsOf(t, file, ""))
	var found []string
	for _, content := range archive.Files {
		if content.Name != "want.txt" {
			continue
		}
		for line := range strings.Lines(string(content.Data)) {
			if parts := finding.FindStringSubmatch(strings.TrimSpace(line)); parts != nil {
				said := parts[1] + " " + parts[3] + " " + anonymous(reason.ReplaceAllString(parts[2], "."))
				found = append(found, slices.Repeat([]string{more.ReplaceAllString(said, "")}, 1+others(said))...)
			}
		}
	}
	slices.Sort(found)
	return found
}

// others returns of how many more resources a finding speaks.
func others(said string) int {
	parts := more.FindStringSubmatch(said)
	if parts == nil {
		return 0
	}
	count, _ := strconv.Atoi(parts[1])
	return count + strings.Count(parts[2], "<")
}

// anonymizer returns a function that writes the kind of a node for each of its names in a text.
func anonymizer(graphs []*graph.Graph) func(string) string {
	kinds := map[string]string{}
	for _, each := range graphs {
		for _, node := range each.All() {
			kinds[node.Address] = node.Kind
		}
	}
	addresses := slices.SortedFunc(maps.Keys(kinds), func(a, b string) int { return len(b) - len(a) })
	return func(text string) string {
		text = products.Replace(text)
		for i, address := range addresses {
			whole := regexp.MustCompile(`(^|[^\w.])` + regexp.QuoteMeta(address) + `($|[^\w.\[]|\.$|\. )`)
			text = whole.ReplaceAllString(text, fmt.Sprintf("${1}\x00%d\x00${2}", i))
		}
		for i, address := range addresses {
			text = strings.ReplaceAll(text, fmt.Sprintf("\x00%d\x00", i), "<"+kinds[address]+">")
		}
		text = chosen.ReplaceAllString(readable(text), "$1 ?;")
		return several.ReplaceAllStringFunc(text, func(list string) string {
			members := strings.Split(strings.ReplaceAll(list, " and ", ", "), ", ")
			slices.Sort(members)
			return strings.Join(members, ", ")
		})
	}
}
