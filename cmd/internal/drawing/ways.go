package drawing

import (
	"cmp"
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
		why := b.whyBroken(way, step)
		if why == "" && !step.Unclear {
			continue
		}
		state, findings := b.findingsOn(way, step)
		if why == "" || way.Doubt != "" || len(findings) == 0 {
			state, findings, why = Undetermined, nil, sentence(step.Text)
		}
		if gravity[state] > gravity[edge.State] {
			edge.State, edge.Text = state, why
		}
		for _, finding := range findings {
			if !slices.Contains(edge.Findings, finding) {
				edge.Findings = append(edge.Findings, finding)
			}
		}
	}
	slices.Sort(edge.Findings)
}

// findingsOn returns the failing findings that speak of the step at which a way breaks, or may.
func (b *builder) findingsOn(way lint.Way, step lint.Step) (state State, findings []int) {
	state = Plain
	for i, finding := range b.picture.Findings {
		if finding.Verdict == lint.VerdictFail && gravity[stateFor(finding.Level)] >= gravity[Warned] && b.concerns(finding, way, step) {
			state, findings = worst(state, stateFor(finding.Level)), append(findings, i)
		}
	}
	return state, findings
}

// rulesOf are how the ids of the rules begin that judge ways of a kind.
var rulesOf = map[string]string{lint.WayToService: "ssm-", lint.WayToDirectory: "ad-", lint.WayToActivation: "licensed-activation-"}

// whyBroken says why a way surely ends at a step; it is "" where it may go on. What the source leaves open may be proven
// by a rule, which looks at all that an open choice can come to. An endpoint that is missing may be that for another
// service.
func (b *builder) whyBroken(way lint.Way, step lint.Step) string {
	if step.Broken {
		return cmp.Or(sentence(step.Text), "The way ends here.")
	}
	for _, finding := range b.picture.Findings {
		judges := strings.HasPrefix(finding.Rule, rulesOf[way.Kind]) && step.Attribute != "endpoints"
		if judges && finding.Verdict == lint.VerdictFail && stateFor(finding.Level) == Broken && b.suffers(finding, way.Computer) {
			if text, breaks := finding.breaksAt(step.Subject, step.Attribute); breaks {
				return sentence(cmp.Or(text, finding.Message))
			}
		}
	}
	return ""
}

// suffers tells whether a computer is among those that a finding lists.
func (b *builder) suffers(finding Finding, computer string) bool {
	return slices.Contains(finding.Affected, computer) || slices.Contains(finding.Affected, b.unit.Elder(computer))
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
	if slices.Contains(step.Nodes, node.Address) && node.Kind != "vpc" {
		return true
	}
	// Much is said of a VPC, so that there the value decides as well.
	_, breaks := finding.breaksAt(step.Subject, step.Attribute)
	return b.suffers(finding, way.Computer) && (breaks || finding.isAboutTwinOf(step.Subject, step.Attribute))
}

// sentence ends a text as a sentence does.
func sentence(text string) string {
	text = strings.TrimSpace(text)
	if text == "" || strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}
