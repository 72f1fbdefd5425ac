package drawing

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// fill puts the nodes into boxes: VPCs into the unit, tiers of subnets into VPCs, all else where it stands.
func (b *builder) fill() {
	b.frame = &Box{ID: b.ids.box(), Kind: kindUnit, Label: unitName(b.picture.Unit), State: Plain, Details: b.region()}
	for _, vpc := range b.unit.Nodes.OfKind("vpc") {
		if !b.drawn[vpc.Address] {
			continue
		}
		box := b.newBox(vpc)
		box.Details = vpcDetails(vpc)
		b.add(box, vpc)
		b.frame.Boxes = append(b.frame.Boxes, box)
	}
	tiers := b.tiers()
	families := map[string]*Box{}
	for _, node := range b.unit.Nodes.All() {
		if !b.drawn[node.Address] || node.Kind == "vpc" || node.Kind == "subnet" {
			continue
		}
		home := b.home(node, tiers)
		key := home.ID + "\x00" + b.family(node)
		box := families[key]
		if box == nil {
			box = b.newBox(node)
			families[key] = box
			home.Boxes = append(home.Boxes, box)
		}
		b.add(box, node)
	}
	for _, box := range families {
		b.describe(box)
	}
}

func unitName(path string) string {
	if path == "." || path == "" {
		return "this directory"
	}
	return path
}

// region says where the unit is deployed, when all of it is in one place.
func (b *builder) region() []string {
	region := ""
	for _, node := range b.unit.Nodes.All() {
		if node.Resource == nil || node.Resource.Region == "" || node.Resource.Region == region {
			continue
		}
		if region != "" {
			return nil
		}
		region = node.Resource.Region
	}
	if region == "" {
		return nil
	}
	return []string{region}
}

func vpcDetails(vpc *graph.Node) []string {
	var details []string
	if block, ok := vpc.Value("cidr_block").Text(); ok {
		details = append(details, block)
	}
	if vpc.External != "" {
		details = append(details, "looked up")
	}
	if on, ok := vpc.Value("enable_dns_support").Boolean(); ok && !on {
		details = append(details, "DNS support off")
	}
	return details
}

// home is the box that a node stands in: the tier of all its subnets, or its VPC, or the unit.
func (b *builder) home(node *graph.Node, tiers map[string]*Box) *Box {
	var tier *Box
	for _, subnet := range subnetsOf(node) {
		switch at := tiers[subnet.Address]; {
		case tier == nil:
			tier = at
		case tier != at:
			return b.vpcBox(node)
		}
	}
	if tier != nil {
		return tier
	}
	return b.vpcBox(node)
}

func (b *builder) vpcBox(node *graph.Node) *Box {
	if vpc := vpcOf(node); vpc != nil && b.boxOf[vpc.Address] != nil {
		return b.boxOf[vpc.Address]
	}
	if node.Kind == "dhcp_options" || node.Kind == "resolver_rule" {
		if vpcs := node.Set("vpcs").Nodes(); len(vpcs) == 1 && b.boxOf[vpcs[0].Address] != nil {
			return b.boxOf[vpcs[0].Address]
		}
	}
	return b.frame
}

func subnetsOf(node *graph.Node) []*graph.Node {
	if node.Kind == "route_table" || node.Kind == "network_acl" || node.Kind == "dhcp_options" {
		return nil
	}
	return append(node.Set("subnets").Nodes(), node.Set("subnet").Nodes()...)
}

func vpcOf(node *graph.Node) *graph.Node {
	if vpc, _ := node.One("vpc"); vpc != nil {
		return vpc
	}
	for _, subnet := range subnetsOf(node) {
		if vpc, _ := subnet.One("vpc"); vpc != nil {
			return vpc
		}
	}
	return nil
}

var instanceKeys = regexp.MustCompile(`\[(?:"(?:[^"\\]|\\.)*"|\d+)\]`)

// base is an address without the keys of count and for_each.
func base(address string) string { return instanceKeys.ReplaceAllString(address, "") }

