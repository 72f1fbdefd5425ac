package lint

import (
	"context"
	"errors"
	"slices"

	"github.com/reachlint/reachlint/parsers"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/rego"
	"github.com/reachlint/reachlint/rego/network"
)

// UnitGraph is a unit as the rules saw it, for those who draw it.
type UnitGraph struct {
	Unit         string // its directory or file
	Language     string // terraform or cloudformation
	Nodes        *graph.Graph
	Findings     []Finding // those of the result that concern this unit, as they are told for it
	Undetermined []Finding

	loaded  parsers.Loaded
	needs   map[string]rego.Needs
	elders  map[string]string // of every computer that is a twin, the one that stands for it
	network *network.Network
}

// keep holds on to the graph of a unit, and asks what its computers have to reach.
func (j *judgement) keep(ctx context.Context, r *run, loaded parsers.Loaded) {
	configuration := r.policyConfiguration()
	kept := &UnitGraph{
		Unit:     loaded.Unit.Path,
		Language: string(loaded.Unit.Language),
		Nodes:    loaded.Graph,
		loaded:   loaded,
		network:  configuration.Network(loaded.Graph),
		elders:   map[string]string{},
	}
	var err error
	kept.needs, err = r.engine.Needs(ctx, loaded.Graph, configuration, kept.network)
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		j.diagnostics = append(j.diagnostics, graph.Diagnostic{
			Severity: graph.SeverityWarning,
			ID:       "ways-not-drawn",
			Range:    graph.Range{File: loaded.Unit.Path},
			Message:  "What the instances have to reach could not be found out: " + err.Error() + ".",
		})
	}
	for elder, needs := range kept.needs {
		for _, twin := range needs.Twins {
			kept.elders[twin] = elder
		}
	}
	j.graph = kept
}

// Elder returns the computer that stands for one and for all that differ from it in their address only.
func (u *UnitGraph) Elder(computer string) string {
	if elder, ok := u.elders[computer]; ok {
		return elder
	}
	return computer
}

// Family returns a computer with those that differ from it in their address only.
func (u *UnitGraph) Family(elder string) []string {
	return append([]string{elder}, u.needs[elder].Twins...)
}

// settle gives the graph the unit's own findings, as far as the result tells them: a finding of the result may
// stand for several units, and a suppressed one is accepted.
func (u *UnitGraph) settle(result *Result, own []located) {
	told := map[fault]*Finding{}
	for _, list := range [][]Finding{result.Findings, result.Undetermined} {
		for i := range list {
			told[withoutMessage(list[i])] = &list[i]
		}
	}
	for _, finding := range own {
		as := told[withoutMessage(finding.Finding)]
		switch {
		case as == nil:
		case finding.Verdict == VerdictReview:
			u.Undetermined = append(u.Undetermined, finding.Finding)
		default:
			finding.Known = as.Known
			u.Findings = append(u.Findings, finding.Finding)
		}
	}
	slices.SortStableFunc(u.Findings, func(a, b Finding) int { return b.Level.Gravity() - a.Level.Gravity() })
}

// withoutMessage is what all tellings of a finding share.
func withoutMessage(finding Finding) fault {
	return fault{rule: finding.Rule, verdict: finding.Verdict, level: finding.Level, place: finding.Range}
}
