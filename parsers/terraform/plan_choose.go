package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"
)

// targets are the instances of a resource, cut down by the steps that follow its name.
func (p *plan) targets(name string, rest hcl.Traversal) []planTarget {
	var targets []planTarget
	for _, each := range p.instances[name] {
		targets = append(targets, planTarget{resource: each})
	}
	return chosen(targets, rest)
}

// chosen applies the steps of a path: an index chooses an instance, a name the attribute. A name that is no attribute
// leads into an object that somebody made around the resource.
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
				if target.attribute == "" && target.resource.has(each.Name) {
					target.attribute = each.Name
				}
				named[n] = target
			}
			targets = named
		}
	}
	return targets
}

// mayTranslate tells whether a key may be looked up in what a reference names, as in aws_vpc.each[var.peers[each.key]].
// A variable that is true or false chooses between expressions at most.
func (p *plan) mayTranslate(reference string, in *planScope, depth int) bool {
	if strings.HasPrefix(reference, "local.") || strings.HasPrefix(reference, "each.value") {
		return true
	}
	name, isVariable := strings.CutPrefix(reference, "var.")
	if !isVariable || depth > maximumProvenance {
		return depth > 0
	}
	var constant any
	switch {
	case in.parent == nil:
		constant = p.variables[name].plain()
	case in.call != nil && in.call.Expressions[name] != nil:
		argument := in.call.Expressions[name]
		if references := referencesOf(argument); len(references) > 0 {
			return slices.ContainsFunc(references, func(each string) bool { return p.mayTranslate(each, in.parent, depth+1) })
		}
		constant = constantOf(argument)
	case in.config != nil:
		constant = in.config.Variables[name].Default
	}
	_, isSwitch := constant.(bool)
	return !isSwitch && constant != nil
}

// has tells whether a resource has an attribute, as far as the plan lists those.
func (r *planResource) has(attribute string) bool {
	if standsForIt(attribute) || r.values == nil || len(r.unknown) == 0 {
		return true
	}
	_, known := r.values[attribute]
	_, unknown := r.unknown[attribute]
	return known || unknown
}

// withKey leaves of the instances of one resource those with the key, if there is one: their own, or that of
// the module instance that they stand in.
func withKey(targets []planTarget, key any) []planTarget {
	if key == nil {
		return targets
	}
	exists := map[string]bool{}
	for _, each := range targets {
		exists[each.resource.name] = exists[each.resource.name] || hasKey(each.resource, key)
	}
	var kept []planTarget
	for _, each := range targets {
		if !exists[each.resource.name] || hasKey(each.resource, key) {
			kept = append(kept, each)
		}
	}
	return kept
}

// ofTurn leaves the instances with the key of the turn. Where the last of the counted instances has no counterpart,
// the index is computed, as in aws_subnet.a[count.index % 2], and no instance is the one of the turn.
func (p *plan) ofTurn(targets []planTarget, in *planScope) []planTarget {
	if _, counted := in.key.(float64); counted && in.block != "" {
		last := float64(len(p.instances[in.block]) - 1)
		if !slices.ContainsFunc(targets, func(each planTarget) bool { return hasKey(each.resource, last) }) {
			return targets
		}
	}
	return withKey(targets, in.key)
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
