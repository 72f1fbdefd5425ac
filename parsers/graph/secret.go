package graph

import (
	"encoding/json"
	"maps"
	"regexp"
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

const secretWords = `passw(?:or)?d|passphrase|secret|token|credential|(?:api|access|private|license|encryption)[_-]?key|connection[_-]?string|user[_-]?data`

var (
	secretName  = regexp.MustCompile(`(?i)` + secretWords)
	secretStart = regexp.MustCompile(`(?i)(?:` + secretWords + `)[\w.-]*["']?[ \t]*(?:=|:[\s"'[{])`)
	// "http_tokens - Whether or not the metadata service requires session tokens" ("Resource: aws_instance").
	openName = regexp.MustCompile(`(?i)^http_?tokens$`)
)

// IsSecret tells whether a name says that its value is a secret, or may hold some as user data does.
func IsSecret(name string) bool { return secretName.MatchString(name) && !openName.MatchString(name) }

// SecretFrom returns where in a piece of a source the value of the first name begins that says so, and the piece's length
// where there is none.
func SecretFrom(text []byte) int {
	if found := secretStart.FindIndex(text); found != nil {
		return found[1]
	}
	return len(text)
}
