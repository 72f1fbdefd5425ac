package drawing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/cmd/internal/lint"
)

// Ways returns, of each unit that has a computer at the address, a picture of its ways to what it has to reach. A
// launch template stands for the computers that are launched from it. There are no pictures when nobody knows it.
func Ways(units []*lint.UnitGraph, address string, options Options) []*Picture {
	var pictures []*Picture
	ids := &numbers{}
	for _, unit := range units {
		for _, computer := range launched(unit, address) {
			b := newBuilder(unit, options, ids)
			pictures = append(pictures, b.wayPicture(computer))
		}
	}
	return pictures
}

// launched returns the computer at an address, or one of each family that its launch template launches.
func launched(unit *lint.UnitGraph, address string) []string {
	node := unit.Nodes.Node(address)
	if node == nil {
		return nil
	}
	if node.Kind != "launch_template" {
		if len(unit.Ways(address)) == 0 {
			return nil
		}
		return []string{address}
	}
	var computers []string
	for _, kind := range []string{"instance", "autoscaling_group"} {
		for _, computer := range unit.Nodes.OfKind(kind) {
			if elder := unit.Elder(computer.Address); computer.Set("launch_template").Has(node) && !slices.Contains(computers, elder) {
				computers = append(computers, elder)
			}
		}
	}
	return computers
}

// Computers returns the addresses that Ways knows, sorted.
func Computers(units []*lint.UnitGraph) []string {
	var addresses []string
	for _, unit := range units {
		for _, kind := range []string{"instance", "autoscaling_group", "launch_template"} {
			for _, node := range unit.Nodes.OfKind(kind) {
				if len(launched(unit, node.Address)) > 0 {
					addresses = append(addresses, node.Address)
				}
			}
		}
	}
	slices.Sort(addresses)
	return slices.Compact(addresses)
}

// wayPicture draws every way as a row of boxes. The findings are those about the computer and about what its ways
// lead through.
func (b *builder) wayPicture(computer string) *Picture {
	b.picture.Computer = computer
	var rows []*wayRow
	for _, way := range b.unit.Ways(computer) {
		rows = addWay(rows, way)
	}
	for _, row := range rows {
		b.drawWay(row)
	}
	b.keepFindings(computer, rows)
	return b.picture
}

// wayRow is one way, or several that lead through the same and break alike.
type wayRow struct {
	lint.Way
	first   lint.Way // as it was before others joined
	targets []string
}

func addWay(rows []*wayRow, way lint.Way) []*wayRow {
	for _, row := range rows {
		if row.Kind == lint.WayToService && way.Kind == lint.WayToService && sameWay(row.first, way) {
			row.join(way)
			return rows
		}
	}
	first := way
	first.Steps = slices.Clone(way.Steps)
	return append(rows, &wayRow{way, first, []string{way.Target}})
}

// join takes in a way that leads through the same.
func (r *wayRow) join(way lint.Way) {
	r.targets = append(r.targets, way.Target)
	for i, step := range way.Steps {
		if r.Steps[i].Text != step.Text {
			r.Steps[i].Text = base(r.Steps[i].Text)
		}
		for _, address := range step.Nodes {
			if !slices.Contains(r.Steps[i].Nodes, address) {
				r.Steps[i].Nodes = append(r.Steps[i].Nodes[:len(r.Steps[i].Nodes):len(r.Steps[i].Nodes)], address)
			}
		}
	}
}

// sameWay compares two ways to services, which may differ in the service's name and in which of several instances of
// one resource stands there.
func sameWay(a, b lint.Way) bool {
	return slices.EqualFunc(a.Steps, b.Steps, func(x, y lint.Step) bool {
		return x.Stage == y.Stage && x.Broken == y.Broken && x.Unclear == y.Unclear &&
			nameless(x.Text, a.Target) == nameless(y.Text, b.Target) &&
			slices.EqualFunc(x.Nodes, y.Nodes, func(one, other string) bool { return base(one) == base(other) })
	})
}

func nameless(text, service string) string {
	return strings.ReplaceAll(base(text), service, "\x00")
}

var stageNames = map[string]string{
	lint.StageComputer:   "",
	lint.StageNames:      "DNS servers",
	lint.StageGroups:     "out of its security groups",
	lint.StageNetworkACL: "network ACLs, there and back",
	lint.StageEndpoint:   "endpoint",
	lint.StageRoute:      "route",
	lint.StageGateway:    "gateway",
	lint.StageEntrance:   "into the target's security groups",
	lint.StageTarget:     "",
}

