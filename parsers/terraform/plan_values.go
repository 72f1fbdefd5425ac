package terraform

import (
	"crypto/sha1"
	"encoding/hex"
	"fmt"
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
}

// properties joins what the plan knows with what the source, or the plan's references, say of the rest. An
// attribute that nobody wrote and that AWS computes is absent, as in a source.
func (p *plan) properties(each *planResource, source *graph.Resource, at graph.Range) graph.Value {
	values := planValues{plan: p, resource: each, sourced: source != nil, scope: p.scope(each.module), at: at}
	values.scope.key = each.key
	var written map[string]any
	if each.config != nil {
		values.scope.forEach = each.config.ForEach
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
			value.Via = p.follow(written[name], values.scope, 0).via
		}
		entries = append(entries, graph.Entry{Name: name, Value: value})
	}
	if source != nil {
		if lifecycle := source.Properties.Entry("lifecycle"); !lifecycle.IsAbsent() {
			entries = append(entries, graph.Entry{Name: "lifecycle", Value: lifecycle})
		}
		if ignored := source.Properties.Entry("ignore_tags"); !ignored.IsAbsent() {
			entries = append(entries, graph.Entry{Name: "ignore_tags", Value: ignored})
		}
	} else if each.kind == "aws_instance" {
		ignored := graph.Unknown("a plan does not say which changes are ignored", at)
		inner := graph.Object([]graph.Entry{{Name: "ignore_changes", Value: ignored}}, at)
		entries = append(entries, graph.Entry{Name: "lifecycle", Value: graph.List([]graph.Value{inner}, at)})
	}
	return graph.Object(entries, at)
}

