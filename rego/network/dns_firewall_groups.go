package network

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// associatedGroups are the rule groups that are associated with a VPC itself. One that is not in view may come before
// any other and let the name through.
func associatedGroups(vpc *graph.Node, name string) []stage {
	set := vpc.Set("dns_firewall_associations")
	var stages []stage
	for _, member := range set.Members {
		if member.Node != nil {
			stages = append(stages, associatedGroup(vpc, member.Node, name).placed(member.Node).perhaps(existence(member)))
		}
	}
	if len(set.Open) > 0 {
		stages = append(stages, outOfView(set.Open[0]))
	}
	return stages
}

func associatedGroup(vpc, association *graph.Node, name string) stage {
	group, doubt := one(association, "rule_group")
	if group == nil {
		for _, member := range named(association.Set("rule_group")) {
			doubt = orElse(doubt, "what the rule group "+nameOf(member)+" does is not in view")
		}
		return stage{fates: passes | blocked | goesOn, rule: association, doubt: orElse(doubt, "its rule group is not known")}
	}
	text := group.Address + " filters what " + vpc.Address + " asks Amazon's DNS server"
	return groupStage(group, name, Hop{association.Address, "rule_group", text, Allow})
}

// profileGroups are the rule groups that come with the Route 53 Profiles of a VPC, in an order of which no more is
// known here than that their priorities count ("Associate DNS Firewall rule groups to a Route 53 Profile", Amazon
// Route 53 Developer Guide). What a profile brings out of view may be one that lets the name through.
func profileGroups(vpc *graph.Node, name string) []stage {
	profiles := vpc.Set("resolver_profiles")
	var stages []stage
	for _, member := range profiles.Members {
		if member.Node == nil || member.Node.External != "" {
			stages = append(stages, outOfView("what the Route 53 Profile "+nameOf(member)+" brings is not in view"))
			continue
		}
		for _, each := range inOneProfile(vpc, member.Node, name) {
			stages = append(stages, each.perhaps(existence(member)))
		}
	}
	if len(profiles.Open) > 0 {
		stages = append(stages, outOfView(profiles.Open[0]))
	}
	return stages
}

func inOneProfile(vpc, profile *graph.Node, name string) []stage {
	resources := profile.Set("resources")
	var stages []stage
	for _, member := range resources.Members {
		switch {
		case member.Node == nil:
			stages = append(stages, outOfView(outside(member.Text)))
		case member.Node.Kind == "dns_firewall_rule_group":
			text := member.Node.Address + " filters what " + vpc.Address + " asks Amazon's DNS server, by way of " + profile.Address
			each := groupStage(member.Node, name, Hop{profile.Address, "resources", text, Allow})
			each.doubt = orElse(each.doubt, "which place the rule groups of "+profile.Address+" have is not known")
			stages = append(stages, each.perhaps(existence(member)))
		}
	}
	if len(resources.Open) > 0 {
		stages = append(stages, outOfView(resources.Open[0]))
	}
	return stages
}

// outOfView stands for what may let a name through, or not match it.
func outOfView(doubt string) stage { return stage{fates: passes | goesOn, doubt: doubt} }

func groupStage(group *graph.Node, name string, by Hop) stage {
	set := group.Set("rules")
	var stages []stage
	for _, member := range set.Members {
		if member.Node != nil {
			stages = append(stages, ruleStage(member.Node, name).placed(member.Node).perhaps(existence(member)))
		}
	}
	if len(set.Open) > 0 {
		stages = append(stages, outOfView(set.Open[0]))
	}
	result := inOrder(stages)
	result.path = []Hop{by}
	return result
}

// ruleStage is what a rule does with a query for the IPv4 addresses of a name. ALERT lets it through as ALLOW does ("Rule
// actions in DNS Firewall", Amazon Route 53 Developer Guide).
func ruleStage(rule *graph.Node, name string) stage {
	result := stage{rule: rule}
	action, doubt := text(rule, "action")
	switch strings.ToUpper(action) {
	case "ALLOW", "ALERT":
		result.fates = passes
	case "BLOCK":
		result.fates = blocked
	default:
		result.fates, result.doubt = passes|blocked, orElse(doubt, "what "+rule.Address+" does is not known")
	}
	switch matches, doubt := isAbout(rule, name, result.fates == blocked); matches {
	case no:
		return stage{fates: goesOn}
	case maybe:
		result.fates, result.doubt = result.fates|goesOn, orElse(result.doubt, doubt, "which names "+rule.Address+" matches is not known")
	}
	return result
}
