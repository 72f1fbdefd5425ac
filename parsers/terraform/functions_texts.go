package terraform

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"errors"
	"net/netip"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/hashicorp/go-cty-funcs/encoding"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/reachlint/reachlint/parsers/graph"
)

// mayBeEmpty tells whether a text could be empty: it consists of nothing but what nobody knows. What AWS
// answers, an image's id or a parameter's value, is never empty; a variable's value may be.
func mayBeEmpty(text string) bool {
	for _, part := range graph.SplitText(text) {
		if part.Reference == nil || part.Reference.Attribute != "" && part.Reference.Attribute != anyKeyAttribute {
			return false
		}
	}
	return true
}

// bareID tells whether a text is one id, which contains no separators.
func bareID(text string) bool {
	parts := graph.SplitText(text)
	return len(parts) == 1 && parts[0].Reference != nil && isIdentity(*parts[0].Reference) &&
		(parts[0].Reference.Attribute == "id" || strings.HasSuffix(parts[0].Reference.Attribute, "_id"))
}

// base64EncodeFunction encodes a text. One with an open part has no encoding yet and stays as it is, so that
// the rest of a script in user data can still be read.
var base64EncodeFunction = function.New(&function.Spec{
	Params: []function.Parameter{{Name: "str", Type: cty.String}},
	Type:   function.StaticReturnType(cty.String),
	Impl: func(arguments []cty.Value, _ cty.Type) (cty.Value, error) {
		if graph.HasToken(arguments[0].AsString()) {
			return arguments[0], nil
		}
		return encoding.Base64EncodeFunc.Call(arguments)
	},
})

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
			return unknownOf(cty.String, reasonOfText(arguments[0].AsString())), nil
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
		if !safe || isUndecided(text.AsString()) || graph.HasToken(separator.AsString()) {
			return unknownOf(cty.List(cty.String), reasonOfText(text.AsString())), nil
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
			if reason, maybe := isMaybe(argument); maybe || !plain.IsKnown() {
				if !maybe {
					reason = whyUnknown(argument)
				}
				return unknownOf(cty.Bool, reason), nil
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
		return unknownOf(cty.Bool, reasonOfText(text+affix)), nil
	})
}

var containsTextFunction = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	return cty.BoolVal(strings.Contains(arguments[0].AsString(), arguments[1].AsString())), nil
}, cty.String, cty.String)

var urlDecodeFunction = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	decoded, err := url.QueryUnescape(arguments[0].AsString())
	return cty.StringVal(decoded), err
}, cty.String)

var base64SHA256Function = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	sum := sha256.Sum256([]byte(arguments[0].AsString()))
	return cty.StringVal(base64.StdEncoding.EncodeToString(sum[:])), nil
}, cty.String)

var base64SHA512Function = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	sum := sha512.Sum512([]byte(arguments[0].AsString()))
	return cty.StringVal(base64.StdEncoding.EncodeToString(sum[:])), nil
}, cty.String)

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

// cidrContainsFunction is OpenTofu's cidrcontains: whether a network contains an address or a network.
var cidrContainsFunction = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	outer, err := netip.ParsePrefix(arguments[0].AsString())
	if err != nil {
		return cty.DynamicVal, err
	}
	text := arguments[1].AsString()
	if inner, err := netip.ParsePrefix(text); err == nil {
		return cty.BoolVal(inner.Bits() >= outer.Bits() && outer.Contains(inner.Addr())), nil
	}
	address, err := netip.ParseAddr(text)
	if err != nil {
		return cty.DynamicVal, err
	}
	return cty.BoolVal(outer.Contains(address)), nil
}, cty.String, cty.String)

// arnParseFunction takes an ARN apart (AWS provider, "Function: arn_parse").
var arnParseFunction = guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
	if len(arguments) != 1 {
		return cty.DynamicVal, errors.New("an ARN is expected")
	}
	plain, marks := arguments[0].Unmark()
	if !plain.IsKnown() || plain.IsNull() || plain.Type() != cty.String {
		return unknownBecause(whyUnknown(arguments[0])), nil
	}
	names := []string{"partition", "service", "region", "account_id", "resource"}
	fields := strings.SplitN(plain.AsString(), ":", 6)
	if len(fields) != 6 || fields[0] != "arn" {
		if token := firstToken(plain); token != "" {
			return unknownBecause(reasonOfText(token)), nil
		}
		return cty.DynamicVal, errors.New("the text is no ARN")
	}
	parsed := map[string]cty.Value{}
	for i, name := range names {
		parsed[name] = cty.StringVal(fields[i+1])
	}
	return cty.ObjectVal(parsed).WithMarks(marks), nil
})

var arnBuildFunction = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	fields := []string{"arn"}
	for _, argument := range arguments {
		fields = append(fields, argument.AsString())
	}
	return cty.StringVal(strings.Join(fields, ":")), nil
}, cty.String, cty.String, cty.String, cty.String, cty.String)

// trimRolePathFunction takes the path out of a role's ARN (AWS provider, "Function: trim_iam_role_path").
var trimRolePathFunction = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	before, role, found := strings.Cut(arguments[0].AsString(), ":role/")
	if !found {
		return cty.DynamicVal, errors.New("the text is no role's ARN")
	}
	return cty.StringVal(before + ":role/" + path.Base(role)), nil
}, cty.String)
