package mend

import (
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

const routeType = "aws_route"

// addRoute gives a route table a route to another VPC, in the way in which it has others: as a block in it, or as a
// resource of its own. The two must not be mixed ("Resource: aws_route_table", "NOTE on Route Tables and Routes").
func (e *mender) addRoute(change graph.AddRoute) bool {
	table := e.nodes.Node(change.Table)
	if table == nil || table.Resource == nil || table.Resource.Address != table.Address {
		return false
	}
	source, block := e.block(table.Resource)
	at := siteOf(table.Resource)
	if block == nil || block.Body.Attributes["route"] != nil || e.callers(at.directory) > 1 || !e.lackTogether(table, change) {
		return false
	}
	key := graph.AddRoute{Table: at.prefix + labelOf(table.Resource), VPC: change.VPC}
	if e.routed[key] {
		return true // by what its siblings were given
	}
	destination, known := e.network(at, change.VPC)
	target, named := e.reference(at, graph.Reference{Address: change.To, Attribute: "id"})
	property := resourcetypes.Table[routeType].Property(change.Attribute)
	if !known || !named || property == "" {
		return false
	}
	e.routed[key] = true
	if model := e.inlineRoute(at, table, block); model.exists {
		return source.addInlineRoute(block, model.block, []argument{{"cidr_block", destination}, {property, target}})
	}
	return e.addOwnRoute(at, table, change, []argument{{"destination_cidr_block", destination}, {property, target}})
}

// lackTogether tells whether what one instance of a repeated route table lacks all of them lack: they are those of one
// VPC, and none has a route through the same target.
func (e *mender) lackTogether(table *graph.Node, change graph.AddRoute) bool {
	vpc, _ := table.One("vpc")
	for _, other := range e.nodes.OfKind("route_table") {
		if other.Resource == nil || other.Resource.Range != table.Resource.Range || siteOf(other.Resource).prefix != siteOf(table.Resource).prefix {
			continue
		}
		if of, _ := other.One("vpc"); of != vpc {
			return false
		}
		for _, route := range other.Set("routes").Nodes() {
			if other != table && route.Set(change.Attribute).Has(e.nodes.Node(change.To)) {
				return false
			}
		}
	}
	return true
}

// addOwnRoute writes a resource, or one for each instance of a repeated table, behind a sibling or the table.
func (e *mender) addOwnRoute(at site, table *graph.Node, change graph.AddRoute, arguments []argument) bool {
	source, block := e.block(table.Resource)
	own := table.Resource.Type + "." + labelOf(table.Resource)
	head, self := []argument{}, own+".id"
	switch {
	case block.Body.Attributes["for_each"] != nil:
		head, self = []argument{{"for_each", own}}, "each.value.id"
	case block.Body.Attributes["count"] != nil:
		head, self = []argument{{"count", "length(" + own + ")"}}, own+"[count.index].id"
	}
	for _, name := range []string{"provider", "region"} {
		if given := block.Body.Attributes[name]; given != nil {
			head = append(head, argument{name, source.slice(given.Expr.Range())})
		}
	}
	arguments = append([]argument{{"route_table_id", self}}, arguments...)
	if sibling := e.siblingRoute(at, table, change); sibling != nil {
		if written, found := e.block(sibling); found != nil {
			source, block, arguments = written, found, inOrderOf(found, arguments)
		}
	}
	name := e.freeName(at, routeType, labelOf(table.Resource)+"_to_"+labelOf(e.nodes.Node(change.VPC).Resource))
	text := fmt.Sprintf("\n\nresource %q %q {\n", routeType, name)
	if len(head) > 0 {
		text += lines(head, "  ") + "\n"
	}
	text += lines(arguments, "  ")
	if attachment, ok := strings.CutPrefix(change.After, at.prefix); ok && e.isLocal(at, change.After) {
		attachment, _, _ = strings.Cut(attachment, "[")
		text += "\n  depends_on = [" + attachment + "]\n"
	}
	source.addBehind(block, text+"}")
	return name != ""
}

// inlineModel tells whether a table's routes are blocks in it, and which of them others take after.
type inlineModel struct {
	exists bool
	block  *hclsyntax.Block
}

// inlineRoute looks for a block in the table. One without any route takes after the other tables of its module.
func (e *mender) inlineRoute(at site, table *graph.Node, block *hclsyntax.Block) inlineModel {
	if model := lastRule(block, "route"); model != nil {
		return inlineModel{true, model}
	}
	if len(table.Set("routes").Members) > 0 {
		return inlineModel{}
	}
	found := inlineModel{}
	for _, source := range e.files(at.directory) {
		for _, other := range source.body.Blocks {
			switch {
			case other.Type != "resource" || len(other.Labels) != 2:
			case other.Labels[0] == routeType:
				return inlineModel{}
			case other.Labels[0] == "aws_route_table" && lastRule(other, "route") != nil:
				found.exists = true
			}
		}
	}
	return found
}

// addInlineRoute writes a block behind the last one, or at the end of the table.
func (s *written) addInlineRoute(table, model *hclsyntax.Block, arguments []argument) bool {
	if table.OpenBraceRange.Start.Line == table.CloseBraceRange.Start.Line {
		return false
	}
	indent := s.indentation(table.TypeRange.Start.Byte) + s.step()
	text := "\n\n" + indent + "route {\n" + lines(inOrderOf(model, arguments), indent+s.step()) + indent + "}"
	if model != nil {
		s.insert(s.lineEnd(model.CloseBraceRange.End.Byte), text)
		return true
	}
	end := s.lineStart(table.CloseBraceRange.Start.Byte) - 1
	s.insert(len(strings.TrimRight(string(s.text[:end]), " \t\r\n")), text)
	return true
}

// siblingRoute returns a route of the same module that is a resource of its own: the last one of the table, or else one
// through the same target; nil where there is none.
func (e *mender) siblingRoute(at site, table *graph.Node, change graph.AddRoute) *graph.Resource {
	var last *graph.Resource
	consider := func(route *graph.Node) {
		if route.Resource != nil && route.Resource.Type == routeType && siteOf(route.Resource).prefix == at.prefix {
			last = route.Resource
		}
	}
	for _, route := range table.Set("routes").Nodes() {
		consider(route)
	}
	if last != nil {
		return last
	}
	target := e.nodes.Node(change.To)
	for _, route := range e.nodes.OfKind("route") {
		if route.Set(change.Attribute).Has(target) {
			consider(route)
		}
	}
	return last
}
