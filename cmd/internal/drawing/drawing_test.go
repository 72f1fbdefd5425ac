package drawing

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/policies"
	"github.com/reachlint/reachlint/rego"
)

var bundled = sync.OnceValues(func() (*rego.Engine, error) { return rego.New(context.Background(), policies.FS) })

// unitsOf scans files as the command does.
func unitsOf(t *testing.T, files fs.FS) []*lint.UnitGraph {
	t.Helper()
	engine, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	result, err := lint.Run(context.Background(), lint.Options{Files: files, Engine: engine, KeepGraphs: true})
	if err != nil {
		t.Fatal(err)
	}
	return result.Graphs
}

// archive reads files written one after the other in a text.
func archive(t *testing.T, text []byte) fs.FS {
	t.Helper()
	files, err := txtar.FS(txtar.Parse(text))
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// drawings are the pictures of some units, whole and of so many computers.
func drawings(units []*lint.UnitGraph, computers int) map[string][]*Picture {
	all := map[string][]*Picture{"units": Units(units, Options{})}
	known := Computers(units)
	for _, computer := range known[:min(computers, len(known))] {
		all[computer] = Ways(units, computer, Options{})
	}
	return all
}

// TestPicturesOfGoldenCases draws every golden case and one of its computers, and writes those in every format in
// which something fails. All its pictures of computers must agree with its findings.
func TestPicturesOfGoldenCases(t *testing.T) {
	cases, err := filepath.Glob("../../../testdata/*/*.txtar")
	if err != nil || len(cases) == 0 {
		t.Fatalf("there are no golden cases: %v", err)
	}
	for i, file := range cases {
		if filepath.Base(filepath.Dir(file)) == "cli" || testing.Short() && i%8 != 0 {
			continue // a sample is enough for the race detector
		}
		t.Run(strings.TrimSuffix(filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			formats := Formats()
			if !strings.Contains(filepath.Base(file), "fail") {
				formats = nil
			}
			units := unitsOf(t, archive(t, text))
			inspect(t, drawings(units, 1), formats)
			checkAgreement(t, units)
		})
	}
}

func TestPicturesOfTheOffice(t *testing.T) {
	for _, folder := range []string{"terraform", "cloudformation", "faulty/terraform", "faulty/cloudformation"} {
		t.Run(folder, func(t *testing.T) {
			inspect(t, drawings(unitsOf(t, os.DirFS("../../../testdata/office-on-ec2/"+folder)), 10), Formats())
		})
	}
}

// inspect holds pictures to what every picture promises.
func inspect(t *testing.T, drawings map[string][]*Picture, formats []string) {
	t.Helper()
	for name, pictures := range drawings {
		checkModel(t, name, pictures)
		for _, picture := range summarizedAll(pictures) {
			checkPlan(t, name, layOut(picture))
		}
		for _, format := range formats {
			var out bytes.Buffer
			if err := Write(&out, format, pictures); err != nil {
				t.Fatalf("%s: %s: %v", name, format, err)
			}
			checkText(t, name, format, out.String())
		}
	}
}

// checkModel looks at ids, ends and findings, and that red is what a finding names.
func checkModel(t *testing.T, name string, pictures []*Picture) {
	t.Helper()
	ids := map[string]bool{}
	for _, picture := range pictures {
		inside := map[string]bool{}
		checkFindings := func(id string, findings []int) {
			for _, finding := range findings {
				if finding < 0 || finding >= len(picture.Findings) {
					t.Errorf("%s: %s names finding %d of %d", name, id, finding, len(picture.Findings))
				}
			}
		}
		picture.each(func(box *Box) {
			if ids[box.ID] {
				t.Errorf("%s: two boxes are %s", name, box.ID)
			}
			ids[box.ID], inside[box.ID] = true, true
			checkFindings(box.ID, box.Findings)
			if picture.Computer == "" && gravity[box.State] >= gravity[Warned] && len(box.Findings) == 0 {
				t.Errorf("%s: %s (%s) is %s without a finding", name, box.ID, box.Label, box.State)
			}
		})
		for _, edge := range picture.Edges {
			if ids[edge.ID] || !inside[edge.From] || !inside[edge.To] || edge.From == edge.To {
				t.Errorf("%s: edge %s leads from %s to %s", name, edge.ID, edge.From, edge.To)
			}
			ids[edge.ID] = true
			checkFindings(edge.ID, edge.Findings)
			if picture.Computer == "" && gravity[edge.State] >= gravity[Warned] && len(edge.Findings) == 0 {
				t.Errorf("%s: edge %s is %s without a finding", name, edge.ID, edge.State)
			}
		}
	}
}

// checkPlan looks at the geometry: boxes hold what is in them and keep apart, texts stay inside and apart, and lines
// cover neither cards nor titles.
func checkPlan(t *testing.T, name string, p *plan) {
	t.Helper()
	canvas := rectangle{0, 0, p.width, p.height}
	for i, outer := range p.frames {
		for _, other := range p.frames[i+1:] {
			if outer.overlaps(other.rectangle) {
				t.Errorf("%s: %s overlaps %s", name, outer.box.Label, other.box.Label)
			}
		}
		outer.each(func(f *frame) { checkFrame(t, name, f, canvas) })
	}
	for _, w := range p.wires {
		from, to := p.byID[w.edge.From], p.byID[w.edge.To]
		for _, outer := range p.frames {
			outer.each(func(f *frame) {
				for _, leg := range legs(w.points) {
					line := span(leg)
					inner := rectangle{f.x + 2, f.y + 2, f.w - 4, f.h - 4}
					if !f.isContainer() && f != from && f != to && inner.overlaps(line) {
						t.Errorf("%s: the line from %s to %s runs over %s", name, from.box.Label, to.box.Label, f.box.Label)
					}
				}
				if w.label != "" && !f.isContainer() && f.overlaps(w.labelAt) {
					t.Errorf("%s: the label %q covers %s", name, w.label, f.box.Label)
				}
			})
		}
		if w.label != "" && !canvas.holds(w.labelAt) {
			t.Errorf("%s: the label %q leaves the picture", name, w.label)
		}
	}
	for _, line := range p.notes {
		if !canvas.holds(line.area()) {
			t.Errorf("%s: the line %q leaves the picture", name, line.text)
		}
	}
}

func checkFrame(t *testing.T, name string, f *frame, canvas rectangle) {
	t.Helper()
	if !canvas.holds(f.rectangle) {
		t.Errorf("%s: %s leaves the picture", name, f.box.Label)
	}
	for i, inner := range f.inner {
		if !f.holds(inner.rectangle) {
			t.Errorf("%s: %s leaves %s", name, inner.box.Label, f.box.Label)
		}
		if f.header.overlaps(inner.rectangle) {
			t.Errorf("%s: %s covers the title of %s", name, inner.box.Label, f.box.Label)
		}
		for _, other := range f.inner[i+1:] {
			if inner.overlaps(other.rectangle) {
				t.Errorf("%s: %s overlaps %s", name, inner.box.Label, other.box.Label)
			}
		}
	}
	for i, line := range f.lines {
		if !f.holds(line.area()) {
			t.Errorf("%s: the text %q leaves %s", name, line.text, f.box.Label)
		}
		if f.mark != "" && f.markAt.overlaps(line.area()) {
			t.Errorf("%s: the mark %q covers %q", name, f.mark, line.text)
		}
		for _, other := range f.lines[i+1:] {
			if line.area().overlaps(other.area()) {
				t.Errorf("%s: %q overlaps %q", name, line.text, other.text)
			}
		}
	}
	if f.mark != "" && !f.holds(f.markAt) {
		t.Errorf("%s: the mark %q leaves %s", name, f.mark, f.box.Label)
	}
}
