package drawing

import (
	"slices"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

// mark is what the findings say of one node.
type mark struct {
	state    State
	text     string
	findings []int
}

func (m *mark) note(state State, text string, finding int) {
	if gravity[state] > gravity[m.state] || m.text == "" {
		m.state, m.text = worst(m.state, state), text
	}
	if !slices.Contains(m.findings, finding) {
		m.findings = append(m.findings, finding)
	}
}

// on puts the mark on a box.
func (m *mark) on(box *Box) {
	if gravity[m.state] > gravity[box.State] {
		box.State, box.Text = m.state, m.text
	}
	for _, finding := range m.findings {
		if !slices.Contains(box.Findings, finding) {
			box.Findings = append(box.Findings, finding)
		}
	}
}

// mark writes down what the findings say of the nodes: of the one at fault, and of those where a path breaks.
func (b *builder) mark() {
	for _, finding := range b.unit.Findings {
		b.markOne(finding, stateFor(string(finding.Level)), finding.Message)
	}
	for _, finding := range b.unit.Undetermined {
		b.markOne(finding, Undetermined, finding.Message+" "+because(finding.Reason))
	}
}

// stateFor is what a failing finding of a level makes of what it names.
func stateFor(level string) State {
	switch lint.Level(level) {
	case lint.LevelWarning:
		return Warned
	case lint.LevelNote:
		return Plain
	}
	return Broken
}

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return "It is open, because " + reason + "."
}

func (b *builder) markOne(finding lint.Finding, state State, text string) {
	index := len(b.picture.Findings)
	b.picture.Findings = append(b.picture.Findings, b.told(finding))
	b.markAt(finding.Address, state, text, index)
	for _, hop := range finding.Path {
		if hop.Broken && state != Undetermined {
			b.markAt(hop.Address, state, text, index)
		}
	}
}

func (b *builder) markAt(address string, state State, text string, finding int) {
	node := b.unit.Nodes.Node(address)
	if node == nil {
		return
	}
	for _, each := range []*graph.Node{node, b.owners[node]} {
		if each == nil {
			continue
		}
		if b.marks[each.Address] == nil {
			b.marks[each.Address] = &mark{state: Plain}
		}
		b.marks[each.Address].note(state, text, finding)
	}
}

func (b *builder) told(finding lint.Finding) Finding {
	at := finding.Range
	at.File = b.options.place(at.File)
	told := Finding{
		Rule: finding.Rule, Level: string(finding.Level), Verdict: finding.Verdict, Address: finding.Address, Attribute: finding.Attribute,
		Place: at.String(), Message: finding.Message, Remedy: finding.Remedy, Reason: finding.Reason,
	}
	for _, location := range finding.Affected {
		told.Affected = append(told.Affected, location.Address)
	}
	for _, hop := range finding.Path {
		if hop.Broken && finding.When == "" {
			told.breaks = append(told.breaks, hop)
		}
	}
	return told
}

// findingsAt returns the findings that are graver than a note and concern one of the nodes.
func (b *builder) findingsAt(addresses []string) (state State, findings []int) {
	state = Plain
	for _, address := range addresses {
		if mark := b.marks[address]; mark != nil && gravity[mark.state] >= gravity[Warned] {
			state = worst(state, mark.state)
			for _, finding := range mark.findings {
				if !slices.Contains(findings, finding) {
					findings = append(findings, finding)
				}
			}
		}
	}
	return state, findings
}
