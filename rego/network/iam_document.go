package network

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// document is a policy document, read once.
type document struct {
	statements []statement
	doubt      string // why it is not known, or may hold other statements
}

// statement is one statement of a policy document ("IAM JSON policy elements reference", AWS Identity and
// Access Management User Guide). Patterns are as written; references in them are tokens.
type statement struct {
	effect      Verdict // Unknown when the source does not say
	actions     []string
	notActions  []string
	resources   []string
	services    []string // of Principal; "*" stands for everybody
	conditional bool
	notResource bool
	restricted  bool   // Principal names somebody, not everybody
	forServices bool   // Principal names services of AWS, and nobody else
	doubt       string // why a part of it is not known
}

// opaque stands in a decoded document for what the source does not say.
type opaque struct{ reason string }

// readDocument reads a policy document from a JSON text or from an object.
func readDocument(value graph.Value) document {
	if value.IsAbsent() {
		return document{}
	}
	decoded := plain(value)
	if text, ok := decoded.(string); ok {
		if reason := wholeReference(value); reason != "" {
			return document{doubt: reason}
		}
		decoder := json.NewDecoder(strings.NewReader(text))
		if err := decoder.Decode(&decoded); err != nil {
			return document{doubt: "the policy document is not valid JSON"}
		}
	}
	switch content := decoded.(type) {
	case map[string]any:
		return readStatements(content)
	case opaque:
		return document{doubt: content.reason}
	}
	return document{doubt: "the policy document is not an object"}
}

// wholeReference tells why a document that is nothing but a reference is not known.
func wholeReference(value graph.Value) string {
	raw, _ := value.RawText()
	if strings.ContainsAny(raw, "{}") {
		return ""
	}
	return value.Reason()
}

// plain turns a value into what the JSON decoder delivers.
func plain(value graph.Value) any {
	if list, ok := value.Items(); ok {
		items := make([]any, len(list))
		for i, entry := range list {
			items[i] = plain(entry)
		}
		return items
	}
	if entries, ok := value.Entries(); ok {
		object := make(map[string]any, len(entries))
		for _, entry := range entries {
			if !entry.Value.IsAbsent() {
				object[entry.Name] = plain(entry.Value)
			}
		}
		return object
	}
	if raw, ok := value.RawText(); ok {
		return raw
	}
	return opaque{orElse(value.Reason(), "the source does not say")}
}

func readStatements(content map[string]any) document {
	var result document
	written, found := content["Statement"]
	if !found {
		return document{doubt: "the policy document has no statement"}
	}
	list, ok := written.([]any)
	if !ok {
		list = []any{written}
	}
	for _, entry := range list {
		switch one := entry.(type) {
		case map[string]any:
			result.statements = append(result.statements, readStatement(one))
		case opaque:
			result.doubt = orElse(result.doubt, one.reason)
		case nil:
		default:
			result.doubt = orElse(result.doubt, "a statement of the policy document is not an object")
		}
	}
	return result
}

func readStatement(content map[string]any) statement {
	result := statement{effect: Unknown}
	note := func(doubt string) { result.doubt = orElse(result.doubt, doubt) }
	switch effect := content["Effect"].(type) {
	case string:
		switch effect {
		case "Allow":
			result.effect = Allow
		case "Deny":
			result.effect = Deny
		default:
			note("the effect of a statement is not known")
		}
	case opaque:
		note(effect.reason)
	default:
		note("a statement does not say its effect")
	}
	var doubt string
	result.actions, doubt = textList(content["Action"])
	note(doubt)
	result.notActions, doubt = textList(content["NotAction"])
	note(doubt)
	result.resources, doubt = textList(content["Resource"])
	note(doubt)
	_, result.notResource = content["NotResource"]
	result.conditional = isConditional(content["Condition"])
	result.restricted = isRestricted(content["Principal"])
	result.forServices = isForServices(content["Principal"])
	result.services, doubt = servicePrincipals(content)
	note(doubt)
	return result
}

// textList reads a text or a list of texts.
func textList(content any) (list []string, doubt string) {
	switch content := content.(type) {
	case string:
		return []string{content}, ""
	case opaque:
		return nil, content.reason
	case []any:
		for _, entry := range content {
			more, reason := textList(entry)
			list, doubt = append(list, more...), orElse(doubt, reason)
		}
	}
	return list, doubt
}

func isConditional(content any) bool {
	object, ok := content.(map[string]any)
	return content != nil && (!ok || len(object) > 0)
}

// isRestricted tells whether a principal is other than everybody. Policies of roles name none.
func isRestricted(principal any) bool {
	if object, ok := principal.(map[string]any); ok {
		principal = object["AWS"]
		if principal == nil {
			return true
		}
	}
	list, doubt := textList(principal)
	return doubt != "" || len(list) > 0 && !slices.Contains(list, "*")
}

// isForServices tells whether a principal is one or more services of AWS. Whoever has assumed a role that trusts a service
// is no service, but a session of the role ("AWS JSON policy elements: Principal", AWS Identity and Access Management
// User Guide).
func isForServices(principal any) bool {
	object, ok := principal.(map[string]any)
	_, services := object["Service"]
	return ok && services && len(object) == 1
}

// servicePrincipals reads the services of Principal. NotPrincipal leaves a doubt.
func servicePrincipals(content map[string]any) (list []string, doubt string) {
	if _, negated := content["NotPrincipal"]; negated {
		return nil, "a statement names whom it is not for"
	}
	switch principal := content["Principal"].(type) {
	case string:
		return []string{principal}, ""
	case opaque:
		return nil, principal.reason
	case map[string]any:
		return textList(principal["Service"])
	}
	return nil, ""
}
