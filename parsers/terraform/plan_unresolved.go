package terraform

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// unresolved is a value that the plan does not know: what its expression's references lead to.
func (v planValues) unresolved(name string, expression any) graph.Value {
	if name == "user_data" || name == "user_data_base64" {
		return v.unknownScript(name, expression)
	}
	kinds := nameable()[v.resource.kind][v.within+name]
	found := v.written(name, expression, kinds)
	if len(found.targets)+len(found.supposed) == 0 && found.reason == "" {
		found.targets = found.unfit
	}
	targets, supposed := v.feasible(name, v.undecided(name, found.targets)), v.feasible(name, v.undecided(name, found.supposed))
	if len(targets) == 1 && found.reason == "" && len(supposed) == 0 {
		if text, ok := v.document(targets[0]); ok {
			return text
		}
	}
	many := isPlural(name) || name == "vpc_zone_identifier"
	all := united(slices.Clone(targets), supposed)
	if found.reason == "" && len(all) == 0 {
		if v.isNull(name, found) {
			return graph.Value{}
		}
		found.reason = unknown.AfterDeployment
	}
	switch {
	case len(all) == 0:
		return graph.Unknown(found.reason, v.at)
	case isMap(name), v.resource.kind == "aws_ssm_document" && name == "content":
		return graph.Unknown(besideReason(all), v.at)
	case many && found.picked && len(all) > 1:
		return graph.Unknown("a plan does not say which of "+oneOf(all)+" it holds", v.at)
	case many || allOfOne(all):
		return graph.List(v.items(name, found, targets, all), v.at)
	}
	values := v.tokens(all)
	if found.reason != "" {
		values = append(values, graph.Unknown(found.reason, v.at))
	} else if kinds != nil {
		v.distinguish(v.resource.address+"."+v.within+name, values)
	}
	return graph.EitherFor("a plan does not say whether it is "+oneOf(all), values, v.at)
}

// oneOf lists what something may be.
func oneOf(targets []planTarget) string {
	names, more := someNames(targets)
	if more > 0 {
		names = append(names, fmt.Sprintf("one of %d more", more))
	}
	return strings.Join(names, " or ")
}

// someNames are the names of a few targets, and how many more there are.
func someNames(targets []planTarget) (names []string, more int) {
	const most = 4
	for _, each := range targets[:min(len(targets), most)] {
		names = append(names, each.String())
	}
	return names, len(targets) - len(names)
}

// isNull tells whether a value that is not known can only be null, which AWS then fills in: all that it could come
// from is known.
func (v planValues) isNull(name string, found trace) bool {
	if len(found.targets) == 0 && found.hidden == "" {
		return fillsIn(v.resource.kind, name)
	}
	return slices.Contains(strings.Fields(filledArguments[v.resource.kind]), name)
}

// undecided leaves the targets that are not known: what is known cannot be why the value is not.
func (v planValues) undecided(name string, found []planTarget) []planTarget {
	var targets []planTarget
	for _, each := range found {
		if each.attribute == "" {
			each.attribute = assumedAttribute(name)
		}
		if holdsAddresses(name) && standsForIt(each.attribute) {
			continue
		}
		if _, decided := each.resource.values[each.attribute]; !decided {
			targets = united(targets, []planTarget{each})
		}
	}
	return targets
}

// holdsAddresses tells whether a property is a list of IP addresses, so that no id can be in it.
func holdsAddresses(name string) bool {
	switch name {
	case "domain_name_servers", "ntp_servers", "netbios_name_servers", "customer_dns_ips":
		return true
	}
	return false
}

// distinguish makes a case of each thing that a property may name, so that what holds whichever it is can be said.
func (v planValues) distinguish(subject string, values []graph.Value) {
	if len(values) < 2 || len(values) > maximumAlternatives || v.choices[subject] != nil {
		return // of several blocks each has a choice of its own
	}
	for n, each := range values {
		text, _ := each.RawText()
		assumption := graph.Assumption{Subject: subject, Value: graph.Readable(text)}
		values[n] = each.When([]graph.Premise{{assumption}})
		v.choices[subject] = append(v.choices[subject], assumption.Value)
	}
}

// feasible leaves out what AWS would refuse: a subnet lies within the addresses of its VPC ("Subnet CIDR blocks",
// Amazon VPC User Guide).
func (v planValues) feasible(name string, targets []planTarget) []planTarget {
	written, _ := v.resource.values["cidr_block"].(string)
	block, err := netip.ParsePrefix(written)
	if v.resource.kind != "aws_subnet" || name != "vpc_id" || err != nil || len(targets) < 2 || v.growing {
		return targets
	}
	return slices.DeleteFunc(slices.Clone(targets), func(each planTarget) bool {
		text, _ := each.resource.values["cidr_block"].(string)
		around, err := netip.ParsePrefix(text)
		return err == nil && (around.Bits() > block.Bits() || !around.Contains(block.Addr()))
	})
}

// items are what a list may hold: all that its expression mentions, what a variable adds beside that, and what a
// local value on the way may hold.
func (v planValues) items(name string, found trace, targets, all []planTarget) []graph.Value {
	items, beside := v.tokens(targets), v.beside(name, all)
	for _, text := range found.literals {
		item := graph.Text(text, v.at)
		if holdsAddresses(name) && beside != "" { // what counts is which server comes first
			item = graph.EitherFor(beside, []graph.Value{item, {}}, v.at)
		}
		items = append(items, item)
	}
	onlyOne := len(items) == 0 && len(all) == 1
	for _, each := range v.tokens(all[len(targets):]) {
		if !onlyOne {
			each = graph.EitherFor("a plan does not say whether "+found.hidden+" holds it", []graph.Value{each, {}}, v.at)
		}
		items = append(items, each)
	}
	switch {
	case found.reason != "":
		items = append(items, graph.Unknown(found.reason, v.at))
	case found.hidden != "" && !v.shareNewVPC(all):
		items = append(items, graph.Unknown("a plan does not say what else "+found.hidden+" holds", v.at))
	case beside != "":
		items = append(items, graph.Unknown(beside, v.at))
	}
	return items
}

// shareNewVPC tells whether things can only be listed together with others that are made along with them. Subnets
// and security groups in one place have to be of one VPC, and nothing exists in a VPC that is still to be made.
func (v planValues) shareNewVPC(all []planTarget) bool {
	if strings.Contains(v.resource.kind, "security_group") {
		return false // a rule may name a group of a peered VPC
	}
	return !slices.ContainsFunc(all, func(each planTarget) bool {
		switch each.resource.nodeKind() {
		case "subnet", "security_group", "route_table":
			return !v.isNew(each.resource)
		case "vpc": // it is a part of that
			return each.resource.unknown["id"] != true
		}
		return true
	})
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
