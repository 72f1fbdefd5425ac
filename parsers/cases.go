package parsers

import (
	"context"
	"iter"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Case is a unit as it is when what the source leaves open turns out in one way.
type Case struct {
	Assumptions []graph.Assumption // such as that Environment is production
	Graph       *graph.Graph
}

// Cases returns the unit in every way in which the things can turn out that decide what exists in it. What the
// unit's own graph only calls undetermined is certain when it is so in every case, and is nothing when it is so
// in none. There are none for a unit that leaves nothing open. Each is built when it is asked for, so that one
// graph more is in memory and not sixteen.
func (l Loaded) Cases(ctx context.Context) iter.Seq[Case] {
	return func(yield func(Case) bool) {
		for each := range l.Configuration.Cases() {
			configuration := each.Configuration
			if l.again != nil {
				configuration = l.again(ctx, each.Assumptions)
			}
			if !yield(Case{Assumptions: each.Assumptions, Graph: graph.Build(ctx, configuration, l.Unit.types())}) {
				return
			}
		}
	}
}
