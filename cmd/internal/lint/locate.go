package lint

import (
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/rego"
	"github.com/reachlint/reachlint/rego/network"
)

// located is a finding with what later steps need of its place.
type located struct {
	Finding
	identity   string            // of the node at fault, for the fingerprint
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
		Range:     placeOfItem(loaded, node, found),
		Message:   inCase(found),
		Remedy:    found.Remedy,
		Reason:    found.Reason,
		When:      found.When,
		Unit:      loaded.Unit.Path,
	}, identity: identityOf(node, found.Node)}
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
	if found.When == "" {
		finding.demote(loaded.Graph, found)
	}
	return finding
}

// inCase is a finding's message, with what has to be so for it.
func inCase(found rego.Finding) string {
	if found.When == "" {
		return found.Message
	}
	if rest, ok := strings.CutPrefix(found.Message, "The "); ok {
		return "When " + found.When + ", the " + rest
	}
	return "When " + found.When + ", " + found.Message
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

// placeOfItem returns where the item of a list is written that a finding is about, or else the value.
func placeOfItem(loaded parsers.Loaded, node *graph.Node, found rego.Finding) graph.Range {
	if node != nil && found.Item != "" {
		items, _ := node.Value(found.Attribute).Items()
		for _, item := range items {
			if text, _ := item.Text(); text == found.Item && len(items) > 1 && item.Range.File != "" {
				return item.Range
			}
		}
	}
	return placeOf(loaded, node, found.Attribute)
}

func hopPlace(loaded parsers.Loaded, hop network.Hop) graph.Range {
	if node := loaded.Graph.Node(hop.Node); node != nil {
		return placeOf(loaded, node, hop.Attribute)
	}
	return graph.Range{}
}

// demote makes a question of a proven error about something that may not exist: the resource at fault
// itself, or everyone who would suffer.
func (l *located) demote(nodes *graph.Graph, found rego.Finding) {
	if l.Verdict != VerdictFail || l.Level != LevelError {
		return
	}
	if reason := whyUnsure(nodes, found); reason != "" {
		l.Verdict, l.Reason = VerdictReview, reason
	}
}

// whyUnsure tells why what is at fault, or everyone who would suffer, may not exist; "" when something surely is wrong
// for somebody.
func whyUnsure(nodes *graph.Graph, found rego.Finding) string {
	if node := nodes.Node(found.Node); node != nil && node.Maybe != "" {
		return node.Maybe
	}
	reason := ""
	for _, address := range found.Affected {
		node := nodes.Node(address)
		if node == nil || node.Maybe == "" {
			return ""
		}
		reason = node.Maybe
	}
	return reason
}
