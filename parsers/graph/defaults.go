package graph

import (
	"cmp"
	"maps"
	"slices"
)

// addParts gives every VPC the group, route table and network ACL that AWS makes along with it ("Default
// security groups for your VPCs", "Default VPC components", Amazon VPC User Guide), unless a resource
// adopts them.
func (b *builder) addParts() {
	for entry := range until(b.ctx, b.mapped) {
		if adopts := entry.mapping.Adopts; adopts != nil && entry.node != nil {
			reference, ok := entry.resource.Properties.Path(adopts.Owner).Reference()
			if owner := b.graph.Node(reference.Address); ok && owner != nil {
				b.adopt(owner, adopts.Part, entry.node)
			}
		}
	}
	for owner := range until(b.ctx, b.graph.All()) {
		parts := vocabulary[owner.Kind].parts
		if owner.External != "" || len(parts) == 0 {
			continue
		}
		for _, set := range slices.Sorted(maps.Keys(parts)) {
			if b.parts[partKey{owner, set}] == nil {
				b.adopt(owner, set, b.newPart(owner, set, parts[set].kind))
			}
		}
	}
}

func (b *builder) adopt(owner *Node, set string, part *Node) {
	if part.Kind != vocabulary[owner.Kind].parts[set].kind {
		return
	}
	b.parts[partKey{owner, set}] = part
	owner.set(set).add(Member{Node: part, Range: part.Range})
	if vocabulary[owner.Kind].parts[set].own {
		return
	}
	part.set(owner.Kind).add(Member{Node: owner, Range: part.Range})
	part.Values.Put("default", Boolean(true, part.Range))
}

func (b *builder) newPart(owner *Node, set, kind string) *Node {
	part := b.addNode(owner.Resource, owner.Address+"."+set, kind, owner.Range)
	part.Maybe = owner.Maybe
	switch kind {
	case "security_group":
		ingress := b.newRule(part, "ingress", map[string]any{"protocol": "all", "self": true})
		ingress.set("groups").add(Member{Node: part, Range: part.Range})
		b.allowAllEgress(part, "")
	case "network_acl":
		for _, direction := range []string{"ingress", "egress"} {
			b.newRule(part, direction, map[string]any{
				"protocol": "all", "action": "allow", "rule_number": 100, "cidr_block": "0.0.0.0/0",
			})
		}
	}
	return part
}

// newRule adds a rule that AWS makes to a group or network ACL.
func (b *builder) newRule(owner *Node, direction string, values map[string]any) *Node {
	rule := b.addNode(owner.Resource, owner.Address+".default_"+direction, owner.Kind+"_rule", owner.Range)
	setValues(rule, Value{}, nil, values)
	rule.Values.Put("direction", Text(direction, owner.Range))
	owner.set("rules").add(Member{Node: rule, Range: owner.Range})
	return rule
}

// allowAllEgress adds the rule that lets everything out of a group that AWS makes.
func (b *builder) allowAllEgress(group *Node, maybe string) {
	rule := b.newRule(group, "egress", map[string]any{
		"protocol": "all", "cidr_blocks": []string{"0.0.0.0/0"}, "ipv6_cidr_blocks": []string{"::/0"},
	})
	rule.Maybe = maybe
}

// fillDefaults adds what AWS or the provider assumes where nobody wrote anything.
func (b *builder) fillDefaults() {
	for entry := range until(b.ctx, b.mapped) {
		node := entry.node
		if node == nil {
			continue
		}
		for name, value := range entry.mapping.Default {
			written, _ := node.Values.Get(name)
			node.Values.Put(name, written.orElse(constantValue(value, node.Range)))
		}
		if entry.mapping.DefaultEgress {
			b.defaultEgress(node)
		}
	}
	for _, subnet := range b.graph.OfKind("subnet") {
		fallBack(subnet, "route_table", "main_route_table")
		fallBack(subnet, "network_acl", "default_network_acl")
	}
	for _, endpoint := range b.graph.OfKind("vpc_endpoint") {
		if kind, _ := endpoint.Value("endpoint_type").Text(); kind != "Gateway" {
			fallBack(endpoint, "security_groups", "default_security_group")
		}
	}
}

// orElse puts what AWS or the provider assumes where nobody wrote a value, or where it may be left out. Where all of
// its alternatives are then the same, nothing is open.
func (v Value) orElse(assumed Value) Value {
	if v.IsAbsent() {
		return assumed
	}
	content, ok := v.content.(either)
	if !ok || !slices.ContainsFunc(content.alternatives, Value.IsAbsent) {
		return v
	}
	alternatives := slices.Clone(content.alternatives)
	for i, alternative := range alternatives {
		if alternative.IsAbsent() {
			alternatives[i] = assumed.At(v.Range).When(alternative.Assumes())
		}
	}
	differs := func(alternative Value) bool { return !alternative.saysSame(assumed) }
	if !slices.ContainsFunc(alternatives, differs) {
		return assumed.At(v.Range)
	}
	content.alternatives = alternatives
	v.content = content
	return v
}

// saysSame tells whether two known values are the same truth value, number or text.
func (v Value) saysSame(other Value) bool {
	text, ok := v.Text()
	same, known := other.Text()
	return ok && known && text == same
}

// defaultEgress keeps the rule that AWS gives to a new group. Whether it stays beside standalone egress
// rules CloudFormation's documents do not say ("AWS::EC2::SecurityGroupEgress"), so there it is a maybe.
func (b *builder) defaultEgress(group *Node) {
	rules := group.set("rules")
	maybe := rules.WhyUncertain()
	for _, rule := range rules.Nodes() {
		direction, _ := rule.Value("direction").Text()
		if direction != "egress" {
			continue
		}
		if rule.Resource == group.Resource {
			return
		}
		maybe = "the group's default egress rule may or may not stay beside " + rule.Address
	}
	b.allowAllEgress(group, maybe)
}

// fallBack links a node to its VPC's default where it has no link of its own. A link that may exist makes
// the default uncertain, and one that joined beside the default leaves it where it is. A choice of links is one of them.
func fallBack(node *Node, name, part string) {
	if node.External != "" {
		return
	}
	set := node.set(name)
	own, unsure := &Set{Open: set.Open}, ""
	for _, member := range set.Members {
		if member.beside.stays {
			unsure = cmp.Or(unsure, member.beside.unsure)
			continue
		}
		if member.Maybe == "" && (member.Node == nil || member.Node.Maybe == "") {
			return
		}
		own.Members = append(own.Members, member)
	}
	if set.given && len(own.Members) > 0 && !slices.ContainsFunc(own.Members, func(member Member) bool { return member.Node == nil || member.Node.Maybe != "" }) {
		return
	}
	vpc, reason := node.One("vpc")
	if vpc == nil || vpc.External != "" {
		set.open(cmp.Or(reason, "the defaults of its VPC are not part of this configuration"))
		return
	}
	uncertain := cmp.Or(own.WhyUncertain(), unsure, vpc.Set(part).WhyUncertain())
	if one, _ := vpc.One(part); one != nil {
		set.add(Member{Node: one, Range: node.Range, Maybe: uncertain})
	}
}
