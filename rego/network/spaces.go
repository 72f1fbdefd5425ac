package network

import (
	"net/netip"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// cidr is a CIDR block as a rule or route names it.
type cidr struct {
	prefix    netip.Prefix // not valid when doubt is set
	maybe     netip.Prefix // the block that may be meant, where a condition decides
	raw       string       // as written, with the tokens of references
	reference graph.Reference
	host      graph.Reference // whose address alone the block is
	six       bool            // it holds IPv6 addresses, whichever they are
	doubt     string          // why the block is not known
}

func newCIDR(value graph.Value) cidr {
	raw, _ := value.RawText()
	if reference, ok := value.Reference(); ok {
		return cidr{raw: raw, reference: reference, doubt: value.Reason()}
	}
	if reason := value.Reason(); reason != "" {
		return cidr{raw: raw, host: hostOf(raw), doubt: reason}
	}
	if prefix, ok := parsePrefix(raw); ok {
		return cidr{raw: raw, prefix: prefix}
	}
	return cidr{raw: raw, doubt: quote(raw) + " is not a CIDR block"}
}

// parsePrefix reads a CIDR block, or an address as a block of one.
func parsePrefix(text string) (netip.Prefix, bool) {
	text = strings.TrimSpace(text)
	if prefix, err := netip.ParsePrefix(text); err == nil {
		return prefix.Masked(), true
	}
	if address, err := netip.ParseAddr(text); err == nil && address.Zone() == "" {
		return netip.PrefixFrom(address, address.BitLen()), true
	}
	return netip.Prefix{}, false
}

// cidrs reads a list of CIDR blocks. The doubt tells why there may be others.
func cidrs(value graph.Value) (list []cidr, doubt string) {
	items, doubt := flatten(value)
	for _, entry := range items {
		block := newCIDR(entry.value)
		if entry.doubt != "" {
			block = cidr{raw: block.raw, maybe: block.prefix, doubt: entry.doubt}
		}
		list = append(list, block)
	}
	return list, doubt
}

// space is a stretch of addresses where traffic goes to or comes from.
type space struct {
	prefix netip.Prefix // not valid when it is not known
	subnet *graph.Node  // that has the addresses; nil for a CIDR block
	vpc    *graph.Node  // that has the subnet; nil when it is not known
	raw    string       // the block as the subnet's author wrote it
	world  bool         // stands for the internet at large
	label  string       // readable
	doubt  string       // why the prefix is not known

	inView   bool        // of a space without a place: it is one of the subnets that the source makes
	occupied bool        // something stands in it, which has one of its addresses
	host     *graph.Node // that stands in it, where a rule names its address, or one of its addresses
}

// privateNetworks are blocks that no public address of an AWS service is in (RFC 1918, RFC 6598, RFC 3927,
// RFC 4193).
var privateNetworks = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("172.16.0.0/12"),
	netip.MustParsePrefix("192.168.0.0/16"), netip.MustParsePrefix("100.64.0.0/10"),
	netip.MustParsePrefix("169.254.0.0/16"), netip.MustParsePrefix("127.0.0.0/8"),
	netip.MustParsePrefix("fc00::/7"), netip.MustParsePrefix("fe80::/10"),
}

func isPrivate(prefix netip.Prefix) bool {
	for _, private := range privateNetworks {
		if contains(private, prefix) {
			return true
		}
	}
	return false
}

func contains(outer, inner netip.Prefix) bool {
	return outer.Bits() <= inner.Bits() && outer.Contains(inner.Addr())
}

// covers tells whether a block contains a whole space. A block with a part of it is a doubt: which of the
// addresses are used is not known.
func (n *Network) covers(block cidr, at space) (match, string) {
	if !block.prefix.IsValid() {
		return n.coversUnread(block, at)
	}
	if !at.prefix.IsValid() {
		return n.coversUnknownSpace(block, at)
	}
	switch {
	case contains(block.prefix, at.prefix):
		return yes, ""
	case !block.prefix.Overlaps(at.prefix), at.world && isPrivate(block.prefix):
		return no, ""
	}
	return maybe, block.raw + " covers only a part of " + at.label
}

// coversUnknownSpace falls back to the blocks of the VPC, which contain all of its subnets.
func (n *Network) coversUnknownSpace(block cidr, at space) (match, string) {
	if !block.prefix.Addr().Is4() {
		return coversByIPv6(at)
	}
	if block.prefix.Bits() == 0 {
		return yes, ""
	}
	if at.vpc == nil {
		return maybe, at.doubt
	}
	outer := n.blocksOf(at.vpc)
	if outer.doubt != "" || len(outer.list) == 0 {
		return maybe, orElse(at.doubt, outer.doubt)
	}
	all, none := true, true
	for _, part := range outer.list {
		all = all && contains(block.prefix, part.prefix)
		none = none && !block.prefix.Overlaps(part.prefix)
	}
	switch {
	case all:
		return yes, ""
	case none:
		return no, ""
	}
	return maybe, at.doubt
}

