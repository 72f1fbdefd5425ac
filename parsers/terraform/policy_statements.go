package terraform

import (
	"slices"
	"sort"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

func statementsOf(list graph.Value) ([]*statement, string) {
	if list.IsAbsent() {
		return nil, ""
	}
	items, ok := list.Items()
	if !ok {
		return nil, reasonOr(list)
	}
	var statements []*statement
	for _, item := range items {
		if _, ok := item.Entries(); !ok {
			return nil, reasonOr(item)
		}
		each, reason := statementOf(item)
		if reason != "" {
			return nil, reason
		}
		statements = append(statements, each)
	}
	return statements, ""
}

func statementOf(item graph.Value) (*statement, string) {
	effect := textOf(item.Entry("effect"))
	if effect == "" {
		effect = "Allow"
	}
	made := &statement{
		Sid: textOf(item.Entry("sid")), Effect: effect,
		Action: oneOrMany(item.Entry("actions")), NotAction: oneOrMany(item.Entry("not_actions")),
		Resource: oneOrMany(item.Entry("resources")), NotResource: oneOrMany(item.Entry("not_resources")),
	}
	var reason string
	if made.Principal, reason = principalsOf(item.Entry("principals")); reason != "" {
		return nil, reason
	}
	if made.NotPrincipal, reason = principalsOf(item.Entry("not_principals")); reason != "" {
		return nil, reason
	}
	made.Condition, reason = conditionsOf(item.Entry("condition"))
	return made, reason
}

// textOf writes a value as text; what is unknown becomes a token with its reason.
func textOf(value graph.Value) string {
	if text, ok := value.RawText(); ok {
		return unescaped(text)
	}
	if value.IsAbsent() {
		return ""
	}
	return graph.Reference{Reason: reasonOr(value)}.Token()
}

// unescaped turns &{…} into the policy variable ${…} that it stands for.
func unescaped(text string) string { return strings.ReplaceAll(text, "&{", "${") }

// oneOrMany is a set as the provider writes it: a single item alone, several in descending order.
func oneOrMany(value graph.Value) any {
	texts := setOfTexts(value)
	switch len(texts) {
	case 0:
		return nil
	case 1:
		return texts[0]
	}
	return texts
}

// setOfTexts has every text once, in descending order.
func setOfTexts(value graph.Value) []string {
	texts := textsOf(value)
	sort.Sort(sort.Reverse(sort.StringSlice(texts)))
	return slices.Compact(texts)
}

func textsOf(value graph.Value) []string {
	if value.IsAbsent() {
		return nil
	}
	items, ok := value.Items()
	if !ok {
		return []string{textOf(value)}
	}
	var texts []string
	for _, item := range items {
		texts = append(texts, textOf(item))
	}
	return texts
}

func principalsOf(list graph.Value) (any, string) {
	items, ok := list.Items()
	if !ok {
		if list.IsAbsent() {
			return nil, ""
		}
		return nil, reasonOr(list)
	}
	if len(items) == 0 {
		return nil, ""
	}
	byType := map[string][]string{}
	for _, item := range items {
		if _, ok := item.Entries(); !ok {
			return nil, reasonOr(item)
		}
		kind := textOf(item.Entry("type"))
		byType[kind] = append(byType[kind], setOfTexts(item.Entry("identifiers"))...)
	}
	if everyone := byType["*"]; len(byType) == 1 && len(everyone) == 1 && everyone[0] == "*" {
		return "*", ""
	}
	written := map[string]any{}
	for kind, identifiers := range byType {
		if identifiers == nil {
			identifiers = []string{}
		}
		if len(identifiers) == 1 {
			written[kind] = identifiers[0]
			continue
		}
		sort.Sort(sort.Reverse(sort.StringSlice(identifiers)))
		written[kind] = identifiers
	}
	return written, ""
}

func conditionsOf(list graph.Value) (map[string]map[string]any, string) {
	items, ok := list.Items()
	if !ok {
		if list.IsAbsent() {
			return nil, ""
		}
		return nil, reasonOr(list)
	}
	written := map[string]map[string]any{}
	for _, item := range items {
		if _, ok := item.Entries(); !ok {
			return nil, reasonOr(item)
		}
		test, variable := textOf(item.Entry("test")), textOf(item.Entry("variable"))
		if written[test] == nil {
			written[test] = map[string]any{}
		}
		values := textsOf(item.Entry("values"))
		if before, ok := written[test][variable]; ok {
			values = append(values, asTexts(before)...)
		}
		if len(values) == 1 {
			written[test][variable] = values[0]
			continue
		}
		written[test][variable] = values
	}
	return written, ""
}

func asTexts(value any) []string {
	if text, ok := value.(string); ok {
		return []string{text}
	}
	texts, _ := value.([]string)
	return texts
}
