// Package drawing makes pictures of units: what is in which VPC and subnet, which way leads where, and
// where it breaks. A Picture is the model; every format is a rendering of it.
package drawing

import (
	"slices"

	"github.com/reachlint/reachlint/cmd/internal/lint"
)

// Picture is what one unit looks like, or the ways of one of its computers.
type Picture struct {
	Unit     string    `json:"unit"`               // its directory or file
	Language string    `json:"language"`           // terraform or cloudformation
	Computer string    `json:"computer,omitempty"` // whose ways are drawn; empty for the whole unit
	Boxes    []*Box    `json:"boxes"`
	Edges    []*Edge   `json:"edges"`
	Findings []Finding `json:"findings"`
	LeftOut  []string  `json:"leftOut,omitempty"` // sentences that say what the picture does not show
}

// State says how something is drawn. Of several states the one that stands first counts.
type State string

// The states.
const (
	Broken       State = "broken"       // an error was found here
	Warned       State = "warning"      // a warning was found here
	Undetermined State = "undetermined" // the source does not decide whether it works
	Maybe        State = "maybe"        // it may not exist
	Cut          State = "cut"          // nothing gets here, as the way breaks before
	Plain        State = "plain"
)

var gravity = map[State]int{Broken: 4, Warned: 3, Undetermined: 2, Maybe: 1, Plain: 0}

// worst returns the graver of two states.
func worst(a, b State) State {
	if gravity[b] > gravity[a] {
		return b
	}
	return a
}

// Box is one thing, several that are alike, or what contains others.
type Box struct {
	ID        string   `json:"id"`                  // unique among all pictures of one drawing
	Kind      string   `json:"kind"`                // of the nodes (vpc, subnet, instance, …), or unit, internet, service, missing, way
	Label     string   `json:"label"`               // its name
	Step      string   `json:"step,omitempty"`      // of a way: what it is there for
	Module    string   `json:"module,omitempty"`    // the module call or nested stack that declares it
	Addresses []string `json:"addresses,omitempty"` // of the nodes that it stands for
	Details   []string `json:"details,omitempty"`   // short facts, a line each
	State     State    `json:"state"`
	Text      string   `json:"text,omitempty"`     // what is wrong, open, or true here, one sentence
	Findings  []int    `json:"findings,omitempty"` // indexes of the picture's findings that concern it
	Boxes     []*Box   `json:"boxes,omitempty"`    // what it contains

	isStep bool // of a way: then its text is shown on it
}

// The kinds of edges.
const (
	EdgeMember    = "association" // of a security group, a role, a route table and the like
	EdgeReference = "reference"   // rules let connections pass from one security group to another
	EdgeRoute     = "route"       // of a subnet's route table
	EdgeNames     = "dns"         // who is asked for names
	EdgeWay       = "way"         // of a computer to what it has to reach
)

// Edge leads from one box to another.
type Edge struct {
	ID       string `json:"id"`
	From     string `json:"from"` // the id of a box
	To       string `json:"to"`
	Kind     string `json:"kind"`
	Label    string `json:"label,omitempty"`
	State    State  `json:"state"`
	Text     string `json:"text,omitempty"`     // what is wrong, or open, one sentence
	Findings []int  `json:"findings,omitempty"` // indexes of the picture's findings that concern it
}

// Finding is a finding of the unit, as far as a picture tells it.
type Finding struct {
	Rule      string   `json:"rule"`
	Level     string   `json:"level"`
	Verdict   string   `json:"verdict"` // fail, or review when it could not be decided
	Address   string   `json:"address"`
	Attribute string   `json:"attribute,omitempty"` // of the value or set at fault, by its vocabulary name
	Place     string   `json:"place"`               // file:line:column
	Message   string   `json:"message"`
	Remedy    string   `json:"remedy,omitempty"`
	Reason    string   `json:"reason,omitempty"` // why it could not be decided
	Affected  []string `json:"affected,omitempty"`

	breaks []lint.Hop // where its path ends, whatever is open
}

// breaksAt tells whether a finding is about a value or set of a node, or its path ends there, and what holds there if the
// path says so.
func (f Finding) breaksAt(address, attribute string) (text string, breaks bool) {
	for _, hop := range f.breaks {
		if hop.Address == address && hop.Attribute == attribute {
			return hop.Text, true
		}
	}
	return "", address != "" && f.Address == address && f.Attribute == attribute
}

// isAboutTwinOf tells whether a finding is about the same value of another instance of a resource: it speaks for all of
// them that have the fault.
func (f Finding) isAboutTwinOf(address, attribute string) bool {
	return address != "" && base(f.Address) == base(address) && f.Attribute == attribute
}

// each visits a box and all that it contains.
func (b *Box) each(visit func(*Box)) {
	visit(b)
	for _, inner := range b.Boxes {
		inner.each(visit)
	}
}

// contains tells whether a box is another one, or around it.
func (b *Box) contains(other *Box) bool {
	return b == other || slices.ContainsFunc(b.Boxes, func(inner *Box) bool { return inner.contains(other) })
}

// each visits all boxes of a picture.
func (p *Picture) each(visit func(*Box)) {
	for _, box := range p.Boxes {
		box.each(visit)
	}
}

// count returns how many boxes there are in all.
func (p *Picture) count() int {
	boxes := 0
	p.each(func(*Box) { boxes++ })
	return boxes
}

// hasEdge tells whether a picture has an edge of a kind.
func (p *Picture) hasEdge(kind string) bool {
	return slices.ContainsFunc(p.Edges, func(edge *Edge) bool { return edge.Kind == kind })
}
