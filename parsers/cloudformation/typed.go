package cloudformation

import (
	"fmt"
	"strconv"

	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/graph"
)

// typed makes a given value what the parameter's type says.
func (s *stack) typed(p *parameter, value graph.Value) graph.Value {
	if alternatives := value.Alternatives(); len(alternatives) > 1 {
		typed := make([]graph.Value, len(alternatives))
		for i, alternative := range alternatives {
			typed[i] = s.typed(p, alternative).When(alternative.Assumes())
		}
		result := openvalues.Either(typed, value.Range)
		result.Via = value.Via
		return result
	}
	switch {
	case p.resolvesSSM():
		return p.fromSSM(value)
	case p.isList():
		return openvalues.SplitList(value)
	case p.typeName == "Number":
		if text, ok := value.Text(); ok {
			if parsed, err := strconv.ParseFloat(text, 64); err == nil && strconv.FormatFloat(parsed, 'f', -1, 64) == text {
				return openvalues.WithVia(graph.Number(parsed, value.Range), value.Via)
			}
		}
	}
	return value
}

// fromSSM is a value that the deployment reads from the Systems Manager parameter of the given name.
func (p *parameter) fromSSM(value graph.Value) graph.Value {
	raw, _ := openvalues.AsText(value)
	path := graph.Readable(raw)
	via := value.Via
	if p.secret {
		path = "a path that is not shown"
	} else if path != "" {
		via = openvalues.JoinTrails([]string{path}, via)
	}
	reason := fmt.Sprintf("parameter %s is read from Systems Manager (%s) at deployment", p.address, path)
	if p.isList() {
		return openvalues.WithVia(graph.Unknown(reason, value.Range), via)
	}
	return openvalues.WithVia(graph.Text(graph.Reference{Address: p.address, Reason: reason}.Token(), value.Range), via)
}
