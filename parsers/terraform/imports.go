package terraform

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// importTarget is what an import block takes over: a resource instance of the root module or of one that it
// calls ("import Block", Terraform language).
type importTarget struct {
	name    string // the address without keys: module.network.aws_vpc.this
	address string // with its keys; "" when one of them is computed, so that any may be meant
}

// importTargetOf reads the address that an import block names.
func importTargetOf(syntax hcl.Expression) (importTarget, bool) {
	var steps []step
	if text, ok := language.LiteralText(syntax); ok {
		path, problems := hclsyntax.ParseTraversalAbs([]byte(text), "", hcl.InitialPos)
		if problems.HasErrors() {
			return importTarget{}, false
		}
		steps = stepsOf(path)
	} else {
		steps = stepsTo(syntax)
	}
	var name, address strings.Builder
	computed := false
	for _, each := range steps {
		if each.name != "" {
			if name.Len() > 0 {
				name.WriteByte('.')
				address.WriteByte('.')
			}
			name.WriteString(each.name)
			address.WriteString(each.name)
		}
		address.WriteString(each.key)
		computed = computed || each.name == "" && each.key == ""
	}
	target := importTarget{name: name.String(), address: address.String()}
	if computed {
		target.address = ""
	}
	return target, len(steps) > 1
}

// takes tells whether the target is the resource instance of that address, or may be it.
func (t importTarget) takes(name, address string) bool {
	return t.name == name && (t.address == "" || t.address == address)
}

// step is a name in an address, or a key; neither stands for a key that is computed.
type step struct{ name, key string }

// stepsTo are the steps of an expression that names a resource instance.
func stepsTo(syntax hcl.Expression) []step {
	switch each := syntax.(type) {
	case *relative:
		return stepsAfter(each.Source, stepsOf(each.Traversal))
	case *index:
		return stepsAfter(each.Collection, []step{{}})
	}
	if path, problems := hcl.AbsTraversalForExpr(syntax); !problems.HasErrors() {
		return stepsOf(path)
	}
	return nil
}

// stepsAfter adds steps to those of an expression, if that has any.
func stepsAfter(syntax hcl.Expression, more []step) []step {
	before := stepsTo(syntax)
	if before == nil {
		return nil
	}
	return append(before, more...)
}

func stepsOf(path hcl.Traversal) []step {
	var steps []step
	for _, each := range path {
		switch each := each.(type) {
		case hcl.TraverseRoot:
			steps = append(steps, step{name: each.Name})
		case hcl.TraverseAttr:
			steps = append(steps, step{name: each.Name})
		case hcl.TraverseIndex:
			steps = append(steps, keyStep(each.Key))
		}
	}
	return steps
}

func keyStep(key cty.Value) step {
	key, _ = key.Unmark()
	switch {
	case key.IsNull() || !key.IsKnown():
	case key.Type() == cty.String:
		return step{key: "[" + strconv.Quote(key.AsString()) + "]"}
	case key.Type() == cty.Number:
		return step{key: "[" + key.AsBigFloat().Text('f', -1) + "]"}
	}
	return step{}
}

// imports tells whether an import block of the root module takes the resource instance over.
func (u *unit) imports(module *moduleInstance, name, address string) bool {
	if module.keyPath != "" {
		name = "module." + strings.ReplaceAll(module.keyPath, ".", ".module.") + "." + name
	}
	for _, target := range u.root.source.imported {
		if target.takes(name, strings.TrimPrefix(address, u.label)) {
			return true
		}
	}
	return false
}

// takenOver is why an imported resource may hold more than is written.
func takenOver(address string) string { return "an import block takes " + address + " over as it is" }
