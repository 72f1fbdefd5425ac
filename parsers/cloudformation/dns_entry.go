package cloudformation

import "github.com/reachlint/reachlint/parsers/graph"

// endpointName is what AWS calls an endpoint: its DnsEntries, one of them, or a part of one. Each entry is the id of a
// hosted zone and a DNS name, with a colon between them ("AWS::EC2::VPCEndpoint", Return values, CloudFormation
// Template Reference). Whichever is selected, it leads to the endpoint.
type endpointName graph.Reference

// dnsEntry reads a text that is nothing but DNS entries of an endpoint.
func dnsEntry(raw string) (endpointName, bool) {
	reference, ok := graph.Text(raw, graph.Range{}).Reference()
	return endpointName(reference), ok && reference.Reason == "" && reference.Attribute == "DnsEntries"
}

// part returns one side of the colon.
func (e endpointName) part(name string, at graph.Range) graph.Value {
	e.Attribute += "." + name
	return graph.Text(graph.Reference(e).Token(), at)
}
