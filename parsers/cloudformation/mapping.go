package cloudformation

import (
	"fmt"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/cloudformation/schema"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// findInMap evaluates Fn::FindInMap. With a key that is open it is what all entries agree on, or else one
// of them.
func (s *stack) findInMap(n *syntax.Node, want *schema.Shape) graph.Value {
	given, ok := arguments(n, 3)
	if !ok {
		return s.misused(n, "a mapping and two keys")
	}
	at := s.document.RangeOf(n)
	keys := make([]graph.Value, 3)
	for i := range keys {
		keys[i] = s.evaluate(&given[i], schema.Text)
	}
	var standard *syntax.Node
	if len(given) > 3 {
		standard = given[3].Find("DefaultValue")
	}
	return openvalues.Distribute(keys, at, func(chosen []graph.Value) graph.Value {
		found := s.lookUp(chosen, standard, n, want)
		for _, key := range chosen {
			found = openvalues.WithKey(found, key)
		}
		return found.At(at)
	})
}

func (s *stack) lookUp(keys []graph.Value, standard, n *syntax.Node, want *schema.Shape) graph.Value {
	title, known := keys[0].Text()
	if !known {
		return graph.Unknown(openvalues.ReasonOf(keys[0]), s.document.RangeOf(n))
	}
	within := s.section("Mappings").Find(title)
	if within == nil {
		return s.notMapped(standard, n, want, fmt.Sprintf("The template has no mapping %s", title))
	}
	outer := entriesFor(keys[1], within)
	if len(outer) == 0 {
		return s.notMapped(standard, n, want, fmt.Sprintf("Mapping %s has no key %s", title, s.readable(keys[1])))
	}
	var values []graph.Value
	for _, first := range outer {
		inner := entriesFor(keys[2], first.item)
		if len(inner) == 0 && !openvalues.IsOpen(keys[1]) {
			return s.notMapped(standard, n, want, fmt.Sprintf("Mapping %s has no key %s under %s", title, s.readable(keys[2]), first.key))
		}
		for _, second := range inner {
			value := s.mappedValue(second.item, want)
			via := []string{title}
			if !openvalues.IsOpen(keys[1]) {
				via = append(via, first.key)
			}
			value.Via = openvalues.JoinTrails(append(via, second.key), value.Via)
			values = append(values, value)
		}
	}
	if standard != nil && (openvalues.IsOpen(keys[1]) || openvalues.IsOpen(keys[2])) {
		values = append(values, s.evaluate(standard, want))
	}
	return openvalues.OneOf(values, openvalues.ReasonOf(keys[1], keys[2]), s.document.RangeOf(n))
}

// mappedValue evaluates an entry of a mapping. With AWS::LanguageExtensions one may look up others, and by mistake
// itself.
func (s *stack) mappedValue(n *syntax.Node, want *schema.Shape) graph.Value {
	if s.lookingUp[n] {
		s.warn("cloudformation-cycle", n, "Take one of the entries out of the circle.",
			"This entry of a mapping looks up itself, so it was left open.")
		return graph.Unknown("an entry of a mapping looks up itself", s.document.RangeOf(n))
	}
	if n.Kind == syntax.Scalar {
		return s.evaluate(n, want)
	}
	s.lookingUp[n] = true
	defer delete(s.lookingUp, n)
	return s.evaluate(n, want)
}

// entry is one entry of a mapping.
type entry struct {
	key  string
	item *syntax.Node
}

// entriesFor returns the entry of a key, and every entry when the key is open.
func entriesFor(key graph.Value, within *syntax.Node) []entry {
	if within.Kind != syntax.Mapping {
		return nil
	}
	text, known := key.Text()
	if known {
		if item := within.Find(text); item != nil {
			return []entry{{text, item}}
		}
		return nil
	}
	entries := make([]entry, len(within.Names))
	for i := range within.Names {
		entries[i] = entry{within.Names[i].Text, &within.Items[i]}
	}
	return entries
}

// readable writes a key for a message. What came through a parameter with NoEcho is not shown.
func (s *stack) readable(value graph.Value) string {
	for _, step := range value.Via {
		if parameter := s.parameters[step]; parameter != nil && parameter.secret {
			return "(not shown)"
		}
	}
	raw, _ := value.RawText()
	return graph.Readable(raw)
}

// notMapped is the default value of Fn::FindInMap, or a fault when it has none.
func (s *stack) notMapped(standard, n *syntax.Node, want *schema.Shape, fault string) graph.Value {
	if standard != nil {
		return s.evaluate(standard, want)
	}
	s.warn("cloudformation-reference", n, "Add it under Mappings, or correct the name.", "%s, so this value was left open.", fault)
	return graph.Unknown(lowerFirst(fault), s.document.RangeOf(n))
}

func lowerFirst(sentence string) string { return strings.ToLower(sentence[:1]) + sentence[1:] }
