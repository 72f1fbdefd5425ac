package lint

import (
	"slices"

	"github.com/reachlint/reachlint/parsers"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/rego"
	"github.com/reachlint/reachlint/rego/network"
)

// located is a finding with what later steps need of its place.
type located struct {
	Finding
	directives []graph.Directive // of the resource at fault
}

// locate finds the places of a policy's finding.
func (r *run) locate(loaded parsers.Loaded, found rego.Finding) located {
	node := loaded.Graph.Node(found.Node)
	finding := located{Finding: Finding{
		Rule:      found.Rule,
		Level:     r.level(found),
		Verdict:   found.Verdict,
		Address:   found.Node,
		Attribute: found.Attribute,
		Range:     placeOf(loaded, node, found.Attribute),
		Message:   found.Message,
		Remedy:    found.Remedy,
		Reason:    found.Reason,
		Unit:      loaded.Unit.Path,
	}}
	if node != nil && node.Resource != nil {
		finding.Title = node.Resource.Title
		finding.directives = node.Resource.Directives
		if len(node.Resource.Calls) > 0 {
			finding.Calls = [][]graph.Call{node.Resource.Calls}
		}
	}
	affected := slices.Clone(found.Affected)
	slices.Sort(affected)
	for _, address := range slices.Compact(affected) {
		finding.Affected = append(finding.Affected, Location{address, placeOf(loaded, loaded.Graph.Node(address), "")})
	}
	for _, hop := range found.Path {
		finding.Path = append(finding.Path, Hop{
			Address:   hop.Node,
			Attribute: hop.Attribute,
			Range:     hopPlace(loaded, hop),
			Text:      hop.Text,
			Broken:    hop.Verdict == network.Deny,
			Unclear:   hop.Verdict == network.Unknown,
		})
	}
	finding.demote(loaded.Graph, node)
	return finding
}

// level is the configuration's, or else the finding's own, or else the rule's.
func (r *run) level(found rego.Finding) Level {
	if level := r.Configuration.Rules[found.Rule].Level; level != "" {
		return level
	}
	if found.Level != "" {
		return found.Level
	}
	for _, rule := range r.rules {
		if rule.ID == found.Rule {
			return rule.Level
		}
	}
	return LevelWarning
}

// placeOf returns where a node's value is written, or where the node is declared. What comes from nowhere
// stands at the top of the unit's first file, for every finding needs a place.
func placeOf(loaded parsers.Loaded, node *graph.Node, attribute string) graph.Range {
	if node != nil {
		at := node.RangeOf(attribute)
		if at.File == "" && node.Resource != nil {
			at = node.Resource.Range
		}
		if at.File != "" {
			return at
		}
	}
	file := loaded.Unit.Path
	if loaded.Unit.Language == parsers.Terraform && len(loaded.Configuration.Files) > 0 {
		file = loaded.Configuration.Files[0]
	}
	start := graph.Position{Line: 1, Column: 1}
	return graph.Range{File: file, Start: start, End: start}
}

func hopPlace(loaded parsers.Loaded, hop network.Hop) graph.Range {
	if node := loaded.Graph.Node(hop.Node); node != nil {
		return placeOf(loaded, node, hop.Attribute)
	}
	return graph.Range{}
}

// demote makes a question of a proven error about something that may not exist: the resource at fault
// itself, or everyone who would suffer.
func (l *located) demote(nodes *graph.Graph, node *graph.Node) {
	if l.Verdict != VerdictFail || l.Level != LevelError {
		return
	}
	reason := ""
	if node != nil {
		reason = node.Maybe
	}
	if reason == "" {
		reason = whyNobodySuffers(nodes, l.Affected)
	}
	if reason != "" {
		l.Verdict, l.Reason = VerdictReview, reason
	}
}

// whyNobodySuffers returns why all those affected may not exist, or "" when one surely does.
func whyNobodySuffers(nodes *graph.Graph, affected []Location) string {
	reason := ""
	for _, location := range affected {
		node := nodes.Node(location.Address)
		if node == nil || node.Maybe == "" {
			return ""
		}
		reason = node.Maybe
	}
	return reason
}
