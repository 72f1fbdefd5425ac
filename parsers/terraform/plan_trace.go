package terraform

import (
	"cmp"
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// planTarget is an attribute of a resource that an expression may deliver.
type planTarget struct {
	resource  *planResource
	attribute string // "" when the expression takes the resource whole
}

// trace is what the references of an expression lead to.
type trace struct {
	targets []planTarget
	unfit   []planTarget // what it mentions, but cannot be what is looked for
	reason  string       // why it may lead elsewhere as well; "" when all ways were followed
	via     []string     // variables, modules and data sources on the way, nearest first
	keyed   bool         // the key of the turn takes part
	picked  bool         // something takes part that may choose some of the targets
	several bool         // an expression on the way has more than one reference, of which some may only choose

	literals []string // ids and addresses that variables on the way hold

	hidden   string       // the first thing on the way of which a plan does not say what it is
	supposed []planTarget // what that may be
}

func (t *trace) join(other trace) {
	t.targets = united(t.targets, other.targets)
	t.unfit = united(t.unfit, other.unfit)
	t.supposed = united(t.supposed, other.supposed)
	t.reason, t.hidden = cmp.Or(t.reason, other.reason), cmp.Or(t.hidden, other.hidden)
	for _, name := range other.via {
		t.pass(name)
	}
	t.several, t.picked = t.several || other.several, t.picked || other.picked
	for _, text := range other.literals {
		if !slices.Contains(t.literals, text) && len(t.literals) < maximumAlternatives {
			t.literals = append(t.literals, text)
		}
	}
}

func united(targets, others []planTarget) []planTarget {
	if len(targets) == 0 {
		return slices.Clone(others)
	}
	for _, each := range others {
		if !slices.Contains(targets, each) {
			targets = append(targets, each)
		}
	}
	return targets
}

func (t *trace) pass(name string) {
	if name != "" && !slices.Contains(t.via, name) && len(t.via) < maximumProvenance {
		t.via = append(t.via, name)
	}
}

// passed returns what the value came through, and what of it nobody is sure of.
func (t *trace) passed() (via, perhaps []string) {
	if t.several {
		return t.via, t.via
	}
	return t.via, nil
}

// search follows the references of one expression to the resources that its value may come from.
type search struct {
	*plan
	kinds []string // of the nodes that are looked for; none for anything
	steps int      // that are left

	reach *reach // to be filled, when it is asked what a hidden value can mention
}

// follow follows the references of an expression that stands for a node of one of the kinds, or, without kinds,
// for anything.
func (p *plan) follow(expression any, in *planScope, kinds []string) trace {
	s := &search{plan: p, kinds: kinds, steps: maximumPlanSteps}
	return s.settled(s.follow(expression, in, 0), 0)
}

// follow follows all references of an expression. Of the instances of a resource, the one with the key of
// the turn is meant where each.key or count.index takes part and nothing that could make another key of it.
func (s *search) follow(expression any, in *planScope, depth int) trace {
	var found trace
	if s.steps--; depth > maximumProvenance || s.steps < 0 {
		return trace{reason: "its references lead too far"}
	}
	translated, manifold, pickers := false, false, 0
	references := referencesOf(expression)
	found.several = len(references) > 1
	for _, text := range references {
		translated = translated || s.mayTranslate(text, in, 0)
		path, problems := hclsyntax.ParseTraversalAbs([]byte(text), s.file, hcl.InitialPos)
		if !problems.HasErrors() {
			before := len(found.targets)
			s.followPath(path, in, depth, &found)
			switch led := len(found.targets) - before; {
			case led == 0 && mayPick(path.RootName()), path.RootName() == "each":
				pickers++
			case led > 1:
				manifold = true
			}
		}
	}
	if depth > 0 {
		found.join(trace{literals: literalsOf(constantOf(expression))})
	}
	if found.keyed && !translated {
		found.targets, found.supposed = s.ofTurn(found.targets, in), s.ofTurn(found.supposed, in)
	}
	found.picked = found.picked || manifold && pickers > 0
	return found
}

// mayPick tells whether a reference that leads to no resource may be to the key of an instance, or to a condition, as in
// aws_subnet.each[each.value].id.
func mayPick(root string) bool {
	return slices.Contains([]string{"each", "count", "local", "var"}, root)
}

func (s *search) followPath(path hcl.Traversal, in *planScope, depth int, found *trace) {
	name := stepName(path, 1)
	switch path.RootName() {
	case "count":
		found.keyed = true
	case "each":
		found.keyed = found.keyed || name == "key"
		if name == "value" {
			inner := s.follow(in.forEach, in, depth+1)
			inner.targets = chosen(withKey(inner.targets, in.key), path[2:])
			found.join(inner)
		}
	case "var":
		s.followVariable(path, in, depth, found)
	case "local":
		found.pass(entryPath("local."+name, path[2:]))
		found.pass("local." + name)
		s.followHidden(hiddenValue{in, "local." + name}, "a plan does not say what local."+name+" is", found)
	case "module":
		found.pass(entryPath("module."+name, path[2:]))
		found.pass("module." + name)
		s.followOutput(path, in, depth, found)
	case "data":
		if len(path) > 2 {
			found.pass("data." + name + "." + stepName(path, 2))
			found.join(trace{targets: s.targets(in.prefix+"data."+name+"."+stepName(path, 2), path[3:])})
		}
	case "path", "terraform", "self":
	default:
		found.join(trace{targets: s.targets(in.prefix+path.RootName()+"."+name, path[2:])})
	}
}

// followVariable goes on in the caller's argument.
func (s *search) followVariable(path hcl.Traversal, in *planScope, depth int, found *trace) {
	name := stepName(path, 1)
	found.pass("var." + name)
	if in.config != nil {
		found.pass(in.config.Variables[name].Description)
	}
	found.pass(entryPath("var."+name, path[2:]))
	if in.parent != nil && in.call != nil {
		if in.call.Expressions[name] == nil && in.config != nil {
			found.join(trace{literals: literalsOf(in.config.Variables[name].Default)})
		}
		inner := s.follow(in.call.Expressions[name], in.parent, depth+1)
		inner.targets = chosen(inner.targets, path[2:])
		found.join(inner)
	} else if in.parent == nil {
		found.join(trace{literals: literalsOf(s.variables[name].plain())})
	}
}

// followOutput goes on in the called module, in the instance that is named or in all of them.
func (s *search) followOutput(path hcl.Traversal, in *planScope, depth int, found *trace) {
	rest := path[2:]
	var key any
	if len(rest) > 0 {
		if step, ok := rest[0].(hcl.TraverseIndex); ok {
			key, rest = plainKey(step.Key), rest[1:]
		}
	}
	call := stepName(path, 1)
	output := onlyOutput(in, call)
	if len(rest) > 0 {
		output, rest = stepName(rest, 0), rest[1:]
	}
	if output == "" {
		s.followHidden(hiddenValue{in, "module." + call}, "a plan does not say what is taken of module."+call, found)
		return
	}
	for _, prefix := range s.called[in.prefix+"module."+call] {
		inner := s.scope(prefix)
		if _, of := cutLastKey(prefix[:len(prefix)-1]); key != nil && of != key || inner.config == nil {
			continue
		}
		delivered := s.follow(inner.config.Outputs[output].Expression, inner, depth+1)
		delivered.targets = chosen(delivered.targets, rest)
		found.join(delivered)
	}
}

// entryPath names the one entry that is taken of an object, as the source's ways have it: local.images.office.
func entryPath(name string, rest hcl.Traversal) string {
	keys := keysOf(rest)
	if !slices.ContainsFunc(keys, key.isName) {
		return ""
	}
	return name + keyPath(keys)
}

// onlyOutput is what is taken of a module of which an expression names no output, as behind a key that is
// computed: module.zone[each.key].subnet_id. Of several outputs nobody knows which.
func onlyOutput(in *planScope, call string) string {
	if in.config == nil {
		return ""
	}
	if called := in.config.Calls[call]; called != nil && called.Module != nil && len(called.Module.Outputs) == 1 {
		return slices.Sorted(maps.Keys(called.Module.Outputs))[0]
	}
	return ""
}

// settled keeps of what an expression mentions what can be that which is looked for. What only passes on the value
// of another expression is followed.
func (s *search) settled(found trace, depth int) trace {
	if len(s.kinds) == 0 {
		return found
	}
	mentioned := found.targets
	found.targets = nil
	for _, each := range mentioned {
		switch s.fits(each) {
		case surelyIs, mayBe:
			found.targets = united(found.targets, []planTarget{each})
		case cannotBe:
			found.unfit = united(found.unfit, []planTarget{each})
		case passesOn:
			if !each.isDecided() {
				passed := s.follow(each.resource.expression(each.attribute), s.scopeOf(each.resource), depth+1)
				passed = s.settled(passed, depth+1)
				passed.via, passed.several = nil, false
				found.join(passed)
			}
		}
	}
	return found
}

// scopeOf is where the expressions of a resource's block are evaluated, for that instance.
func (p *plan) scopeOf(each *planResource) *planScope {
	scope := p.scope(each.module)
	scope.key, scope.block = each.key, each.module+each.name
	if each.config != nil {
		scope.forEach = each.config.ForEach
	}
	return scope
}
