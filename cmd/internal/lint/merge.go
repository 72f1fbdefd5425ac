package lint

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// merge makes one finding of all that tell the same fault: the same rule, verdict and level at the same
// place, with messages that differ only in whom they name. It is found once per instance that suffers and
// once per call of the module that it stands in.
func merge(findings []located) []located {
	slices.SortStableFunc(findings, func(a, b located) int {
		return cmp.Or(
			strings.Compare(a.Unit, b.Unit),
			strings.Compare(a.Address, b.Address),
			strings.Compare(a.Attribute, b.Attribute),
			strings.Compare(a.Message, b.Message),
		)
	})
	var tellings [][]located // of each fault, in order
	index := map[fault]int{}
	for _, finding := range findings {
		key := faultOf(finding.Finding)
		i, seen := index[key]
		if !seen {
			i = len(tellings)
			index[key] = i
			tellings = append(tellings, nil)
		}
		tellings[i] = append(tellings[i], finding)
	}
	merged := make([]located, len(tellings))
	for i := range tellings {
		merged[i] = together(tellings[i])
	}
	return merged
}

// fault is what makes two findings the same.
type fault struct {
	rule, verdict string
	level         Level
	place         graph.Range
	message       string
}

func faultOf(finding Finding) fault {
	return fault{finding.Rule, finding.Verdict, finding.Level, finding.Range, anonymous(finding)}
}

var (
	modulePrefix = regexp.MustCompile(`\bmodule\.[\w-]+(?:\[[^\]]*\])?\.`)
	instanceKey  = regexp.MustCompile(`\[(?:"[^"]*"|\d+)\]`)
	stackPrefix  = regexp.MustCompile(`\b(?:[A-Za-z0-9]+/)+`)
)

// anonymous returns the message without the addresses that may differ between tellings of one fault.
func anonymous(finding Finding) string {
	addresses := []string{finding.Address}
	for _, location := range finding.Affected {
		addresses = append(addresses, location.Address)
	}
	// A longer address may contain a shorter one.
	slices.SortFunc(addresses, func(a, b string) int { return cmp.Or(len(b)-len(a), strings.Compare(a, b)) })
	message := finding.Message
	for _, address := range addresses {
		if address != "" {
			message = strings.ReplaceAll(message, address, "\x00")
		}
	}
	message = modulePrefix.ReplaceAllString(message, "")
	message = instanceKey.ReplaceAllString(message, "")
	return stackPrefix.ReplaceAllString(message, "")
}

// together makes one finding of all tellings of a fault: the first, with what the others add.
func together(tellings []located) located {
	first := tellings[0]
	if len(tellings) == 1 {
		return first
	}
	var affected [][]Location
	var calls [][][]graph.Call
	var directives []graph.Directive
	messages := map[string]bool{}
	for _, each := range tellings {
		affected, calls = append(affected, each.Affected), append(calls, each.Calls)
		directives = append(directives, each.directives...)
		messages[each.Message] = true
		first.Fix = both(first.Fix, each.Fix)
		if len(first.Path) == 0 {
			first.Path = each.Path
		}
	}
	first.Affected = union(affected, func(a, b Location) int { return strings.Compare(a.Address, b.Address) })
	first.Calls = union(calls, compareChains)
	first.directives = directives
	if more := len(messages) - 1; more > 0 {
		first.Message = andMore(first.Message, more)
	}
	return first
}

func union[T any](lists [][]T, compare func(T, T) int) []T {
	all := slices.Concat(lists...)
	slices.SortStableFunc(all, compare)
	return slices.CompactFunc(all, func(x, y T) bool { return compare(x, y) == 0 })
}

func compareChains(a, b []graph.Call) int {
	return slices.CompareFunc(a, b, func(x, y graph.Call) int {
		return cmp.Or(strings.Compare(x.Address, y.Address), compareRanges(x.Range, y.Range))
	})
}

func compareRanges(a, b graph.Range) int {
	return cmp.Or(
		strings.Compare(a.File, b.File),
		a.Start.Line-b.Start.Line,
		a.Start.Column-b.Start.Column,
		a.End.Line-b.End.Line,
		a.End.Column-b.End.Column,
	)
}

// andMore tells that the message holds for others as well.
func andMore(message string, more int) string {
	addition := fmt.Sprintf("; the same holds for %d more", more)
	if strings.Contains(message, "; the same holds for ") {
		addition = fmt.Sprintf(" and %d more", more)
	}
	if strings.HasSuffix(message, ".") {
		return strings.TrimSuffix(message, ".") + addition + "."
	}
	return message + addition
}
