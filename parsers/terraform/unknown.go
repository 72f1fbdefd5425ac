package terraform

import (
	"fmt"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
)

// because is the mark that an unknown value carries through every operation: why it is unknown.
//
// With maybe set it lies on a known value: on the instances of a resource that may not exist. Its items
// can be used as they are, but how many there are cannot be asked.
//
// With a source it lies on an unknown list, and says what the list is, so that its items can be named.
type because struct {
	reason string
	maybe  bool
	source string
}

const afterDeployment = "it is only known after deployment"

func unknownBecause(reason string) cty.Value {
	return cty.DynamicVal.Mark(because{reason: reason})
}

func unknownOf(kind cty.Type, reason string) cty.Value {
	return cty.UnknownVal(kind).Mark(because{reason: reason})
}

// unknownList is an unknown list of texts that have a name: data.aws_availability_zones.all.names.
func unknownList(source, reason string) cty.Value {
	return cty.UnknownVal(cty.List(cty.String)).Mark(because{reason: reason, source: source})
}

// item names the text at a position of an unknown list.
func item(list cty.Value, position int) (cty.Value, bool) {
	if !list.IsMarked() {
		return cty.NilVal, false
	}
	_, marks := list.Unmark()
	for _, each := range sortedMarks(marks) {
		if each.source != "" {
			address, attribute := each.source, ""
			if dot := strings.LastIndexByte(each.source, '.'); dot >= 0 {
				address, attribute = each.source[:dot], each.source[dot+1:]
			}
			return cty.StringVal(graph.Reference{
				Address: address, Attribute: fmt.Sprintf("%s[%d]", attribute, position), Reason: each.reason,
			}.Token()), true
		}
	}
	return cty.NilVal, false
}

// withoutSource takes the name from a list that is no longer the one that was named.
func withoutSource(value cty.Value) cty.Value {
	if !value.IsMarked() {
		return value
	}
	plain, marks := value.Unmark()
	changed := cty.ValueMarks{}
	for mark := range marks {
		if each, ok := mark.(because); ok {
			each.source = ""
			mark = each
		}
		changed[mark] = struct{}{}
	}
	return plain.WithMarks(changed)
}

// marksOf collects the marks anywhere in a value.
func marksOf(value cty.Value) []because {
	if !value.ContainsMarked() {
		return nil
	}
	_, marks := value.UnmarkDeep()
	return sortedMarks(marks)
}

func sortedMarks(marks cty.ValueMarks) []because {
	var found []because
	for mark := range marks {
		if each, ok := mark.(because); ok {
			found = append(found, each)
		}
	}
	slices.SortFunc(found, func(a, b because) int { return strings.Compare(a.reason, b.reason) })
	return found
}

// isMaybe tells whether the value itself comes from instances that may not exist.
func isMaybe(value cty.Value) (reason string, maybe bool) {
	if !value.IsMarked() {
		return "", false
	}
	_, marks := value.Unmark()
	for _, each := range sortedMarks(marks) {
		if each.maybe {
			return each.reason, true
		}
	}
	return "", false
}

// whyUnknown returns the reason of the first thing in the value that is not known.
func whyUnknown(value cty.Value) string {
	if marks := marksOf(value); len(marks) > 0 {
		return marks[0].reason
	}
	if text := firstToken(value); text != "" {
		return reasonOfText(text)
	}
	return afterDeployment
}

// reasonOfText says why a text with tokens is not wholly known.
func reasonOfText(text string) string {
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

// firstToken returns the first text in the value that contains a token.
func firstToken(value cty.Value) string {
	found := ""
	walkTexts(value, func(text string) bool {
		if graph.HasToken(text) {
			found = text
		}
		return found == ""
	})
	return found
}

// firstUndecided is firstToken for texts that could still be equal to any other: it passes over the ids of
// resources, which differ from each other and from every text an author writes.
func firstUndecided(value cty.Value) string {
	found := ""
	walkTexts(value, func(text string) bool {
		if isUndecided(text) {
			found = text
		}
		return found == ""
	})
	return found
}

// isUndecided tells whether a text contains a token other than that of an identity.
func isUndecided(text string) bool {
	if !graph.HasToken(text) {
		return false
	}
	for _, part := range graph.SplitText(text) {
		if part.Reference != nil && !isIdentity(*part.Reference) {
			return true
		}
	}
	return false
}

// firstIndistinct is firstUndecided for comparisons. The id of something that is looked up may be the very
// id that an author writes, or that of a resource of this unit.
func firstIndistinct(value cty.Value) string {
	found := ""
	walkTexts(value, func(text string) bool {
		for _, part := range graph.SplitText(text) {
			if part.Reference != nil && (!isIdentity(*part.Reference) || isLookup(part.Reference.Address)) {
				found = text
			}
		}
		return found == ""
	})
	return found
}

func isLookup(address string) bool {
	return strings.HasPrefix(address, "data.") || strings.Contains(address, ".data.") || strings.Contains(address, "/data.")
}

// isIdentity tells whether a reference names a value that AWS makes up, unlike any other.
func isIdentity(reference graph.Reference) bool {
	return reference.Reason == "" && isIdentityName(reference.Attribute)
}

func isIdentityName(attribute string) bool {
	return attribute == "id" || attribute == "arn" ||
		strings.HasSuffix(attribute, "_id") || strings.HasSuffix(attribute, "_arn")
}

// walkTexts visits every known text of a value, and the keys of its maps, until visit returns false.
func walkTexts(value cty.Value, visit func(string) bool) bool {
	if value.IsMarked() {
		value, _ = value.Unmark()
	}
	if value == cty.NilVal || value.IsNull() || !value.IsKnown() {
		return true
	}
	kind := value.Type()
	switch {
	case kind == cty.String:
		return visit(value.AsString())
	case kind.IsPrimitiveType(), kind.IsCapsuleType(), !value.CanIterateElements():
		return true
	case kind.IsCollectionType() && (kind.ElementType() == cty.Number || kind.ElementType() == cty.Bool) && !kind.IsMapType():
		return true
	}
	for elements := value.ElementIterator(); elements.Next(); {
		key, element := elements.Element()
		if kind.IsMapType() || kind.IsObjectType() {
			if !walkTexts(key, visit) {
				return false
			}
		}
		if !walkTexts(element, visit) {
			return false
		}
	}
	return true
}

// undecidedText is a known string that stands for a text nobody knows.
func undecidedText(address, reason string) cty.Value {
	return cty.StringVal(graph.Reference{Address: address, Reason: reason}.Token())
}

// blur replaces the tokens of identities in a text by tokens without an identity: what is left after a
// part was cut off or replaced is no longer the resource's attribute.
func blur(text string) string {
	if !graph.HasToken(text) {
		return text
	}
	var blurred strings.Builder
	for _, part := range graph.SplitText(text) {
		if part.Reference == nil {
			blurred.WriteString(part.Text)
			continue
		}
		reference := *part.Reference
		if reference.Reason == "" {
			reference.Reason = "a part of " + reference.String() + ", which is only known after deployment"
		}
		blurred.WriteString(reference.Token())
	}
	return blurred.String()
}

// asText returns an unknown as a text that stands for it, so that the text around it keeps its shape.
func asText(value cty.Value) cty.Value {
	return undecidedText("", whyUnknown(value))
}
