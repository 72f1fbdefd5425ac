package drawing

import (
	"fmt"
	"slices"
	"strings"
)

// kindNames are the kinds as people call them.
var kindNames = map[string]string{
	"vpc": "VPC", "subnet": "subnet", "instance": "instance", "autoscaling_group": "Auto Scaling group",
	"launch_template": "launch template", "vpc_endpoint": "VPC endpoint", "security_group": "security group",
	"nat_gateway": "NAT gateway", "internet_gateway": "internet gateway", "directory": "directory",
	"egress_only_internet_gateway": "egress-only internet gateway", "dhcp_options": "DHCP options",
	"vpc_peering_connection": "VPC peering", "transit_gateway": "transit gateway", "resolver_rule": "resolver rule",
	"resolver_endpoint": "resolver endpoint", "function": "Lambda function", "vpn_gateway": "VPN gateway",
	"network_acl": "network ACL", "route_table": "route table", "instance_profile": "instance profile", "ami": "AMI",
	"dns_firewall_rule_group": "DNS Firewall rule group", "dns_firewall_rule": "DNS Firewall rule",
	"dns_firewall_association": "DNS Firewall association",
	kindUnit:                   "unit", kindInternet: "", kindService: "AWS service", kindMissing: "missing", kindWay: "",
}

// kindName is what a picture calls a box of this kind; "" where the label says it.
func (b *Box) kindName() string {
	name, ok := kindNames[b.Kind]
	if !ok {
		name = strings.ReplaceAll(b.Kind, "_", " ")
	}
	if b.Kind == "subnet" && len(b.Addresses) > 1 {
		name = fmt.Sprintf("%d subnets", len(b.Addresses))
	}
	return name
}

// caption is what stands above the name of a box: its kind, or what it does on a way.
func (b *Box) caption() string {
	if b.Step != "" {
		return b.Step
	}
	return b.kindName()
}

// signs mark a state for those who see no colours.
var signs = map[State]string{Broken: "✗", Warned: "!", Undetermined: "?", Maybe: "~", Plain: ""}

// numbered returns the numbers of findings as a picture shows them, beginning with 1, those first that are
// errors.
func numbered(findings []int) string {
	texts := make([]string, len(findings))
	for i, finding := range findings {
		texts[i] = fmt.Sprint(finding + 1)
	}
	return strings.Join(texts, ",")
}

// sign is the mark of a state with the numbers of the findings that explain it: "✗ 1,2".
func (p *Picture) sign(state State, findings []int) string {
	if state == Cut {
		return ""
	}
	var shown []int
	for _, finding := range findings {
		if p.Findings[finding].Verdict == "fail" && p.Findings[finding].Level != "note" {
			shown = append(shown, finding)
		}
	}
	slices.Sort(shown)
	if len(shown) > shownNumbers {
		return fmt.Sprintf("%s %s…", signs[state], numbered(shown[:shownNumbers]))
	}
	return strings.TrimSpace(signs[state] + " " + numbered(shown))
}

// shownNumbers is how many findings a sign names.
const shownNumbers = 3

// shownLabel is the label of an edge as it is drawn: where it only says again what services an endpoint is for, or
// that all of those that one needs are meant, it is left out.
func (p *Picture) shownLabel(edge *Edge) string {
	if edge.Kind != EdgeWay {
		return edge.Label
	}
	services := strings.Split(edge.Label, ", ")
	slices.Sort(services)
	repeated := false
	p.each(func(box *Box) {
		switch {
		case box.ID != edge.To && box.ID != edge.From:
		case len(services) > 2:
			repeated = true
		case (box.Kind == "vpc_endpoint" || box.Kind == kindMissing) && len(box.Details) > 0:
			told := strings.Split(box.Details[0], ", ")
			slices.Sort(told)
			repeated = repeated || slices.Equal(told, services)
		}
	})
	if repeated {
		return ""
	}
	return edge.Label
}

// proven returns the indexes of the findings that are shown in a list beside a picture: errors and warnings.
func (p *Picture) proven() []int {
	var shown []int
	for i, finding := range p.Findings {
		if finding.Verdict == "fail" && finding.Level != "note" {
			shown = append(shown, i)
		}
	}
	return shown
}

// byRule groups the findings that are shown, in the order in which their rules come up.
func (p *Picture) byRule() [][]int {
	var groups [][]int
	index := map[string]int{}
	for _, i := range p.proven() {
		rule := p.Findings[i].Rule
		at, known := index[rule]
		if !known {
			at = len(groups)
			index[rule], groups = at, append(groups, nil)
		}
		groups[at] = append(groups[at], i)
	}
	return groups
}

// legend says what the signs mean, for those states that a picture shows.
func legend(pictures []*Picture) []string {
	seen := map[State]bool{}
	for _, picture := range pictures {
		picture.each(func(box *Box) { seen[box.State] = true })
		for _, edge := range picture.Edges {
			seen[edge.State] = true
		}
	}
	var lines []string
	for _, entry := range []struct {
		state State
		text  string
	}{
		{Broken, "does not work"}, {Warned, "warning"}, {Undetermined, "undetermined"}, {Maybe, "may not exist"},
	} {
		if seen[entry.state] {
			lines = append(lines, signs[entry.state]+" "+entry.text)
		}
	}
	return lines
}

// edgeNames say what the lines mean, in the order of a legend.
var edgeNames = []struct{ kind, name string }{
	{EdgeWay, "way to what is needed"}, {EdgeRoute, "route"}, {EdgeReference, "security group rule"}, {EdgeNames, "DNS"},
	{EdgeMember, "association"},
}
