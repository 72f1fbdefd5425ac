package graph

import "cmp"

// inherit completes what launches instances, from its launch template, its network interfaces and the VPC of
// its subnets; and what else stands in subnets and does not name its VPC.
func (b *builder) inherit() {
	b.placeClusters()
	for _, kind := range []string{"network_interface", "launch_template", "instance", "autoscaling_group", "resolver_endpoint"} {
		for node := range until(b.ctx, b.graph.OfKind(kind)) {
			if node.External != "" {
				continue
			}
			inheritFromTemplate(node)
			if kind == "instance" {
				inheritFromInterfaces(node)
			}
			deriveVPC(node)
			if kind == "instance" || kind == "autoscaling_group" || kind == "network_interface" {
				b.defaultGroups(node)
			}
		}
	}
}

// defaultGroups gives a node without security groups those that AWS assumes.
func (b *builder) defaultGroups(node *Node) {
	mapping, _ := b.typeOf(node.Resource)
	if mapping.GroupsElsewhere == "" {
		fallBack(node, "security_groups", "default_security_group")
		return
	}
	if groups := node.set("security_groups"); len(groups.Members) == 0 && !joinCluster(node) {
		groups.open(mapping.GroupsElsewhere)
	}
}

// inheritFromInterfaces gives an instance the subnet and the groups of the interfaces attached to it.
func inheritFromInterfaces(node *Node) {
	for _, member := range node.Set("network_interfaces").Members {
		if member.Node == nil {
			node.set("security_groups").open(member.Text + " is not part of this configuration")
			node.set("subnets").open(member.Text + " is not part of this configuration")
			continue
		}
		for from, to := range map[string]string{"security_groups": "security_groups", "subnet": "subnets", "public_addresses": "public_addresses"} {
			source, ok := member.Node.Sets.Get(from)
			if !ok {
				continue
			}
			for _, inherited := range source.Members {
				inherited.Maybe = cmp.Or(inherited.Maybe, member.Maybe)
				node.set(to).add(inherited)
			}
			for _, reason := range source.Open {
				node.set(to).open(reason)
			}
		}
	}
}

// inDefaultVPC is why a node belongs to no VPC in view. What the unit creates is none of the default VPC's.
const inDefaultVPC = "it names no subnet, so it lands in the default VPC"

// deriveVPC links a node to the VPC of its subnets, or of its security groups where those are not in view.
func deriveVPC(node *Node) {
	if _, written := node.Sets.Get("vpc"); written {
		return
	}
	vpc := node.set("vpc")
	if common := groupsVPC(node); common != nil && standsElsewhere(node) {
		vpc.add(Member{Node: common, Range: node.Set("security_groups").Range})
		return
	}
	for _, name := range []string{"subnet", "subnets"} {
		subnets, written := node.Sets.Get(name)
		if !written {
			continue
		}
		if common := commonVPC(subnets); common != nil {
			vpc.add(Member{Node: common, Range: subnets.Range})
			continue
		}
		for _, member := range subnets.Members {
			if member.Node == nil {
				vpc.open(member.Text + " is not part of this configuration")
				continue
			}
			for _, of := range member.Node.Set("vpc").Members {
				of.Maybe = cmp.Or(of.Maybe, member.Maybe)
				vpc.add(of)
			}
			for _, reason := range member.Node.Set("vpc").Open {
				vpc.open(reason)
			}
		}
		for _, reason := range subnets.Open {
			vpc.open(reason)
		}
	}
	if len(vpc.Members) == 0 && len(vpc.Open) == 0 {
		vpc.open(inDefaultVPC)
	}
}

// commonVPC is the VPC that holds whichever of several subnets is meant.
func commonVPC(subnets *Set) *Node {
	if !subnets.oneOf || len(subnets.Open) > 0 {
		return nil
	}
	var common *Node
	for _, member := range subnets.Members {
		if member.Node == nil || member.Node.Maybe != "" {
			return nil
		}
		vpc, _ := member.Node.One("vpc")
		if vpc == nil || common != nil && vpc != common {
			return nil
		}
		common = vpc
	}
	return common
}

// groupsVPC is the VPC of the security groups of a node, which stands in the same one ("Security groups for your VPC",
// Amazon VPC User Guide); nil where that is not sure.
func groupsVPC(node *Node) *Node {
	groups := node.Set("security_groups")
	for _, member := range groups.Members {
		if member.Node == nil || member.Maybe != "" || member.Node.Maybe != "" || member.Node.External != "" {
			continue
		}
		if of := member.Node.Set("vpc"); len(of.Members) == 1 && len(of.Open) == 0 && of.Members[0].Maybe == "" {
			return of.Members[0].Node
		}
	}
	return nil
}

// standsElsewhere tells whether a node is given subnets, and none of them is in view.
func standsElsewhere(node *Node) bool {
	given := false
	for _, name := range []string{"subnet", "subnets"} {
		subnets := node.Set(name)
		for _, member := range subnets.Members {
			if member.Node != nil {
				return false
			}
		}
		given = given || len(subnets.Members)+len(subnets.Open) > 0
	}
	return given
}
