package terraform

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// policyText is the document that data.aws_iam_policy_document makes, in the order in which the provider
// writes it.
type policyText struct {
	Version   string       `json:"Version,omitempty"`
	ID        string       `json:"Id,omitempty"`
	Statement []*statement `json:"Statement"`
}

type statement struct {
	Sid          string                    `json:"Sid,omitempty"`
	Effect       string                    `json:"Effect,omitempty"`
	Action       any                       `json:"Action,omitempty"`
	NotAction    any                       `json:"NotAction,omitempty"`
	Resource     any                       `json:"Resource,omitempty"`
	NotResource  any                       `json:"NotResource,omitempty"`
	Principal    any                       `json:"Principal,omitempty"`
	NotPrincipal any                       `json:"NotPrincipal,omitempty"`
	Condition    map[string]map[string]any `json:"Condition,omitempty"`
}

// policyDocument evaluates the data source to its JSON text (AWS provider, "Data Source:
// aws_iam_policy_document"). A part that is not known leaves the rest in its shape; only when nobody knows
// which statements there are is the whole text unknown.
func (i *resourceInstance) policyDocument(minified bool) cty.Value {
	text, reason := documentText(i.scope.properties(i.resource.declaration.block), minified)
	if reason != "" {
		return unknown.Text(i.address, reason)
	}
	return cty.StringVal(text)
}

// documentText makes the text of the data source's arguments, or returns why nobody knows it.
func documentText(properties graph.Value, minified bool) (text, reason string) {
	own := policyText{Version: "2012-10-17", ID: textOf(properties.Entry("policy_id"))}
	if version := textOf(properties.Entry("version")); version != "" {
		own.Version = version
	}
	own.Statement, reason = statementsOf(properties.Entry("statement"))
	var document policyText
	if reason == "" {
		reason = document.mergeAll(properties, "source_policy_documents", "source_json")
	}
	if reason == "" {
		document.merge(own)
		reason = document.mergeAll(properties, "override_policy_documents", "override_json")
	}
	if reason != "" {
		return "", reason
	}
	text, err := encodePolicy(document, minified)
	if err != nil {
		return "", "its document cannot be written as JSON"
	}
	return text, ""
}

func encodePolicy(document policyText, minified bool) (string, error) {
	if document.Statement == nil {
		document.Statement = []*statement{}
	}
	var encoded bytes.Buffer
	encoder := json.NewEncoder(&encoded)
	if !minified {
		encoder.SetIndent("", "  ")
	}
	err := encoder.Encode(document)
	return strings.TrimSuffix(encoded.String(), "\n"), err
}

// mergeAll lays the documents of a list over the one that there is, or returns why nobody knows what comes out.
func (d *policyText) mergeAll(properties graph.Value, list, single string) (reason string) {
	var documents []graph.Value
	if one := properties.Entry(single); !one.IsAbsent() {
		documents = append(documents, one)
	}
	if many := properties.Entry(list); !many.IsAbsent() {
		items, ok := many.Items()
		if !ok {
			return reasonOr(many)
		}
		documents = append(documents, items...)
	}
	for _, each := range documents {
		text, ok := each.RawText()
		if !ok {
			if each.IsAbsent() {
				continue
			}
			return reasonOr(each)
		}
		if text == "" {
			continue
		}
		parsed, ok := parsePolicy(text)
		if !ok {
			if reason := each.Reason(); reason != "" {
				return reason
			}
			return "one of its documents is no JSON"
		}
		d.merge(parsed)
	}
	return ""
}

func parsePolicy(text string) (policyText, bool) {
	var document struct {
		Version   string
		ID        string `json:"Id"`
		Statement json.RawMessage
	}
	if json.Unmarshal([]byte(text), &document) != nil {
		return policyText{}, false
	}
	parsed := policyText{Version: document.Version, ID: document.ID}
	if json.Unmarshal(document.Statement, &parsed.Statement) == nil {
		return parsed, true
	}
	var one statement
	if json.Unmarshal(document.Statement, &one) != nil {
		return parsed, len(document.Statement) == 0
	}
	parsed.Statement = []*statement{&one}
	return parsed, true
}

// merge lays a document over another one: its id counts, the higher version, and of the statements that have the same sid
// its own (AWS provider, "Data Source: aws_iam_policy_document", source_policy_documents).
func (d *policyText) merge(over policyText) {
	if over.ID != "" {
		d.ID = over.ID
	}
	d.Version = max(d.Version, over.Version)
	merged := append([]*statement(nil), d.Statement...)
	for _, each := range over.Statement {
		replaced := false
		for n := range merged {
			if each.Sid != "" && merged[n].Sid == each.Sid {
				merged[n], replaced = each, true
			}
		}
		if !replaced {
			merged = append(merged, each)
		}
	}
	d.Statement = merged
}

func reasonOr(value graph.Value) string {
	if reason := value.Reason(); reason != "" {
		return reason
	}
	return "it is not of the kind that is expected"
}
