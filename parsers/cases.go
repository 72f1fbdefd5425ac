package parsers

import (
	"github.com/reachlint/reachlint/parsers/cloudformation"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform"
)

// Case is a unit as it is when what the source leaves open turns out in one way.
type Case struct {
	Name  string // such as "Environment is production"
	Graph *graph.Graph
}

// Cases returns the unit in every way in which the things can turn out that decide what exists in it. What the
// unit's own graph only calls undetermined is certain when it is so in every case, and is nothing when it is so
// in none. There are none for a unit that leaves nothing open.
func (l Loaded) Cases() []Case {
	types := terraform.Types
	if l.Unit.Language == CloudFormation {
		types = cloudformation.Types
	}
	var cases []Case
	for _, each := range l.Configuration.Cases() {
		cases = append(cases, Case{Name: each.Name(), Graph: graph.Build(each.Configuration, types)})
	}
	return cases
}
