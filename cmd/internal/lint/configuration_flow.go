package lint

import (
	"encoding/json"

	"go.yaml.in/yaml/v3"
)

// flow writes a value of the configuration as JSON.
func flow(node *yaml.Node) (string, error) {
	var value any
	if err := node.Decode(&value); err != nil {
		return "", err
	}
	text, err := json.Marshal(value)
	return string(text), err
}
