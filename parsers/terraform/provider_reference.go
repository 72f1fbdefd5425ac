package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// providerReference names a provider's configuration: aws, aws.west, or one of those that a for_each makes of a block,
// aws.by["eu-west-1"] (OpenTofu Language, "for_each: Multiple instances of a provider configuration").
type providerReference struct {
	name string
	key  *expression // nil where the configuration is there once
}

// providerOf reads a reference in an expression, or the same in quotes as older sources have it. Its name is empty
// where it is none.
func providerOf(within *expression, syntax hcl.Expression) providerReference {
	if computed, ok := syntax.(*index); ok {
		found := providerOf(within, computed.Collection)
		root, _, _ := strings.Cut(found.name, ".")
		isProvider := func(each mention) bool { return each.root == root }
		mentions := slices.DeleteFunc(slices.Clone(within.mentions), isProvider)
		found.key = &expression{file: within.file, syntax: computed.Key, names: within.names, mentions: mentions}
		return found
	}
	if text, ok := language.LiteralText(syntax); ok {
		return providerReference{name: text}
	}
	path, problems := hcl.AbsTraversalForExpr(syntax)
	if problems.HasErrors() {
		return providerReference{}
	}
	found := providerReference{name: path.RootName()}
	for _, step := range path[1:] {
		switch each := step.(type) {
		case hcl.TraverseAttr:
			found.name += "." + each.Name
		case hcl.TraverseIndex:
			found.key = &expression{file: within.file, constant: each.Key}
		}
	}
	return found
}

// provider is the configuration that a reference names, seen from a block of the module; nil for one that nobody wrote.
func (i *moduleInstance) provider(reference providerReference, from *scope) *providerConfiguration {
	configuration := i.providers[reference.name]
	if configuration == nil || reference.key == nil {
		return configuration
	}
	key, _ := from.value(reference.key).Unmark()
	if key.IsNull() || !key.IsKnown() || key.Type() != cty.String || graph.HasToken(key.AsString()) {
		return configuration
	}
	return configuration.instance(key.AsString())
}

// instance is the configuration that the for_each of its block makes for a key. Where nobody knows of such a key, it
// is the block as a whole, whose Region each.value leaves open.
func (p *providerConfiguration) instance(key string) *providerConfiguration {
	if p.instances == nil {
		p.instances = map[string]*providerConfiguration{}
		repeated := &declaration{block: p.block, address: p.address(), forEach: p.block.expression("for_each")}
		repetition := p.module.scope().repeat(repeated)
		for _, each := range repetition.turns {
			if repetition.maybe != "" {
				p.turn = each // which stands for all that nobody knows
			} else if each.key != cty.NilVal {
				p.instances[each.key.AsString()] = &providerConfiguration{block: p.block, module: p.module, turn: each}
			}
		}
	}
	if found := p.instances[key]; found != nil {
		return found
	}
	return p
}

// scope is where the arguments of the block are evaluated.
func (p *providerConfiguration) scope() *scope { return &scope{module: p.module, turn: p.turn} }

func (p *providerConfiguration) address() string {
	return "provider." + p.block.labels[0] + aliasOf(p.block)
}
