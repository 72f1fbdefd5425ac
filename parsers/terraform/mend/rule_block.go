package mend

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
)

// addRules writes a block in the group for each of the ports, behind the last one of its direction.
func (s *written) addRules(group *hclsyntax.Block, change graph.Allow, peer peer) bool {
	if group.OpenBraceRange.Start.Line == group.CloseBraceRange.Start.Line {
		return false
	}
	text := s.ruleBlocks(group, change, peer)
	if model := modelBlock(group, change.Direction); model != nil {
		s.insert(s.lineEnd(model.CloseBraceRange.End.Byte), text)
		return true
	}
	end := s.lineStart(group.CloseBraceRange.Start.Byte) - 1
	s.insert(len(strings.TrimRight(string(s.text[:end]), " \t\r\n")), text)
	return true
}

// modelBlock is the rule of a group that others take after; nil when it has none.
func modelBlock(group *hclsyntax.Block, direction string) *hclsyntax.Block {
	for _, each := range []string{direction, "egress", "ingress"} {
		if model := lastRule(group, each); model != nil {
			return model
		}
	}
	return nil
}

// ruleBlocks are the blocks of rules for each of the ports, with a free line before each.
func (s *written) ruleBlocks(group *hclsyntax.Block, change graph.Allow, peer peer) string {
	indent := s.indentation(group.TypeRange.Start.Byte) + s.step()
	model := modelBlock(group, change.Direction)
	if model != nil {
		indent = s.indentation(model.TypeRange.Start.Byte)
	}
	var text strings.Builder
	for _, ports := range change.Ports {
		arguments := []argument{
			{"from_port", strconv.Itoa(ports.From)},
			{"to_port", strconv.Itoa(ports.To)},
			{"protocol", strconv.Quote(ports.Protocol)},
		}
		if len(peer.groups) > 0 {
			arguments = append(arguments, argument{"security_groups", list(peer.groups)})
		}
		if len(peer.blocks) > 0 {
			arguments = append(arguments, argument{"cidr_blocks", list(peer.blocks)})
		}
		arguments = inOrderOf(model, arguments)
		text.WriteString("\n\n" + indent + change.Direction + " {\n" + lines(arguments, indent+s.step()) + indent + "}")
	}
	return text.String()
}
