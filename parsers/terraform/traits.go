package terraform

import (
	"reflect"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// trait is what goes along with a value wherever it is used, and which a function asks for (Terraform language,
// "ephemeralasnull Function", "issensitive Function").
type trait struct {
	argument string // of the variable that has it
	given    string // the function that gives it to a value
	taken    string // the function that takes it away
	missing  string // why nobody knows
}

var traitFunctions = map[string]trait{
	"ephemeralasnull": {argument: "ephemeral", taken: "ephemeralasnull", missing: "whether it is ephemeral is not known"},
	"issensitive":     {argument: "sensitive", given: "sensitive", taken: "nonsensitive", missing: "whether it is sensitive is not known"},
}

// question is a call of a function that asks for a trait. It is answered from what the argument names, for evaluated
// values do not carry traits.
type question struct {
	*invocation
	trait  trait
	whole  meets           // what the form of the argument says
	single bool            // the argument is a name and nothing else
	named  []hcl.Traversal // all that it names
}

// questionOf looks at a call before it is rewritten.
func questionOf(call *hclsyntax.FunctionCallExpr) *question {
	asked, ok := traitFunctions[functionName(call.Name)]
	if !ok || len(call.Args) != 1 || call.ExpandFinal {
		return nil
	}
	argument := withoutParentheses(call.Args[0])
	created := &question{trait: asked, named: hclsyntax.Variables(argument), whole: no}
	_, created.single = argument.(*hclsyntax.ScopeTraversalExpr)
	_ = hclsyntax.VisitAll(argument, func(node hclsyntax.Node) hcl.Diagnostics {
		if inner, ok := node.(*hclsyntax.FunctionCallExpr); ok && functionName(inner.Name) == asked.given {
			created.whole = perhaps
		}
		return nil
	})
	if outer, ok := argument.(*hclsyntax.FunctionCallExpr); ok {
		switch functionName(outer.Name) {
		case asked.given:
			created.whole = yes
		case asked.taken:
			created.whole, created.named = no, nil
		}
	}
	return created
}

func (e *question) Value(ctx *hcl.EvalContext) (cty.Value, hcl.Diagnostics) {
	value, problems := e.Args[0].Value(ctx)
	if problems.HasErrors() {
		return cty.DynamicVal, problems
	}
	found := e.answer(scopeOf(ctx))
	switch {
	case found == perhaps:
		return unknown.Because(e.trait.missing), nil
	case e.Name == "issensitive":
		return cty.BoolVal(found == yes), nil
	case found == yes:
		return cty.NullVal(cty.DynamicPseudoType), nil
	}
	return value, nil
}

func (e *question) answer(in *scope) meets {
	if e.whole != no {
		return e.whole
	}
	for _, each := range e.named {
		found := in.carries(e.trait, each, 0)
		if e.single || found == perhaps {
			return found
		}
		if found == yes {
			return perhaps // a part of the argument has it
		}
	}
	return no
}

// scopeName is where a question finds the scope in which its names are defined: a variable that no source can name.
const scopeName = "\uE002scope"

var scopeType = cty.Capsule("scope", reflect.TypeFor[scope]())

// scopeOf returns the scope of an expression that asks for traits; nil where it names nothing.
func scopeOf(ctx *hcl.EvalContext) *scope {
	for ; ctx != nil; ctx = ctx.Parent() {
		if held, ok := ctx.Variables[scopeName]; ok {
			return held.EncapsulatedValue().(*scope)
		}
	}
	return nil
}

// carries tells whether what a name stands for has a trait.
func (s *scope) carries(asked trait, path hcl.Traversal, depth int) meets {
	names := namesOf(path)
	if s == nil || depth > maximumTreeDepth {
		return perhaps
	}
	if _, iterated := s.iterators[path.RootName()]; iterated {
		return perhaps
	}
	switch root := path.RootName(); root {
	case "path", "count":
		return no
	case "ephemeral":
		if asked.argument == "ephemeral" {
			return yes
		}
	case "var", "local":
		if len(path) > 1 {
			if step, ok := path[1].(hcl.TraverseAttr); ok {
				return s.defined(asked, root, step.Name, depth)
			}
		}
	default:
		// The state holds nothing ephemeral (Terraform language, "Ephemeral values").
		if asked.argument == "ephemeral" && len(names) > 1 && (root == "data" || s.module.resource(root+"."+names[1]) != nil) {
			return no
		}
	}
	return perhaps
}

// defined follows a variable or a local value. Nothing ephemeral can be given to a variable that does not say so.
func (s *scope) defined(asked trait, root, name string, depth int) meets {
	if root == "local" {
		if local := s.module.source.locals[name]; local != nil {
			return s.module.scope().written(asked, local.expression, depth+1)
		}
		return perhaps
	}
	declared := s.module.source.variables[name]
	if declared == nil {
		return perhaps
	}
	if flag := declared.block.expression(asked.argument); flag != nil {
		switch {
		case flag.constant == cty.NilVal || flag.constant.Type() != cty.Bool || flag.constant.IsNull():
			return perhaps
		case flag.constant.True():
			return yes
		}
	}
	if s.module.caller == nil || asked.argument == "ephemeral" {
		return no
	}
	if argument := s.module.arguments.expression(name); argument != nil {
		return s.module.caller.written(asked, argument, depth+1)
	}
	return no
}

// written tells it of an expression that is a constant or a name.
func (s *scope) written(asked trait, e *expression, depth int) meets {
	if e.constant != cty.NilVal {
		return no
	}
	if named, ok := withoutParentheses(e.syntax).(*traversal); ok {
		return s.carries(asked, named.Traversal, depth)
	}
	if asked.given == "" && len(e.mentions) == 0 {
		return no
	}
	return perhaps
}

func withoutParentheses(syntax hclsyntax.Expression) hclsyntax.Expression {
	for inner, ok := syntax.(*hclsyntax.ParenthesesExpr); ok; inner, ok = syntax.(*hclsyntax.ParenthesesExpr) {
		syntax = inner.Expression
	}
	return syntax
}
