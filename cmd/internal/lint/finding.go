package lint

import (
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/rego"
)

// Level is how grave a finding is.
type Level = rego.Level

// The levels, gravest first.
const (
	LevelError   = rego.LevelError
	LevelWarning = rego.LevelWarning
	LevelNote    = rego.LevelNote
)

// The verdicts of a finding.
const (
	VerdictFail   = rego.VerdictFail   // proven
	VerdictReview = rego.VerdictReview // neither proven nor ruled out: "undetermined"
)

// Finding is one fault, located: what a report shows and an exit code counts.
type Finding struct {
	Rule    string // the rule's id
	Level   Level
	Verdict string // "fail", or "review" when it could not be decided

	Address   string      // of the resource at fault
	Title     string      // by which its author knows it, where a tool wrote the source; else empty
	Attribute string      // of the value at fault, by its vocabulary name; may be empty
	Range     graph.Range // of the value at fault, or of the resource where the value is missing

	Message string // one sentence with the real names in it
	Remedy  string // what to do
	Reason  string // for "review": why it could not be decided
	When    string // what has to be so for it, where something else is wrong if it is not; the message begins with it

	Affected []Location     // who suffers, such as the instances behind a closed security group
	Path     []Hop          // the path that was walked, in order; it may end at the hop that breaks
	Calls    [][]graph.Call // the chains of module calls or nested stacks that lead there
	Fix      []graph.Edit   // of the source, that mend it together; none where that is not mechanical

	Unit        string // the directory or file of the unit that it was found in
	Fingerprint string // stable while the fault stays, wherever its lines move
	Known       bool   // it is in the baseline
	Suppression *Suppression
}

// Location is a resource that a finding speaks about.
type Location struct {
	Address string
	Range   graph.Range
}

// Hop is one step of a walked path.
type Hop struct {
	Address   string
	Attribute string // of the value or set that was read, by its vocabulary name; may be empty
	Range     graph.Range
	Text      string // what holds at this hop, one sentence
	Broken    bool   // the path ends here
	Unclear   bool   // the source does not say whether the path goes on here
}

// Suppression is an author's decision to live with a finding.
type Suppression struct {
	Reason string
	Range  graph.Range // of the comment
}
