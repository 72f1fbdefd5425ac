package terraform

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// resourceState is a resource or data source within one module instance.
type resourceState struct {
	declaration *declaration
	module      *moduleInstance

	expanded   bool
	expanding  bool
	repetition repetition
	instances  []*resourceInstance
	views      map[string]*memo // by the names that an expression asks for
}

// resourceInstance is one turn of it.
type resourceInstance struct {
	resource *resourceState
	scope    *scope
	address  string

	attributes map[string]*memo
}

func (r *resourceState) address() string { return r.module.prefix() + r.declaration.address }

func (r *resourceState) headerRange() graph.Range {
	return r.declaration.block.file.rangeOf(r.declaration.block.header)
}

func (r *resourceState) expand() bool {
	if r.expanding {
		r.module.unit.cycle(r.address(), r.headerRange())
		return false
	}
	if r.expanded {
		return true
	}
	r.expanding = true
	depth := len(r.module.unit.stack)
	r.module.unit.stack = append(r.module.unit.stack, r.address())
	defer func() {
		r.module.unit.stack = r.module.unit.stack[:depth]
		r.expanding, r.expanded = false, true
	}()
	r.repetition = r.module.scope().repeat(r.declaration)
	r.instances = make([]*resourceInstance, 0, len(r.repetition.turns))
	for _, each := range r.repetition.turns {
		if r.module.unit.instances++; r.module.unit.instances > maximumInstances {
			r.module.unit.limit(r.headerRange(), fmt.Sprintf("The unit has more than %d resources.", maximumInstances))
			r.repetition.turns = r.repetition.turns[:len(r.instances)]
			break
		}
		r.instances = append(r.instances, &resourceInstance{
			resource: r, address: r.address() + each.index,
			scope: &scope{module: r.module, turn: each, repeated: r.declaration, maybe: r.repetition.maybe != ""},
		})
	}
	return true
}

// view is the resource as an expression sees it: objects with the attributes that the expression asks for.
func (r *resourceState) view(names []string, loose bool) cty.Value {
	if !r.expand() {
		return unknown.Because(r.address() + " refers to itself")
	}
	if r.repetition.mode == once && len(r.instances) == 0 && !r.repetition.off {
		return unknown.Because("the unit has too many resources")
	}
	key := strings.Join(names, "\x00")
	if loose {
		key += "\x00*"
	}
	m := r.views[key]
	if m == nil {
		m = &memo{}
		r.views[key] = m
	}
	return r.module.unit.remember(m, r.address(), r.headerRange, func() cty.Value {
		offered := r.offered(names)
		objects := make([]cty.Value, len(r.instances))
		for n, each := range r.instances {
			attributes := make(map[string]cty.Value, len(offered))
			for _, name := range offered {
				attributes[name] = each.attribute(name)
			}
			if loose {
				attributes[unknown.LaterAttribute] = unknown.Later(each.attribute)
			}
			objects[n] = cty.ObjectVal(attributes)
		}
		return r.repetition.collect(objects)
	})
}

// offered completes the names. Where an expression takes the resource whole, whatever the unit's
// expressions ask of anything may be asked of it later, as in for_each = aws_subnet.private.
func (r *resourceState) offered(names []string) []string {
	if names != nil {
		return names
	}
	offered := map[string]bool{"id": true, "arn": true}
	for _, each := range r.declaration.block.attributes {
		if !language.MetaArguments[each.name] {
			offered[each.name] = true
		}
	}
	for _, each := range r.declaration.block.blocks {
		if !language.MetaBlocks[each.kind] {
			offered[nestedKind(each)] = true
		}
	}
	if len(r.instances)*len(r.module.unit.names) <= maximumOffered {
		for _, name := range r.module.unit.names {
			offered[name] = true
		}
	}
	return slices.Sorted(maps.Keys(offered))
}

// attribute is the value that other expressions get when they ask for an attribute.
func (i *resourceInstance) attribute(name string) cty.Value {
	if i.attributes == nil {
		i.attributes = map[string]*memo{}
	}
	m := i.attributes[name]
	if m == nil {
		m = &memo{}
		i.attributes[name] = m
	}
	if m.running && i.resource.declaration.kind == remoteState {
		return unknown.Because("two states read each other")
	}
	return i.scope.module.unit.remember(m, i.address+"."+name, i.resource.headerRange, func() cty.Value {
		return i.evaluateAttribute(name)
	})
}

func (i *resourceInstance) evaluateAttribute(name string) cty.Value {
	declared := i.resource.declaration
	if declared.lookup {
		if value, ok := i.lookedUpHere(name); ok {
			return value
		}
		if value, ok := i.answered(name); ok {
			return value
		}
	}
	if configured := declared.block.expression(name); configured != nil && !language.MetaArguments[name] {
		value := i.scope.value(configured)
		if plain, _ := value.Unmark(); !plain.IsNull() || !i.filledIn(name) {
			return i.normalized(name, i.configured(name, value))
		}
	}
	if blocks, ok := i.scope.blocks(declared.block, name, i.token); ok {
		return i.normalized(name, blocks)
	}
	if declared.lookup {
		return i.lookedUp(name)
	}
	return i.computed(name)
}

