package terraform

import (
	"fmt"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// unresolved is a value that the plan does not know: what its expression's references lead to.
func (v planValues) unresolved(name string, expression any) graph.Value {
	if name == "user_data" || name == "user_data_base64" {
		return graph.Unknown(afterDeployment, v.at) // a script says more than what it refers to
	}
	found := v.follow(expression, v.scope, 0)
	targets := found.targets[:0:0]
	for _, each := range found.targets {
		if each.attribute == "" {
			each.attribute = assumedAttribute(name)
		}
		if _, decided := each.resource.values[each.attribute]; !decided {
			targets = append(targets, each) // what is known cannot be why the value is not
		}
	}
	if len(targets) == 1 && found.reason == "" {
		if text, ok := v.document(targets[0]); ok {
			return text
		}
	}
	values := v.tokens(targets)
	reason := found.reason
	if reason == "" && len(values) == 0 {
		if len(found.targets) == 0 && fillsIn(v.resource.kind, name) {
			return graph.Value{} // all that it could come from is known, so it is null and AWS fills it in
		}
		reason = afterDeployment
	}
	if isPlural(name) && len(values) > 0 {
		for _, text := range found.literals {
			values = append(values, graph.Text(text, v.at)) // what a variable may add beside the references
		}
	}
	switch many := isPlural(name) || name == "vpc_zone_identifier"; {
	case reason != "" && len(values) == 0:
		return graph.Unknown(reason, v.at)
	case many || allOfOne(targets):
		if reason != "" {
			values = append(values, graph.Unknown(reason, v.at))
		}
		return graph.List(values, v.at)
	case reason != "":
		values = append(values, graph.Unknown(reason, v.at))
	}
	return graph.Either(values, v.at)
}

// tokens refers to the targets. A list whose length is a fact becomes that many references.
func (v planValues) tokens(targets []planTarget) []graph.Value {
	var values []graph.Value
	for _, each := range targets {
		reference := graph.Reference{Address: each.resource.address, Attribute: each.attribute}
		count := computedLists[each.resource.kind+"."+each.attribute]
		if count == 0 {
			values = append(values, graph.Text(reference.Token(), v.at))
			continue
		}
		for n := range count {
			reference.Attribute = fmt.Sprintf("%s[%d]", each.attribute, n)
			values = append(values, graph.Text(reference.Token(), v.at))
		}
	}
	return values
}

// allOfOne tells whether a single target is a list by itself.
func allOfOne(targets []planTarget) bool {
	return len(targets) == 1 && computedLists[targets[0].resource.kind+"."+targets[0].attribute] > 0
}

// document rebuilds the text of a policy document that Terraform will only write during the deployment.
func (v planValues) document(target planTarget) (graph.Value, bool) {
	each := target.resource
	if each.kind != "aws_iam_policy_document" || each.values == nil || v.depth > 0 || !strings.HasSuffix(target.attribute, "json") {
		return graph.Value{}, false
	}
	text, reason := documentText(v.properties(each, v.source[each.address], v.at), false)
	if reason != "" {
		return graph.Unknown(reason, v.at), true
	}
	return graph.Text(text, v.at), true
}

// assumedAttribute is what a property takes of a resource that its expression names as a whole, mostly by
// a splat.
func assumedAttribute(property string) string {
	if strings.HasSuffix(property, "arn") || strings.HasSuffix(property, "arns") {
		return "arn"
	}
	return "id"
}