// coversByIPv6 tells whether IPv6 addresses can be those of a space that is not known by any of its own.
func coversByIPv6(at space) (match, string) {
	if at.subnet != nil && isWritten(at.subnet.Value("ipv6_cidr_block")) && !isWritten(at.subnet.Value("cidr_block")) {
		return maybe, at.subnet.Address + " has IPv6 addresses only"
	}
	return no, "" // the path is an IPv4 one
}

// coversUnread compares a block that is only known by what it refers to.
func (n *Network) coversUnread(block cidr, at space) (match, string) {
	if block.maybe.IsValid() {
		result, doubt := n.covers(cidr{raw: block.raw, prefix: block.maybe}, at)
		return result.doubtful(block.doubt), orElse(doubt, block.doubt)
	}
	if block.raw != "" && block.raw == at.raw {
		return yes, ""
	}
	if machine, doubt := machineMeant(n.graph, block.host); machine != nil {
		return n.coversMachine(machine, doubt, block, at)
	}
	if directory := directoryMeant(n.graph, block.host); directory != nil {
		return n.coversController(directory, block, at)
	}
	if block.six && !at.prefix.Addr().Is6() {
		return coversByIPv6(at)
	}
	named := n.blockOwner(block.reference)
	switch {
	case at.world && named != nil:
		return no, "" // the addresses of a VPC never lead to the internet: its local route takes them
	case named != nil && named == at.subnet:
		return yes, ""
	case at.vpc != nil && (named == at.vpc || block.raw != "" && block.raw == n.blocksOf(at.vpc).primary):
		if n.blocksOf(at.vpc).single {
			return yes, ""
		}
		return maybe, at.vpc.Address + " has more than one CIDR block"
	case named != nil && named.Kind == "subnet" && at.subnet != nil && sameVPC(named, at.vpc):
		return no, "" // subnets of one VPC never overlap
	}
	return maybe, block.doubt
}

func sameVPC(subnet, vpc *graph.Node) bool {
	of, _ := one(subnet, "vpc")
	return of != nil && of == vpc
}

// blockOwner returns the VPC or subnet whose IPv4 block a reference means, or nil.
func (n *Network) blockOwner(reference graph.Reference) *graph.Node {
	if reference.Attribute != "cidr_block" && reference.Attribute != "CidrBlock" {
		return nil
	}
	node := n.graph.Node(reference.Address)
	if node == nil || node.Kind != "vpc" && node.Kind != "subnet" {
		return nil
	}
	return node
}

// blocks are the IPv4 CIDR blocks of a VPC.
type blocks struct {
	list    []cidr
	primary string // the primary block as it is written
	single  bool   // there surely is no other block than the primary one
	doubt   string // why one of them is not known
}

func (n *Network) blocksOf(vpc *graph.Node) *blocks {
	return n.vpcBlocks.get(vpc, func() *blocks {
		result := &blocks{doubt: vpc.Maybe}
		value := vpc.Value("cidr_block")
		secondary, doubt := cidrs(vpc.Value("secondary_cidr_blocks"))
		result.single = len(secondary) == 0 && doubt == "" && vpc.External == ""
		result.primary, _ = value.RawText()
		if value.IsAbsent() {
			result.doubt = orElse(vpc.External, "the CIDR block of "+vpc.Address+" is not known")
			return result
		}
		result.list = append([]cidr{newCIDR(value)}, secondary...)
		result.doubt = orElse(result.doubt, doubt, vpc.External)
		for _, block := range result.list {
			result.doubt = orElse(result.doubt, block.doubt)
		}
		return result
	})
}

// subnetSpace returns the addresses of a subnet.
func subnetSpace(subnet *graph.Node) space {
	value := subnet.Value("cidr_block")
	vpc, _ := one(subnet, "vpc")
	at := space{subnet: subnet, vpc: vpc, label: subnet.Address}
	at.raw, _ = value.RawText()
	if value.IsAbsent() {
		at.doubt = orElse(subnet.External, "the CIDR block of "+subnet.Address+" is not known")
		return at
	}
	block := newCIDR(value)
	at.prefix, at.doubt = block.prefix, block.doubt
	if at.prefix.IsValid() {
		at.label += " (" + at.prefix.String() + ")"
	}
	return at
}

// blockSpace returns the addresses of a CIDR block. All IPv4 or all IPv6 addresses stand for the internet.
func blockSpace(prefix netip.Prefix) space {
	label := prefix.String()
	if prefix.Bits() == 0 {
		label = "the internet (" + label + ")"
	}
	return space{prefix: prefix, world: prefix.Bits() == 0, label: label}
}
