package graph

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestTokensSurviveStringFunctions(t *testing.T) {
	token := Reference{Address: `module.a["k.1"].aws_vpc.Main`, Attribute: "id"}.Token()
	encoded, err := json.Marshal(map[string]string{"Resource": "arn:" + token})
	if err != nil {
		t.Fatal(err)
	}
	var decoded map[string]string
	if err := json.Unmarshal(encoded, &decoded); err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{
		"upper case": strings.ToUpper(token), "lower case": strings.ToLower(token), "JSON": decoded["Resource"],
		"split at dots": strings.Split(token+".x", ".")[0], "replace": strings.ReplaceAll(token, "-", "_"),
		"trim": strings.TrimSpace(" " + token),
	}
	for name, text := range texts {
		parts := SplitText(text)
		last := parts[len(parts)-1]
		if last.Reference == nil || last.Reference.String() != `module.a["k.1"].aws_vpc.Main.id` {
			t.Errorf("%s: %s", name, Readable(text))
		}
	}
}

func TestSplitText(t *testing.T) {
	vpc := Reference{Address: "aws_vpc.main", Attribute: "id"}
	region := Reference{Address: "var.region", Reason: "variable region has no default"}
	tests := []struct {
		name, text string
		want       []Part
	}{
		{"plain", "com.amazonaws", []Part{{Text: "com.amazonaws"}}},
		{"empty", "", []Part{{Text: ""}}},
		{"alone", vpc.Token(), []Part{{Reference: &vpc}}},
		{"in the middle", "a." + region.Token() + ".ssm", []Part{{Text: "a."}, {Reference: &region}, {Text: ".ssm"}}},
		{"side by side", vpc.Token() + vpc.Token(), []Part{{Reference: &vpc}, {Reference: &vpc}}},
	}
	for _, test := range tests {
		if got := SplitText(test.text); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %s", test.name, Readable(test.text))
		}
	}
}

func FuzzSplitText(f *testing.F) {
	f.Add("plain", 3)
	f.Add(Reference{Address: "a", Attribute: "id"}.Token(), 7)
	f.Fuzz(func(t *testing.T, text string, cut int) {
		if cut > 0 && cut < len(text) {
			SplitText(text[cut:])
		}
		var plain strings.Builder
		for _, part := range SplitText(text) {
			if part.Reference == nil {
				plain.WriteString(part.Text)
			}
		}
		if !HasToken(text) && plain.String() != text {
			t.Errorf("%q became %q", text, plain.String())
		}
	})
}

func TestDamagedTokenIsUnknown(t *testing.T) {
	token := Reference{Address: "aws_vpc.main", Attribute: "id"}.Token()
	value := Text(token[:len(token)/2], Range{})
	if value.Reason() == "" {
		t.Error("a piece of a token passes for a known text")
	}
	if _, ok := value.Reference(); ok {
		t.Error("a piece of a token passes for a reference")
	}
}
