package lint

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// maximumRounds bounds how often the fixes of a run are made and looked at. What one fix uncovers, another one
// mends in the next round; more than a handful of rounds come only of fixes that get into each other's way.
const maximumRounds = 256

// Mended is what became of a run whose fixes were made.
type Mended struct {
	Files     map[string]string // the new content of those that changed
	Fixed     []Finding         // as they were found
	Withdrawn []Finding         // whose fix did not mend them, or broke something else, and was not made
	Result    *Result           // what is left
}

// Mend runs, makes the fixes of what it found and runs again, until there is nothing more to fix. Nothing is
// written: the new files are in what it returns. A fix that leaves its finding where it was, or brings up
// another one, is not made, nor one of a file that is not editable. The errors are those of Run.
func Mend(ctx context.Context, options Options, editable func(file string) bool) (*Mended, error) {
	options.mending = true
	before, err := Run(ctx, options)
	if err != nil {
		return nil, err
	}
	mending := &mending{
		Options: options, files: options.Files, editable: editable,
		changed: map[string]string{}, refused: map[string]bool{},
	}
	mended := &Mended{Result: before}
	most := math.MaxInt
	for range maximumRounds {
		chosen := mending.choose(mended.Result.Findings, most)
		if len(chosen) == 0 {
			break
		}
		files, after, err := mending.try(ctx, chosen)
		if err != nil {
			return nil, err
		}
		switch {
		case after != nil && improves(mended.Result, after, chosen):
			mending.changed, mended.Result = files, after
			mended.Fixed = append(mended.Fixed, chosen...)
			clear(mending.refused) // what did not help before may help now
			mended.Withdrawn = nil
			most = math.MaxInt
		case len(chosen) > 1:
			most = len(chosen) / 2 // to find out which of them it is
		default:
			most = math.MaxInt
			mending.refused[chosen[0].Fingerprint] = true
			mended.Withdrawn = append(mended.Withdrawn, chosen[0])
		}
	}
	mended.Files = mending.changed
	for i, finding := range mended.Result.Findings {
		if mending.refused[finding.Fingerprint] {
			mended.Result.Findings[i].Fix = nil
		}
	}
	return mended, nil
}

// mending is the work of Mend.
type mending struct {
	Options
	files    fs.FS
	editable func(file string) bool
	changed  map[string]string
	refused  map[string]bool // fingerprints
}

// choose returns findings with fixes that do not touch each other, in their order, up to a number.
func (m *mending) choose(findings []Finding, most int) []Finding {
	var chosen []Finding
	var edits []graph.Edit
	for _, finding := range findings {
		if len(finding.Fix) == 0 || finding.Known || m.refused[finding.Fingerprint] || !m.mayEdit(finding) {
			continue
		}
		if slices.ContainsFunc(finding.Fix, func(edit graph.Edit) bool {
			return slices.ContainsFunc(edits, func(other graph.Edit) bool { return conflict(edit, other) })
		}) {
			continue
		}
		chosen = append(chosen, finding)
		edits = append(edits, finding.Fix...)
		if len(chosen) == most {
			break
		}
	}
	return chosen
}

func (m *mending) mayEdit(finding Finding) bool {
	return !slices.ContainsFunc(finding.Fix, func(edit graph.Edit) bool { return !m.editable(edit.Range.File) })
}

// try makes fixes in memory and runs again. Without a result they do not fit the files.
func (m *mending) try(ctx context.Context, chosen []Finding) (map[string]string, *Result, error) {
	byFile := map[string][]graph.Edit{}
	for _, finding := range chosen {
		for _, edit := range finding.Fix {
			byFile[edit.Range.File] = append(byFile[edit.Range.File], edit)
		}
	}
	changed := maps.Clone(m.changed)
	for file, edits := range byFile {
		content, err := fs.ReadFile(Overlay{m.files, m.changed}, file)
		if err == nil {
			content, err = Apply(content, edits)
		}
		if err != nil {
			return nil, nil, nil
		}
		changed[file] = string(content)
	}
	options := m.Options
	options.Files = Overlay{m.files, changed}
	options.Progress = nil
	after, err := Run(ctx, options)
	if err != nil {
		return nil, nil, fmt.Errorf("scan what was fixed: %w", err)
	}
	return changed, after, nil
}

// improves tells whether the chosen findings are gone and nothing else has come up.
func improves(before, after *Result, chosen []Finding) bool {
	allowed := map[fault]int{}
	for _, finding := range before.Findings {
		allowed[whatever(finding)]++
	}
	for _, finding := range chosen {
		allowed[whatever(finding)]--
	}
	for _, finding := range after.Findings {
		if allowed[whatever(finding)]--; allowed[whatever(finding)] < 0 {
			return false
		}
	}
	return troubles(after) <= troubles(before)
}

// whatever is what stays of a finding when lines move and fewer suffer.
func whatever(finding Finding) fault {
	return fault{rule: finding.Rule, message: finding.Unit + "\x00" + finding.Address + "\x00" + finding.Attribute}
}

// troubles counts what stands in the way of reading the input, such as a name that is given twice. That a suppression
// is not needed any more is none.
func troubles(result *Result) int {
	count := 0
	for _, diagnostic := range result.Diagnostics {
		if diagnostic.Severity != graph.SeverityNote && diagnostic.ID != "suppression-unused" {
			count++
		}
	}
	return count
}
