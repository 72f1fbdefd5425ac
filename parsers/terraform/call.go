package terraform

import (
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// callState is a module call within one module instance.
type callState struct {
	declaration *declaration
	module      *moduleInstance

	expanded   bool
	expanding  bool
	opaque     string // why the module cannot be seen into
	source     *module
	repetition repetition
	instances  []*moduleInstance
}

func (c *callState) address() string { return c.module.prefix() + c.declaration.address }

func (c *callState) headerRange() graph.Range {
	return c.declaration.block.file.rangeOf(c.declaration.block.header)
}

// expand finds the module's source and how often it is called.
func (c *callState) expand() bool {
	if c.expanding {
		c.module.unit.cycle(c.address(), c.headerRange())
		return false
	}
	if c.expanded {
		return true
	}
	c.expanding = true
	defer func() { c.expanding, c.expanded = false, true }()
	c.source, c.opaque = c.find()
	c.repetition = c.module.scope().repeat(c.declaration)
	if c.opaque != "" {
		return true
	}
	for _, each := range c.repetition.turns {
		if c.module.unit.moduleCount++; c.module.unit.moduleCount > maximumModuleCalls {
			c.module.unit.limit(c.headerRange(), fmt.Sprintf("The unit calls more than %d modules.", maximumModuleCalls))
			c.opaque = "the unit calls too many modules"
			c.instances = nil
			return true
		}
		c.instances = append(c.instances, c.instance(each))
	}
	return true
}

func (c *callState) instance(each turn) *moduleInstance {
	parent := c.module
	created := &moduleInstance{
		unit: parent.unit, source: c.source, depth: parent.depth + 1,
		address: c.address() + each.index,
		keyPath: strings.TrimPrefix(parent.keyPath+"."+c.declaration.name, "."),
		calls:   append(append([]graph.Call(nil), parent.calls...), graph.Call{Address: c.address() + each.index, Range: c.headerRange()}),
		maybe:   parent.maybe,
		caller:  &scope{module: parent, turn: each, repeated: c.declaration}, arguments: c.declaration.block,
	}
	if created.maybe == "" {
		created.maybe = c.repetition.maybe
	}
	return newInstance(created)
}

// find returns the called module's source, or why it cannot be seen into. Every such call is one
// diagnostic, for it limits what can be said about the unit.
func (c *callState) find() (*module, string) {
	declared, open := c.declaredSource()
	at := c.sourceRange()
	u := c.module.unit
	switch {
	case open != "":
		u.report(graph.Diagnostic{
			Severity: graph.SeverityNote, ID: idNotDownloaded, Range: at,
			Message: fmt.Sprintf("The source of %s is not known (%s), so nothing is said to be missing from what it was given.", c.address(), open),
			Help:    "Give the variables that it is made of their values with --var or --var-file.",
		})
		return nil, "its source is not known: " + open
	case declared == "":
		u.report(graph.Diagnostic{
			Severity: graph.SeverityError, ID: idSyntax, Range: at,
			Message: fmt.Sprintf("%s has no source that is a text.", c.declaration.address),
			Help:    "Write source = \"./path\" or the address of a registry module.",
		})
		return nil, "it has no source"
	case c.module.depth+1 > maximumModuleDepth:
		u.limit(at, fmt.Sprintf("Modules call each other more than %d deep.", maximumModuleDepth))
		return nil, "modules call each other too deeply"
	case !isLocalSource(declared):
		return c.findInstalled(declared, at)
	}
	resolved := path.Join(c.module.source.directory, declared)
	if !fs.ValidPath(resolved) {
		u.report(graph.Diagnostic{
			Severity: graph.SeverityError, ID: idOutside, Range: at,
			Message: fmt.Sprintf("The source %q of %s leads out of the scanned directory.", declared, c.declaration.address),
			Help:    "Scan a directory that holds both the configuration and the module.",
		})
		return nil, "its source leads out of the scanned directory"
	}
	if c.containsItself(resolved) {
		return nil, "it would contain itself"
	}
	if found := u.loader.module(resolved); found != nil {
		if _, written := writtenSource(c.declaration); !written {
			u.survey(found, map[string]bool{}, map[*module]bool{})
		}
		return found, ""
	}
	u.report(graph.Diagnostic{
		Severity: graph.SeverityError, ID: idNotFound, Range: at,
		Message: fmt.Sprintf("The source %q of %s does not exist or holds no Terraform source.", declared, c.declaration.address),
		Help:    "Correct the path, which is relative to the file that calls the module.",
	})
	return nil, fmt.Sprintf("the directory %q does not exist", declared)
}

// containsItself reports a call of a module that is being called already: its instances would never end.
func (c *callState) containsItself(directory string) bool {
	for above := c.module; above != nil; above = above.parent() {
		if above.source.directory != directory {
			continue
		}
		c.module.unit.report(graph.Diagnostic{
			Severity: graph.SeverityError, ID: idCycle, Range: c.sourceRange(),
			Message: fmt.Sprintf("%s calls the module in %s, which is what calls it.", c.declaration.address, directory),
			Help:    "A module cannot contain itself; correct the source.",
		})
		return true
	}
	return false
}

// findInstalled looks for a registry or git module where terraform init would have put it.
func (c *callState) findInstalled(declared string, at graph.Range) (*module, string) {
	u := c.module.unit
	key := strings.TrimPrefix(c.module.keyPath+"."+c.declaration.name, ".")
	if directory, ok := u.installed[key]; ok && !c.containsItself(directory) {
		if found := u.loader.module(directory); found != nil {
			u.survey(found, map[string]bool{}, map[*module]bool{})
			return found, ""
		}
	}
	reason := fmt.Sprintf("module %q is not downloaded", declared)
	u.report(graph.Diagnostic{
		Severity: graph.SeverityNote, ID: idNotDownloaded, Range: at,
		Message: fmt.Sprintf("The module %q of %s is not downloaded, so nothing is said to be missing from what it was given.", declared, c.address()),
		Help:    "Run terraform init before the scan to have the module evaluated.",
	})
	return nil, reason
}

func (c *callState) sourceRange() graph.Range {
	if source := c.declaration.block.expression("source"); source != nil {
		return source.file.rangeOf(source.syntax.Range())
	}
	return c.headerRange()
}

// view is the module as an expression sees it: with the outputs that the expression asks for, or with all
// of them when it does not say.
func (c *callState) view(names []string) cty.Value {
	if !c.expand() {
		return unknown.Because(c.address() + " refers to itself")
	}
	if c.opaque != "" {
		return c.opaqueView(names)
	}
	var wanted []string
	for _, name := range names {
		if c.source.outputs[name] != nil {
			wanted = append(wanted, name)
		}
	}
	if len(wanted) == 0 {
		wanted = slices.Sorted(maps.Keys(c.source.outputs))
	}
	views := make([]cty.Value, len(c.instances))
	for n, each := range c.instances {
		outputs := make(map[string]cty.Value, len(wanted))
		for _, name := range wanted {
			outputs[name] = each.output(name)
		}
		views[n] = cty.ObjectVal(outputs)
	}
	return c.repetition.collect(views)
}

// opaqueView gives the outputs that are ids by their name a text to stand for them, so that two resources
// that were given the same one can be seen to share it. All else is unknown.
func (c *callState) opaqueView(names []string) cty.Value {
	open := unknown.Because(c.opaque)
	if c.repetition.mode != once || len(names) == 0 {
		return open
	}
	outputs := map[string]cty.Value{}
	for _, name := range names {
		outputs[name] = open
		if unknown.IsIdentityName(name) || name == "name" || strings.HasSuffix(name, "_name") {
			outputs[name] = cty.StringVal(graph.Reference{Address: c.address(), Attribute: name, Reason: c.opaque}.Token())
		}
	}
	return cty.ObjectVal(outputs)
}

// emit evaluates the called module's resources, or says that it cannot be seen into.
func (c *callState) emit(depth int) {
	if !c.expand() {
		return
	}
	if c.opaque != "" {
		c.module.unit.opaque = append(c.module.unit.opaque, graph.Opaque{
			Address: c.address(), Range: c.headerRange(), Reason: c.opaque, Received: c.received(),
		})
		return
	}
	for _, each := range c.instances {
		each.emit(depth)
	}
}

// named refers to the resources that an expression names. A configured name, such as a role's, is a plain
// text by the time that it is evaluated.
func (s *scope) named(e *expression) []graph.Reference { return s.mentioned(e.mentions) }

func (s *scope) mentioned(mentions []mention) []graph.Reference {
	var references []graph.Reference
	for _, each := range mentions {
		state := s.module.resource(each.root + "." + each.name)
		if state == nil || !state.expand() {
			continue
		}
		for _, instance := range state.instances {
			references = append(references, graph.Reference{Address: instance.address})
		}
	}
	return references
}

// received collects what an opaque module was given. It may add to any of it.
func (c *callState) received() []graph.Reference {
	var received []graph.Reference
	seen := map[graph.Reference]bool{}
	for _, each := range c.repetition.turns {
		at := &scope{module: c.module, turn: each, repeated: c.declaration}
		for _, argument := range c.declaration.block.attributes {
			if callArguments[argument.name] {
				continue
			}
			for _, reference := range append(at.decode(argument.expression).References(), at.named(argument.expression)...) {
				if !seen[reference] {
					seen[reference] = true
					received = append(received, reference)
				}
			}
		}
	}
	return received
}
