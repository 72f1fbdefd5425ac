package cloudformation

import (
	"fmt"
	"strings"

	"github.com/agext/levenshtein"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// functions are the names of CloudFormation's functions without Fn:: (AWS CloudFormation Template Reference, "Intrinsic
// function reference").
var functions = []string{
	"Ref", "Condition", "And", "Base64", "Cidr", "Equals", "FindInMap", "ForEach", "GetAtt", "GetAZs", "GetStackOutput", "If",
	"ImportValue", "Join", "Length", "Not", "Or", "Select", "Split", "Sub", "ToJsonString", "Transform",
}

// onlyElsewhere are functions that have no value where one is asked for (AWS CloudFormation User Guide, "Rule-specific
// intrinsic functions").
var onlyElsewhere = map[string]bool{
	"Fn::ForEach": true, "Fn::Contains": true, "Fn::EachMemberEquals": true, "Fn::EachMemberIn": true,
	"Fn::RefAll": true, "Fn::ValueOf": true, "Fn::ValueOfAll": true,
}

// unknownFunction leaves a value open that is called by a name that CloudFormation does not have. It is for a macro or
// a tool to know it where there is one; else its author misspelt it.
func (s *stack) unknownFunction(n *syntax.Node) graph.Value {
	written := n.Text
	if n.Short {
		written = "!" + strings.TrimPrefix(n.Text, "Fn::")
	}
	if onlyElsewhere[n.Text] {
		return graph.Unknown(n.Text+" has no value here", s.document.RangeOf(n))
	}
	unknown := graph.Unknown(fmt.Sprintf("the intrinsic function %s is not known", written), s.document.RangeOf(n))
	if s.document.MentionsMacro || len(s.macros()) > 0 || strings.Contains(strings.TrimPrefix(n.Text, "Fn::"), "::") {
		s.leaveOpen(n, written)
		return unknown
	}
	help := "Correct the name, or scan what the tool writes that replaces it before deployment."
	if near := nearFunction(written); near != "" {
		help = fmt.Sprintf("Did you mean %s?", near)
	}
	s.warn("cloudformation-function", n, help, "CloudFormation has no function %s, so this value was left open.", written)
	return unknown
}

// nearFunction returns the function that is spelt almost like a name, as it is written there, or "" when none is.
func nearFunction(written string) string {
	word, short := strings.CutPrefix(written, "!")
	word = strings.TrimPrefix(word, "Fn::")
	best, distance := "", max(1, len(word)/4)
	for _, known := range functions {
		if d := levenshtein.Distance(strings.ToLower(word), strings.ToLower(known), nil); d <= distance && d < len(known) {
			best, distance = known, d-1
		}
	}
	switch {
	case best == "":
		return ""
	case short:
		return "!" + best
	case best == "Ref" || best == "Condition":
		return best
	}
	return "Fn::" + best
}
