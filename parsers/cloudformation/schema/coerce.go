package schema

import (
	"strconv"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/graph"
)

// Coerce makes what a function returned into what the schema wants: CloudFormation, too, takes "443" where it wants a
// number, and one value where it wants a list of them. What does not fit stays as it is.
func (w *Shape) Coerce(value graph.Value) graph.Value {
	if w == nil || w.form == anything || value.IsAbsent() {
		return value
	}
	if alternatives := value.Alternatives(); len(alternatives) > 1 {
		coerced := make([]graph.Value, len(alternatives))
		for i, alternative := range alternatives {
			coerced[i] = w.Coerce(alternative).When(alternative.Assumes())
		}
		return openvalues.WithVia(graph.Either(coerced, value.Range), value.Via)
	}
	if w.form == ListForm {
		return w.coerceList(value)
	}
	raw, isText := value.RawText()
	if !isText || graph.HasToken(raw) {
		return value
	}
	switch w.form {
	case TextForm:
		return openvalues.WithVia(graph.Text(raw, value.Range), value.Via)
	case NumberForm:
		if parsed, err := strconv.ParseFloat(strings.TrimSpace(raw), 64); err == nil {
			return openvalues.WithVia(graph.Number(parsed, value.Range), value.Via)
		}
	case TruthForm:
		if boolean, err := strconv.ParseBool(strings.ToLower(raw)); err == nil && len(raw) > 1 {
			return openvalues.WithVia(graph.Boolean(boolean, value.Range), value.Via)
		}
	}
	return value
}

func (w *Shape) coerceList(value graph.Value) graph.Value {
	items, isList := value.Items()
	if !isList {
		if openvalues.IsUnknown(value) {
			return value
		}
		raw, _ := value.RawText()
		if open, reason := openvalues.IsOpenList(raw); open {
			return openvalues.WithVia(graph.Unknown(reason, value.Range), value.Via)
		}
		return openvalues.WithVia(graph.List([]graph.Value{w.Element().Coerce(value)}, value.Range), value.Via)
	}
	coerced := make([]graph.Value, len(items))
	for i, item := range items {
		coerced[i] = w.Element().Coerce(item)
	}
	return openvalues.WithVia(graph.List(coerced, value.Range), value.Via)
}
