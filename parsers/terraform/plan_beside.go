package terraform

import (
	"fmt"
	"slices"
	"strings"
)

// Of a list with one item that is not known, a provider that is made with the plugin SDK says nothing but that it is
// not known, and a plan keeps of its expression only what that mentions: of concat(["AmazonProvidedDNS"], …) there is
// left what stands behind the dots. So a list may hold more than is mentioned, and in another order; but no ids of
// things that cannot be there yet.

// beside tells why a list may hold more than what its expression mentions; "" where it surely does not.
func (v planValues) beside(name string, mentioned []planTarget) string {
	if v.isItem || !v.mayHoldMore(name, mentioned) {
		return ""
	}
	return besideReason(mentioned)
}

func besideReason(mentioned []planTarget) string {
	names, more := someNames(mentioned)
	if more > 0 {
		names = append(names, fmt.Sprintf("%d more", more))
	}
	return "a plan does not say what else stands beside " + strings.Join(names, " and ")
}

func (v planValues) mayHoldMore(name string, mentioned []planTarget) bool {
	kinds := nameable()[v.resource.kind][v.within+name]
	isOneOf := func(some ...string) bool {
		return slices.ContainsFunc(some, func(kind string) bool { return slices.Contains(kinds, kind) })
	}
	switch {
	case holdsTexts(name), v.resource.kind == "aws_iam_policy_document", isOneOf("policy", "prefix_list"):
		return true
	case v.within == "targets.":
		return v.exists("aws_instance")
	case strings.Contains(v.resource.kind, "security_group"):
		return isOneOf("security_group") && v.touchesExisting() // a group of a VPC that is peered with its own
	}
	return isOneOf("subnet", "security_group", "route_table") && !v.shareNewVPC(mentioned)
}

// holdsTexts tells whether a property is a list of texts that name nothing.
func holdsTexts(name string) bool {
	return holdsAddresses(name) || strings.HasSuffix(name, "cidr_blocks")
}

// isMap tells whether a property is a map, of which nobody knows which entries are what its expression mentions.
func isMap(name string) bool { return mapsInJSON[name] }

// touchesExisting tells whether the plan knows of a VPC that is there before, or of anything in one.
func (p *plan) touchesExisting() bool {
	if p.existing == nil {
		existing := p.exists("aws_vpc", "aws_subnet", "aws_security_group", "aws_default_vpc") || slices.ContainsFunc(p.resources, namesExisting)
		p.existing = &existing
	}
	return *p.existing
}

// exists tells whether there is a resource of one of the types before the deployment.
func (p *plan) exists(types ...string) bool {
	return slices.ContainsFunc(p.resources, func(each *planResource) bool {
		return slices.Contains(types, each.kind) && (each.lookup || each.values["id"] != nil || each.kind == "aws_default_vpc")
	})
}

// namesExisting tells whether a resource names something in a VPC by an id that is known.
func namesExisting(each *planResource) bool {
	return slices.ContainsFunc([]string{"vpc_id", "subnet_id", "subnet_ids", "security_groups", "security_group_ids", "vpc_security_group_ids", "vpc_zone_identifier"},
		func(name string) bool { return len(literalsOf(each.values[name])) > 0 })
}

// isNew tells whether a subnet, group or table is made for a VPC that is made along with it. A group without a VPC is
// one of the Region's default VPC ("Resource: aws_security_group", vpc_id).
func (p *plan) isNew(each *planResource) bool {
	known, asked := p.inNewVPC[each]
	if !asked {
		known = p.comesWithVPC(each)
		p.inNewVPC[each] = known
	}
	return known
}

func (p *plan) comesWithVPC(each *planResource) bool {
	if each.lookup || each.unknown["vpc_id"] != true || each.config == nil {
		return false
	}
	expression := each.expression("vpc_id")
	if expression == nil {
		return false
	}
	found := p.follow(expression, p.scopeOf(each), []string{"vpc"})
	return !slices.ContainsFunc(united(found.targets, found.supposed), func(vpc planTarget) bool {
		return vpc.resource.lookup || vpc.resource.kind != "aws_vpc"
	})
}
