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

// TestBothLanguagesSayTheSame holds the graphs of every golden case that exists in both languages side by
// side: the same kinds, the same links, the same facts. What a case excuses must indeed differ.
func TestBothLanguagesSayTheSame(t *testing.T) {
	for name, files := range pairs(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			excused := excuses(t, files).graph()
			terraform, cloudFormation := graphsOf(t, files.terraform, ""), graphsOf(t, files.cloudFormation, regionOf(t, files.terraform))
			found := compare(terraform, cloudFormation, excused)
			for _, line := range found {
				t.Error(line)
			}
			if len(found) > 0 {
				t.Error("let the case say the same in both languages, or say with a line differs: in what it does not, and why")
			}
			for i, each := range excused {
				if others := slices.Delete(slices.Clone(excused), i, i+1); len(compare(terraform, cloudFormation, others)) == 0 {
					t.Errorf("%s does not differ, so the case need not excuse it", each)
				}
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
				graphs[i] = load(t, files, "eu-central-1")
			}
			// The endpoints' group has the default rule, and in CloudFormation a secret holds the directory's password.
			for _, line := range compare(graphs[0], graphs[1], []string{defaultEgress, "secret"}) {
				t.Error(line)
			}
		})
	}
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

var region = regexp.MustCompile(`\b(af|ap|ca|cn|eu|il|me|mx|sa|us)-[a-z]+-\d`)

// regionOf returns the Region that a case speaks of. A template is deployed to one, and names it nowhere: so it is
// to be the one that the case in Terraform names, if any.
func regionOf(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(region.Find(text))
}

// graphsOf returns the graphs of the units of a case.
func graphsOf(t *testing.T, file, region string) []*graph.Graph {
	t.Helper()
	return load(t, openCase(t, file), region)
}

func load(t *testing.T, files fs.FS, region string) []*graph.Graph {
	t.Helper()
	options := parsers.Options{}
	options.CloudFormation.Region = region
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
func compare(terraform, cloudformation []*graph.Graph, excused []string) []string {
	for sight := range 6 {
		first, second := portrait(terraform, excused, sight), portrait(cloudformation, excused, sight)
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
