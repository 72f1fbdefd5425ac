package terraform

import (
	"fmt"
	"maps"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/functions"
	"github.com/reachlint/reachlint/parsers/terraform/language"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// scope is where an expression is evaluated: a module instance and, inside a repeated block, the turn.
type scope struct {
	module    *moduleInstance
	turn      turn
	repeated  *declaration         // the block around, whose turn it is
	maybe     bool                 // nobody knows whether there is such a turn
	iterators map[string]cty.Value // of the dynamic blocks around
}

// turn is one repetition of a block with count or for_each. Of a block without, it is the zero turn.
type turn struct {
	index string // as addresses show it: [0], ["ssm"], or ""
	count cty.Value
	key   cty.Value
	value cty.Value
}

func (s *scope) with(iterator string, value cty.Value) *scope {
	inner := &scope{module: s.module, turn: s.turn, repeated: s.repeated, maybe: s.maybe, iterators: map[string]cty.Value{}}
	maps.Copy(inner.iterators, s.iterators)
	inner.iterators[iterator] = value
	return inner
}

// value evaluates an expression. What cannot be evaluated is unknown, with the reason.
func (s *scope) value(e *expression) cty.Value {
	value, problems := s.evaluate(e)
	if problems.HasErrors() {
		return unknown.Because(unknown.ReasonOfProblems(problems))
	}
	return value
}

func (s *scope) evaluate(e *expression) (value cty.Value, problems hcl.Diagnostics) {
	if e.constant != cty.NilVal {
		return e.constant, nil
	}
	defer s.recoverAt(e, &value)
	context := s.context(e)
	s.begin()
	defer s.end(e)
	value, problems = e.syntax.Value(context)
	s.complain(e, problems)
	if reason := unknown.Reason(value); functions.IsTooMuch(reason) {
		s.module.unit.limit(e.file.rangeOf(e.syntax.Range()), fmt.Sprintf("This was not evaluated: %s.", reason))
	}
	return value, problems
}

func (s *scope) begin() { s.module.unit.budget.begin() }

// end reports an expression that took more than its share of work.
func (s *scope) end(e *expression) {
	unit := s.module.unit
	unit.budget.end()
	if unit.budget.exhausted {
		unit.limit(e.file.rangeOf(e.syntax.Range()), "The evaluation of this expression was given up because it takes too long.")
	}
}

// recoverAt keeps a mistake of ours, or of a library, from costing more than one expression.
func (s *scope) recoverAt(e *expression, value *cty.Value) {
	if problem := recover(); problem != nil {
		s.module.unit.reportPanic(e.file.rangeOf(e.syntax.Range()), problem)
		*value = unknown.Because("it cannot be evaluated")
	}
}

// context holds what the expression mentions, and nothing else: so every value is evaluated only when
// something needs it.
func (s *scope) context(e *expression) *hcl.EvalContext {
	shared := s.module.unit.languageContext
	if len(e.mentions) == 0 {
		return shared
	}
	context := shared.NewChild()
	context.Variables = make(map[string]cty.Value, len(e.mentions))
	if e.asks {
		context.Variables[scopeName] = cty.CapsuleVal(scopeType, s)
	}
	var groups map[string]map[string]cty.Value
	var data map[string]map[string]cty.Value
	for _, each := range e.mentions {
		if iterator, ok := s.iterators[each.root]; ok {
			context.Variables[each.root] = iterator
			continue
		}
		if single, ok := s.single(each.root); ok {
			context.Variables[each.root] = single
			continue
		}
		if each.name == "" {
			continue // a bare word: HCL says what is wrong with it
		}
		if len(e.mentions) == 1 && each.root != "data" {
			// As most expressions do: there is nothing to group.
			context.Variables[each.root] = cty.ObjectVal(map[string]cty.Value{each.name: s.module.resolve(each, e.file)})
			break
		}
		group := each.root
		into := &groups
		if each.root == "data" {
			into, group = &data, each.kind
		}
		if *into == nil {
			*into = map[string]map[string]cty.Value{}
		}
		if (*into)[group] == nil {
			(*into)[group] = map[string]cty.Value{}
		}
		(*into)[group][each.name] = s.module.resolve(each, e.file)
	}
	for root, names := range groups {
		context.Variables[root] = cty.ObjectVal(names)
	}
	if data != nil {
		kinds := map[string]cty.Value{}
		for kind, names := range data {
			kinds[kind] = cty.ObjectVal(names)
		}
		context.Variables["data"] = cty.ObjectVal(kinds)
	}
	return context
}

// single returns the roots that hold one object: each, count, path, terraform, self.
func (s *scope) single(root string) (cty.Value, bool) {
	switch root {
	case "each":
		if s.turn.key == cty.NilVal {
			return unknown.Because("each is only known inside a block with for_each"), true
		}
		return cty.ObjectVal(map[string]cty.Value{"key": s.turn.key, "value": s.turn.value}), true
	case "count":
		if s.turn.count == cty.NilVal {
			return unknown.Because("count.index is only known inside a block with count"), true
		}
		return cty.ObjectVal(map[string]cty.Value{"index": s.turn.count}), true
	case "path":
		return s.module.paths(), true
	case "terraform":
		return cty.ObjectVal(map[string]cty.Value{
			"workspace": s.module.unit.workspace(),
			"env":       s.module.unit.workspace(),
			"applying":  unknown.Of(cty.Bool, unknown.AfterDeployment),
		}), true
	case "self":
		return unknown.Because(unknown.AfterDeployment), true
	case "ephemeral":
		return unknown.Because("ephemeral values are never stored"), true
	}
	return cty.NilVal, false
}

// resolve returns what a mention names in this module.
func (i *moduleInstance) resolve(each mention, in *file) cty.Value {
	switch each.root {
	case "var":
		if value, declared := i.variable(each.name); declared {
			return value
		}
		return i.undeclared("var."+each.name, "Declare the variable, or correct its name.", each, in)
	case "local":
		if local := i.source.locals[each.name]; local != nil {
			return i.local(local)
		}
		return i.undeclared("local."+each.name, "Declare the local value, or correct its name.", each, in)
	case "module":
		if state := i.call(each.name); state != nil {
			return state.view(each.names)
		}
		return i.undeclared("module."+each.name, "Write the module call, or correct its name.", each, in)
	}
	address := each.root + "." + each.name
	if each.root == "data" {
		address = "data." + each.kind + "." + each.name
	}
	if state := i.resource(address); state != nil {
		return state.view(each.names, each.loose)
	}
	return i.undeclared(address, "Declare it in this module, or correct the reference.", each, in)
}

// undeclared reports a reference that leads nowhere: Terraform refuses it.
func (i *moduleInstance) undeclared(name, help string, each mention, in *file) cty.Value {
	if i.source.broken {
		return unknown.Because(name + " is not declared in the files that could be read")
	}
	where := "the root module"
	if i.address != "" {
		where = "the module in " + i.source.directory
	}
	i.unit.report(graph.Diagnostic{
		Severity: graph.SeverityWarning, ID: idReference, Range: in.rangeOf(each.at),
		Message: fmt.Sprintf("%s is not declared in %s.", name, where),
		Help:    help,
	})
	return unknown.Because(name + " is not declared")
}

// paths are path.module and path.root, relative to the root module's directory as in a run from there.
func (i *moduleInstance) paths() cty.Value {
	return cty.ObjectVal(map[string]cty.Value{
		"module": cty.StringVal(language.Relative(i.unit.directory, i.source.directory)),
		"root":   cty.StringVal("."),
		"cwd":    functions.WorkingDirectory,
	})
}
