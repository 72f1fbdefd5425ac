package terraform

import (
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
)

// provenanceKept are the attributes whose way through variables, locals, modules and data sources rules
// want to know: what an image is called says more than its id.
var provenanceKept = map[string]bool{
	"ami": true, "image_id": true, "ami_id": true, "value": true, "launch_template_id": true,
}

const maximumProvenance = 32

// via names what an expression's value came through, nearest first.
func (s *scope) via(e *expression) []string {
	var names []string
	s.collectVia(e, &names, 0)
	return names
}

func (s *scope) collectVia(e *expression, names *[]string, depth int) {
	if e == nil || depth > maximumProvenance || len(*names) > maximumProvenance {
		return
	}
	add := func(name string) bool {
		if slices.Contains(*names, name) {
			return false
		}
		*names = append(*names, name)
		return true
	}
	for _, each := range e.mentions {
		switch each.root {
		case "var":
			fresh := add("var." + each.name)
			if description := s.module.description(each.name); description != "" {
				add(description)
			}
			s.addEntry(each, add)
			if fresh && s.module.caller != nil {
				call := s.module.arguments.expression(each.name)
				if call != nil {
					add("module." + s.module.arguments.labels[0])
				}
				s.module.caller.collectVia(call, names, depth+1)
			}
		case "local":
			s.addEntry(each, add)
			if add("local."+each.name) && s.module.source.locals[each.name] != nil {
				s.module.scope().collectVia(s.module.source.locals[each.name].expression, names, depth+1)
			}
		case "data":
			add("data." + each.kind + "." + each.name)
			if path := s.parameterPath(each); path != "" {
				add(path)
			}
		case "module":
			add("module." + each.name)
			s.collectOutputVia(each, names, depth)
		case "each":
			s.collectEachVia(names, depth)
		}
	}
}

// collectOutputVia goes on inside the called module.
func (s *scope) collectOutputVia(each mention, names *[]string, depth int) {
	call := s.module.call(each.name)
	if call == nil || !call.expand() || len(call.instances) == 0 {
		return
	}
	for _, name := range each.names {
		if output := call.source.outputs[name]; output != nil {
			call.instances[0].scope().collectVia(output.expression("value"), names, depth+1)
		}
	}
}

// collectEachVia follows each.key and each.value to the for_each of the block around, which is that of a
// resource of this module or of the call of the module.
func (s *scope) collectEachVia(names *[]string, depth int) {
	if s.repeated != nil && s.repeated.forEach != nil {
		s.module.scope().collectVia(s.repeated.forEach, names, depth+1)
	}
}

// addEntry names the one entry that is taken of an object: local.images.office.
func (s *scope) addEntry(each mention, add func(string) bool) {
	if len(each.names) == 1 && !each.loose {
		add(each.root + "." + each.name + "." + each.names[0])
	}
}

// description is what a variable says of itself.
func (i *moduleInstance) description(variable string) string {
	declared := i.source.variables[variable]
	if declared == nil {
		return ""
	}
	return i.scope().plainText(declared.block.expression("description"))
}

// parameterPath is the name of the Systems Manager parameter that a data source reads.
func (s *scope) parameterPath(each mention) string {
	state := s.module.resource("data." + each.kind + "." + each.name)
	if each.kind != "aws_ssm_parameter" || state == nil {
		return ""
	}
	return s.plainText(state.declaration.block.expression("name"))
}

func (s *scope) plainText(e *expression) string {
	if e == nil {
		return ""
	}
	value, _ := s.value(e).Unmark()
	if value.IsNull() || !value.IsKnown() || value.Type() != cty.String {
		return ""
	}
	return graph.Readable(value.AsString())
}
