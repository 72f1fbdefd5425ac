package syntax

import "strings"

// ForEachPrefix begins the key of a loop; what follows names it.
const ForEachPrefix = "Fn::ForEach::"

// functionOfName returns the function that a mapping's only key calls, and "" when the key is plain.
// Fn::ForEach is none: it stands among other keys and adds to them.
func functionOfName(key string) string {
	if key == "Ref" || strings.HasPrefix(key, "Fn::") && !strings.HasPrefix(key, ForEachPrefix) {
		return key
	}
	return ""
}

// functionOfTag returns the full name of the function behind a short tag: !Sub is Fn::Sub.
func functionOfTag(tag string) string {
	switch short := strings.TrimPrefix(tag, "!"); short {
	case "Ref", "Condition":
		return short
	default:
		return "Fn::" + short
	}
}

// asCall turns a mapping whose only key names a function into the call of it.
func asCall(n Node) Node {
	if n.Kind != Mapping || len(n.Names) != 1 {
		return n
	}
	function := functionOfName(n.Names[0].Text)
	if function == "" {
		return n
	}
	made := Node{Kind: Call, Text: function, Items: n.Items, Start: n.Start, End: n.End}
	if argument := made.Argument(); n.Start.Line != n.End.Line && argument.Kind == Scalar {
		// {"Ref": "Vpc"} over three lines: a caret belongs under "Vpc", not under the brace.
		made.Start, made.End = argument.Start, argument.End
	}
	return made
}
