package mend

import (
	"regexp"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
)

// eachScalar visits the literals of a value, but not the names that references are made of.
func eachScalar(n *syntax.Node, visit func(*syntax.Node)) {
	switch {
	case n.Kind == syntax.Scalar:
		visit(n)
	case n.Calls("Ref") || n.Calls("Fn::GetAtt") || n.Calls("Fn::ImportValue") || n.Calls("Fn::FindInMap"):
	default:
		for i := range n.Items {
			eachScalar(&n.Items[i], visit)
		}
	}
}

// renamed is a logical id in the way of its sibling's: SsmEndpoint, then SsmMessagesEndpoint. It keeps the quotes
// of a name in JSON.
func renamed(id, from, to string) string {
	fromForms, toForms := spellings(from), spellings(to)
	for i, spelled := range fromForms {
		if strings.Contains(id, spelled) {
			return strings.Replace(id, spelled, toForms[i], 1)
		}
	}
	closing := ""
	if strings.HasSuffix(id, `"`) {
		id, closing = strings.TrimSuffix(id, `"`), `"`
	}
	return id + toForms[1] + closing
}

// spellings are the ways in which the name of a service is part of a logical id: SSMMessages, SsmMessages,
// ssmmessages.
func spellings(service string) []string {
	letters := regexp.MustCompile(`[^A-Za-z0-9]`).ReplaceAllString(service, "")
	base, messages := strings.CutSuffix(letters, "messages")
	rest := ""
	if messages {
		rest = "Messages"
	}
	return []string{
		strings.ToUpper(base) + rest,
		strings.ToUpper(base[:min(1, len(base))]) + base[min(1, len(base)):] + rest,
		letters,
	}
}
