// Package parsers finds the units below a root, picks the parser for each and loads them.
package parsers

import (
	"context"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Language is what a unit is written in.
type Language string

// The languages.
const (
	Terraform      Language = "terraform"
	CloudFormation Language = "cloudformation"
)

// Unit is what is deployed together: the directory of a Terraform root module, the file of a plan or state in
// JSON, or the file of a CloudFormation template that no other template of the scan nests.
type Unit struct {
	Path     string // slash-separated, relative to the root
	Language Language
}

func compareUnits(a, b Unit) int {
	if order := strings.Compare(a.Path, b.Path); order != 0 {
		return order
	}
	return strings.Compare(string(a.Language), string(b.Language))
}

// Loaded is a unit that was read.
type Loaded struct {
	Unit          Unit
	Configuration graph.Configuration
	Graph         *graph.Graph

	again func(context.Context, []graph.Assumption) graph.Configuration // evaluates the source in a case; nil where no variable is open
}
