package lint

import (
	"github.com/reachlint/reachlint/parsers/graph"
)

// Result is what one run found.
type Result struct {
	Findings     []Finding          // proven and not suppressed, sorted by place
	Undetermined []Finding          // neither proven nor ruled out
	Suppressed   []Finding          // proven, and accepted by a comment
	Diagnostics  []graph.Diagnostic // what is wrong with the input itself
	Rules        []Rule             // all that ran, sorted by id
	Paths        []string           // what was asked for, relative to the root
	Units        []string           // directories and files, sorted
	Files        int                // that were read
	Resources    int                // that were judged
	Sources      *Sources           // the text behind the ranges
	FailOn       Level              // the level from which on a finding fails the run; "" for never
	Graphs       []*UnitGraph       // of the units, in their order, when the options ask for them
}

// Rule is what a reader may want to know of a rule.
type Rule struct {
	ID          string
	Title       string
	Description string
	Level       Level // of its findings, unless they say otherwise
	Category    string
	Help        string // the rule's page, in Markdown
	Precision   string // how seldom it is wrong, by SARIF's words: very-high, high, medium, low
}

// Rule returns the rule of that id. A rule that did not run is known by its id alone.
func (r *Result) Rule(id string) Rule {
	for _, rule := range r.Rules {
		if rule.ID == id {
			return rule
		}
	}
	return Rule{ID: id, Title: id, Level: LevelWarning}
}

// Fails tells whether a finding that is not known from a baseline is as grave as FailOn.
func (r *Result) Fails() bool {
	for _, finding := range r.Findings {
		if !finding.Known && r.FailOn != "" && finding.Level.Gravity() >= r.FailOn.Gravity() {
			return true
		}
	}
	return false
}

// Incomplete tells whether a part of the input could not be read.
func (r *Result) Incomplete() bool {
	for _, diagnostic := range r.Diagnostics {
		if diagnostic.Severity == graph.SeverityError {
			return true
		}
	}
	return false
}
