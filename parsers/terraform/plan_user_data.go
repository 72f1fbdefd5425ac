package terraform

import (
	"crypto/sha1"
	"encoding/base64"
	"encoding/hex"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// isHash tells whether a text is what AWS providers before 6 keep of an instance's user data ("Terraform AWS
// Provider Version 6 Upgrade Guide", resource aws_instance).
func isHash(text string) bool {
	content, err := hex.DecodeString(text)
	return err == nil && len(content) == sha1.Size
}

// hashed is the user data of which a plan keeps a hash: what the source says, or that text in the plan which has
// the hash.
func (v planValues) hashed(hash string, source graph.Value, expression any) graph.Value {
	if v.sourced {
		return source
	}
	for _, text := range v.texts(expression, v.scope, 0) {
		if hasHash(text, hash) {
			return graph.Text(text, v.at)
		}
	}
	return graph.Unknown("a plan keeps only a hash of it", v.at)
}

// hasHash tells whether a text is the one of a hash, which the provider takes of what is behind Base64.
func hasHash(text, hash string) bool {
	content := []byte(text)
	if decoded, err := base64.StdEncoding.DecodeString(text); err == nil {
		content = decoded
	}
	sum := sha1.Sum(content)
	return hex.EncodeToString(sum[:]) == hash
}

// texts are what an expression may say when it is a constant, or a variable that was given one.
func (p *plan) texts(expression any, in *planScope, depth int) []string {
	if text, ok := constantOf(expression).(string); ok {
		return []string{text}
	}
	if depth > maximumProvenance {
		return nil
	}
	var found []string
	for _, reference := range referencesOf(expression) {
		name, isVariable := strings.CutPrefix(reference, "var.")
		switch {
		case !isVariable:
		case in.parent == nil:
			found = append(found, someText(p.variables[name].plain())...)
		case in.call != nil && in.call.Expressions[name] != nil:
			found = append(found, p.texts(in.call.Expressions[name], in.parent, depth+1)...)
		case in.config != nil:
			found = append(found, someText(in.config.Variables[name].Default)...)
		}
	}
	return found
}

func someText(value any) []string {
	if text, ok := value.(string); ok {
		return []string{text}
	}
	return nil
}

// unknownScript is user data that is not known: it says more than what it refers to. Where it refers to nothing,
// nobody wrote any.
func (v planValues) unknownScript(name string, expression any) graph.Value {
	found := v.follow(expression, v.scope, nil)
	if len(found.targets) == 0 && found.reason == "" && fillsIn(v.resource.kind, name) {
		return graph.Value{}
	}
	return graph.Unknown(unknown.AfterDeployment, v.at)
}
