package drawing

import (
	"slices"
	"strings"

	"github.com/reachlint/reachlint/cmd/internal/lint"
)

// followWays draws how the computers get to what they have to reach. Twins go the same way, from whichever boxes they
// are in.
func (b *builder) followWays() {
	for _, elder := range b.unit.Computers() {
		var boxes []*Box
		var ways []lint.Way
		for _, computer := range b.unit.Family(elder) {
			box := b.boxOf[computer]
			if box == nil || slices.Contains(boxes, box) {
				continue
			}
			if boxes = append(boxes, box); ways == nil {
				ways = b.unit.Ways(elder)
			}
			for _, way := range ways {
				if way.Computer = computer; way.Why != "" {
					b.follow(box, way)
				}
			}
		}
	}
	b.limitLabels()
}

// follow draws one way. Where it breaks it is drawn as broken only when a finding says so as well: what the
// rules accept, or were told to ignore, is none.
func (b *builder) follow(box *Box, way lint.Way) {
	var chain []*Box
	label := ""
	switch way.Kind {
	case lint.WayToService:
		label = way.Target
		chain = append(b.stations(way), b.outside(kindService, "Systems Manager"))
	case lint.WayToDirectory:
		label = "domain"
		chain = []*Box{b.boxOf[way.Target]}
	default:
		return // its servers are in no picture
	}
	from := box
	for i, to := range chain {
		if to == nil || to == from {
			continue
		}
		edge := b.edge(from, to, EdgeWay)
		edge.labelled(label)
		if i == 0 {
			b.judge(edge, way)
		}
		if from = to; to.Kind == kindMissing {
			return
		}
	}
}

// stations are the boxes between a computer and a service: an endpoint, one that is missing, or gateways.
func (b *builder) stations(way lint.Way) []*Box {
	var stations []*Box
	for _, step := range way.Steps {
		switch step.Stage {
		case lint.StageEndpoint:
			if len(step.Nodes) == 0 {
				continue
			}
			node := b.unit.Nodes.Node(step.Nodes[0])
			switch {
			case node == nil:
			case node.Kind == "vpc" && step.Broken:
				stations = append(stations, b.missing(node.Address, way.Target))
			case b.boxOf[node.Address] != nil && node.Kind != "vpc":
				stations = append(stations, b.boxOf[node.Address])
			}
		case lint.StageGateway:
			for _, address := range step.Nodes {
				stations = append(stations, b.boxOf[address])
			}
		}
	}
	return slices.DeleteFunc(stations, func(box *Box) bool { return box == nil })
}

// missing returns the box that stands for the endpoints that a VPC lacks; nil where no finding says so.
func (b *builder) missing(vpc, service string) *Box {
	state, findings := b.findingsAt([]string{vpc})
	findings = slices.DeleteFunc(findings, func(i int) bool { return !strings.HasPrefix(b.picture.Findings[i].Rule, "ssm-endpoint") })
	home := b.boxOf[vpc]
	if len(findings) == 0 || home == nil {
		return nil
	}
	for _, box := range home.Boxes {
		if box.Kind == kindMissing {
			if !slices.Contains(strings.Split(box.Details[0], ", "), service) {
				box.Details[0] += ", " + service
			}
			return box
		}
	}
	box := &Box{
		ID: b.ids.box(), Kind: kindMissing, Label: "no interface endpoint", Details: []string{service},
		State: state, Text: b.picture.Findings[findings[0]].Message, Findings: findings,
	}
	home.Boxes = append(home.Boxes, box)
	return box
}

// judge draws the first part of a way as its bad steps are.
func (b *builder) judge(edge *Edge, way lint.Way) {
	for _, step := range way.Steps {
		if !step.Broken && !step.Unclear {
			continue
		}
		state, findings := b.findingsAt(append([]string{way.Computer}, step.Nodes...))
		findings = slices.DeleteFunc(findings, func(i int) bool { return !b.concerns(b.picture.Findings[i], way, step) })
		if !step.Broken || way.Doubt != "" || len(findings) == 0 {
			state, findings = Undetermined, nil
		}
		if gravity[state] > gravity[edge.State] {
			edge.State, edge.Text = state, sentence(step.Text)
		}
		for _, finding := range findings {
			if !slices.Contains(edge.Findings, finding) {
				edge.Findings = append(edge.Findings, finding)
			}
		}
	}
	slices.Sort(edge.Findings)
}

// ofConnections are the values and sets of a computer that decide over its connections.
var ofConnections = map[string]bool{
	"security_groups": true, "network_interfaces": true, "subnets": true, "vpc": true,
	"associate_public_ip_address": true, "public_addresses": true, "source_dest_check": true,
}

// concerns tells whether a finding speaks of the step at which a way breaks.
func (b *builder) concerns(finding Finding, way lint.Way, step lint.Step) bool {
	node := b.unit.Nodes.Node(finding.Address)
	if owner := b.owners[node]; owner != nil {
		node = owner
	}
	switch {
	case node == nil:
		return false
	case node.Address == way.Computer:
		return ofConnections[finding.Attribute] && (len(finding.Affected) == 0 || slices.Contains(finding.Affected, way.Computer))
	}
	return slices.Contains(step.Nodes, node.Address)
}

// sentence ends a text as a sentence does.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}