// value converts one value. The range and the way are those of the source, where it has them.
func (v planValues) value(name string, known, unknown any, source graph.Value, expression any, nested bool) graph.Value {
	at := v.at
	if !source.Range.IsZero() {
		at = source.Range
	}
	if unknown == true || known == unknownTemplate && strings.HasSuffix(name, "id") {
		if v.sourced || expression == nil {
			return source
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
			return v.hashed(source)
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
		converted = v.object(known, unknown, source, expression).At(at)
	}
	converted.Via = source.Via
	return converted
}

// isHash tells whether a text is what AWS providers before 6 keep of an instance's user data ("Terraform AWS
// Provider Version 6 Upgrade Guide", resource aws_instance).
func isHash(text string) bool {
	content, err := hex.DecodeString(text)
	return err == nil && len(content) == sha1.Size
}

// hashed is what the source says where the plan keeps only a hash.
func (v planValues) hashed(source graph.Value) graph.Value {
	if v.sourced {
		return source
	}
	return graph.Unknown("a plan keeps only a hash of it", v.at)
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

func (v planValues) list(name string, known []any, unknown any, source graph.Value, expression any) graph.Value {
	marks := anyList(unknown)
	written, isList := source.Items()
	if _, isBlock := source.Entries(); isBlock {
		written, isList = []graph.Value{source}, true
	}
	if isList && hasPlainUnknown(marks) {
		return source
	}
	taken := make([]bool, len(written))
	items := make([]graph.Value, 0, len(known))
	for n, item := range known {
		var mark any
		if n < len(marks) {
			mark = marks[n]
		}
		var from graph.Value
		if best := mostAlike(written, taken, item); best >= 0 {
			taken[best], from = true, written[best]
		}
		if value := v.value(name, item, mark, from, expression, true); !value.IsAbsent() {
			items = append(items, value)
		}
	}
	return graph.List(flattened(items), v.at)
}

// flattened takes apart an item that stands for several, as a list of ids does.
func flattened(items []graph.Value) []graph.Value {
	var flat []graph.Value
	for _, each := range items {
		if inner, ok := each.Items(); ok {
			flat = append(flat, inner...)
			continue
		}
		flat = append(flat, each)
	}
	return flat
}

// hasPlainUnknown tells whether items themselves are unknown: they stand in no order that could be paired.
func hasPlainUnknown(marks []any) bool {
	for _, mark := range marks {
		if mark == true {
			return true
		}
	}
	return false
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

// mostAlike finds the written item that a planned one was made of: the provider keeps many lists as sets,
// in an order of its own.
func mostAlike(written []graph.Value, taken []bool, planned any) int {
	best, most := -1, -1
	for n, each := range written {
		if taken[n] {
			continue
		}
		if alike := likeness(each, planned); alike > most {
			best, most = n, alike
		}
	}
	return best
}

func likeness(written graph.Value, planned any) int {
	switch planned := planned.(type) {
	case map[string]any:
		total := 0
		for name, field := range planned {
			total += likeness(written.Entry(name), field)
		}
		return total
	case []any:
		items, _ := written.Items()
		total := 0
		for n := range min(len(items), len(planned)) {
			total += likeness(items[n], planned[n])
		}
		return total
	case string:
		if text, ok := written.Text(); ok && text == planned {
			return 1
		}
	case float64:
		if number, ok := written.Number(); ok && number == planned {
			return 1
		}
	case bool:
		if truth, ok := written.Boolean(); ok && truth == planned {
			return 1
		}
	}
	return 0
}

// unresolved is a value that the plan does not know: what its expression's references lead to.
func (v planValues) unresolved(name string, expression any) graph.Value {
	found := v.follow(expression, v.scope, 0)
	targets := found.targets[:0:0]
	for _, each := range found.targets {
		if each.attribute == "" {
			each.attribute = assumedAttribute(name)
		}
		if _, decided := each.resource.values[each.attribute]; !decided {
			targets = append(targets, each) // what is known cannot be why the value is not
		}
	}
	if len(targets) == 1 && found.reason == "" {
		if text, ok := v.document(targets[0]); ok {
			return text
		}
	}
	values := v.tokens(targets)
	reason := found.reason
	if reason == "" && len(values) == 0 {
		if len(found.targets) == 0 && fillsIn(v.resource.kind, name) {
			return graph.Value{} // all that it could come from is known, so it is null and AWS fills it in
		}
		reason = afterDeployment
	}
	if isPlural(name) && len(values) > 0 {
		for _, text := range found.literals {
			values = append(values, graph.Text(text, v.at)) // what a variable may add beside the references
		}
	}
	switch many := isPlural(name) || name == "vpc_zone_identifier"; {
	case reason != "" && len(values) == 0:
		return graph.Unknown(reason, v.at)
	case many || allOfOne(targets):
		if reason != "" {
			values = append(values, graph.Unknown(reason, v.at))
		}
		return graph.List(values, v.at)
	case reason != "":
		values = append(values, graph.Unknown(reason, v.at))
	}
	return graph.Either(values, v.at)
}

// tokens refers to the targets. A list whose length is a fact becomes that many references.
func (v planValues) tokens(targets []planTarget) []graph.Value {
	var values []graph.Value
	for _, each := range targets {
		reference := graph.Reference{Address: each.resource.address, Attribute: each.attribute}
		count := computedLists[each.resource.kind+"."+each.attribute]
		if count == 0 {
			values = append(values, graph.Text(reference.Token(), v.at))
			continue
		}
		for n := range count {
			reference.Attribute = fmt.Sprintf("%s[%d]", each.attribute, n)
			values = append(values, graph.Text(reference.Token(), v.at))
		}
	}
	return values
}

// allOfOne tells whether a single target is a list by itself.
func allOfOne(targets []planTarget) bool {
	return len(targets) == 1 && computedLists[targets[0].resource.kind+"."+targets[0].attribute] > 0
}

// document rebuilds the text of a policy document that Terraform will only write during the deployment.
func (v planValues) document(target planTarget) (graph.Value, bool) {
	each := target.resource
	if each.kind != "aws_iam_policy_document" || each.values == nil || v.depth > 0 || !strings.HasSuffix(target.attribute, "json") {
		return graph.Value{}, false
	}
	text, reason := documentText(v.properties(each, v.source[each.address], v.at), false)
	if reason != "" {
		return graph.Unknown(reason, v.at), true
	}
	return graph.Text(text, v.at), true
}

// assumedAttribute is what a property takes of a resource that its expression names as a whole, mostly by
// a splat.
func assumedAttribute(property string) string {
	if strings.HasSuffix(property, "arn") || strings.HasSuffix(property, "arns") {
		return "arn"
	}
	return "id"
}

func anyList(value any) []any {
	list, _ := value.([]any)
	return list
}
