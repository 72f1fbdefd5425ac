package terraform

import (
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// planTarget is an attribute of a resource that an expression may deliver.
type planTarget struct {
	resource  *planResource
	attribute string // "" when the expression takes the resource whole
}

// trace is what the references of an expression lead to.
type trace struct {
	targets []planTarget
	reason  string   // why it may lead elsewhere as well; "" when all ways were followed
	via     []string // variables, modules and data sources on the way, nearest first
	keyed   bool     // the key of the turn takes part
	several bool     // an expression on the way has more than one reference, of which some may only choose

	literals []string // ids and addresses that variables on the way hold
}

func (t *trace) join(other trace) {
	for _, each := range other.targets {
		if !slices.Contains(t.targets, each) {
			t.targets = append(t.targets, each)
		}
	}
	if t.reason == "" {
		t.reason = other.reason
	}
	for _, name := range other.via {
		t.pass(name)
	}
	t.several = t.several || other.several
	for _, text := range other.literals {
		if !slices.Contains(t.literals, text) && len(t.literals) < maximumAlternatives {
			t.literals = append(t.literals, text)
		}
	}
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

// follow follows all references of an expression. Of the instances of a resource, the one with the key of
// the turn is meant where each.key or count.index takes part.
func (p *plan) follow(expression any, in *planScope, depth int) trace {
	var found trace
	if depth == 0 {
		p.steps = maximumPlanSteps
	}
	if p.steps--; depth > maximumProvenance || p.steps < 0 {
		return trace{reason: "its references lead too far"}
	}
	references := referencesOf(expression)
	found.several = len(references) > 1
	for _, text := range references {
		path, problems := hclsyntax.ParseTraversalAbs([]byte(text), p.file, hcl.InitialPos)
		if !problems.HasErrors() {
			p.followPath(path, in, depth, &found)
		}
	}
	if depth > 0 {
		found.join(trace{literals: literalsOf(constantOf(expression))})
	}
	if found.keyed {
		found.targets = withKey(found.targets, in.key)
	}
	return found
}

func (p *plan) followPath(path hcl.Traversal, in *planScope, depth int, found *trace) {
	name := stepName(path, 1)
	switch path.RootName() {
	case "count":
		found.keyed = true
	case "each":
		found.keyed = found.keyed || name == "key"
		if name == "value" {
			inner := p.follow(in.forEach, in, depth+1)
			inner.targets = chosen(withKey(inner.targets, in.key), path[2:])
			found.join(inner)
		}
	case "var":
		found.pass("var." + name)
		if in.config != nil {
			found.pass(in.config.Variables[name].Description)
		}
		if in.parent != nil && in.call != nil {
			if in.call.Expressions[name] == nil && in.config != nil {
				found.join(trace{literals: literalsOf(in.config.Variables[name].Default)})
			}
			inner := p.follow(in.call.Expressions[name], in.parent, depth+1)
			inner.targets = chosen(inner.targets, path[2:])
			found.join(inner)
		} else if in.parent == nil {
			found.join(trace{literals: literalsOf(p.variables[name].plain())})
		}
	case "local":
		found.pass("local." + name)
		found.join(trace{reason: "a plan does not say what local." + name + " is"})
	case "module":
		found.pass("module." + name)
		p.followOutput(path, in, depth, found)
	case "data":
		if len(path) > 2 {
			found.pass("data." + name + "." + stepName(path, 2))
			found.join(trace{targets: p.targets(in.prefix+"data."+name+"."+stepName(path, 2), path[3:])})
		}
	case "path", "terraform", "self":
	default:
		found.join(trace{targets: p.targets(in.prefix+path.RootName()+"."+name, path[2:])})
	}
}

// followOutput goes on in the called module, in the instance that is named or in all of them.
func (p *plan) followOutput(path hcl.Traversal, in *planScope, depth int, found *trace) {
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
		found.join(trace{reason: "a plan does not say what is taken of module." + call})
		return
	}
	for _, prefix := range p.called[in.prefix+"module."+call] {
		inner := p.scope(prefix)
		if _, of := cutLastKey(prefix[:len(prefix)-1]); key != nil && of != key || inner.config == nil {
			continue
		}
		delivered := p.follow(inner.config.Outputs[output].Expression, inner, depth+1)
		delivered.targets = chosen(delivered.targets, rest)
		found.join(delivered)
	}
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

// targets are the instances of a resource, cut down by the steps that follow its name.
func (p *plan) targets(name string, rest hcl.Traversal) []planTarget {
	var targets []planTarget
	for _, each := range p.instances[name] {
		targets = append(targets, planTarget{resource: each})
	}
	return chosen(targets, rest)
}

// chosen applies the steps of a path: an index chooses an instance, a name the attribute.
func chosen(targets []planTarget, rest hcl.Traversal) []planTarget {
	for _, step := range rest {
		switch each := step.(type) {
		case hcl.TraverseIndex:
			key := plainKey(each.Key)
			if same := withKey(targets, key); len(same) < len(targets) || len(targets) == 1 {
				targets = same
			} else if position, ok := key.(float64); ok && int(position) < len(targets) && position >= 0 {
				targets = targets[int(position) : int(position)+1]
			}
		case hcl.TraverseAttr:
			named := make([]planTarget, len(targets))
			for n, target := range targets {
				if target.attribute == "" {
					target.attribute = each.Name
				}
				named[n] = target
			}
			targets = named
		}
	}
	return targets
}

// withKey leaves of the instances of one resource those with the key, if there is one: their own, or that of
// the module instance that they stand in.
func withKey(targets []planTarget, key any) []planTarget {
	var kept []planTarget
	for _, each := range targets {
		exists := slices.ContainsFunc(targets, func(other planTarget) bool {
			return other.resource.name == each.resource.name && hasKey(other.resource, key)
		})
		if !exists || key == nil || hasKey(each.resource, key) {
			kept = append(kept, each)
		}
	}
	return kept
}

func hasKey(resource *planResource, key any) bool {
	if resource.key != nil || resource.module == "" {
		return resource.key == key
	}
	_, of := cutLastKey(strings.TrimSuffix(resource.module, "."))
	return of == key
}

func stepName(path hcl.Traversal, at int) string {
	if at < len(path) {
		switch each := path[at].(type) {
		case hcl.TraverseAttr:
			return each.Name
		case hcl.TraverseRoot:
			return each.Name
		}
	}
	return ""
}

func plainKey(key cty.Value) any {
	switch {
	case key.IsNull() || !key.IsKnown():
	case key.Type() == cty.String:
		return key.AsString()
	case key.Type() == cty.Number:
		number, _ := key.AsBigFloat().Float64()
		return number
	}
	return nil
}
