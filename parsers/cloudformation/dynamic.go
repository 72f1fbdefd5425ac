package cloudformation

import (
	"fmt"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/graph"
)

const dynamicStart = "{{resolve:"

// resolveDynamic replaces dynamic references such as {{resolve:ssm:/office/ami:1}} by unknown texts: only the
// deployment reads what they name (CloudFormation User Guide, "Get values stored in other services using
// dynamic references").
func resolveDynamic(text string, via []string) (string, []string) {
	var resolved strings.Builder
	for {
		before, rest, found := strings.Cut(text, dynamicStart)
		inner, after, closed := strings.Cut(rest, "}}")
		if !found || !closed {
			resolved.WriteString(text)
			return resolved.String(), via
		}
		resolved.WriteString(before)
		inner = graph.Readable(inner)
		service, path, _ := strings.Cut(inner, ":")
		reference := graph.Reference{Address: dynamicStart + inner + "}}", Reason: fmt.Sprintf("%s is read %s at deployment", path, storeOf(service))}
		resolved.WriteString(reference.Token())
		if service == "ssm" {
			via = openvalues.JoinTrails(via, []string{pathWithoutVersion(path)})
		}
		text = after
	}
}

func storeOf(service string) string {
	if service == "secretsmanager" {
		return "from Secrets Manager"
	}
	return "from Systems Manager"
}

func pathWithoutVersion(path string) string {
	if colon := strings.LastIndexByte(path, ':'); colon > 0 {
		return path[:colon]
	}
	return path
}
