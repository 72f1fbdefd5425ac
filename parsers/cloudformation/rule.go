package cloudformation

import (
	"slices"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// checkRules reports the assertions of the template's Rules that its parameters break, for CloudFormation then
// refuses to make the stack (CloudFormation User Guide, "Rules syntax"). What is open breaks nothing.
func (s *stack) checkRules() {
	rules := s.section("Rules")
	if rules == nil {
		return
	}
	for i := range rules.Items {
		rule := &rules.Items[i]
		if condition := rule.Find("RuleCondition"); condition != nil && s.holds(condition) != yes {
			continue
		}
		assertions := rule.Find("Assertions")
		if assertions == nil || assertions.Kind != syntax.Sequence {
			continue
		}
		for j := range assertions.Items {
			assertion := &assertions.Items[j]
			if body := assertion.Find("Assert"); body != nil && s.holds(body) == no {
				s.warn("cloudformation-rule", body, assertion.Find("AssertDescription").Literal(),
					"Rule %s refuses these parameters, so the stack cannot be made.", rules.Names[i].Text)
			}
		}
	}
}

// holds decides a condition of a rule, which knows functions that no other part of a template does
// (CloudFormation Template Reference, "Rule-specific intrinsic functions").
func (s *stack) holds(n *syntax.Node) truthValue {
	switch {
	case n.Calls("Fn::Not"):
		operand := n.Argument()
		if operand.Kind == syntax.Sequence && len(operand.Items) == 1 {
			operand = &operand.Items[0]
		}
		return []truthValue{no: yes, yes: no, undecided: undecided}[s.holds(operand)]
	case n.Calls("Fn::And"), n.Calls("Fn::Or"):
		return s.holdsAll(n)
	case n.Calls("Fn::Contains"), n.Calls("Fn::EachMemberIn"), n.Calls("Fn::EachMemberEquals"):
		return s.compareMembers(n)
	case n.Calls("Fn::Equals"):
		return s.decideEquals(n).truth
	}
	return undecided
}

func (s *stack) holdsAll(n *syntax.Node) truthValue {
	result, settling := yes, no
	if n.Calls("Fn::Or") {
		result, settling = no, yes
	}
	for i := range n.Argument().Items {
		switch s.holds(&n.Argument().Items[i]) {
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
func (s *stack) compareMembers(n *syntax.Node) truthValue {
	operands, ok := arguments(n, 2)
	if !ok {
		return undecided
	}
	first, known := s.knownTexts(&operands[0])
	second, alsoKnown := s.knownTexts(&operands[1])
	if !known || !alsoKnown {
		return undecided
	}
	if n.Calls("Fn::Contains") {
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
func (s *stack) knownTexts(n *syntax.Node) ([]string, bool) {
	if n.Kind == syntax.Call && !slices.Contains([]string{"Ref", "Fn::Sub", "Fn::Join", "Fn::Select", "Fn::Split", "Fn::FindInMap"}, n.Text) {
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
