package network

import (
	"net/netip"
	"regexp"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// gatewayList names the prefix lists that AWS keeps for the services with gateway endpoints. They hold
// the public addresses of that service alone ("AWS-managed prefix lists", Amazon VPC User Guide).
var gatewayList = regexp.MustCompile(`^com\.amazonaws\..+\.(s3|dynamodb)$`)

// listed tells whether one of the prefix lists that a rule names includes a space.
func (n *Network) listed(lists *graph.Set, at space, end *party) (match, string) {
	best, doubt := no, ""
	for _, member := range lists.Members {
		result, reason := n.inList(member, at, end)
		if mayNot := existence(member); mayNot != "" && result == yes {
			result, reason = maybe, mayNot
		}
		if result > best {
			best, doubt = result, reason
		}
	}
	if best == no && len(lists.Open) > 0 {
		return maybe, lists.Open[0]
	}
	return best, doubt
}

func (n *Network) inList(member graph.Member, at space, end *party) (match, string) {
	node := n.behind(member)
	if node == nil || node.Kind == "vpc_endpoint" {
		return ofService(member.Text, node, end)
	}
	if name, _ := node.Value("name").RawText(); gatewayList.MatchString(graph.Readable(name)) {
		return ofService(graph.Readable(name), nil, end)
	}
	blocks, more := cidrs(node.Value("cidr_blocks"))
	if len(blocks) == 0 && more == "" && node.External != "" {
		return maybe, node.External
	}
	if nameAllControllers(blocks, at) {
		return yes, ""
	}
	best, doubt := no, ""
	if whole, reason := entriesOf(node); reason == "" {
		blocks = nil
		for _, block := range whole {
			blocks = append(blocks, cidr{raw: block.String(), prefix: block})
		}
	}
	for _, block := range blocks {
		if result, reason := n.covers(block, at); result > best {
			best, doubt = result, reason
		}
	}
	if best == no && more != "" {
		return maybe, more
	}
	return best, doubt
}

// entriesOf returns the blocks that a prefix list has, the fewest that hold the same addresses, and why there
// may be others.
func entriesOf(list *graph.Node) ([]netip.Prefix, string) {
	entries, doubt := cidrs(list.Value("cidr_blocks"))
	var blocks []netip.Prefix
	for _, entry := range entries {
		if entry.prefix.IsValid() {
			blocks = append(blocks, entry.prefix)
		}
		doubt = orElse(doubt, entry.doubt)
	}
	return merge(blocks), orElse(doubt, list.External)
}

// ofService compares the list of a gateway endpoint's service with the endpoint that is the destination.
// A gateway endpoint also gives the id of its list.
func ofService(list string, owner *graph.Node, end *party) (match, string) {
	switch {
	case end.node != nil && owner == end.node && isGatewayEndpoint(owner):
		return yes, ""
	case owner != nil && isGatewayEndpoint(owner):
		return no, ""
	case !gatewayList.MatchString(list):
		return maybe, "the addresses of prefix list " + list + " are not part of this configuration"
	case end.node == nil || !isGatewayEndpoint(end.node):
		return no, ""
	}
	service, _ := end.node.Value("service_name").RawText()
	if strings.HasSuffix(service, list[strings.LastIndexByte(list, '.'):]) {
		return yes, ""
	}
	return no, ""
}
