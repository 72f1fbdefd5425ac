package terraform

import (
	"fmt"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// module is what the files of one directory declare. It is parsed once and shared by all its calls, so
// nothing in it changes after that.
type module struct {
	directory   string
	files       []*file
	variables   map[string]*variable
	locals      map[string]*attribute
	outputs     map[string]*block
	resources   map[string]*declaration // by address within the module: aws_vpc.main, data.aws_ami.windows
	calls       map[string]*declaration
	providers   map[string]*block // by reference: aws, aws.west
	order       []*declaration    // resources and data sources, in the order of the source
	callOrder   []*declaration
	diagnostics []graph.Diagnostic
	names       map[string]bool // attributes that any expression asks for
	backendKind string          // of the state; "" when the source names none
	backend     *block
	broken      bool            // a file could not be read in full, so a declaration may be missing
	imported    []importTarget  // what import blocks take over
	forgotten   []forgotten     // what removed blocks let go of
	deep        map[string]bool // type.attribute, where an expression looks into the attribute
}

// declaration is a resource, data or module block.
type declaration struct {
	block    *block
	address  string // within the module
	kind     string // the resource's type; empty for a module call
	name     string
	lookup   bool
	count    *expression
	forEach  *expression
	enabled  *expression       // of its lifecycle, which OpenTofu alone has
	provider providerReference // as the block names it, or what its type implies
}

// callArguments are the arguments of a module call that are no inputs of the module.
var callArguments = map[string]bool{
	"source": true, "version": true, "providers": true, "count": true, "for_each": true, "depends_on": true,
}

func newModule(directory string, files []*file) *module {
	created := &module{
		directory: directory, files: files,
		variables: map[string]*variable{}, locals: map[string]*attribute{}, outputs: map[string]*block{},
		resources: map[string]*declaration{}, calls: map[string]*declaration{}, providers: map[string]*block{},
		names: map[string]bool{}, deep: map[string]bool{},
	}
	var overrides []*block
	var blocks []*block
	for _, each := range files {
		if language.IsOverride(each.name) {
			overrides = append(overrides, each.blocks...)
			continue
		}
		blocks = append(blocks, each.blocks...)
	}
	for _, each := range mergeOverrides(blocks, overrides) {
		created.declare(each)
		created.note(each)
	}
	return created
}

func (m *module) declare(each *block) {
	switch each.kind {
	case "terraform":
		for _, inner := range each.blocks {
			switch {
			case inner.kind == "backend" && len(inner.labels) == 1:
				m.backendKind, m.backend = inner.labels[0], inner
			case inner.kind == "cloud":
				m.backendKind, m.backend = "cloud", inner
			}
		}
	case "locals":
		for _, local := range each.attributes {
			m.locals[local.name] = local
		}
	case "variable":
		if m.labelled(each, 1) && !m.duplicate(each, m.variables[each.labels[0]] != nil) {
			m.variables[each.labels[0]] = newVariable(each)
		}
	case "output":
		if m.labelled(each, 1) && !m.duplicate(each, m.outputs[each.labels[0]] != nil) {
			m.outputs[each.labels[0]] = each
		}
	case "provider":
		if m.labelled(each, 1) {
			m.providers[each.labels[0]+aliasOf(each)] = each
		}
	case "resource", "data":
		m.declareResource(each)
	case "import":
		if to := each.expression("to"); to != nil {
			if target, ok := importTargetOf(to.syntax); ok {
				m.imported = append(m.imported, target)
			}
		}
	case "removed":
		if gone, ok := forgottenBy(each); ok {
			m.forgotten = append(m.forgotten, gone)
		}
	case "module":
		if m.labelled(each, 1) && !m.duplicate(each, m.calls[each.labels[0]] != nil) {
			call := newDeclaration(each, "module."+each.labels[0], "", each.labels[0])
			m.calls[call.name] = call
			m.callOrder = append(m.callOrder, call)
		}
	}
}

func (m *module) declareResource(each *block) {
	if !m.labelled(each, 2) {
		return
	}
	address := each.labels[0] + "." + each.labels[1]
	if each.kind == "data" {
		address = "data." + address
	}
	if m.duplicate(each, m.resources[address] != nil) {
		return
	}
	declared := newDeclaration(each, address, each.labels[0], each.labels[1])
	declared.lookup = each.kind == "data"
	m.resources[address] = declared
	m.order = append(m.order, declared)
}

func newDeclaration(each *block, address, kind, name string) *declaration {
	declared := &declaration{
		block: each, address: address, kind: kind, name: name,
		count: each.expression("count"), forEach: each.expression("for_each"),
		enabled: each.child("lifecycle").expression("enabled"),
	}
	declared.provider.name, _, _ = strings.Cut(kind, "_")
	if chosen := each.expression("provider"); chosen != nil {
		if reference := providerOf(chosen, chosen.syntax); reference.name != "" {
			declared.provider = reference
		}
	}
	return declared
}

// labelled reports a block without the labels that it needs; without them it has no name.
func (m *module) labelled(each *block, count int) bool {
	if len(each.labels) == count {
		return true
	}
	m.diagnostics = append(m.diagnostics, graph.Diagnostic{
		Severity: graph.SeverityError, ID: idSyntax, Range: each.file.rangeOf(each.header),
		Message: fmt.Sprintf("A %s block takes %d labels, this one has %d.", each.kind, count, len(each.labels)),
		Help:    "Write the missing labels in quotes after the block's kind, or remove those that are too many.",
	})
	return false
}

func (m *module) duplicate(each *block, exists bool) bool {
	if exists {
		m.diagnostics = append(m.diagnostics, graph.Diagnostic{
			Severity: graph.SeverityError, ID: idDuplicate, Range: each.file.rangeOf(each.header),
			Message: fmt.Sprintf("%s %s is declared a second time; the first declaration counts.", each.kind, strings.Join(each.labels, ".")),
			Help:    "Rename or remove one of the two.",
		})
	}
	return exists
}

func aliasOf(provider *block) string {
	alias := provider.expression("alias")
	if alias == nil || alias.constant == cty.NilVal || alias.constant.Type() != cty.String || alias.constant.IsNull() {
		return ""
	}
	return "." + alias.constant.AsString()
}

// note collects the attribute names that the expressions below a block ask for.
func (m *module) note(each *block) {
	for _, attribute := range each.attributes {
		for _, name := range attribute.expression.names {
			m.names[name] = true
		}
		for _, mention := range attribute.expression.mentions {
			if mention.deep && len(mention.names) == 1 {
				kind := mention.root
				if kind == "data" {
					kind = mention.kind
				}
				m.deep[kind+"."+mention.names[0]] = true
			}
		}
	}
	for _, child := range each.blocks {
		m.note(child)
	}
}
