package terraform

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
)

// provenanceKept are the attributes whose way through variables, locals, modules and data sources rules
// want to know: what an image is called says more than its id.
var provenanceKept = map[string]bool{
	"ami": true, "image_id": true, "ami_id": true, "value": true, "launch_template_id": true,
}

const (
	maximumProvenance = 32  // names of one value, and steps to the farthest
	maximumWalked     = 128 // definitions that are followed for one value
)

// trail gathers what a value came through, nearest first.
type trail struct {
	names   []string
	perhaps map[string]bool // names that only lead there where an open choice falls so
	walked  map[string]bool // definitions that were followed, with the keys taken of them
}

// via names what an expression's value came through, and which of these names it may have come through.
func (s *scope) via(e *expression) (names, perhaps []string) {
	found := &trail{perhaps: map[string]bool{}, walked: map[string]bool{}}
	s.collectVia(e, nil, found, false, 0)
	for _, name := range found.names {
		if found.perhaps[name] {
			perhaps = append(perhaps, name)
		}
	}
	return found.names, perhaps
}

func (t *trail) add(name string, perhaps bool) {
	if !slices.Contains(t.names, name) {
		t.names = append(t.names, name)
		t.perhaps[name] = perhaps
		return
	}
	t.perhaps[name] = t.perhaps[name] && perhaps
}

// enter tells whether a definition is still to be followed.
func (t *trail) enter(scope *scope, name string, keys []key, perhaps bool) bool {
	mark := scope.module.address + "\x00" + name + keyPath(keys)
	if perhaps {
		mark += "\x00"
	}
	if t.walked[mark] || len(t.walked) > maximumWalked {
		return false
	}
	t.walked[mark] = true
	return true
}

// collectVia follows an expression of which the given keys are taken.
func (s *scope) collectVia(e *expression, keys []key, found *trail, perhaps bool, depth int) {
	if e == nil || depth > maximumProvenance || len(found.names) > maximumProvenance {
		return
	}
	for _, each := range s.sources(e, keys) {
		perhaps := perhaps || each.perhaps
		switch each.root {
		case "var":
			s.collectVariableVia(each, found, perhaps, depth)
		case "local":
			name := "local." + each.name
			each.addEntry(found, name, perhaps)
			found.add(name, perhaps)
			if local := s.module.source.locals[each.name]; local != nil && found.enter(s, name, each.keys, perhaps) {
				s.module.scope().collectVia(local.expression, each.keys, found, perhaps, depth+1)
			}
		case "data":
			found.add("data."+each.kind+"."+each.name, perhaps)
			if path := s.parameterPath(each.mention); path != "" {
				found.add(path, perhaps)
			}
		case "module":
			each.addEntry(found, "module."+each.name, perhaps)
			found.add("module."+each.name, perhaps)
			s.collectOutputVia(each, found, perhaps, depth)
		case "each":
			s.collectEachVia(each, found, perhaps, depth)
		default:
			if address := each.root + "." + each.name; s.module.resource(address) != nil {
				found.add(s.module.prefix()+address, perhaps)
			}
		}
	}
}

// collectVariableVia goes on where the module is called.
func (s *scope) collectVariableVia(each source, found *trail, perhaps bool, depth int) {
	name := "var." + each.name
	found.add(name, perhaps)
	if description := s.module.description(each.name); description != "" {
		found.add(description, perhaps)
	}
	each.addEntry(found, name, perhaps)
	if s.module.caller == nil || !found.enter(s, name, each.keys, perhaps) {
		return
	}
	s.module.caller.collectVia(s.module.arguments.expression(each.name), each.keys, found, perhaps, depth+1)
}

// collectOutputVia goes on inside the called module.
func (s *scope) collectOutputVia(each source, found *trail, perhaps bool, depth int) {
	call := s.module.call(each.name)
	if call == nil || !call.expand() || len(call.instances) == 0 {
		return
	}
	for _, name := range each.names {
		output := call.source.outputs[name]
		if output == nil {
			continue
		}
		var keys []key
		if at := slices.Index(each.keys, key{text: name}); at >= 0 {
			keys = each.keys[at+1:]
		}
		call.instances[0].scope().collectVia(output.expression("value"), keys, found, perhaps, depth+1)
	}
}

// collectEachVia follows each.value to the for_each of the block around, which is that of a resource of this
// module or of the call of the module. The key of the turn is the key of what is taken, as long as that is the
// value itself; of an object it rather names the instance.
func (s *scope) collectEachVia(each source, found *trail, perhaps bool, depth int) {
	if s.repeated == nil || s.repeated.forEach == nil || len(each.keys) == 0 || each.keys[0].text != "value" {
		return
	}
	keys := append([]key{knownKey(s.turn.key)}, each.keys[1:]...)
	s.module.scope().collectVia(s.repeated.forEach, keys, found, perhaps, depth+1)
	if len(keys) == 1 && keys[0].isName() {
		found.add("for_each."+keys[0].text, perhaps)
	}
}

// addEntry names the one entry that is taken of an object: local.images.office.
func (each source) addEntry(found *trail, name string, perhaps bool) {
	if slices.ContainsFunc(each.keys, key.isName) {
		found.add(name+keyPath(each.keys), perhaps)
	}
}

// keyPath writes keys as Terraform does behind a name, and a key that is not known as [*].
func keyPath(keys []key) string {
	var path strings.Builder
	for _, each := range keys {
		switch {
		case each.isName():
			path.WriteString("." + each.text)
		case each.text != "":
			path.WriteString("[" + each.text + "]")
		default:
			path.WriteString("[*]")
		}
	}
	return path.String()
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
