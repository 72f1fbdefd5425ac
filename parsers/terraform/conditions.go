package terraform

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// condition wants an attribute, or a tag, to have one of the values.
type condition struct {
	attribute, tag string
	values         []cty.Value
	domain         bool // the values are domains

	blocks string // the kind of blocks that it wants there to be some of, or none
	some   bool
}

// conditions are the arguments and filters of a look-up; false when one of them is not understood.
func (i *resourceInstance) conditions(kind lookupKind) ([]condition, bool) {
	written := i.resource.declaration.block
	var conditions []condition
	for _, each := range written.attributes {
		attribute, known := kind.arguments[each.name]
		switch {
		case language.MetaArguments[each.name] || each.name == "tags":
		case known:
			value := i.scope.value(each.expression)
			if plain, _ := value.Unmark(); !plain.IsNull() {
				wanted := condition{attribute: attribute, values: []cty.Value{value}}
				if wanted.domain = kind.domain == attribute; wanted.domain {
					wanted.values[0] = withoutDot(value)
				}
				conditions = append(conditions, wanted)
			}
		case !narrowing[each.name]:
			if plain, _ := i.scope.value(each.expression).Unmark(); !plain.IsNull() {
				return nil, false
			}
		}
	}
	if tags := written.expression("tags"); tags != nil {
		value, _ := i.scope.value(tags).Unmark()
		if value.IsNull() || !value.IsKnown() || !value.CanIterateElements() {
			return nil, false
		}
		for elements := value.ElementIterator(); elements.Next(); {
			key, element := elements.Element()
			conditions = append(conditions, condition{tag: key.AsString(), values: []cty.Value{element}})
		}
	}
	understood := true
	i.scope.eachBlock(written, true, func(block string, content *block, inner *scope, open string) {
		each, ok := inner.filter(content, kind)
		switch {
		case block != "filter":
		case open != "" || !ok:
			understood = false
		case each.attribute != "" || each.tag != "":
			conditions = append(conditions, each)
		}
	})
	wanted, known := i.wantedBlocks(kind)
	if byID := slices.ContainsFunc(conditions, func(each condition) bool { return each.attribute == "id" }); !byID && len(conditions) > 0 {
		conditions, understood = append(conditions, wanted...), understood && known
	}
	return conditions, understood
}

// wantedBlocks are the conditions for blocks of a resource; false when the source does not decide about one.
func (i *resourceInstance) wantedBlocks(kind lookupKind) ([]condition, bool) {
	some := map[string]bool{}
	for argument, block := range kind.blocks {
		some[block] = some[block] || false
		if expression := i.resource.declaration.block.expression(argument); expression != nil {
			value, _ := i.scope.value(expression).Unmark()
			if !value.IsKnown() {
				return nil, false
			}
			some[block] = some[block] || !value.IsNull() && !value.RawEquals(cty.False)
		}
	}
	var wanted []condition
	for block, is := range some {
		wanted = append(wanted, condition{blocks: block, some: is})
	}
	return wanted, true
}

// hasBlocks tells whether a resource has blocks of a kind.
func (i *resourceInstance) hasBlocks(kind string) meets {
	blocks, written := i.scope.blocks(i.resource.declaration.block, kind, i.token)
	switch {
	case !written:
		return no
	case !blocks.IsKnown():
		return perhaps
	case blocks.LengthInt() == 0:
		return no
	}
	return yes
}

// filter reads a filter block. It is the zero condition for one that is met anyway.
func (s *scope) filter(content *block, kind lookupKind) (condition, bool) {
	name := s.plainText(content.expression("name"))
	if narrowing[name] {
		return condition{}, true
	}
	wanted := condition{attribute: kind.filters[name]}
	if tag, ok := strings.CutPrefix(name, "tag:"); ok {
		wanted.tag = tag
	}
	written := content.expression("values")
	if written == nil || wanted.attribute == "" && wanted.tag == "" {
		return wanted, false
	}
	values, _ := s.value(written).Unmark()
	if values.IsNull() || !values.IsKnown() || !values.CanIterateElements() {
		return wanted, false
	}
	for elements := values.ElementIterator(); elements.Next(); {
		_, element := elements.Element()
		wanted.values = append(wanted.values, element)
	}
	return wanted, true
}

