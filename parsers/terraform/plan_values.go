package terraform

import (
	"maps"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// planValues turns the values of one resource of a plan into those of the model.
type planValues struct {
	*plan
	resource *planResource
	sourced  bool // the source evaluates this resource as well, so that what it leaves out is null
	scope    *planScope
	at       graph.Range
	depth    int
	within   string // the dotted path of the block around, with a dot behind it
	isItem   bool   // of a list of which the plan knows the other items

	isDynamic bool // in a dynamic block, of whose expressions a plan keeps nothing
}

// properties joins what the plan knows with what the source, or the plan's references, say of the rest. An
// attribute that nobody wrote and that AWS computes is absent, as in a source.
func (p *plan) properties(each *planResource, source *graph.Resource, at graph.Range) graph.Value {
	values := planValues{plan: p, resource: each, sourced: source != nil, scope: p.scopeOf(each), at: at}
	var written map[string]any
	if each.config != nil {
		written = each.config.Expressions
	}
	names := map[string]bool{}
	for name := range each.values {
		names[name] = true
	}
	for name := range each.unknown {
		names[name] = true
	}
	var entries []graph.Entry
	for _, name := range slices.Sorted(maps.Keys(names)) {
		var configured graph.Value
		if source != nil {
			configured = source.Properties.Entry(name)
		}
		value := values.value(name, each.values[name], each.unknown[name], configured, written[name], false)
		if value.IsAbsent() {
			continue
		}
		if provenanceKept[name] && len(value.Via) == 0 {
			found := p.follow(written[name], values.scope, nil)
			value = value.Through(found.passed())
		}
		entries = append(entries, graph.Entry{Name: name, Value: value})
	}
	if source != nil {
		if lifecycle := source.Properties.Entry("lifecycle"); !lifecycle.IsAbsent() {
			entries = append(entries, graph.Entry{Name: "lifecycle", Value: lifecycle})
		}
		for _, name := range providerTags {
			if said := source.Properties.Entry(name); !said.IsAbsent() {
				entries = append(entries, graph.Entry{Name: name, Value: said})
			}
		}
	} else if ignoresChanges[each.kind] {
		ignored := graph.Unknown("a plan does not say which changes are ignored", at)
		inner := graph.Object([]graph.Entry{{Name: "ignore_changes", Value: ignored}}, at)
		entries = append(entries, graph.Entry{Name: "lifecycle", Value: graph.List([]graph.Value{inner}, at)})
		entries = append(entries, values.defaultTags()...)
	}
	return graph.Object(entries, at)
}

// defaultTags are the tags that a resource has from its provider: those in tags_all that it does not write itself
// (AWS provider, "Resource Tagging").
func (v planValues) defaultTags() []graph.Entry {
	all, _ := v.resource.values["tags_all"].(map[string]any)
	own, _ := v.resource.values["tags"].(map[string]any)
	var tags []graph.Entry
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if text, ok := all[name].(string); ok && own[name] == nil {
			tags = append(tags, graph.Entry{Name: name, Value: graph.Text(text, v.at)})
		}
	}
	if len(tags) == 0 {
		return nil
	}
	given := graph.Object([]graph.Entry{{Name: "tags", Value: graph.Object(tags, v.at)}}, v.at)
	return []graph.Entry{{Name: "default_tags", Value: given}}
}

// value converts one value. The range and the way are those of the source, where it has them.
func (v planValues) value(name string, known, unknown any, source graph.Value, expression any, nested bool) graph.Value {
	at := v.at
	if !source.Range.IsZero() {
		at = source.Range
	}
	if unknown == true || known == unknownTemplate && strings.HasSuffix(name, "id") {
		if v.sourced {
			return source
		}
		if items, ok := constantOf(expression).([]any); ok && len(items) == 0 {
			return graph.List(nil, at) // the provider takes an empty list for none, and AWS fills it in
		}
		if expression == nil && !v.isDynamic {
			return v.unwritten(name)
		}
		return v.unresolved(name, expression)
	}
	var converted graph.Value
	switch known := known.(type) {
	case string:
		if known == "" && (nested || expression == nil) {
			return graph.Value{} // what the provider writes where nobody wrote anything
		}
		if name == "user_data" && isHash(known) {
			return v.hashed(known, source, expression)
		}
		converted = v.text(known, source).At(at)
	case float64:
		converted = graph.Number(known, at)
	case bool:
		converted = graph.Boolean(known, at)
	case []any:
		if len(known) == 0 && (nested || expression == nil) {
			return graph.Value{}
		}
		converted = v.list(name, known, unknown, source, expression).At(at)
	case map[string]any:
		inner := v
		inner.within += name + "."
		converted = inner.object(known, unknown, source, expression).At(at)
	}
	return converted.Through(source.Via, source.Perhaps())
}

// unknownTemplate is what the AWS provider plans for the id of a launch template that is named or still to be
// made ("Resource: aws_autoscaling_group").
const unknownTemplate = "unknown"

// text finds the resource behind a known id.
func (v planValues) text(known string, source graph.Value) graph.Value {
	if reference, ok := source.Reference(); ok {
		if target := v.byAddress[reference.Address]; target != nil && target.values[reference.Attribute] == known {
			return source
		}
	}
	reference := v.identities[known]
	if reference == nil || reference.Address == v.resource.address {
		return graph.Text(known, v.at)
	}
	return graph.Text(reference.Token(), v.at)
}

func (v planValues) object(known map[string]any, unknown any, source graph.Value, expression any) graph.Value {
	marks, _ := unknown.(map[string]any)
	names := map[string]bool{}
	for name := range known {
		names[name] = true
	}
	for name := range marks {
		names[name] = true
	}
	if items, ok := source.Items(); ok && len(items) == 1 {
		source = items[0]
	}
	var entries []graph.Entry
	for _, name := range slices.Sorted(maps.Keys(names)) {
		value := v.value(name, known[name], marks[name], source.Entry(name), fieldOf(expression, name), true)
		if !value.IsAbsent() {
			entries = append(entries, graph.Entry{Name: name, Value: value})
		}
	}
	return graph.Object(entries, v.at)
}
