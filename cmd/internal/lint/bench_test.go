package lint

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2/hclparse"
	"go.yaml.in/yaml/v3"

	"github.com/reachlint/reachlint/policies"
	"github.com/reachlint/reachlint/rego"
)

var writeTrees = flag.String("write-trees", "", "write the trees of the benchmarks below this directory, to time the command on them")

var benchmarkSizes = []int{100, 1_000, 10_000}

var benchmarkLanguages = []struct {
	name     string
	generate func(resources int) fstest.MapFS
	parse    func(name string, content []byte) error
}{
	{"terraform", generateTerraform, parseHCL},
	{"cloudformation", generateCloudFormation, parseYAML},
}

func parseHCL(name string, content []byte) error {
	if _, diagnostics := hclparse.NewParser().ParseHCL(content, name); diagnostics.HasErrors() {
		return diagnostics
	}
	return nil
}

func parseYAML(_ string, content []byte) error {
	var document yaml.Node
	return yaml.Unmarshal(content, &document)
}

// BenchmarkParse parses the generated trees and does nothing else: the floor to compare BenchmarkScan with.
func BenchmarkParse(b *testing.B) {
	eachTree(func(name string, files fstest.MapFS, parse func(string, []byte) error) {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				for name, file := range files {
					if err := parse(name, file.Data); err != nil {
						b.Fatal(err)
					}
				}
			}
		})
	})
}

// BenchmarkScan runs all rules over the generated trees.
func BenchmarkScan(b *testing.B) {
	engine := benchmarkEngine(b)
	eachTree(func(name string, files fstest.MapFS, _ func(string, []byte) error) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				result, err := Run(context.Background(), Options{Files: files, Engine: engine})
				if err != nil {
					b.Fatal(err)
				}
				if len(result.Findings)+len(result.Undetermined) > 0 {
					b.Fatalf("%d findings in a sound tree", len(result.Findings)+len(result.Undetermined))
				}
			}
		})
	})
}

// BenchmarkEngine compiles the bundled policies, which every run of the command does once, and scans nothing.
func BenchmarkEngine(b *testing.B) {
	for b.Loop() {
		if _, err := Run(context.Background(), Options{Files: fstest.MapFS{"main.tf": {}}, Engine: benchmarkEngine(b)}); err != nil {
			b.Fatal(err)
		}
	}
}

func benchmarkEngine(b *testing.B) *rego.Engine {
	engine, err := rego.New(context.Background(), policies.FS)
	if err != nil {
		b.Fatal(err)
	}
	return engine
}

func eachTree(visit func(name string, files fstest.MapFS, parse func(string, []byte) error)) {
	for _, language := range benchmarkLanguages {
		for _, size := range benchmarkSizes {
			visit(fmt.Sprintf("%s/%d", language.name, size), language.generate(size), language.parse)
		}
	}
}

// TestGeneratedTrees holds the generator to its word: as many resources as asked for, and sound.
func TestGeneratedTrees(t *testing.T) {
	engine, err := rego.New(context.Background(), policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	for _, language := range benchmarkLanguages {
		files := language.generate(100)
		result, err := Run(t.Context(), Options{Files: files, Engine: engine})
		if err != nil {
			t.Fatal(err)
		}
		if result.Resources != 100 {
			t.Errorf("%s: %d resources; want 100", language.name, result.Resources)
		}
		for _, finding := range append(result.Findings, result.Undetermined...) {
			t.Errorf("%s: %s %s %s", language.name, finding.Range, finding.Rule, finding.Message)
		}
	}
	if *writeTrees != "" {
		writeAll(t, *writeTrees)
	}
}

func writeAll(t *testing.T, root string) {
	eachTree(func(name string, files fstest.MapFS, _ func(string, []byte) error) {
		for file, content := range files {
			path := filepath.Join(root, filepath.FromSlash(name), file)
			if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, content.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	})
}
