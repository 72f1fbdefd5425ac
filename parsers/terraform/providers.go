package terraform

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// providerConfiguration is a provider block in the module instance that wrote it, or one turn of it. Of it only the
// region matters, the tags that it leaves alone, and those that it gives to all.
type providerConfiguration struct {
	block     *block
	module    *moduleInstance
	turn      turn
	region    memo
	instances map[string]*providerConfiguration // by key, where the block is repeated; nil when nobody asked
}

// inheritProviders finds the provider configurations that are in force in a module: its own, those that
// the call hands over, and the caller's default ones (Terraform language, "Providers Within Modules").
func (i *moduleInstance) inheritProviders() {
	i.providers = map[string]*providerConfiguration{}
	if i.caller != nil {
		for name, configuration := range i.caller.module.providers {
			if !strings.Contains(name, ".") {
				i.providers[name] = configuration
			}
		}
		i.handOver()
	}
	for name, each := range i.source.providers {
		i.providers[name] = &providerConfiguration{block: each, module: i}
	}
}

// handOver applies providers = { aws = aws.west } of the call.
func (i *moduleInstance) handOver() {
	handed := i.arguments.expression("providers")
	if handed == nil {
		return
	}
	pairs, problems := hcl.ExprMap(handed.syntax)
	if problems.HasErrors() {
		return
	}
	for _, pair := range pairs {
		inside, outside := providerOf(handed, keyOf(pair.Key)).name, providerOf(handed, pair.Value)
		if configuration := i.caller.module.provider(outside, i.caller); configuration != nil && inside != "" {
			i.providers[inside] = configuration
		}
	}
}

// provider is the configuration through which the resource is made, nil for one that nobody wrote.
func (i *resourceInstance) provider() *providerConfiguration {
	return i.scope.module.provider(i.resource.declaration.provider, i.scope)
}

// providerRegion is the region of the resource's provider, or null where nothing says.
func (i *resourceInstance) providerRegion() cty.Value {
	stated := cty.NullVal(cty.String)
	if configuration := i.provider(); configuration != nil {
		stated = configuration.evaluate()
	}
	if stated.IsNull() || unknown.IsUndecided(stated.AsString()) {
		if chosen := i.scope.module.unit.loader.options.Region; chosen != "" {
			return cty.StringVal(chosen)
		}
	}
	return stated
}

func (p *providerConfiguration) evaluate() cty.Value {
	region := p.block.expression("region")
	if region == nil {
		return cty.NullVal(cty.String)
	}
	at := func() graph.Range { return region.file.rangeOf(region.syntax.Range()) }
	name := p.module.prefix() + p.address() + p.turn.index + ".region"
	value := p.module.unit.remember(&p.region, name, at, func() cty.Value { return p.scope().value(region) })
	plain, _ := value.Unmark()
	if !plain.IsKnown() {
		return unknown.AsText(value)
	}
	if plain.IsNull() || plain.Type() != cty.String {
		return cty.NullVal(cty.String)
	}
	return plain
}

// providerTags are the blocks of a provider about tags, which add to what a resource says: the tags that it leaves
// alone, and those that it gives to all (AWS provider, "ignore_tags Configuration Block" and "default_tags
// Configuration Block").
var providerTags = []string{"ignore_tags", "default_tags"}

// withProviderTags adds what the provider in force says of tags, as if the resource said so.
func (i *resourceInstance) withProviderTags(properties graph.Value) graph.Value {
	configuration := i.provider()
	entries, ok := properties.Entries()
	if configuration == nil || !ok || i.resource.declaration.kind != "aws_instance" {
		return properties
	}
	for _, name := range providerTags {
		if said := configuration.block.child(name); said != nil {
			at := said.file.rangeOf(said.header)
			tags := graph.Object(configuration.scope().entries(said, false), at)
			entries = append(entries[:len(entries):len(entries)], graph.Entry{Name: name, Value: tags})
		}
	}
	return graph.Object(entries, properties.Range)
}

// keyOf looks behind the node that HCL puts around an object's key.
func keyOf(key hcl.Expression) hcl.Expression {
	if wrapped, ok := key.(*hclsyntax.ObjectConsKeyExpr); ok {
		return wrapped.Wrapped
	}
	return key
}
