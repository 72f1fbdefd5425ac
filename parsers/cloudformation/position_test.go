package cloudformation

import (
	"strings"
	"testing"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Every value stands where its author wrote it, so that a caret can underline it: «» surrounds what the
// range of the value must cover. Each case is the value of the property Value.
func TestPositions(t *testing.T) {
	for _, test := range []struct{ name, written string }{
		{"plain", `«10.0.0.0/16» # comment`},
		{"words", `«two words»`},
		{"in double quotes", `«"a \" b"» # comment`},
		{"in single quotes", `«'it''s'»`},
		{"behind other letters", "{é: ü, Value: «x»}"},
		{"an anchor", `«&a 10.0.0.0/16»`},
		{"ref", `«!Ref Vpc»`},
		{"ref with blanks", `«!Ref   Vpc»`},
		{"ref in full", `«{Ref: Vpc}»`},
		{"ref in full over two lines", "\n        «Ref: Vpc»"},
		{"sub", `«!Sub "${Vpc}-x"»`},
		{"get att", `«!GetAtt Vpc.CidrBlock»`},
		{"the branch that is chosen", `!If [Yes, «"a"», b]`},
		{"the branch that is chosen, further down", "!If\n        - No\n        - a\n        - «!Sub b-${Vpc}»"},
		{"a sub in the branch that is chosen", `!If [Yes, «!Sub "${Vpc}-x"», b]`},
		{"an if in the branch that is chosen", `!If [No, a, !If [Yes, «x», y]]`},
		{"an if in full", "{\"Fn::If\": [Yes, «[a]», b]}"},
		{"a reference in a choice by position", `«!Select [0, [!Ref Vpc, b]]»`},
		{"sub over lines", "«!Sub |»\n        a ${Vpc}\n        b"},
		{"an undecided if", `«!If [Open, a, "b]"]»`},
		{"a list", `«[a, "b", {c: d}]»`},
		{"a list below", "\n        «- a\n        - !Ref Vpc»"},
		{"an object below", "\n        «A: 1\n        B: 'x'»"},
		{"a text of several lines", "«|»\n        a\n        b"},
	} {
		t.Run(test.name, func(t *testing.T) {
			head := "Conditions: {Yes: !Equals [a, a], No: !Equals [a, b], Open: !Equals [!Ref P, b]}\nParameters: {P: {Type: String}}\nResources:\n  Vpc: {Type: 'AWS::EC2::VPC'}\n  R:\n    Type: Test::Some::Type\n    Properties:\n"
			body := "      Value: " + test.written + "\n"
			if strings.HasPrefix(test.written, "{é") {
				body = "      Outer: " + test.written + "\n"
			}
			before, rest, _ := strings.Cut(head+body, "«")
			covered, after, _ := strings.Cut(rest, "»")
			text := before + covered + after
			for _, ending := range []string{"\n", "\r\n"} {
				for _, mark := range []string{"", "\ufeff"} {
					loaded := loadText(t, mark+strings.ReplaceAll(text, "\n", ending), Options{})
					properties := resourceAt(t, loaded, "R").Properties
					value := properties.Entry("Value")
					if value.IsAbsent() {
						value = properties.Path("Outer.Value")
					}
					want := graph.Range{File: "template.yaml", Start: placeAfter(before), End: placeAfter(before + covered)}
					if value.Range != want {
						t.Errorf("line ending %q, mark %q: the range is %v to %v, want %v to %v", ending, mark, value.Range.Start, value.Range.End, want.Start, want.End)
					}
				}
			}
		})
	}
}

func TestPositionsInJSON(t *testing.T) {
	for _, test := range []struct{ name, written string }{
		{"text", `«"10.0.0.0/16"»`},
		{"escapes", `«"a\/b \ud83d\ude00 \" é"»`},
		{"number", `«443»`},
		{"ref on one line", `«{"Ref": "Vpc"}»`},
		{"ref over lines", "{\n  \"Ref\": «\"Vpc\"»\n}"},
		{"sub over lines", "{\n  \"Fn::Sub\": «\"${Vpc}\"»\n}"},
		{"list", "«[\n1, 2]»"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := "{\"Resources\": {\"Vpc\": {\"Type\": \"AWS::EC2::VPC\"}, \"R\": {\"Type\": \"Test::Some::Type\", \"Properties\": {\n\"é\": 1, \"Value\": " + test.written + "}}}}"
			before, rest, _ := strings.Cut(text, "«")
			covered, after, _ := strings.Cut(rest, "»")
			loaded := load(t, map[string]string{"t.json": before + covered + after}, Options{}, "t.json")
			got := resourceAt(t, loaded, "R").Properties.Entry("Value").Range
			if want := (graph.Range{File: "t.json", Start: placeAfter(before), End: placeAfter(before + covered)}); got != want {
				t.Errorf("the range is %v to %v, want %v to %v", got.Start, got.End, want.Start, want.End)
			}
		})
	}
}

// placeAfter returns the position behind a text.
func placeAfter(text string) graph.Position {
	line := strings.Count(text, "\n") + 1
	last := text[strings.LastIndexByte(text, '\n')+1:]
	return graph.Position{Line: line, Column: len([]rune(last)) + 1}
}
