package network

import (
	"net/netip"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// resolverAddresses are the addresses of Amazon's DNS server that are the same in every VPC ("Amazon DNS
// server", Amazon VPC User Guide).
var resolverAddresses = []netip.Addr{netip.MustParseAddr("169.254.169.253"), netip.MustParseAddr("fd00:ec2::253")}

// literalServer tells what an address in an option set is. An address that is declared to be a domain controller's is
// that of a machine in view all the same, where one has it.
func (n *Network) literalServer(address netip.Addr, vpc *graph.Node) (kind, node string) {
	if slices.Contains(resolverAddresses, address) {
		return KindAmazon, ""
	}
	declared := n.isDeclared(address)
	if kind := n.amazonKind(address, vpc); kind != "" && !declared {
		return kind, ""
	}
	kind, node = n.machineAt(address, vpc)
	if declared {
		kind = KindDirectory
	}
	return kind, node
}

// isDeclared tells whether the configuration names an address as a domain controller's.
func (n *Network) isDeclared(address netip.Addr) bool {
	return slices.ContainsFunc(n.options.DirectoryDNS, func(text string) bool {
		declared, err := netip.ParseAddr(text)
		return err == nil && declared == address
	})
}

// amazonKind tells whether an address is that of Amazon's DNS server, which is also the second after the base of the
// VPC's primary block; "" when it is not.
func (n *Network) amazonKind(address netip.Addr, vpc *graph.Node) string {
	blocks := n.blocksOf(vpc).list
	if len(blocks) > 0 && blocks[0].prefix.IsValid() {
		if address == blocks[0].prefix.Addr().Next().Next() {
			return KindAmazon
		}
		return ""
	}
	if bytes := address.AsSlice(); bytes[len(bytes)-1] == 2 {
		return KindUnknown // it may be the base of the VPC's block plus two
	}
	return ""
}

// machineAt returns the instance or directory that an address leads to.
func (n *Network) machineAt(address netip.Addr, vpc *graph.Node) (kind, node string) {
	if instance := n.instanceAt(address, vpc); instance != nil {
		return KindInstance, instance.Address
	}
	for _, directory := range []*graph.Node{n.directoryBehind(address), n.directoryAt(address)} {
		if directory != nil {
			return KindDirectory, directory.Address
		}
	}
	return KindAddress, ""
}

// instanceAt returns the instance that is given an address: the one in the VPC, or else the only one there is.
func (n *Network) instanceAt(address netip.Addr, vpc *graph.Node) *graph.Node {
	var found []*graph.Node
	for _, instance := range n.graph.OfKind("instance") {
		holders := append([]*graph.Node{instance}, instance.Set("network_interfaces").Nodes()...)
		if !slices.ContainsFunc(holders, func(holder *graph.Node) bool { return lists(holder, "private_addresses", address) }) {
			continue
		}
		if in, _ := one(instance, "vpc"); in == vpc {
			return instance
		}
		found = append(found, instance)
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// directoryBehind returns the AD Connector that an address is the DNS server of.
func (n *Network) directoryBehind(address netip.Addr) *graph.Node {
	for _, directory := range n.graph.OfKind("directory") {
		if lists(directory, "customer_dns_addresses", address) {
			return directory
		}
	}
	return nil
}

// lists tells whether an address surely is one of those that a node has under a name.
func lists(node *graph.Node, name string, address netip.Addr) bool {
	entries, _ := flatten(node.Value(name))
	return slices.ContainsFunc(entries, func(entry item) bool {
		text, _ := entry.value.Text()
		listed, err := netip.ParseAddr(text)
		return err == nil && listed == address && entry.doubt == ""
	})
}

// directoryAt returns the one directory that has a subnet around an address, unless a machine in that subnet is given
// an address that is not known, which may be this one. What AWS gives to machines nobody can write before.
func (n *Network) directoryAt(address netip.Addr) *graph.Node {
	var found *graph.Node
	for _, directory := range n.graph.OfKind("directory") {
		for _, subnet := range directory.Set("subnets").Nodes() {
			at := subnetSpace(subnet)
			if !at.prefix.IsValid() || !at.prefix.Contains(address) {
				continue
			}
			if slices.ContainsFunc(subnet.Set("instances").Members, hasHiddenAddress) || found != nil && found != directory || directory.Maybe != "" {
				return nil
			}
			found = directory
		}
	}
	return found
}

// hasHiddenAddress tells whether a machine may have an address that somebody chose and that the source does not say.
func hasHiddenAddress(member graph.Member) bool {
	machine := member.Node
	if machine == nil || machine.External != "" {
		return true
	}
	return isHidden(machine.Value("private_addresses")) ||
		slices.ContainsFunc(machine.Set("network_interfaces").Members, func(each graph.Member) bool {
			return each.Node == nil || each.Node.External != "" || isHidden(each.Node.Value("private_addresses"))
		})
}

// isHidden tells whether one of the addresses that are written is not known.
func isHidden(value graph.Value) bool {
	entries, doubt := flatten(value)
	return doubt != "" || slices.ContainsFunc(entries, func(entry item) bool {
		written, _ := entry.value.Text()
		_, err := netip.ParseAddr(written)
		return err != nil || entry.doubt != ""
	})
}
