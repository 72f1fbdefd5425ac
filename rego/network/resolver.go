package network

import (
	"net/netip"
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

// isConnectorAddress tells whether what is written leads to the addresses of an AD Connector itself. Its DNS servers are
// others: those of its customer (DirectoryConnectSettingsDescription, AWS Directory Service API Reference, ConnectIps).
func isConnectorAddress(text string) bool {
	return strings.Contains(text, ".connect_settings") && strings.Contains(text, ".connect_ips")
}

// whyUnknown tells why nobody knows which server an entry stands for.
func whyUnknown(server Server) string {
	if strings.EqualFold(strings.TrimSpace(server.Text), amazonProvided) {
		return "no document says whether AWS takes " + server.Text + "; did you mean " + amazonProvided + "?"
	}
	if isConnectorAddress(server.Text) {
		return "no document says that an AD Connector answers DNS queries at " + server.Text + "; did you mean dns_ip_addresses?"
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
			if isConnectorAddress(server.Text) {
				return server
			}
			return Server{Kind: KindDirectory, Node: node.Address, Text: server.Text}
		case "instance":
			return Server{Kind: KindInstance, Node: node.Address, Text: server.Text}
		}
	}
	return server
}
