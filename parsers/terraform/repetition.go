package terraform

import (
	"fmt"
	"math"
	"strconv"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// mode says how a block is repeated, which is also the shape in which others see it.
type mode int

const (
	once    mode = iota // an object
	counted             // a tuple of objects
	keyed               // an object of objects
)

// repetition is how often, and as what, a block with count or for_each exists.
type repetition struct {
	mode  mode
	turns []turn
	maybe string // why nobody knows how often; then there is one turn
	off   bool   // switched off as a whole, so that others see null
}

// repeat evaluates count and for_each of a block.
func (s *scope) repeat(of *declaration) repetition {
	switch {
	case of.forEach != nil:
		return s.repeatForEach(of)
	case of.count != nil:
		return s.repeatCount(of)
	case of.enabled != nil:
		return s.repeatEnabled(of)
	}
	return repetition{turns: []turn{{}}}
}

// repeatEnabled evaluates the switch of a single block (OpenTofu Language, "The enabled Meta-Argument").
func (s *scope) repeatEnabled(of *declaration) repetition {
	value := s.value(of.enabled)
	perhaps := func(reason string) repetition { return repetition{turns: []turn{{}}, maybe: reason} }
	if reason, maybe := unknown.IsMaybe(value); maybe {
		return perhaps(reason)
	}
	plain, _ := value.Unmark()
	if reason, ok := unknown.CannotLookInto(plain); ok {
		return perhaps(reason)
	}
	truth, err := convert.Convert(plain, cty.Bool)
	switch {
	case err != nil || truth.IsNull():
		return perhaps("its enabled is no truth value")
	case !truth.IsKnown():
		return perhaps(unknown.Reason(value))
	case truth.False():
		return repetition{off: true}
	}
	return repetition{turns: []turn{{}}}
}

func (s *scope) repeatCount(of *declaration) repetition {
	value := s.value(of.count)
	// One instance stands for any of them, so that nobody knows its index.
	perhaps := func(reason string) repetition {
		any := turn{index: "[0]", count: unknown.Of(cty.Number, reason)}
		return repetition{mode: counted, turns: []turn{any}, maybe: reason}
	}
	if reason, maybe := unknown.IsMaybe(value); maybe {
		return perhaps(reason)
	}
	plain, _ := value.Unmark()
	if reason, ok := unknown.CannotLookInto(plain); ok {
		return perhaps(reason)
	}
	number, err := convert.Convert(plain, cty.Number)
	if err != nil || number.IsNull() {
		return perhaps("its count is no number")
	}
	if !number.IsKnown() {
		if most := atMost(number); most <= maximumPerhaps {
			return repetition{mode: counted, turns: countedTurns(most), maybe: unknown.Reason(value)}
		}
		return perhaps(unknown.Reason(value))
	}
	count, accuracy := number.AsBigFloat().Int64()
	if accuracy != 0 || count > maximumInstances {
		s.module.unit.limit(of.count.file.rangeOf(of.count.syntax.Range()),
			fmt.Sprintf("%s%s has a count of more than %d.", s.module.prefix(), of.address, maximumInstances))
		return perhaps("its count is beyond what is evaluated")
	}
	return repetition{mode: counted, turns: countedTurns(count)}
}

func countedTurns(count int64) []turn {
	turns := make([]turn, 0, max(0, count))
	for i := range count {
		turns = append(turns, turn{index: "[" + strconv.FormatInt(i, 10) + "]", count: cty.NumberIntVal(i)})
	}
	return turns
}

// maximumPerhaps bounds how many instances are told apart of which nobody knows whether they exist.
const maximumPerhaps = 16

// atMost is the highest value that a number can have which nobody knows.
func atMost(number cty.Value) int64 {
	bound, _ := number.Range().NumberUpperBound()
	if !bound.IsKnown() || bound.IsNull() || bound.AsBigFloat().IsInf() {
		return math.MaxInt64
	}
	most, accuracy := bound.AsBigFloat().Int64()
	if accuracy != 0 || most < 1 {
		return math.MaxInt64
	}
	return most
}

// repeatForEach expands a set, map or object. Its values may be unknown; its keys decide.
func (s *scope) repeatForEach(of *declaration) repetition {
	value := s.value(of.forEach)
	address := s.module.prefix() + of.address
	perhaps := func(reason string, element cty.Value) repetition {
		any := turn{key: unknown.AnyKey(address, reason), value: element}
		return repetition{mode: keyed, turns: []turn{any}, maybe: reason}
	}
	if element, ok := unknown.AnyElement(value); ok {
		return perhaps(unknown.Reason(value), element)
	}
	plain, _ := value.Unmark()
	if reason, ok := unknown.CannotLookInto(plain); ok {
		return perhaps(reason, unknown.Because(reason))
	}
	if reason, maybe := unknown.IsMaybe(value); maybe {
		return perhaps(reason, unknown.Because(reason))
	}
	if !plain.IsKnown() {
		return perhaps(unknown.Reason(value), unknown.Because(unknown.Reason(value)))
	}
	if unknown.IsOpen(plain) {
		return perhaps(unknown.MoreAttributes, unknown.Because(unknown.MoreAttributes))
	}
	kind := plain.Type()
	if plain.IsNull() || !plain.CanIterateElements() || kind.IsListType() || kind.IsTupleType() {
		reason := "its for_each is neither a map nor a set of texts"
		return perhaps(reason, unknown.Because(reason))
	}
	if plain.LengthInt() > maximumInstances {
		s.module.unit.limit(of.forEach.file.rangeOf(of.forEach.syntax.Range()),
			fmt.Sprintf("%s has more than %d instances.", address, maximumInstances))
		reason := "its for_each is beyond what is evaluated"
		return perhaps(reason, unknown.Because(reason))
	}
	turns, ok := turnsOf(plain)
	if !ok {
		reason := "its for_each has a key that is no text"
		return perhaps(reason, unknown.Because(reason))
	}
	return repetition{mode: keyed, turns: turns}
}

// turnsOf makes a turn of every element, in the order of the keys.
func turnsOf(collection cty.Value) ([]turn, bool) {
	var turns []turn
	for elements := collection.ElementIterator(); elements.Next(); {
		key, element := elements.Element()
		if key.IsMarked() {
			key, _ = key.Unmark()
		}
		key, err := convert.Convert(key, cty.String)
		if err != nil || key.IsNull() || !key.IsKnown() {
			return nil, false
		}
		if collection.Type().IsSetType() {
			element = key
		}
		turns = append(turns, turn{
			index: "[" + strconv.Quote(graph.Readable(key.AsString())) + "]", key: key, value: element,
		})
	}
	return turns, true
}

// collect gives the instances of a repeated block the shape in which other expressions see them.
func (r repetition) collect(instances []cty.Value) cty.Value {
	if r.off {
		return cty.NullVal(cty.DynamicPseudoType)
	}
	var collected cty.Value
	switch r.mode {
	case once:
		collected = instances[0]
	case counted:
		collected = cty.TupleVal(instances)
	case keyed:
		entries := make(map[string]cty.Value, len(instances))
		for i, each := range instances {
			entries[r.turns[i].key.AsString()] = each
		}
		collected = cty.ObjectVal(entries)
	}
	if r.maybe != "" {
		collected = unknown.Maybe(collected, r.maybe)
	}
	return collected
}
