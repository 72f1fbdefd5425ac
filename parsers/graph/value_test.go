package graph

import (
	"reflect"
	"testing"
)

func TestPath(t *testing.T) {
	value := toValue(properties{
		"block": []any{properties{"name": "first"}, properties{"name": "second"}},
		"choice": Either([]Value{
			toValue(properties{"name": "one"}), toValue(properties{"name": "two"}),
		}, Range{}),
		"hidden": "?no default",
	})
	tests := []struct{ path, want string }{
		{"block.name", "first"},
		{"block.1.name", "second"},
		{"block.2.name", ""},
		{"missing.name", ""},
		{"hidden.name", "unknown: no default"},
		{"choice.name", "one or two"},
	}
	for _, test := range tests {
		if got := describe(value.Path(test.path)); got != test.want {
			t.Errorf("Path(%q) = %q; want %q", test.path, got, test.want)
		}
	}
}

func describe(value Value) string {
	if alternatives := value.Alternatives(); len(alternatives) == 2 {
		return describe(alternatives[0]) + " or " + describe(alternatives[1])
	}
	if text, ok := value.Text(); ok {
		return text
	}
	if reason := value.Reason(); reason != "" {
		return "unknown: " + reason
	}
	return ""
}

func TestScalarsReadAsTheOtherLanguageWritesThem(t *testing.T) {
	at := Range{}
	if number, ok := Text("443", at).Number(); !ok || number != 443 {
		t.Errorf(`"443" as a number = %v, %v`, number, ok)
	}
	if truth, ok := Text("True", at).Boolean(); !ok || !truth {
		t.Errorf(`"True" as a boolean = %v, %v`, truth, ok)
	}
	if _, ok := Text("1", at).Boolean(); ok {
		t.Error(`"1" passes for a boolean`)
	}
	if text, ok := Number(6, at).Text(); !ok || text != "6" {
		t.Errorf("6 as a text = %q, %v", text, ok)
	}
	if _, ok := Unknown("no default", at).Text(); ok {
		t.Error("an unknown value passes for a text")
	}
}

func TestObjectKeepsTheLastOfTwoEntries(t *testing.T) {
	object := Object([]Entry{{"b", Text("1", Range{})}, {"a", Text("2", Range{})}, {"b", Text("3", Range{})}}, Range{})
	if text, _ := object.Entry("b").Text(); text != "3" {
		t.Errorf("b = %q; want the later value", text)
	}
	if entries, _ := object.Entries(); len(entries) != 2 || entries[0].Name != "a" {
		t.Errorf("entries = %v; want a and b", entries)
	}
}

func TestReferencesOfAWholeValue(t *testing.T) {
	value := toValue(properties{"a": []any{"@one", "plain", "x/" + Reference{Address: "two", Attribute: "arn"}.Token()}, "b": "?why"})
	want := []Reference{{Address: "one", Attribute: "id"}, {Address: "two", Attribute: "arn"}}
	if got := value.References(); !reflect.DeepEqual(got, want) {
		t.Errorf("references = %v; want %v", got, want)
	}
}
