package unknown

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"
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

// AfterDeployment is the reason of what AWS will say.
const AfterDeployment = "it is only known after deployment"

// Because returns a value of which nothing is known, not even its type.
func Because(reason string) cty.Value {
	return cty.DynamicVal.Mark(because{reason: reason})
}

// Of returns an unknown value of a type.
func Of(kind cty.Type, reason string) cty.Value {
	return cty.UnknownVal(kind).Mark(because{reason: reason})
}

// Mark marks a value that is unknown already with the reason why it is.
func Mark(value cty.Value, reason string) cty.Value {
	return value.Mark(because{reason: reason})
}

// Maybe marks the instances of a block that may not exist, with the reason why nobody knows.
func Maybe(instances cty.Value, reason string) cty.Value {
	return instances.Mark(because{reason: reason, maybe: true})
}

// IsMaybe tells whether the value itself comes from instances that may not exist.
func IsMaybe(value cty.Value) (reason string, maybe bool) {
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