// family is the same for nodes that one box can stand for: instances of one resource, and endpoints, that have
// the same links and about which the same is said.
func (b *builder) family(node *graph.Node) string {
	name := base(node.Address)
	if node.Kind == "vpc_endpoint" {
		name = ""
	}
	parts := []string{node.Kind, name, node.Maybe, links(node, "security_groups"), links(node, "instance_profile"), string(b.stateOf(node))}
	if node.Kind == "vpc_endpoint" {
		kind, _ := node.Value("endpoint_type").Text()
		parts = append(parts, cmp.Or(kind, "Gateway"), links(node, "route_tables"))
	}
	if mark := b.marks[node.Address]; mark != nil {
		parts = append(parts, fmt.Sprint(mark.findings))
	}
	return strings.Join(parts, "\x00")
}

func (b *builder) stateOf(node *graph.Node) State {
	if mark := b.marks[node.Address]; mark != nil {
		return mark.state
	}
	return Plain
}

func links(node *graph.Node, set string) string {
	var names []string
	for _, member := range node.Set(set).Members {
		if member.Node != nil {
			names = append(names, base(member.Node.Address))
		} else {
			names = append(names, graph.Readable(member.Text))
		}
	}
	slices.Sort(names)
	return strings.Join(names, ",")
}

// describe names a box that stands for several nodes, and adds the facts that a reader looks for.
func (b *builder) describe(box *Box) {
	nodes := make([]*graph.Node, len(box.Addresses))
	for i, address := range box.Addresses {
		nodes[i] = b.unit.Nodes.Node(address)
	}
	if len(nodes) > 1 {
		box.Label = sharedName(nodes)
	}
	switch box.Kind {
	case "vpc_endpoint":
		box.Details = append(box.Details, listed(each(nodes, serviceName), 6))
		if kind, _ := nodes[0].Value("endpoint_type").Text(); kind == "Gateway" || kind == "" {
			box.Details = append(box.Details, "gateway endpoint")
		}
	case "instance", "autoscaling_group":
		if kind, ok := nodes[0].Value("instance_type").Text(); ok {
			box.Details = append(box.Details, kind)
		}
	case "directory":
		for _, name := range []string{"type", "domain_name"} {
			if text, ok := nodes[0].Value(name).Text(); ok {
				box.Details = append(box.Details, text)
			}
		}
	case "dhcp_options":
		box.Details = append(box.Details, "DNS: "+serverNames(nodes[0].Value("domain_name_servers")))
	case "resolver_rule":
		if text, ok := nodes[0].Value("domain_name").Text(); ok {
			box.Details = append(box.Details, text)
		}
	}
	if nodes[0].External != "" {
		box.Details = append(box.Details, "looked up")
	}
}

// sharedName names several nodes: instances of one resource by it, others by their names.
func sharedName(nodes []*graph.Node) string {
	var names []string
	for _, node := range nodes {
		name, _ := nameOf(node)
		if name = base(name); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 1 {
		return fmt.Sprintf("%s ×%d", names[0], len(nodes))
	}
	return listed(names, 3)
}

// listed joins the first names and says how many more there are.
func listed(names []string, limit int) string {
	if len(names) > limit {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:limit], ", "), len(names)-limit)
	}
	return strings.Join(names, ", ")
}

// each returns what a function says of every node, without repetitions and empty texts.
func each(nodes []*graph.Node, describe func(*graph.Node) string) []string {
	var texts []string
	for _, node := range nodes {
		if text := describe(node); text != "" && !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return texts
}

// serviceName is the part of a service's name that tells it from others: ssm of com.amazonaws.eu-central-1.ssm.
func serviceName(endpoint *graph.Node) string {
	raw, ok := endpoint.Value("service_name").RawText()
	if !ok {
		return "a service that is not known"
	}
	name := graph.Readable(raw)
	for _, prefix := range []string{"cn.com.amazonaws.", "com.amazonaws."} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			if _, service, ok := cutRegion(rest); ok {
				return service
			}
		}
	}
	return name
}

// cutRegion splits "eu-central-1.ssm". A Region that is not known reads ${…}, with dots of its own.
func cutRegion(text string) (region, service string, ok bool) {
	if strings.HasPrefix(text, "${") {
		end := strings.Index(text, "}.")
		if end < 0 {
			return "", "", false
		}
		return text[:end+1], text[end+2:], true
	}
	return strings.Cut(text, ".")
}

func serverNames(value graph.Value) string {
	var names []string
	value.Walk(func(leaf graph.Value) {
		if raw, ok := leaf.RawText(); ok {
			names = append(names, graph.Readable(raw))
		} else {
			names = append(names, "unknown")
		}
	})
	if len(names) == 0 {
		return "none named"
	}
	return listed(names, 2)
}
