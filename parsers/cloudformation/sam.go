package cloudformation

import "strings"

const samPrefix = "AWS::Serverless::"

// withGlobals returns a resource of SAM with what the template's Globals say for all of its type: lists grow,
// objects are joined, and for everything else what the resource says itself counts (AWS SAM Developer Guide,
// "Globals section").
func (s *stack) withGlobals(body *node) *node {
	kind, isSAM := strings.CutPrefix(body.find("Type").literal(), samPrefix)
	if !isSAM {
		return body
	}
	globals := s.document.root.find("Globals").find(kind)
	if globals == nil || globals.kind != mapping {
		return body
	}
	own := body.find("Properties")
	if own == nil || own.kind == null {
		own = &node{kind: mapping, start: body.start, end: body.end}
	}
	extended := *body
	extended.remove("Properties")
	extended.names = append(extended.names, name{text: "Properties", start: own.start, end: own.end})
	extended.items = append(extended.items, joined(globals, own))
	return &extended
}

func joined(global, own *node) node {
	result := *own
	switch {
	case own.kind == sequence && global.kind == sequence:
		result.items = append(global.items[:len(global.items):len(global.items)], own.items...)
	case own.kind == mapping && global.kind == mapping:
		result.names, result.items = nil, nil
		for i := range global.names {
			if own.find(global.names[i].text) == nil {
				result.names = append(result.names, global.names[i])
				result.items = append(result.items, global.items[i])
			}
		}
		for i := range own.names {
			result.names = append(result.names, own.names[i])
			if general := global.find(own.names[i].text); general != nil {
				result.items = append(result.items, joined(general, &own.items[i]))
			} else {
				result.items = append(result.items, own.items[i])
			}
		}
	}
	return result
}
