package cloudformation

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// typed makes a given value what the parameter's type says.
func (s *stack) typed(p *parameter, value graph.Value) graph.Value {
	if alternatives := value.Alternatives(); len(alternatives) > 1 {
		typed := make([]graph.Value, len(alternatives))
		for i, alternative := range alternatives {
			typed[i] = s.typed(p, alternative).When(alternative.Assumes())
		}
		result := either(typed, value.Range)
		result.Via = value.Via
		return result
	}
	switch {
	case p.resolvesSSM():
		return p.fromSSM(value)
	case p.isList():
		return splitList(value)
	case p.typeName == "Number":
		if text, ok := value.Text(); ok {
			if parsed, err := strconv.ParseFloat(text, 64); err == nil && strconv.FormatFloat(parsed, 'f', -1, 64) == text {
				return withVia(graph.Number(parsed, value.Range), value.Via)
			}
		}
	}
	return value
}

// fromSSM is a value that the deployment reads from the Systems Manager parameter of the given name.
func (p *parameter) fromSSM(value graph.Value) graph.Value {
	raw, _ := asText(value)
	path := graph.Readable(raw)
	via := value.Via
	if p.secret {
		path = "a path that is not shown"
	} else if path != "" {
		via = joinTrails([]string{path}, via)
	}
	reason := fmt.Sprintf("parameter %s is read from Systems Manager (%s) at deployment", p.address, path)
	if p.isList() {
		return withVia(graph.Unknown(reason, value.Range), via)
	}
	return withVia(graph.Text(graph.Reference{Address: p.address, Reason: reason}.Token(), value.Range), via)
}

func withVia(value graph.Value, via []string) graph.Value {
	value.Via = via
	return value
}

// splitList makes the list that a text with commas means. A text that is wholly open may be any number of
// items.
func splitList(value graph.Value) graph.Value {
	raw, ok := value.RawText()
	if !ok {
		return value
	}
	if open, reason := openList(raw); open {
		return withVia(graph.Unknown(reason, value.Range), value.Via)
	}
	pieces := strings.Split(raw, ",")
	items := make([]graph.Value, len(pieces))
	for i, piece := range pieces {
		items[i] = graph.Text(strings.TrimSpace(piece), value.Range)
	}
	return withVia(graph.List(items, value.Range), value.Via)
}

// openList tells whether a text may be any number of items, for it is nothing but one unknown text or the
// output of a stack that is not in view.
func openList(text string) (bool, string) {
	if !graph.HasToken(text) {
		return false, ""
	}
	parts := graph.SplitText(text)
	if len(parts) != 1 || parts[0].Reference == nil {
		return false, ""
	}
	reference := parts[0].Reference
	if reference.Reason == "" && strings.HasPrefix(reference.Attribute, outputPrefix) {
		return true, reference.String() + " is only known after deployment"
	}
	return reference.Reason != "", reference.Reason
}