// configured decides between the value that an author wrote and a token. A name that is not wholly known
// is referred to by the token, so that what refers to it still finds the resource.
func (i *resourceInstance) configured(name string, value cty.Value) cty.Value {
	plain, _ := value.Unmark()
	kind := plain.Type()
	switch {
	case plain.IsNull():
	case !plain.IsKnown():
		if kind == cty.String || kind == cty.DynamicPseudoType && !isPlural(name) && !i.isDeep(name) {
			return i.token(name)
		}
	case kind == cty.String && namesResource(name) && unknown.IsUndecided(plain.AsString()):
		return i.token(name)
	}
	return value
}

// computed is an attribute that nobody wrote: AWS or the provider fills it in.
func (i *resourceInstance) computed(name string) cty.Value {
	kind := i.resource.declaration.kind
	if value, ok := providerDefaults[kind+"."+name]; ok && !i.replaced(name) {
		return value
	}
	if i.unset(name) {
		return cty.NullVal(cty.DynamicPseudoType)
	}
	if same, ok := sameAttributes[kind+"."+name]; ok {
		return i.attribute(same)
	}
	if count, ok := computedLists[kind+"."+name]; ok {
		return i.tokens(name, count)
	}
	if attributes, ok := computedEntries[kind+"."+name]; ok {
		return i.entries(name, attributes)
	}
	if name == "tags_all" {
		if tags := i.resource.declaration.block.expression("tags"); tags != nil {
			return i.scope.value(tags)
		}
	}
	if isPlural(name) || i.isDeep(name) || computedCollections[kind+"."+name] {
		return unknown.Because(i.address + "." + name + " is only known after deployment")
	}
	return i.token(name)
}

// replaced tells whether a block is written that takes the place of an argument's default.
func (i *resourceInstance) replaced(name string) bool {
	declared := i.resource.declaration
	return slices.ContainsFunc(declared.block.blocks, func(each *block) bool {
		return slices.Contains(defaultUnless[declared.kind+"."+name], nestedKind(each))
	})
}

func (i *resourceInstance) isDeep(name string) bool {
	return i.scope.module.unit.deep[i.resource.declaration.kind+"."+name]
}

func (i *resourceInstance) token(name string) cty.Value {
	return cty.StringVal(graph.Reference{Address: i.address, Attribute: name}.Token())
}

func (i *resourceInstance) tokens(name string, count int) cty.Value {
	items := make([]cty.Value, count)
	for n := range items {
		items[n] = i.token(fmt.Sprintf("%s[%d]", name, n))
	}
	return cty.TupleVal(items)
}

// entries is a computed list of objects.
func (i *resourceInstance) entries(name string, attributes []string) cty.Value {
	items := make([]cty.Value, entriesAtMost)
	for n := range items {
		entry := map[string]cty.Value{}
		for _, attribute := range attributes {
			entry[attribute] = i.token(fmt.Sprintf("%s[%d].%s", name, n, attribute))
		}
		items[n] = cty.ObjectVal(entry)
	}
	return cty.TupleVal(items)
}

// emit evaluates the resource's instances and adds them to the unit.
func (r *resourceState) emit() {
	if !r.expand() {
		return
	}
	if r.declaration.kind == "aws_iam_policy_document" && r.declaration.lookup {
		return // it is evaluated where it is used, and creates nothing
	}
	at := r.headerRange()
	directives := r.declaration.block.file.directives(at.Start.Line)
	for _, each := range r.instances {
		if r.declaration.lookup && len(each.targets()) > 0 {
			continue // it is what it finds in this scan
		}
		emitted := &graph.Resource{
			Address: each.address, Type: r.declaration.kind,
			Properties: each.withDefaultVPC(each.withProviderTags(each.scope.properties(r.declaration.block))),
			Range:      at, Calls: r.module.calls, Lookup: r.declaration.lookup,
			Maybe: r.repetition.maybe, Directives: directives,
			Region: each.regionName(),
		}
		if emitted.Maybe == "" {
			emitted.Maybe = r.module.maybe
		}
		if r.module.unit.imports(r.module, r.declaration.address, each.address) {
			emitted.Existing = takenOver(each.address)
		}
		r.module.unit.resources = append(r.module.unit.resources, emitted)
		if !emitted.Lookup && whyOpaque(emitted.Type) != "" {
			r.module.unit.opaque = append(r.module.unit.opaque, hidden(emitted, each.named()))
		}
		if !emitted.Lookup {
			r.module.unit.opaque = append(r.module.unit.opaque, each.commanded(emitted)...)
		}
	}
}

// region is where the resource is deployed: by its own argument (AWS provider 6, "Enhanced Region
// Support") or by its provider. It may be null, or an undecided text.
func (i *resourceInstance) region() cty.Value {
	if own := i.resource.declaration.block.expression("region"); own != nil {
		value := i.scope.value(own)
		plain, _ := value.Unmark()
		if !plain.IsKnown() {
			return unknown.AsText(value)
		}
		if !plain.IsNull() && plain.Type() == cty.String {
			return plain
		}
	}
	return i.providerRegion()
}

func (i *resourceInstance) regionName() string {
	region := i.region()
	if region.IsNull() || graph.HasToken(region.AsString()) {
		return ""
	}
	return region.AsString()
}
