package mend

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

// link writes the name of a node where another one names none: as an argument, or in a block of its own.
func (e *mender) link(change graph.Link) bool {
	node := e.nodes.Node(change.Node)
	if node == nil || node.Resource == nil || node.Address != node.Resource.Address {
		return false
	}
	source, block := e.block(node.Resource)
	at := siteOf(node.Resource)
	property := resourcetypes.Table[node.Resource.Type].Property(change.Attribute)
	attribute := "name"
	if strings.HasSuffix(property, "_id") {
		attribute = "id"
	}
	name, known := e.reference(at, graph.Reference{Address: change.To, Attribute: attribute})
	if change.Attribute == "vpc" && e.isRepeated(node.Resource) {
		return false // each of them has a VPC of its own
	}
	if block == nil || !known || property == "" || e.callers(at.directory) > 1 || e.isChosen(at, []string{change.To}) {
		return false
	}
	for _, other := range resourcetypes.Table[node.Resource.Type].Links {
		if other[1] == change.Attribute && block.Body.Attributes[other[0]] != nil {
			return false
		}
	}
	outer, inner, nested := strings.Cut(property, ".")
	if block.Body.Attributes[outer] != nil {
		return false
	}
	if !nested {
		return source.addArgument(block, outer, name)
	}
	for _, each := range block.Body.Blocks {
		if each.Type == outer {
			return len(each.Body.Attributes) == 0 && source.addArgument(each, inner, name)
		}
	}
	return source.addBlock(block, outer, []argument{{inner, name}})
}

// isRepeated tells whether a block makes several resources of one instance of its module.
func (e *mender) isRepeated(resource *graph.Resource) bool {
	return slices.ContainsFunc(e.configuration.Resources, func(other *graph.Resource) bool {
		return other != resource && other.Range == resource.Range && siteOf(other).prefix == siteOf(resource).prefix
	})
}

// addBlock writes a block at the end of another one.
func (s *written) addBlock(block *hclsyntax.Block, kind string, arguments []argument) bool {
	if block.OpenBraceRange.Start.Line == block.CloseBraceRange.Start.Line {
		return false
	}
	indent := s.indentation(block.TypeRange.Start.Byte) + s.step()
	end := len(strings.TrimRight(string(s.text[:block.CloseBraceRange.Start.Byte]), " \t\r\n"))
	s.insert(end, "\n\n"+indent+kind+" {\n"+lines(arguments, indent+s.step())+indent+"}")
	return true
}