// meetsAll tells whether the resource meets every condition.
func (i *resourceInstance) meetsAll(conditions []condition) meets {
	met := yes
	for _, each := range conditions {
		met = min(met, i.meets(each))
		if met == no {
			break
		}
	}
	return met
}

func (i *resourceInstance) meets(wanted condition) meets {
	switch {
	case wanted.blocks != "" && wanted.some:
		return i.hasBlocks(wanted.blocks)
	case wanted.blocks != "":
		return yes - i.hasBlocks(wanted.blocks)
	case wanted.tag != "":
		return i.meetsTag(wanted)
	}
	outer, inner, nested := strings.Cut(wanted.attribute, ".")
	value := i.attribute(outer)
	if nested {
		found, ok := entryOf(value, inner)
		if !ok {
			return no
		}
		value = found
	}
	if wanted.domain {
		value = withoutDot(value)
	}
	return sameAsOne(value, wanted.values)
}

func (i *resourceInstance) meetsTag(wanted condition) meets {
	if i.hasNoTags() {
		return no
	}
	tags := i.attribute("tags")
	if value, ok := entryOf(tags, wanted.tag); ok {
		return sameAsOne(value, wanted.values)
	}
	if plain, _ := tags.Unmark(); plain.IsKnown() && unknown.FirstToken(plain) == "" {
		return no
	}
	return perhaps
}

// withoutDot is a domain without the dot that it may end in.
func withoutDot(value cty.Value) cty.Value {
	plain, _ := value.Unmark()
	if !plain.IsKnown() || plain.IsNull() || plain.Type() != cty.String {
		return value
	}
	return cty.StringVal(strings.TrimSuffix(plain.AsString(), "."))
}

// hasNoTags tells whether neither the resource nor its provider writes a tag.
func (i *resourceInstance) hasNoTags() bool {
	if i.resource.declaration.block.expression("tags") != nil {
		return false
	}
	configuration := i.provider()
	return configuration == nil || configuration.block.child("default_tags") == nil
}

func sameAsOne(value cty.Value, wanted []cty.Value) meets {
	best := no
	for _, each := range wanted {
		best = max(best, same(value, each))
	}
	return best
}

// same compares two texts. Ids that AWS makes up differ from each other and from all that is written.
func same(value, wanted cty.Value) meets {
	value, _ = value.Unmark()
	wanted, _ = wanted.Unmark()
	for _, each := range []cty.Value{value, wanted} {
		if !each.IsKnown() || each.IsNull() || each.Type() != cty.String {
			return perhaps
		}
	}
	have, pattern := value.AsString(), wanted.AsString()
	switch {
	case have == pattern:
		return yes
	case unknown.IsUndecided(have) || unknown.IsUndecided(pattern) || unknown.FirstIndistinct(wanted) != "" && graph.HasToken(have):
		return perhaps
	case graph.HasToken(have) || graph.HasToken(pattern):
		return no
	case strings.Contains(pattern, "*") && matchesGlob(pattern, have):
		return yes
	}
	return no
}

// matchesGlob reads the wildcards of filters: * for any text, ? for one character ("Listing and filtering
// your resources", Amazon EC2 User Guide).
func matchesGlob(pattern, text string) bool {
	parts := strings.Split(pattern, "*")
	if !strings.HasPrefix(text, parts[0]) {
		return false
	}
	rest := text[len(parts[0]):]
	for _, part := range parts[1 : len(parts)-1] {
		at := strings.Index(rest, part)
		if at < 0 {
			return false
		}
		rest = rest[at+len(part):]
	}
	return strings.HasSuffix(rest, parts[len(parts)-1])
}
