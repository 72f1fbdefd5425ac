package cloudformation

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
)

const samPrefix = "AWS::Serverless::"

// withGlobals returns a resource of SAM with what the template's Globals say for all of its type: lists grow,
// objects are joined, and for everything else what the resource says itself counts (AWS SAM Developer Guide,
// "Globals section").
func (s *stack) withGlobals(body *syntax.Node) *syntax.Node {
	kind, isSAM := strings.CutPrefix(body.Find("Type").Literal(), samPrefix)
	if !isSAM {
		return body
	}
	globals := s.document.Root.Find("Globals").Find(kind)
	if globals == nil || globals.Kind != syntax.Mapping {
		return body
	}
	own := body.Find("Properties")
	if own == nil || own.Kind == syntax.Null {
		own = &syntax.Node{Kind: syntax.Mapping, Start: body.Start, End: body.End}
	}
	extended := *body
	extended.Remove("Properties")
	extended.Names = append(extended.Names, syntax.Name{Text: "Properties", Start: own.Start, End: own.End})
	extended.Items = append(extended.Items, joined(globals, own))
	return &extended
}

func joined(global, own *syntax.Node) syntax.Node {
	result := *own
	switch {
	case own.Kind == syntax.Sequence && global.Kind == syntax.Sequence:
		result.Items = append(global.Items[:len(global.Items):len(global.Items)], own.Items...)
	case own.Kind == syntax.Mapping && global.Kind == syntax.Mapping:
		result.Names, result.Items = nil, nil
		for i := range global.Names {
			if own.Find(global.Names[i].Text) == nil {
				result.Names = append(result.Names, global.Names[i])
				result.Items = append(result.Items, global.Items[i])
			}
		}
		for i := range own.Names {
			result.Names = append(result.Names, own.Names[i])
			if general := global.Find(own.Names[i].Text); general != nil {
				result.Items = append(result.Items, joined(general, &own.Items[i]))
			} else {
				result.Items = append(result.Items, own.Items[i])
			}
		}
	}
	return result
}
