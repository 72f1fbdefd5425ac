package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
)

// namedProtocols are the types whose protocols the provider keeps by their names, in small letters (AWS provider,
// "Resource: aws_security_group" and "aws_security_group_rule", argument protocol).
var namedProtocols = map[string]bool{
	"aws_security_group": true, "aws_default_security_group": true, "aws_security_group_rule": true,
}

var protocolNames = map[string]string{"all": "-1", "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6"}

// normalized is what the provider makes of an attribute, and of the blocks within it, when it is read again.
func (i *resourceInstance) normalized(name string, value cty.Value) cty.Value {
	if !namedProtocols[i.resource.declaration.kind] || value.ContainsMarked() {
		return value
	}
	if name == "protocol" {
		return namedProtocol(value)
	}
	changed, err := cty.Transform(value, func(path cty.Path, each cty.Value) (cty.Value, error) {
		if len(path) > 0 {
			if step, ok := path[len(path)-1].(cty.GetAttrStep); ok && step.Name == "protocol" {
				return namedProtocol(each), nil
			}
		}
		return each, nil
	})
	if err != nil {
		return value
	}
	return changed
}

func namedProtocol(value cty.Value) cty.Value {
	if value.IsMarked() || value.IsNull() || !value.IsKnown() || value.Type() != cty.String || graph.HasToken(value.AsString()) {
		return value
	}
	name := strings.ToLower(value.AsString())
	if named, ok := protocolNames[name]; ok {
		name = named
	}
	return cty.StringVal(name)
}
