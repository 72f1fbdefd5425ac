package graph

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// secretKeys returns the names of the keys in the JSON of a secret, and nothing of what stands behind them: a graph
// holds no secrets. A secret that is no JSON object has none. CloudFormation may have the value of one key made up
// ("AWS::SecretsManager::Secret GenerateSecretString", CloudFormation Template Reference).
func secretKeys(value Value) Value {
	if value.IsAbsent() {
		return value
	}
	if _, ok := value.Entries(); ok {
		return generatedKeys(value)
	}
	text, ok := value.RawText()
	if !ok {
		return Unknown(value.Reason(), value.Range)
	}
	content := map[string]json.RawMessage{}
	if err := json.Unmarshal([]byte(text), &content); err != nil && HasToken(text) {
		return Unknown(value.Reason(), value.Range)
	}
	keys := make([]Value, 0, len(content))
	for _, key := range slices.Sorted(maps.Keys(content)) {
		keys = append(keys, Text(key, value.Range))
	}
	return List(keys, value.Range)
}

func generatedKeys(value Value) Value {
	keys := List(nil, value.Range)
	if template := value.Entry("SecretStringTemplate"); !template.IsAbsent() {
		keys = secretKeys(template)
	}
	items, ok := keys.Items()
	if !ok {
		return keys
	}
	if made := value.Entry("GenerateStringKey"); !made.IsAbsent() {
		items = append(items, made)
	}
	slices.SortFunc(items, func(a, b Value) int {
		first, _ := a.RawText()
		second, _ := b.RawText()
		return strings.Compare(first, second)
	})
	return List(items, value.Range)
}
