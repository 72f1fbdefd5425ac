package functions

import (
	"errors"
	"strings"
	"time"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// joinFunction joins the items of one or more lists of texts.
var joinFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	if len(arguments) < 2 {
		return cty.DynamicVal, errors.New("a separator and a list are expected")
	}
	converted := make([]cty.Value, len(arguments))
	converted[0] = arguments[0]
	for i, list := range arguments[1:] {
		texts, err := convert.Convert(list, cty.List(cty.String))
		if err != nil {
			return cty.DynamicVal, err
		}
		converted[i+1] = texts
	}
	return stdlib.JoinFunc.Call(converted)
})

// replaceFunction replaces texts, or by a regular expression when the search is written between slashes.
var replaceFunction = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	search := arguments[1].AsString()
	if len(search) > 1 && strings.HasPrefix(search, "/") && strings.HasSuffix(search, "/") {
		if graph.HasToken(arguments[0].AsString()) {
			return unknown.Of(cty.String, unknown.ReasonOfText(arguments[0].AsString())), nil
		}
		return stdlib.RegexReplaceFunc.Call([]cty.Value{
			arguments[0], cty.StringVal(search[1 : len(search)-1]), arguments[2],
		})
	}
	return cty.StringVal(strings.ReplaceAll(arguments[0].AsString(), search, arguments[2].AsString())), nil
}, cty.String, cty.String, cty.String)

// splitFunction cuts texts at a separator. Ids contain none of the usual ones, so that what join put
// together comes apart again; any other text that nobody knows may contain it.
var splitFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	if len(arguments) != 2 {
		return cty.DynamicVal, errors.New("split: a separator and a text are expected")
	}
	converted, err := convertArguments(stdlib.SplitFunc, arguments)
	if err != nil {
		return cty.DynamicVal, err
	}
	for _, each := range converted {
		if plain, _ := each.Unmark(); plain.IsNull() || !plain.IsKnown() {
			return stdlib.SplitFunc.Call(converted)
		}
	}
	separator, _ := converted[0].Unmark()
	text, _ := converted[1].Unmark()
	if graph.HasToken(text.AsString()) {
		safe := strings.Contains(",;|\n ", separator.AsString()) && len(separator.AsString()) == 1
		if !safe || unknown.IsUndecided(text.AsString()) || graph.HasToken(separator.AsString()) {
			return unknown.Of(cty.List(cty.String), unknown.ReasonOfText(text.AsString())), nil
		}
	}
	return stdlib.SplitFunc.Call(converted)
})

var startsWithFunction = affixFunction(strings.HasPrefix, func(parts []graph.Part) string {
	if len(parts) > 0 && parts[0].Reference == nil {
		return parts[0].Text
	}
	return ""
}, func(known, affix string) bool { return strings.HasPrefix(affix, known) })

var endsWithFunction = affixFunction(strings.HasSuffix, func(parts []graph.Part) string {
	if len(parts) > 0 && parts[len(parts)-1].Reference == nil {
		return parts[len(parts)-1].Text
	}
	return ""
}, func(known, affix string) bool { return strings.HasSuffix(affix, known) })

// affixFunction makes startswith or endswith. The part of a text up to its first token often decides.
func affixFunction(
	has func(text, affix string) bool,
	knownSide func([]graph.Part) string,
	compatible func(known, affix string) bool,
) function.Function {
	return guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
		if len(arguments) != 2 {
			return cty.DynamicVal, errors.New("two texts are expected")
		}
		var texts [2]string
		for i, argument := range arguments {
			plain, _ := argument.Unmark()
			plain, err := convert.Convert(plain, cty.String)
			if err != nil || plain.IsNull() {
				return cty.DynamicVal, errors.New("two texts are expected")
			}
			if reason, maybe := unknown.IsMaybe(argument); maybe || !plain.IsKnown() {
				if !maybe {
					reason = unknown.Reason(argument)
				}
				return unknown.Of(cty.Bool, reason), nil
			}
			texts[i] = plain.AsString()
		}
		text, affix := texts[0], texts[1]
		if !graph.HasToken(text) && !graph.HasToken(affix) {
			return cty.BoolVal(has(text, affix)), nil
		}
		known := knownSide(graph.SplitText(text))
		if !graph.HasToken(affix) {
			if len(known) >= len(affix) {
				return cty.BoolVal(has(known, affix)), nil
			}
			if !compatible(known, affix) {
				return cty.False, nil
			}
		}
		return unknown.Of(cty.Bool, unknown.ReasonOfText(text+affix)), nil
	})
}

var containsTextFunction = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	return cty.BoolVal(strings.Contains(arguments[0].AsString(), arguments[1].AsString())), nil
}, cty.String, cty.String)

var timeCompareFunction = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	first, err := time.Parse(time.RFC3339, arguments[0].AsString())
	if err != nil {
		return cty.DynamicVal, err
	}
	second, err := time.Parse(time.RFC3339, arguments[1].AsString())
	if err != nil {
		return cty.DynamicVal, err
	}
	return cty.NumberIntVal(int64(first.Compare(second))), nil
}, cty.String, cty.String)
