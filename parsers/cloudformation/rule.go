package cloudformation

import (
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// checkRules reports the assertions of the template's Rules that its parameters break, for CloudFormation then
// refuses to make the stack (CloudFormation User Guide, "Rules syntax"). What is open breaks nothing.
func (s *stack) checkRules() {
	rules := s.section("Rules")
	if rules == nil {
		return
	}
	for i := range rules.items {
		rule := &rules.items[i]
		if condition := rule.find("RuleCondition"); condition != nil && s.holds(condition) != yes {
			continue
		}
		assertions := rule.find("Assertions")
		if assertions == nil || assertions.kind != sequence {
			continue
		}
		for j := range assertions.items {
			assertion := &assertions.items[j]
			if body := assertion.find("Assert"); body != nil && s.holds(body) == no {
				s.warn("cloudformation-rule", body, assertion.find("AssertDescription").literal(),
					"Rule %s refuses these parameters, so the stack cannot be made.", rules.names[i].text)
			}
		}
	}
}

// holds decides a condition of a rule, which knows functions that no other part of a template does
// (CloudFormation Template Reference, "Rule-specific intrinsic functions").
func (s *stack) holds(n *node) truthValue {
	switch {
	case n.calls("Fn::Not"):
		operand := n.argument()
		if operand.kind == sequence && len(operand.items) == 1 {
			operand = &operand.items[0]
		}
		return []truthValue{no: yes, yes: no, undecided: undecided}[s.holds(operand)]
	case n.calls("Fn::And"), n.calls("Fn::Or"):
		return s.holdsAll(n)
	case n.calls("Fn::Contains"), n.calls("Fn::EachMemberIn"), n.calls("Fn::EachMemberEquals"):
		return s.compareMembers(n)
	case n.calls("Fn::Equals"):
		return s.decideEquals(n).truth
	}
	return undecided
}

func (s *stack) holdsAll(n *node) truthValue {
	result, settling := yes, no
	if n.calls("Fn::Or") {
		result, settling = no, yes
	}
	for i := range n.argument().items {
		switch s.holds(&n.argument().items[i]) {
		case settling:
			return settling
		case undecided:
			result = undecided
		}
	}
	return result
}

// compareMembers decides whether a list contains a text, whether each member is in another list, or whether
// each is the same.
func (s *stack) compareMembers(n *node) truthValue {
	operands, ok := arguments(n, 2)
	if !ok {
		return undecided
	}
	first, known := s.knownTexts(&operands[0])
	second, alsoKnown := s.knownTexts(&operands[1])
	if !known || !alsoKnown {
		return undecided
	}
	if n.calls("Fn::Contains") {
		first, second = second, first
	}
	for _, text := range first {
		if !slices.Contains(second, text) {
			return no
		}
	}
	return yes
}

// knownTexts returns a text, or the texts of a list, when all of them are known.
func (s *stack) knownTexts(n *node) ([]string, bool) {
	if n.kind == call && !slices.Contains([]string{"Ref", "Fn::Sub", "Fn::Join", "Fn::Select", "Fn::Split", "Fn::FindInMap"}, n.text) {
		return nil, false // Fn::ValueOf and Fn::RefAll ask for what only AWS knows
	}
	value := s.evaluate(n, nil)
	items, isList := value.Items()
	if !isList {
		items = []graph.Value{value}
	}
	texts := make([]string, len(items))
	for i, item := range items {
		text, known := item.Text()
		if !known {
			return nil, false
		}
		texts[i] = text
	}
	return texts, true
}
