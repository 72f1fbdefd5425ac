package lint_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/cmd/internal/report"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/policies"
	"github.com/reachlint/reachlint/rego"
)

var update = flag.Bool("update", false, "rewrite the want.txt of the golden cases")

const (
	goldenFolder = "../../../testdata"
	goldenWant   = "want.txt"
)

// bundled compiles the policies once for all tests.
var bundled = sync.OnceValues(func() (*rego.Engine, error) { return rego.New(context.Background(), policies.FS) })

// TestGolden runs every testdata/<rule-id>/*.txtar: the archive's files are scanned for that rule alone,
// and what is found is compared with its want.txt, one line per finding.
func TestGolden(t *testing.T) {
	engine, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]bool{}
	for _, rule := range engine.Rules() {
		rules[rule.ID] = true
	}
	archives, err := filepath.Glob(filepath.Join(goldenFolder, "*", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for i, file := range archives {
		if testing.Short() && i%4 != 0 {
			continue // a sample is enough for the race detector
		}
		rule, name := filepath.Base(filepath.Dir(file)), filepath.Base(file)
		if rule == "cli" {
			continue // whole command lines, which cmd/reachlint runs
		}
		t.Run(rule+"/"+strings.TrimSuffix(name, ".txtar"), func(t *testing.T) {
			t.Parallel()
			if !rules[rule] {
				t.Fatalf("there is no rule %s", rule)
			}
			runGolden(t, engine, rule, file)
		})
	}
}

func runGolden(t *testing.T, engine *rego.Engine, rule, file string) {
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	files, err := txtar.FS(archive)
	if err != nil {
		t.Fatal(err)
	}
	for _, diagnostic := range scan(t, engine, files).Diagnostics {
		if diagnostic.Severity == graph.SeverityError {
			t.Errorf("the case cannot be read, or a rule cannot judge it: %s: %s", diagnostic.Range, diagnostic.Message)
		}
	}
	result := scan(t, engine, files, rule)
	checkSARIF(t, files, result)
	compareWant(t, archive, file, render(result))
}

// scan runs some rules, or all, over files, as their own configuration says.
func scan(t *testing.T, engine *rego.Engine, files fs.FS, rules ...string) *lint.Result {
	t.Helper()
	options := lint.Options{
		Files:  files,
		Engine: engine,
		Rules:  rules,
		Now:    time.Date(2026, time.June, 1, 12, 0, 0, 0, time.UTC),
	}
	if found := lint.FindConfiguration(files, "."); found != "" {
		configuration, err := lint.LoadConfiguration(files, found)
		if err != nil {
			t.Fatal(err)
		}
		options.Configuration = configuration
	}
	result, err := lint.Run(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// render writes what was found, one line each.
func render(result *lint.Result) []byte {
	var out bytes.Buffer
	for _, finding := range result.Findings {
		fmt.Fprintf(&out, "%s: %s: %s [%s]\n", finding.Range, finding.Level, finding.Message, finding.Rule)
	}
	for _, finding := range result.Undetermined {
		fmt.Fprintf(&out, "%s: undetermined: %s (%s) [%s]\n", finding.Range, finding.Message, finding.Reason, finding.Rule)
	}
	for _, finding := range result.Suppressed {
		fmt.Fprintf(&out, "%s: suppressed: %s (%s) [%s]\n", finding.Range, finding.Message, finding.Suppression.Reason, finding.Rule)
	}
	return out.Bytes()
}

func compareWant(t *testing.T, archive *txtar.Archive, file string, got []byte) {
	t.Helper()
	index := -1
	for i, member := range archive.Files {
		if member.Name == goldenWant {
			index = i
		}
	}
	if *update {
		if index < 0 {
			archive.Files, index = append(archive.Files, txtar.File{Name: goldenWant}), len(archive.Files)
		}
		archive.Files[index].Data = got
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if index < 0 {
		t.Fatalf("%s is missing; -update writes it", goldenWant)
	}
	if want := archive.Files[index].Data; !bytes.Equal(got, want) {
		t.Errorf("found:\n%s\nwanted:\n%s", got, want)
	}
}

func writeSARIF(t *testing.T, result *lint.Result) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := report.Write(&out, "sarif", result, report.Options{ShowUndetermined: true, ShowSuppressed: true, Version: "1.0.0"}); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
