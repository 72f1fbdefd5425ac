package terraform

import (
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/terraform/language"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// comment is the name in the body of a block under which JSON has its comments. In an object that is a value, it is a
// name as any other (Terraform language, "JSON Configuration Syntax").
const comment = "//"

// reading is how the texts of an argument are read.
type reading int

const (
	asTemplate  reading = iota
	asReference         // as the name of something: "depends_on": ["aws_vpc.main"]
	asWritten           // a text with ${…} in it is no template either
)

// bodyInJSON says what the names in a block's body mean, as far as Terraform itself gives them a meaning.
type bodyInJSON struct {
	arguments map[string]reading // those of other names are templates
	blocks    []string           // blocks inside it
	provided  bool               // the provider says what all else is: blocks that need no labels, or arguments
}

// bodiesInJSON are the blocks that Terraform knows; in one that is not named everything is an argument (Terraform
// language, the page of each block; "JSON Configuration Syntax", "Block-type-specific Exceptions").
var bodiesInJSON = map[string]bodyInJSON{
	"resource": {
		arguments: map[string]reading{
			"count": asTemplate, "for_each": asTemplate, "provider": asReference, "depends_on": asReference,
		},
		blocks: []string{"lifecycle", "provisioner", "connection"}, provided: true,
	},
	"data": {
		arguments: map[string]reading{
			"count": asTemplate, "for_each": asTemplate, "provider": asReference, "depends_on": asReference,
		},
		blocks: []string{"lifecycle"}, provided: true,
	},
	"provider": {arguments: map[string]reading{"for_each": asTemplate}, provided: true},
	"module":   {arguments: map[string]reading{"providers": asReference, "depends_on": asReference}},
	"variable": {
		arguments: map[string]reading{"default": asWritten, "type": asWritten, "description": asWritten},
		blocks:    []string{"validation"},
	},
	"output":    {arguments: map[string]reading{"depends_on": asReference}, blocks: []string{"precondition"}},
	"terraform": {blocks: []string{"backend", "cloud", "required_providers", "provider_meta"}},
	"backend":   {blocks: []string{"workspaces"}},
	"cloud":     {blocks: []string{"workspaces"}},
	"import":    {arguments: map[string]reading{"to": asReference, "provider": asReference}},
	"moved":     {arguments: map[string]reading{"from": asReference, "to": asReference}},
	"removed":   {arguments: map[string]reading{"from": asReference}, blocks: []string{"lifecycle", "provisioner", "connection"}},
	"lifecycle": {
		arguments: map[string]reading{"ignore_changes": asReference, "replace_triggered_by": asReference},
		blocks:    []string{"precondition", "postcondition"},
	},
	"provisioner": {blocks: []string{"connection"}},
	"dynamic":     {arguments: map[string]reading{"iterator": asReference}, blocks: []string{"content"}},
	"content":     {provided: true},
}

// body reads the arguments and the nested blocks of one block.
func (r *readerOfJSON) body(of blocksInJSON, pairs []hcl.KeyValuePair, at hcl.Range) *block {
	read := &block{kind: of.kind, header: at, file: r.file}
	for _, pair := range pairs {
		name, ok := language.LiteralText(pair.Key)
		if !ok || name == comment {
			continue
		}
		if inner, ok := of.nested(name, pair.Value); ok {
			read.blocks = append(read.blocks, r.unpack(inner, nil, pair.Value, pair.Key.Range())...)
			continue
		}
		syntax := r.argument(of.body.arguments[name], pair.Value)
		read.attributes = append(read.attributes, &attribute{
			name: name, expression: newExpression(r.file, syntax), at: pair.Key.Range(),
		})
	}
	sortAttributes(read.attributes)
	return read
}

// nested tells whether a name in the body stands for nested blocks, and for which. Where the provider says so, the
// value has the form of blocks and the name is not known to be that of a value.
func (of blocksInJSON) nested(name string, value hcl.Expression) (blocksInJSON, bool) {
	if slices.Contains(of.body.blocks, name) || of.body.provided && name == "dynamic" {
		return blocksInJSON{kind: name, labels: nestedLabelCounts[name], body: bodiesInJSON[name], owner: of.owner}, true
	}
	if _, isArgument := of.body.arguments[name]; isArgument || !of.body.provided {
		return blocksInJSON{}, false
	}
	bodies, ok := objectsOf(value)
	if !ok || len(bodies) == 0 || isValueInJSON(of.owner, name, bodies) {
		return blocksInJSON{}, false
	}
	return blocksInJSON{kind: name, body: bodyInJSON{provided: true}, owner: of.owner}, true
}

func (r *readerOfJSON) argument(how reading, value hcl.Expression) hclsyntax.Expression {
	switch how {
	case asReference:
		return referenceOfJSON(r.expression(value, 0))
	case asWritten:
		known, problems := value.Value(nil) // without a context HCL's JSON takes texts literally
		if problems.HasErrors() {
			known = unknown.Because(unknown.ReasonOfProblems(problems))
		}
		return &hclsyntax.LiteralValueExpr{Val: known, SrcRange: value.Range()}
	}
	return r.expression(value, 0)
}
