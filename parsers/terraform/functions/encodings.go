package functions

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base64"
	"net/url"

	"github.com/hashicorp/go-cty-funcs/encoding"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/reachlint/reachlint/parsers/graph"
)

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
