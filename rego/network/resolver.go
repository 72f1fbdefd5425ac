package network

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Resolver tells which DNS servers a VPC hands to its computers ("DHCP option sets in Amazon VPC", Amazon
// VPC User Guide). A VPC that is created without an option set gets one with AmazonProvidedDNS.
func (n *Network) Resolver(vpc string) Resolver {
	node := n.graph.Node(vpc)
	if node == nil {
		return Resolver{Kind: KindUnknown, Reason: missing(vpc).Reason, Servers: []Server{}}
	}
	return n.resolver(node)
}

func (n *Network) resolver(vpc *graph.Node) Resolver {
	return n.resolvers.get(vpc, func() Resolver {
		result := n.resolverOf(vpc)
		if result.Servers == nil {
			result.Servers = []Server{}
		}
		for _, member := range named(vpc.Set("dhcp_options")) {
			result.Sets = append(result.Sets, OptionSet{nameOf(member), existence(member)})
		}
		return result
	})
}

func (n *Network) resolverOf(vpc *graph.Node) Resolver {
	set := vpc.Set("dhcp_options")
	members := named(set)
	switch {
	case len(members) > 1:
		return Resolver{Kind: KindUnknown, Reason: vpc.Address + " is given more than one DHCP option set"}
	case len(members) == 0 && len(set.Open) > 0:
		return Resolver{Kind: KindUnknown, Reason: set.Open[0]}
	case len(members) == 0 && vpc.External != "":
		return Resolver{Kind: KindUnknown, Reason: vpc.External}
	case len(members) == 0:
		return Resolver{Kind: KindAmazon, Servers: []Server{{Kind: KindAmazon, Text: amazonProvided}}}
	}
	options := members[0].Node
	switch {
	case options == nil && members[0].Text == "default" && existence(members[0]) == "":
		// "default" takes all options from a VPC (AssociateDhcpOptions, EC2 API Reference). Instances on Nitro then ask
		// Amazon's DNS server, others none ("DHCP option set concepts", Amazon VPC User Guide).
		return Resolver{Kind: KindAmazon, Servers: []Server{{Kind: KindAmazon, Text: resolverAddresses[0].String()}}}
	case options == nil:
		return Resolver{Kind: KindUnknown, Reason: orElse(existence(members[0]), outside(members[0].Text))}
	}
	result := n.serversOf(options, vpc)
	result.Options = options.Address
	if doubt := existence(members[0]); doubt != "" {
		result.Kind, result.Reason = KindUnknown, doubt
	}
	return result
}

const amazonProvided = "AmazonProvidedDNS"

// serversOf reads an option set. Without servers, CloudFormation's documents promise AmazonProvidedDNS
// (AWS::EC2::DHCPOptions, DomainNameServers), while Terraform passes none (AWS provider, aws_vpc_dhcp_options).
func (n *Network) serversOf(options, vpc *graph.Node) Resolver {
	value := options.Value("domain_name_servers")
	if value.IsAbsent() {
		kind := ""
		if options.Resource != nil {
			kind = options.Resource.Type
		}
		switch {
		case options.External != "":
			return Resolver{Kind: KindUnknown, Reason: options.External}
		case strings.HasPrefix(kind, "AWS::"), kind == "aws_default_vpc_dhcp_options":
			return Resolver{Kind: KindAmazon, Servers: []Server{{Kind: KindAmazon, Text: amazonProvided}}}
		}
		return Resolver{Kind: KindNone, Reason: options.Address + " names no DNS server"}
	}
	entries, doubt := flatten(value)
	var servers []Server
	for _, entry := range entries {
		server := n.server(entry.value, vpc)
		if entry.doubt != "" {
			server.Kind, doubt = KindUnknown, orElse(doubt, entry.doubt)
		}
		servers = append(servers, server)
	}
	if doubt != "" && len(servers) == 0 {
		servers = append(servers, Server{Kind: KindUnknown, Text: "servers that are not known"})
	}
	return summarizeServers(options, servers, doubt)
}

func summarizeServers(options *graph.Node, servers []Server, doubt string) Resolver {
	result := Resolver{Servers: servers}
	amazon, custom, unsure := false, false, doubt
	for _, server := range servers {
		switch server.Kind {
		case KindAmazon:
			amazon = true
		case KindUnknown:
			unsure = orElse(unsure, whyUnknown(server))
		default:
			custom = true
		}
	}
	switch {
	case amazon && custom:
		result.Kind = KindMixed
	case unsure != "":
		result.Kind, result.Reason = KindUnknown, unsure
	case amazon:
		result.Kind = KindAmazon
	case custom:
		result.Kind = KindCustom
	default:
		result.Kind, result.Reason = KindNone, options.Address+" names no DNS server"
	}
	return result
}

// whyUnknown tells why nobody knows which server an entry stands for.
func whyUnknown(server Server) string {
	if strings.EqualFold(strings.TrimSpace(server.Text), amazonProvided) {
		return "no document says whether AWS takes " + server.Text + "; did you mean " + amazonProvided + "?"
	}
	return "which server " + server.Text + " is, the source does not say"
}

// server tells what an entry of an option set is.
func (n *Network) server(value graph.Value, vpc *graph.Node) Server {
	raw, ok := value.RawText()
	if !ok {
		return Server{Kind: KindUnknown, Text: orElse(value.Reason(), "a server that is not known")}
	}
	if graph.HasToken(raw) {
		return n.referencedServer(raw)
	}
	server := Server{Kind: KindUnknown, Text: raw}
	if raw == amazonProvided {
		server.Kind = KindAmazon
		return server
	}
	if address, err := netip.ParseAddr(strings.TrimSpace(raw)); err == nil {
		server.Kind, server.Node = n.literalServer(address, vpc)
	}
	return server
}

// referencedServer tells what a reference in an option set leads to.
func (n *Network) referencedServer(raw string) Server {
	server := Server{Kind: KindUnknown, Text: graph.Readable(raw)}
	for _, part := range graph.SplitText(raw) {
		if part.Reference == nil || part.Reference.Reason != "" {
			continue
		}
		node := n.graph.Node(part.Reference.Address)
		if node != nil && node.Kind == "network_interface" {
			server.Kind = KindAddress
			node, _ = one(node, "instance")
		}
		if node == nil {
			continue
		}
		switch node.Kind {
		case "directory":
			return Server{Kind: KindDirectory, Node: node.Address, Text: server.Text}
		case "instance":
			return Server{Kind: KindInstance, Node: node.Address, Text: server.Text}
		}
	}
	return server
}

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

// directoryAt returns the one directory that has a subnet around an address, unless machines stand in
// that subnet too: then the address may be theirs.
func (n *Network) directoryAt(address netip.Addr) *graph.Node {
	var found *graph.Node
	for _, directory := range n.graph.OfKind("directory") {
		for _, subnet := range directory.Set("subnets").Nodes() {
			at := subnetSpace(subnet)
			if !at.prefix.IsValid() || !at.prefix.Contains(address) {
				continue
			}
			if len(subnet.Set("instances").Members) > 0 || found != nil && found != directory || directory.Maybe != "" {
				return nil
			}
			found = directory
		}
	}
	return found
}
