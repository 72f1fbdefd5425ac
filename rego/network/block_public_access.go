package network

import "github.com/reachlint/reachlint/parsers/graph"

// unblocked asks VPC Block Public Access, which closes the internet gateways of a whole Region but for the VPCs
// and subnets that are excluded ("Block public access to VPCs and subnets", Amazon VPC User Guide).
func (n *Network) unblocked(answer Answer, subnet *graph.Node, from *way) Answer {
	for _, options := range n.graph.OfKind("block_public_access") {
		if blocked := blockedBy(options, subnet, from); blocked.Verdict != Allow {
			blocked.Path = append(answer.Path[:len(answer.Path):len(answer.Path)], blocked.Path...)
			return blocked
		}
	}
	return answer
}

// blockedBy tells whether the options of a Region let a way pass. In block-ingress mode NAT gateways still do.
func blockedBy(options, subnet *graph.Node, from *way) Answer {
	mode, doubt := text(options, "mode")
	here, there := regionOf(subnet), regionOf(options)
	switch {
	case doubt == "" && (mode == "off" || mode == "" || mode == "block-ingress" && from.nat != nil):
		return Answer{Verdict: Allow}
	case here != there && here != "" && there != "":
		return Answer{Verdict: Allow}
	}
	vpc, reason := one(subnet, "vpc")
	if vpc == nil {
		return unknownAt(options.Address, "mode", orElse(reason, "the VPC of "+subnet.Address+" is not known"))
	}
	excluded, why := exclusion(vpc, subnet, from, mode)
	if here != there {
		why = orElse(why, "which of the Regions is closed is not known")
	}
	doubt = orElse(options.Maybe, doubt, why)
	reason = options.Address + " blocks the internet gateways of its Region, and nothing excludes " + vpc.Address + " from that"
	switch {
	case excluded == yes:
		return Answer{Verdict: Allow}
	case excluded == maybe || doubt != "":
		return unknownAt(options.Address, "mode", orElse(doubt, reason))
	}
	return denial(options.Address, "mode", reason)
}

// exclusion tells whether the VPC is excluded, or else the subnets on the way. Whether one of several is enough is
// not documented.
func exclusion(vpc, subnet *graph.Node, from *way, mode string) (match, string) {
	whole, doubt := excludes(vpc, mode)
	if whole == yes {
		return yes, ""
	}
	places, exact := passed(vpc, subnet, from)
	least, most := yes, whole
	for _, place := range places {
		each, why := excludes(place, mode)
		least, most, doubt = min(least, each), max(most, each), orElse(doubt, why)
	}
	switch {
	case least == yes && exact:
		return yes, ""
	case most == no:
		return no, ""
	}
	return maybe, orElse(doubt, "only a part of the way is excluded from Block Public Access")
}

// passed are the subnets on a way: that of the computer alone, or that of a NAT gateway too. A way through several
// machines may pass any subnet of the VPC.
func passed(vpc, subnet *graph.Node, from *way) (places []*graph.Node, exact bool) {
	if from.gateway != nil {
		return []*graph.Node{subnet}, true
	}
	if from.nat != nil {
		stands, _ := one(from.nat, "subnet")
		if kind, doubt := text(from.nat, "connectivity_type"); stands != nil && kind == "public" && doubt == "" {
			return []*graph.Node{subnet, stands}, true
		}
	}
	return vpc.Set("subnets").Nodes(), false
}

// excludes tells whether a VPC or subnet has an exclusion that lets connections out. One for egress alone counts
// only in bidirectional mode.
func excludes(place *graph.Node, blocked string) (match, string) {
	found, doubt := no, ""
	set := place.Set("public_access_exclusions")
	for _, member := range set.Members {
		if member.Node == nil {
			continue
		}
		mode, unsure := text(member.Node, "mode")
		unsure = orElse(existence(member), unsure)
		switch {
		case unsure != "":
			found, doubt = max(found, maybe), orElse(doubt, unsure)
		case mode == "allow-egress" && blocked != "block-bidirectional":
			found, doubt = max(found, maybe), orElse(doubt, member.Node.Address+" is for bidirectional blocking")
		default:
			found = yes
		}
	}
	if open := orElse(place.External, set.WhyUncertain()); found == no && open != "" {
		return maybe, open
	}
	return found, doubt
}
