package functions

import (
	"net/netip"

	"github.com/zclconf/go-cty/cty"
)

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
