package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// call looks into those functions whose result is known in part although one argument is not.
func (d decoding) call(syntax *invocation, ctx *hcl.EvalContext) graph.Value {
	value, problems := syntax.Value(ctx)
	if problems.HasErrors() {
		return graph.Unknown(unknown.ReasonOfProblems(problems), d.at(syntax))
	}
	decoded := d.value(value, d.at(syntax))
	if syntax.ExpandFinal || d.depth > maximumAlternatives {
		return decoded
	}
	d.depth++
	switch _, maybe := unknown.IsMaybe(value); syntax.Name {
	case "try":
		if maybe {
			return d.alternatives(syntax, ctx, decoded)
		}
	case "coalesce":
		if maybe || !value.IsKnown() {
			return d.alternatives(syntax, ctx, decoded)
		}
	case "concat", "flatten", "distinct", "compact", "tolist", "toset", "sort", "reverse":
		if !value.IsKnown() {
			return d.list(syntax, ctx, decoded)
		}
	}
	return decoded
}

// alternatives are the arguments of try or coalesce, when the choice hangs on something undecided.
func (d decoding) alternatives(syntax *invocation, ctx *hcl.EvalContext, otherwise graph.Value) graph.Value {
	var alternatives []graph.Value
	for _, argument := range syntax.Args {
		value, problems := argument.Value(ctx)
		if problems.HasErrors() {
			continue
		}
		alternatives = append(alternatives, decodeValue(value, d.at(argument), ""))
		if isSettled(value) {
			break // what follows is never reached
		}
	}
	if len(alternatives) == 0 {
		return otherwise
	}
	return either(alternatives, d.at(syntax))
}

func isSettled(value cty.Value) bool {
	_, maybe := unknown.IsMaybe(value)
	return !maybe && value.IsKnown() && !value.IsNull() && unknown.FirstUndecided(value) == ""
}

// list puts together what is known of a list: an unknown item stands for any number of items.
func (d decoding) list(syntax *invocation, ctx *hcl.EvalContext, otherwise graph.Value) graph.Value {
	var items []graph.Value
	for _, argument := range syntax.Args {
		items = d.appendItems(items, d.syntax(argument, ctx), syntax.Name == "flatten", argument)
	}
	for _, item := range items {
		if _, known := item.RawText(); known {
			return graph.List(items, d.at(syntax))
		}
	}
	return otherwise
}

func (d decoding) appendItems(items []graph.Value, list graph.Value, nested bool, argument hclsyntax.Expression) []graph.Value {
	inner, ok := list.Items()
	if !ok {
		return append(items, graph.Unknown(reasonOr(list), d.at(argument)))
	}
	for _, item := range inner {
		if _, isList := item.Items(); nested && isList {
			items = d.appendItems(items, item, true, argument)
			continue
		}
		items = append(items, item)
	}
	return items
}
