package graph

import "fmt"

// Position is a place in a source file. Line and Column start at 1; Column counts Unicode code points
// (SARIF 2.1.0, section 3.14.17, columnKind "unicodeCodePoints").
type Position struct {
	Line   int
	Column int
}

// Range is the stretch of a source file from Start up to, but not including, End.
type Range struct {
	File  string // slash-separated, relative to the root of the scanned file system
	Start Position
	End   Position
}

// String returns the range's start as file:line:column, the form editors and terminals link.
func (r Range) String() string {
	return fmt.Sprintf("%s:%d:%d", r.File, r.Start.Line, r.Start.Column)
}

// IsZero tells whether the range points nowhere.
func (r Range) IsZero() bool { return r == Range{} }

// Call is one step of the chain that leads to a resource: a Terraform module call or a nested stack.
type Call struct {
	Address string // of the call, such as module.network or NetworkStack
	Range   Range  // where the call is written
}
