package network

import (
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Rules may be for the domain controllers of a directory alone, by their addresses: "${address}/32" for each of its
// dns_ip_addresses. Which of them stands in which of the directory's subnets nobody knows.

// controllersOfDirectory is how many addresses a directory has ("What gets created with your AWS Managed
// Microsoft AD", AWS Directory Service Administration Guide: two domain controllers).
const controllersOfDirectory = 2

// controllerNames begin the attributes of directories that are the address of one domain controller.
var controllerNames = []string{"dns_ip_addresses[", "DnsIpAddresses["}

// directoryMeant returns the directory one of whose addresses a reference means, or nil.
func directoryMeant(nodes *graph.Graph, host graph.Reference) *graph.Node {
	if !isController(host) {
		return nil
	}
	node := nodes.Node(host.Address)
	if node == nil || node.Kind != "directory" {
		return nil
	}
	return node
}

func isController(host graph.Reference) bool {
	return host.Reason == "" && slices.ContainsFunc(controllerNames, func(name string) bool {
		return strings.HasPrefix(host.Attribute, name)
	})
}

// coversController compares a block that is the address of one domain controller with a space. Whatever else stands in
// the VPC has another address.
func (n *Network) coversController(directory *graph.Node, block cidr, at space) (match, string) {
	vpc, _ := one(directory, "vpc")
	switch {
	case at.host == directory:
		return maybe, graph.Readable(block.raw) + " is one of the domain controllers of " + directory.Address + " only"
	case at.world:
		return no, "" // the addresses of a VPC never lead to the internet
	case at.occupied && vpc != nil && vpc == at.vpc && directory.External == "":
		return no, "" // what is looked up may be any directory
	}
	return maybe, block.doubt
}

// hostControllers notes in the spaces of a directory whose domain controllers these are.
func hostControllers(directory *graph.Node, spaces []space) {
	for i := range spaces {
		spaces[i].host = directory
	}
}

// nameAllControllers tells whether blocks are all the addresses of the directory that stands in a space.
func nameAllControllers(blocks []cidr, at space) bool {
	if at.host == nil || at.host.Kind != "directory" {
		return false
	}
	named := map[string]bool{}
	for _, block := range blocks {
		if block.host.Address == at.host.Address && isController(block.host) {
			named[block.host.Attribute] = true
		}
	}
	return len(named) >= controllersOfDirectory
}
