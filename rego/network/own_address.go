package network

import (
	"net/netip"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Most rules are for all addresses of a subnet or for none of them, so that its computers share their answers. This
// file is about the rules that tell apart the addresses within a subnet, and about the computers that these are for.

// marks are what rules tell apart within subnets.
type marks struct {
	named       map[*graph.Node]bool // machines whose own address a rule names
	directories map[*graph.Node]bool // directories, one of whose addresses a rule names
	blocks      []netip.Prefix       // all blocks of rules
}

// NamedByAddress returns the computers whose own address a rule names, as "${aws_instance.app.private_ip}/32" does.
// No other computer fares like them.
func (n *Network) NamedByAddress() map[*graph.Node]bool { return n.marks().named }

func marksOf(nodes *graph.Graph) marks {
	found := marks{named: map[*graph.Node]bool{}, directories: map[*graph.Node]bool{}}
	seen := map[netip.Prefix]bool{}
	for kind, names := range blockNames {
		for _, node := range nodes.OfKind(kind) {
			for _, name := range names {
				blocks, _ := cidrs(node.Value(name))
				for _, block := range blocks {
					if machine, _ := machineMeant(nodes, block.host); machine != nil {
						found.named[machine] = true
					}
					if directory := directoryMeant(nodes, block.host); directory != nil {
						found.directories[directory] = true
					}
					if block.prefix.IsValid() && !seen[block.prefix] {
						seen[block.prefix] = true
						found.blocks = append(found.blocks, block.prefix)
					}
				}
			}
		}
	}
	return found
}

// blockNames are the values in which rules name blocks of IPv4, by kind.
var blockNames = map[string][]string{
	"security_group_rule": {"cidr_blocks"},
	"network_acl_rule":    {"cidr_block"},
	"prefix_list":         {"cidr_blocks"},
}

// tellApart tells whether a block is for a part of a subnet only.
func (m marks) tellApart(subnet netip.Prefix) bool {
	return slices.ContainsFunc(m.blocks, func(block netip.Prefix) bool {
		return block.Bits() > subnet.Bits() && contains(subnet, block)
	})
}

// addressNames are the attributes of machines that are their own private address.
var addressNames = []string{"private_ip", "PrivateIp", "PrimaryPrivateIpAddress"}

// hostOf returns the reference in a block that is a single address: "${aws_instance.app.private_ip}/32".
func hostOf(raw string) graph.Reference {
	parts := graph.SplitText(raw)
	if len(parts) != 2 || parts[0].Reference == nil || parts[1].Text != "/32" {
		return graph.Reference{}
	}
	return *parts[0].Reference
}

// machineMeant returns the machine that has the address that a reference means, or nil. The doubt tells why its
// connections may come from another one of its addresses.
func machineMeant(nodes *graph.Graph, host graph.Reference) (machine *graph.Node, doubt string) {
	if host.Reason != "" || !slices.Contains(addressNames, host.Attribute) {
		return nil, ""
	}
	machine = nodes.Node(host.Address)
	if machine != nil && machine.Kind == "network_interface" {
		machine, _ = one(machine, "instance")
		if machine != nil && len(machine.Set("network_interfaces").Members) > 1 {
			doubt = machine.Address + " has more than one network interface"
		}
	}
	if machine == nil || machine.External != "" {
		return nil, "" // what is looked up may be any machine
	}
	return machine, doubt
}

// coversMachine compares a block that is the own address of a machine with a space. Whatever else stands in the VPC
// has another address.
func (n *Network) coversMachine(machine *graph.Node, doubt string, block cidr, at space) (match, string) {
	vpc, _ := one(machine, "vpc")
	switch {
	case at.host == machine:
		return yes.doubtful(doubt), doubt
	case at.world:
		return no, "" // the addresses of a VPC never lead to the internet
	case at.occupied && vpc != nil && vpc == at.vpc:
		return no, ""
	}
	return maybe, block.doubt
}

// inhabit notes what is known of the addresses that a node has in subnets.
func (n *Network) inhabit(node *graph.Node, spaces []space) {
	isInstance := node.Kind == "instance"
	if node.External != "" || !isInstance && node.Kind != "autoscaling_group" && node.Kind != "vpc_endpoint" && node.Kind != "directory" {
		return
	}
	named := n.marks().named[node]
	if named && len(spaces) > 1 {
		return // in which of its subnets the address is that the rule names is not known
	}
	for i := range spaces {
		spaces[i].occupied = true
		if named {
			spaces[i].host = node
		}
	}
	if isInstance && len(spaces) == 1 {
		n.narrow(&spaces[0], givenAddress(node))
	}
}

// narrow makes a space of a subnet that of one address, where some rule is for a part of the subnet only.
func (n *Network) narrow(at *space, given netip.Prefix) {
	if given.IsValid() && at.prefix.IsValid() && contains(at.prefix, given) && n.tellsApart(at.prefix) {
		at.prefix = given
		at.label = at.subnet.Address + " (" + given.Addr().String() + ")"
	}
}

func (n *Network) tellsApart(subnet netip.Prefix) bool {
	return n.dividedSubnets.get(subnet, func() bool { return n.marks().tellApart(subnet) })
}

// givenAddress is the address that the source gives to a machine, or to its only network interface; not valid where
// there is none, or more than one.
func givenAddress(machine *graph.Node) netip.Prefix {
	value := machine.Value("private_addresses")
	if members := machine.Set("network_interfaces").Members; len(members) > 0 {
		if len(members) > 1 || members[0].Node == nil || existence(members[0]) != "" {
			return netip.Prefix{}
		}
		value = members[0].Node.Value("private_addresses")
	}
	items, doubt := flatten(value)
	if len(items) != 1 || doubt != "" || items[0].doubt != "" {
		return netip.Prefix{}
	}
	written, _ := items[0].value.Text()
	address, err := netip.ParseAddr(written)
	if err != nil || !address.Is4() {
		return netip.Prefix{}
	}
	return netip.PrefixFrom(address, address.BitLen())
}
