package parsers_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/reachlint/reachlint/parsers"
	"github.com/reachlint/reachlint/parsers/graph"
)

const testdata = "../testdata"

// differences lists in what the two sides of a case rightly differ, a case on each line: its name, the kinds of
// the nodes that are then left out ("findings" for what it wants), and why.
const differences = "testdata/differences.txt"

// TestBothLanguagesSayTheSame holds the graphs of every golden case that exists in both languages side by
// side: the same kinds, the same links, the same facts.
func TestBothLanguagesSayTheSame(t *testing.T) {
	allowed := readDifferences(t)
	for name, files := range pairs(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			first, second := openCase(t, files.terraform), openCase(t, files.cloudFormation)
			found := compare(graphsOf(t, first), graphsOf(t, second), allowed[name])
			for _, line := range found {
				t.Error(line)
			}
			if len(found) > 0 {
				t.Errorf("let the case say the same in both languages, or add a line with the reason to %s", differences)
			}
			if len(allowed[name]) > 0 && len(compare(graphsOf(t, first), graphsOf(t, second), nil)) == 0 {
				t.Logf("the graphs no longer differ, so %s need not name the case", differences)
			}
		})
	}
}

// pair is a golden case that exists in both languages: the paths of its two files.
type pair struct{ terraform, cloudFormation string }

// pairs returns the golden cases that exist in both languages, by rule and name.
func pairs(t *testing.T) map[string]pair {
	t.Helper()
	cases, err := filepath.Glob(filepath.Join(testdata, "*", "tf-*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]pair{}
	for _, terraform := range cases {
		directory, file := filepath.Split(terraform)
		name := strings.TrimPrefix(file, "tf-")
		cloudFormation := directory + "cfn-" + name
		if _, err := os.Stat(cloudFormation); err == nil {
			found[filepath.Base(directory)+"/"+strings.TrimSuffix(name, ".txtar")] = pair{terraform, cloudFormation}
		}
	}
	if len(found) == 0 {
		t.Fatal("no golden case exists in both languages")
	}
	return found
}

// TestTheStoryInBothLanguages does the same for the whole system, sound and faulty.
func TestTheStoryInBothLanguages(t *testing.T) {
	for _, directory := range []string{"office-on-ec2", "office-on-ec2/faulty"} {
		t.Run(directory, func(t *testing.T) {
			root := os.DirFS(filepath.Join(testdata, directory))
			var graphs [2][]*graph.Graph
			for i, language := range []string{"terraform", "cloudformation"} {
				files, err := fs.Sub(root, language)
				if err != nil {
					t.Fatal(err)
				}
				graphs[i] = graphsOf(t, files)
			}
			for _, line := range compare(graphs[0], graphs[1], nil) {
				t.Error(line)
			}
		})
	}
}

func readDifferences(t *testing.T) map[string][]string {
	t.Helper()
	text, err := os.ReadFile(differences)
	if err != nil {
		t.Fatal(err)
	}
	allowed := map[string][]string{}
	for line := range strings.Lines(string(text)) {
		name, rest, _ := strings.Cut(line, ": ")
		kinds, why, ok := strings.Cut(rest, ": ")
		if !ok || strings.TrimSpace(why) == "" {
			t.Errorf("%s: %q says no reason", differences, line)
		}
		allowed[name] = strings.Split(kinds, ", ")
	}
	return allowed
}

func openCase(t *testing.T, file string) fs.FS {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	files, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var regionLine = regexp.MustCompile(`(?m)^region:\s*(\S+)`)

func graphsOf(t *testing.T, files fs.FS) []*graph.Graph {
	t.Helper()
	options := parsers.Options{}
	options.CloudFormation.Region = "eu-central-1" // as the providers of most cases say
	if configuration, err := fs.ReadFile(files, ".reachlint.yaml"); err == nil {
		if said := regionLine.FindSubmatch(configuration); said != nil {
			options.CloudFormation.Region = string(said[1])
		}
	}
	loader := parsers.NewLoader(files, options)
	units, _, err := loader.Find(context.Background(), []string{"."})
	if err != nil {
		t.Fatal(err)
	}
	var graphs []*graph.Graph
	for _, unit := range units {
		graphs = append(graphs, loader.Load(t.Context(), unit).Graph)
	}
	return graphs
}

// compare returns what only one of the languages says: of the nodes by themselves, or when they agree, of what
// they are linked to.
func compare(terraform, cloudformation []*graph.Graph, allowed []string) []string {
	for sight := range 6 {
		first, second := portrait(terraform, allowed, sight), portrait(cloudformation, allowed, sight)
		var found []string
		for _, line := range only(first, second) {
			found = append(found, "only in Terraform: "+line)
		}
		for _, line := range only(second, first) {
			found = append(found, "only in CloudFormation: "+line)
		}
		if len(found) > 0 {
			return found
		}
	}
	return nil
}

// only returns the lines that the first list has more often than the second.
func only(first, second []string) []string {
	rest := slices.Clone(second)
	var more []string
	for _, line := range first {
		if i := slices.Index(rest, line); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
		} else {
			more = append(more, line)
		}
	}
	return more
}
