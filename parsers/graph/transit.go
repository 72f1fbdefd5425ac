package graph

import "cmp"

// fillTransit gives every attachment the default route tables of its transit gateway: those that it is associated
// with, unless the source associates it with another one, and those that it propagates its routes to ("Transit gateway
// route tables", AWS Transit Gateway).
func (b *builder) fillTransit() {
	for attachment := range until(b.ctx, b.graph.OfKind("transit_gateway_attachment")) {
		if attachment.External != "" {
			continue
		}
		own := attachment.set("associated_route_table")
		if uncertain := own.WhyUncertain(); len(own.Members) == 0 || uncertain != "" {
			b.defaultTable(attachment, own, "association", uncertain)
		}
		b.defaultTable(attachment, attachment.set("propagated_route_tables"), "propagation", "")
	}
}

// defaultTable adds the default route table of an attachment's transit gateway for one of both purposes, where the
// gateway and the attachment have it so. It may be another one for a reason other than "".
func (b *builder) defaultTable(attachment *Node, tables *Set, purpose, uncertain string) {
	gateway, reason := attachment.One("transit_gateway")
	switch {
	case gateway == nil:
		tables.open(cmp.Or(reason, "the transit gateway of "+attachment.Address+" is not known"))
		return
	case gateway.External != "":
		tables.open(gateway.External)
		return
	}
	for _, node := range []*Node{gateway, attachment} {
		on, unsure := isSwitchedOn(node, "default_route_table_"+purpose)
		if unsure == "" && !on {
			return
		}
		uncertain = cmp.Or(uncertain, unsure)
	}
	if other := gateway.Set(purpose + "_default_route_table"); len(other.Members)+len(other.Open) > 0 {
		// Only what is attached afterwards gets the new one ("Modify a transit gateway", AWS Transit Gateway).
		tables.open("which route table is the default one of " + gateway.Address + " when " + attachment.Address + " is made is not known")
		return
	}
	table := b.parts[partKey{gateway, "default_route_table"}]
	tables.add(Member{Node: table, Range: attachment.Range, Maybe: uncertain})
}

// isSwitchedOn reads a switch that is on where nobody wrote it: a word of a transit gateway, a truth value of an
// attachment. It returns why that is not known; "" when it is.
func isSwitchedOn(node *Node, name string) (on bool, unsure string) {
	value := node.Value(name)
	if value.IsAbsent() {
		return true, ""
	}
	if truth, known := value.Boolean(); known {
		return truth, ""
	}
	switch word, _ := value.Text(); word {
	case "enable":
		return true, ""
	case "disable":
		return false, ""
	}
	return false, value.reasonOr("its value is neither yes nor no")
}
