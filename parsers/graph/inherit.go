package graph

import "cmp"

// The values and sets that an instance takes from its launch template where it has none of its own
// ("Launch an instance from a launch template", Amazon EC2 User Guide).
var (
	inheritedValues = []string{
		"image", "instance_type", "associate_public_ip_address", "user_data", "key_name", "metadata_http_endpoint",
	}
	inheritedSets = []string{"image", "security_groups", "instance_profile", "network_interfaces", "subnets"}
)

// inherit completes what launches instances: from its launch template, its network interfaces and the
// VPC of its subnets.
func (b *builder) inherit() {
	for _, kind := range []string{"network_interface", "launch_template", "instance", "autoscaling_group"} {
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
				fallBack(node, "security_groups", "default_security_group")
			}
		}
	}
}

func inheritFromTemplate(node *Node) {
	link, written := node.Sets["launch_template"]
	if !written {
		return
	}
	template, reason := node.One("launch_template")
	if template == nil || template.External != "" || template.Maybe != "" {
		if template != nil {
			reason = cmp.Or(template.External, template.Maybe)
		}
		for _, name := range inheritedSets {
			node.set(name).open(reason)
		}
		for _, name := range inheritedValues {
			if _, own := node.Values[name]; !own {
				node.Values[name] = Unknown(reason, link.Range)
			}
		}
		return
	}
	for _, name := range inheritedValues {
		if value, ok := template.Values[name]; ok && node.Value(name).IsAbsent() {
			node.Values[name] = value
		}
	}
	for _, name := range inheritedSets {
		if own := node.Set(name); len(own.Members) > 0 || len(own.Open) > 0 {
			continue
		}
		if set, ok := template.Sets[name]; ok {
			node.Sets[name] = &Set{Members: append([]Member(nil), set.Members...), Range: set.Range, Open: append([]string(nil), set.Open...)}
		}
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
			source, ok := member.Node.Sets[from]
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

// deriveVPC links a node to the VPC of its subnets.
func deriveVPC(node *Node) {
	if _, written := node.Sets["vpc"]; written {
		return
	}
	vpc := node.set("vpc")
	for _, name := range []string{"subnet", "subnets"} {
		subnets, written := node.Sets[name]
		if !written {
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
		vpc.open("it names no subnet, so it lands in the default VPC")
	}
}
