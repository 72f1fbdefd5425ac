package terraform

import (
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden loads every archive below testdata and compares what comes out with its want.txt. The
// archive's comment may name --region, --var and the directories that are loaded.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			content, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			golden := txtar.Parse(content)
			options, directory := goldenOptions(string(golden.Comment))
			got := renderUnits(t, archive(string(content)), directory, options)
			again := renderUnits(t, archive(string(content)), directory, options)
			if got != again {
				t.Errorf("the second run differs:\n%s", again)
			}
			compareGolden(t, name, golden, got)
		})
	}
}

// renderUnits loads one directory, or the units of several that are scanned together.
func renderUnits(t *testing.T, files fs.FS, directory string, options Options) string {
	t.Helper()
	directories := strings.Fields(directory)
	if len(directories) == 1 {
		return renderConfiguration(load(t, files, directory, options))
	}
	var text strings.Builder
	loader := NewLoader(files, options)
	for _, root := range loader.RootModules(directories) {
		fmt.Fprintf(&text, "unit %s\n%s", root, renderConfiguration(loader.Load(context.Background(), root)))
	}
	return text.String()
}

func goldenOptions(comment string) (options Options, directory string) {
	directory = "."
	for _, line := range strings.Split(comment, "\n") {
		word, value, _ := strings.Cut(line, " ")
		switch word {
		case "--region":
			options.Region = value
		case "--var":
			name, text, _ := strings.Cut(value, "=")
			options.Variables = append(options.Variables, Assignment{Name: name, Value: text})
		case "--var-file":
			options.VariableFiles = append(options.VariableFiles, value)
		case "--workspace":
			options.Workspace = value
		case "--directory":
			directory = value
		}
	}
	return options, directory
}

func compareGolden(t *testing.T, name string, golden *txtar.Archive, got string) {
	t.Helper()
	for i := range golden.Files {
		if golden.Files[i].Name != "want.txt" {
			continue
		}
		if string(golden.Files[i].Data) == got {
			return
		}
		if !*update {
			t.Errorf("got:\n%s\nwant:\n%s", got, golden.Files[i].Data)
			return
		}
		golden.Files[i].Data = []byte(got)
		if err := os.WriteFile(name, txtar.Format(golden), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	t.Error("the archive has no want.txt")
}
