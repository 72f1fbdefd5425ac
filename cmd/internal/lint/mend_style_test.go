package lint_test

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/diff"
	"golang.org/x/tools/txtar"
)

const mendWant = "want.diff"

// TestMendStyle mends each testdata/mend/*.txtar with all rules and compares what became of the files with its
// want.diff, which shows how the author's style is kept. The first line of a case explains it.
func TestMendStyle(t *testing.T) {
	cases, err := filepath.Glob("testdata/mend/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatal("there are no cases", err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			files, err := txtar.FS(archive)
			if err != nil {
				t.Fatal(err)
			}
			checkMended(t, files)
			compareDiff(t, archive, file, mendAll(t, mendOptions(t, files)).Files)
		})
	}
}

// TestMendWindows mends the same cases with the line breaks of Windows and a byte order mark, and finds the same edits.
func TestMendWindows(t *testing.T) {
	cases, err := filepath.Glob("testdata/mend/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range cases {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			files, windows := fstest.MapFS{}, fstest.MapFS{}
			for _, member := range archive.Files {
				files[member.Name] = &fstest.MapFile{Data: member.Data}
				text := strings.ReplaceAll(string(member.Data), "\n", "\r\n")
				windows[member.Name] = &fstest.MapFile{Data: []byte("\ufeff" + text)}
			}
			checkMended(t, windows)
			unix := mendAll(t, mendOptions(t, files)).Files
			changed := mendAll(t, mendOptions(t, windows)).Files
			if len(changed) != len(unix) {
				t.Errorf("%d files changed, and %d with other line breaks", len(unix), len(changed))
			}
			for name, text := range changed {
				text, marked := strings.CutPrefix(text, "\ufeff")
				if plain := strings.ReplaceAll(text, "\r\n", "\n"); !marked || strings.Contains(plain, "\r") || strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Join(strings.Fields(plain), " ") != strings.Join(strings.Fields(unix[name]), " ") {
					t.Errorf("%s became:\n%q", name, text)
				}
			}
		})
	}
}

// compareDiff compares new files with the case's want.diff, or writes that.
func compareDiff(t *testing.T, archive *txtar.Archive, file string, changed map[string]string) {
	t.Helper()
	var got bytes.Buffer
	for _, name := range slices.Sorted(maps.Keys(changed)) {
		for _, member := range archive.Files {
			if member.Name == name {
				_, text, _ := bytes.Cut(diff.Diff("a/"+name, member.Data, "b/"+name, []byte(changed[name])), []byte("\n"))
				got.Write(text)
			}
		}
	}
	index := slices.IndexFunc(archive.Files, func(member txtar.File) bool { return member.Name == mendWant })
	if *update {
		if index < 0 {
			archive.Files, index = append(archive.Files, txtar.File{Name: mendWant}), len(archive.Files)
		}
		archive.Files[index].Data = got.Bytes()
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if index < 0 {
		t.Fatalf("%s is missing; -update writes it", mendWant)
	}
	if want := archive.Files[index].Data; !bytes.Equal(got.Bytes(), want) {
		t.Errorf("mended:\n%s\nwanted:\n%s", got.Bytes(), want)
	}
}
