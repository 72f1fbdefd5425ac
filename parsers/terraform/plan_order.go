package terraform

import (
	"maps"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Terraform refuses configurations in which things depend on each other in a circle, so a local value holds nothing
// of a resource that depends on it: a VPC that is tagged with local.tags is not in local.tags.

// localsBefore are the local values on which a block depends, as far as a plan shows them: not through other
// local values.
func (p *plan) localsBefore(in *planScope, name string) map[string]bool {
	key := withoutKeys(in.prefix) + name
	if known, ok := p.hidden.before[key]; ok {
		return known
	}
	found := map[string]bool{}
	p.hidden.before[key] = found
	if in.config == nil {
		return found
	}
	block := in.config.resource(name)
	if block == nil {
		return found
	}
	for _, each := range []any{block.Expressions, block.Count, block.ForEach} {
		p.addLocals(each, in, 0, found)
	}
	for _, text := range block.DependsOn {
		p.addLocalsOf(text, in, 0, found)
	}
	for ; in.parent != nil && in.call != nil; in = in.parent {
		p.addLocals(in.call.ForEach, in.parent, 0, found)
		p.addLocals(in.call.Count, in.parent, 0, found)
	}
	return found
}

// addLocals adds the local values on which an expression depends.
func (p *plan) addLocals(expression any, in *planScope, depth int, found map[string]bool) {
	for _, text := range referencesOf(expression) {
		p.addLocalsOf(text, in, depth, found)
	}
}

func (p *plan) addLocalsOf(reference string, in *planScope, depth int, found map[string]bool) {
	path, problems := hclsyntax.ParseTraversalAbs([]byte(reference), p.file, hcl.InitialPos)
	if p.hidden.steps--; problems.HasErrors() || p.hidden.steps < 0 || depth > maximumProvenance || in.config == nil {
		return
	}
	name := stepName(path, 1)
	switch path.RootName() {
	case "count", "each", "path", "terraform", "self":
	case "local":
		found[withoutKeys(in.prefix)+"local."+name] = true
	case "var":
		if in.parent != nil && in.call != nil {
			p.addLocals(in.call.Expressions[name], in.parent, depth+1, found)
		}
	case "module":
		if call := in.config.Calls[name]; call != nil && call.Module != nil {
			inner := &planScope{prefix: in.prefix + "module." + name + ".", config: call.Module, parent: in, call: call, name: name}
			if output, ok := call.Module.Outputs[lastName(path)]; ok {
				p.addLocals(output.Expression, inner, depth+1, found)
			}
		}
	case "data":
		maps.Copy(found, p.localsBefore(in, "data."+name+"."+stepName(path, 2)))
	default:
		maps.Copy(found, p.localsBefore(in, path.RootName()+"."+name))
	}
}

// lastName is the output that a reference to a module names, behind a key or not.
func lastName(path hcl.Traversal) string {
	for at := 2; at < min(len(path), 4); at++ {
		if name := stepName(path, at); name != "" {
			return name
		}
	}
	return ""
}
