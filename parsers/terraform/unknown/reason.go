package unknown

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Reason returns why a value that is not known is not, or else what is not known of it.
func Reason(value cty.Value) string {
	if reason, found := ReasonWithin(value); found {
		return reason
	}
	return AfterDeployment
}

// ReasonWithin returns the reason of the first thing in the value that is marked, or else of the first text that stands
// for something else.
func ReasonWithin(value cty.Value) (reason string, found bool) {
	if marks := marksOf(value); len(marks) > 0 {
		return marks[0].reason, true
	}
	if text := FirstToken(value); text != "" {
		return ReasonOfText(text), true
	}
	return "", false
}

// OwnReason returns the reason that the value itself is marked with, whatever is in it.
func OwnReason(value cty.Value) (reason string, found bool) {
	_, marks := value.Unmark()
	if own := sortedMarks(marks); len(own) > 0 {
		return own[0].reason, true
	}
	return "", false
}

// ReasonOfText says why a text with tokens is not wholly known; "" when it has none.
func ReasonOfText(text string) string {
	reason := ""
	for _, part := range graph.SplitText(text) {
		switch {
		case part.Reference == nil:
		case part.Reference.Reason != "":
			return part.Reference.Reason
		case reason == "":
			reason = part.Reference.String() + " is only known after deployment"
		}
	}
	return reason
}

// CannotLookInto tells whether a value is a text that stands for something else, perhaps for a collection, and why
// nobody knows for what.
func CannotLookInto(value cty.Value) (reason string, ok bool) {
	unmarked, _ := value.Unmark()
	if unmarked.Type() != cty.String || unmarked.IsNull() || !unmarked.IsKnown() {
		return "", false
	}
	token := FirstToken(unmarked)
	if token == "" {
		return "", false
	}
	return ReasonOfText(token), true
}

// ReasonOfProblems turns the errors of an evaluation into a reason.
func ReasonOfProblems(found hcl.Diagnostics) string {
	for _, each := range found {
		if each.Severity != hcl.DiagError {
			continue
		}
		detail, _, _ := strings.Cut(strings.TrimSpace(each.Detail), "\n")
		if detail == "" {
			detail = each.Summary
		}
		return "it cannot be evaluated: " + graph.Readable(strings.TrimSuffix(detail, "."))
	}
	return "it cannot be evaluated"
}
