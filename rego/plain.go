package rego

import (
	"cmp"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/reachlint/reachlint/parsers/graph"
)

// numbers and switches are the values that are not texts. CloudFormation writes "443" and "true" as well.
var (
	numbers  = names("from_port", "to_port", "rule_number")
	switches = names("accepted", "associate_public_ip_address", "default", "enable_dns_hostnames", "enable_dns_support",
		"exclusive_egress", "exclusive_ingress", "exclusive_inline_policies", "exclusive_managed_policies",
		"map_public_ip_on_launch", "private", "private_dns_enabled", "propagate_at_launch", "self", "source_dest_check")
)

func names(all ...string) map[string]bool {
	set := make(map[string]bool, len(all))
	for _, name := range all {
		set[name] = true
	}
	return set
}

// plain returns the value of that name as policies read it, nil when nothing of it is known, and the
// first reason why a part of it is not.
func (w *writer) plain(name string, value graph.Value) (ast.Value, string) {
	reason := value.Reason()
	if items, ok := value.Items(); ok {
		terms := make([]*ast.Term, 0, len(items))
		for _, item := range items {
			content, unknown := w.plain("", item)
			if content != nil {
				terms = append(terms, ast.NewTerm(content))
			}
			reason = cmp.Or(reason, unknown)
		}
		return ast.NewArray(terms...), reason
	}
	if entries, ok := value.Entries(); ok {
		content := w.object(func() {
			for _, entry := range entries {
				content, unknown := w.plain("", entry.Value)
				if content != nil {
					w.put(entry.Name, content)
				}
				reason = cmp.Or(reason, unknown)
			}
		})
		return content, reason
	}
	return scalar(name, value), reason
}

func scalar(name string, value graph.Value) ast.Value {
	if numbers[name] {
		if number, ok := value.Number(); ok {
			return ast.FloatNumberTerm(number).Value
		}
		return nil
	}
	if switches[name] {
		if truth, ok := value.Boolean(); ok {
			return ast.InternedTerm(truth).Value
		}
		return nil
	}
	if text, ok := value.RawText(); ok {
		return ast.String(graph.Readable(text))
	}
	return nil
}
