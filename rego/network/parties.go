package network

import (
	"fmt"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// groupSet is the security groups that several nodes share. Equal sets are one object, so that what is
// found out about one node serves the others.
type groupSet struct {
	members []graph.Member
	doubt   string // why there may be others
	hidden  string // the node whose group AWS makes and manages; "" for most
	key     string // equal for equal sets
}

// spaceSet is the addresses that several nodes share. Equal sets are one object.
type spaceSet struct {
	spaces []space
	label  string
	key    string // equal for equal sets
}

// party is one end of a connection.
type party struct {
	node   *graph.Node // nil for a CIDR block
	groups *groupSet
	spaces *spaceSet
	label  string
	each   bool   // computers stand in every space; else any of them may be the end
	shared string // the same for ends that no rule can tell apart
	dual   bool   // it may have IPv6 addresses
	six    bool   // connections with it may take IPv6, for both ends have such addresses

	nameless string // why rules cannot name its groups; "" when they can
	strange  string // why it is not known whether they can
}

// partyAt describes an end by the address of a node or by a CIDR block; nil when it is neither.
func (n *Network) partyAt(address string) *party {
	return n.parties.get(address, func() *party {
		if node := n.graph.Node(address); node != nil {
			return n.nodeParty(node)
		}
		prefix, ok := parsePrefix(address)
		if !ok {
			return nil
		}
		at := blockSpace(prefix)
		return &party{groups: &groupSet{}, spaces: &spaceSet{spaces: []space{at}, label: at.label}, label: at.label}
	})
}

func (n *Network) nodeParty(node *graph.Node) *party {
	end := &party{node: node, label: node.Address, each: isComputer(node), dual: speaksIPv6(node)}
	end.groups = n.groupsOf(node)
	end.spaces = n.spacesOf(node)
	end.shared = sharedName(end)
	if end.each {
		// Computers share their answers, so these name what they have in common.
		end.label = end.spaces.label
		if groups := end.groups.names(); groups != "" {
			end.label = groups + " in " + end.label
		}
	}
	return end
}

// groupsOf returns the security groups of a node.
func (n *Network) groupsOf(node *graph.Node) *groupSet {
	set := node.Set("security_groups")
	groups := &groupSet{members: set.Members}
	if node.Kind == "security_group" {
		groups.members = []graph.Member{{Node: node}}
	}
	if len(set.Open) > 0 {
		groups.doubt = set.Open[0]
	}
	if node.Kind == "directory" && len(set.Members) == 0 {
		groups.hidden = node.Address
	}
	var key strings.Builder
	for _, member := range groups.members {
		if member.Node != nil {
			key.WriteString(member.Node.Address)
		}
		fmt.Fprintf(&key, "\x00%s\x00%s\x01", member.Text, existence(member))
	}
	key.WriteString(groups.doubt + "\x00" + groups.hidden)
	groups.key = key.String()
	return n.groupSets.get(groups.key, func() *groupSet { return groups })
}

// spacesOf returns the addresses that a node may have: those of its subnets.
func (n *Network) spacesOf(node *graph.Node) *spaceSet {
	var spaces []space
	doubt, inView := "", false
	switch node.Kind {
	case "subnet":
		spaces = []space{subnetSpace(node)}
	case "vpc":
		spaces, doubt = n.vpcSpaces(node)
	default:
		spaces, doubt, inView = n.placements(node)
	}
	if doubt != "" || len(spaces) == 0 {
		vpc, _ := one(node, "vpc")
		reason := orElse(doubt, node.External, noSubnet(node))
		spaces = append(spaces, space{vpc: vpc, doubt: reason, label: "a subnet that is not known", inView: inView})
	}
	if n.marks().directories[node] {
		hostControllers(node, spaces)
	}
	return n.internSpaces(spaces)
}

// noSubnet says what it means that a node names no subnet.
func noSubnet(node *graph.Node) string {
	if isComputer(node) {
		return "it names no subnet, so it lands in the default VPC"
	}
	return "the subnet of " + node.Address + " is not known"
}

func (n *Network) internSpaces(spaces []space) *spaceSet {
	var key strings.Builder
	labels := make([]string, len(spaces))
	for i, at := range spaces {
		labels[i] = at.label
		key.WriteString(at.label + "\x00" + at.doubt + "\x00")
		if at.vpc != nil {
			key.WriteString(at.vpc.Address)
		}
		if at.occupied {
			key.WriteByte('\x02')
		}
		if at.inView {
			key.WriteByte('\x03')
		}
		if at.host != nil {
			key.WriteString(at.host.Address)
		}
		key.WriteString("\x01")
	}
	return n.spaceSets.get(key.String(), func() *spaceSet {
		return &spaceSet{spaces: spaces, label: names(labels, "and"), key: key.String()}
	})
}

func (n *Network) vpcSpaces(vpc *graph.Node) (spaces []space, doubt string) {
	outer := n.blocksOf(vpc)
	for _, block := range outer.list {
		if block.prefix.IsValid() {
			spaces = append(spaces, space{prefix: block.prefix, vpc: vpc, label: vpc.Address + " (" + block.prefix.String() + ")"})
		}
	}
	return spaces, outer.doubt
}

// placements returns the addresses of the subnets that a node stands in, and why there may be others; inView tells that
// the source makes those as well, be it that it does not say how many. A gateway endpoint and whatever else takes public
// addresses stands for the internet.
func (n *Network) placements(node *graph.Node) (spaces []space, doubt string, inView bool) {
	if isGatewayEndpoint(node) {
		return []space{blockSpace(allIPv4)}, "", true
	}
	repeated := "" // why there may be more or fewer of a subnet that the source makes
	inView = true
	for _, name := range []string{"subnets", "subnet"} {
		set := node.Set(name)
		for _, member := range set.Members {
			if member.Node == nil {
				doubt, inView = orElse(doubt, outside(member.Text)), false
				continue
			}
			doubt, repeated = orElse(doubt, existence(member)), orElse(repeated, existence(member))
			spaces = append(spaces, subnetSpace(member.Node))
		}
		if len(set.Open) > 0 {
			doubt, inView = orElse(doubt, set.Open[0]), inView && set.Open[0] == repeated
		}
	}
	n.inhabit(node, spaces)
	return spaces, doubt, inView && len(spaces) > 0
}

// names lists the groups as a sentence does.
func (s *groupSet) names() string {
	var list []string
	for _, member := range s.members {
		list = append(list, nameOf(member))
	}
	return names(list, "and")
}

// choices returns the groups where a condition decides about each of them, and none where one is surely there. The
// default group that is left where nothing is chosen goes without saying.
func (s *groupSet) choices() []string {
	var choices []string
	for _, member := range s.members {
		if member.Node == nil || member.Maybe == "" {
			return nil
		}
		if !slices.Contains(choices, member.Node.Address) && !strings.HasSuffix(member.Node.Address, unmanagedGroup) {
			choices = append(choices, member.Node.Address)
		}
	}
	return choices
}

func sharedName(end *party) string {
	name := end.groups.key + "\x02" + end.spaces.key
	if end.each {
		name += "\x02each"
	}
	return name
}
