package graph

import (
	"strings"
	"testing"
)

func TestSecretKeys(t *testing.T) {
	token := Reference{Address: "random_password.admin", Attribute: "result"}.Token()
	open := Reference{Address: "var.secret", Reason: "variable secret has no default"}.Token()
	made := func(entries ...Entry) Value { return Object(entries, Range{}) }
	for _, test := range []struct {
		name  string
		value Value
		want  string
	}{
		{"JSON", Text(`{"username": "admin", "password": "hunter2"}`, Range{}), "password username"},
		{"JSON with a reference", Text(`{"username": "admin", "password": "`+token+`"}`, Range{}), "password username"},
		{"no JSON", Text("hunter2", Range{}), ""},
		{"a list", Text(`["hunter2"]`, Range{}), ""},
		{"nothing known", Text(open, Range{}), "unknown"},
		{"unknown", Unknown("because", Range{}), "unknown"},
		{"one of two", Either([]Value{Text("hunter2", Range{}), Text("hunter3", Range{})}, Range{}), "unknown"},
		{"generated", made(Entry{"SecretStringTemplate", Text(`{"username": "admin"}`, Range{})}, Entry{"GenerateStringKey", Text("password", Range{})}), "password username"},
		{"generated without JSON", made(Entry{"PasswordLength", Number(32, Range{})}), ""},
		{"generated as AWS pleases", made(), ""},
		{"generated from what nobody knows", made(Entry{"SecretStringTemplate", Unknown("because", Range{})}), "unknown"},
	} {
		got := "unknown"
		if items, ok := normalize("secret_keys", test.value).Items(); ok {
			var keys []string
			for _, item := range items {
				key, _ := item.Text()
				keys = append(keys, key)
			}
			got = strings.Join(keys, " ")
		}
		if got != test.want {
			t.Errorf("%s: the keys are %q; want %q", test.name, got, test.want)
		}
	}
}