func (b *builder) drawWay(row *wayRow) {
	frame := &Box{ID: b.ids.box(), Kind: kindWay, State: Plain, Label: "to " + strings.Join(row.targets, ", ")}
	switch {
	case row.Why == "":
		frame.Text = "Nothing shows that it has to get there."
	case row.Doubt != "":
		frame.Text = "It may have to get there, as " + row.Why + "; open, because " + row.Doubt + "."
	default:
		frame.Text = "It has to get there, as " + row.Why + "."
	}
	cut := false
	for i, step := range row.Steps {
		box := b.stepBox(step, row, i == len(row.Steps)-1)
		if i == 0 { // what is wrong with the computer itself cuts no way
			b.markComputer(box, row.Computer)
		} else {
			frame.State = worst(frame.State, box.State)
			edge := &Edge{ID: b.ids.edge(), From: frame.Boxes[i-1].ID, To: box.ID, Kind: EdgeWay, State: box.State, Text: box.Text}
			if cut {
				edge.State, edge.Text = Cut, ""
			}
			b.picture.Edges = append(b.picture.Edges, edge)
		}
		cut = cut || i > 0 && box.State == Broken
		frame.Boxes = append(frame.Boxes, box)
	}
	b.picture.Boxes = append(b.picture.Boxes, frame)
}

// stepBox draws one step, with what holds there.
func (b *builder) stepBox(step lint.Step, row *wayRow, last bool) *Box {
	box := &Box{ID: b.ids.box(), Kind: "step", State: Plain, isStep: true, Addresses: step.Nodes, Text: sentence(strings.ReplaceAll(step.Text, row.Target, strings.Join(row.targets, ", ")))}
	if name := stageNames[step.Stage]; name != "" {
		box.Step = name
	}
	var names []string
	for _, address := range step.Nodes {
		if len(step.Nodes) > 1 && len(names) == 1 && base(address) == base(step.Nodes[0]) {
			names[0], _, _ = strings.Cut(base(names[0]), " ×")
			names[0] = fmt.Sprintf("%s ×%d", names[0], len(step.Nodes))
			continue
		}
		if node := b.unit.Nodes.Node(address); node != nil {
			name, module := nameOf(node)
			names, box.Module = append(names, name), module
			box.Kind = node.Kind
		} else {
			names = append(names, address)
		}
	}
	box.Label = listed(names, 2)
	switch {
	case last && row.Kind == lint.WayToService:
		box.Kind, box.Label, box.Text = kindService, strings.Join(row.targets, ", "), ""
	case last && row.Kind == lint.WayToActivation:
		box.Kind, box.Label = kindService, "License Manager"
	case step.Stage == lint.StageEndpoint && box.Kind == "vpc" && step.Broken:
		box.Kind, box.Label = kindMissing, "no endpoint"
	}
	switch why := b.whyBroken(row.Way, step); {
	case why != "":
		box.State = Broken
		_, box.Findings = b.findingsOn(row.Way, step)
		if !step.Broken {
			box.Text = why
		}
	case step.Unclear:
		box.State = Undetermined
	}
	return box
}

// markComputer shows what is wrong with the computer itself, such as that it has no credentials.
func (b *builder) markComputer(box *Box, computer string) {
	for _, address := range []string{computer, b.unit.Elder(computer)} {
		if mark := b.marks[address]; mark != nil && gravity[mark.state] >= gravity[Warned] {
			mark.on(box)
			return
		}
	}
}

// keepFindings leaves out the findings that have nothing to do with the computer.
func (b *builder) keepFindings(computer string, rows []*wayRow) {
	passed := map[string]bool{computer: true, b.unit.Elder(computer): true}
	for _, row := range rows {
		for _, step := range row.Steps {
			for _, address := range step.Nodes {
				passed[address] = true
			}
		}
	}
	numbers := map[int]int{}
	var kept []Finding
	for i, finding := range b.picture.Findings {
		if b.suffers(finding, computer) || passed[finding.Address] && len(finding.Affected) == 0 {
			numbers[i] = len(kept)
			kept = append(kept, finding)
		}
	}
	b.picture.Findings = append([]Finding{}, kept...)
	b.picture.each(func(box *Box) {
		var left []int
		for _, finding := range box.Findings {
			if number, ok := numbers[finding]; ok {
				left = append(left, number)
			}
		}
		box.Findings = left
	})
}
