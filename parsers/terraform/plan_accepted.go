package terraform

import "github.com/reachlint/reachlint/parsers/graph"

// peerings are the types that tell how far a peering connection has come.
var peerings = map[string]bool{"aws_vpc_peering_connection": true, "aws_vpc_peering_connection_accepter": true}

// withAcceptance adds to a peering connection that it is accepted where it is active, whoever has accepted it ("VPC
// peering connection lifecycle", Amazon VPC Peering Guide). What a plan is about to make has no status yet.
func withAcceptance(each *planResource, properties graph.Value) graph.Value {
	entries, ok := properties.Entries()
	if !peerings[each.kind] || each.values["accept_status"] != "active" || !ok {
		return properties
	}
	kept := make([]graph.Entry, 0, len(entries)+1)
	for _, entry := range entries {
		if entry.Name != "auto_accept" {
			kept = append(kept, entry)
		}
	}
	accepted := graph.Entry{Name: "auto_accept", Value: graph.Boolean(true, each.place)}
	return graph.Object(append(kept, accepted), properties.Range)
}
