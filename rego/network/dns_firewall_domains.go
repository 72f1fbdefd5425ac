package network

import (
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// isAbout tells whether a rule of DNS Firewall matches queries for the IPv4 addresses of a name. One of DNS Firewall
// Advanced has no domain list; it looks for tunnels and for generated names, and no name of AWS is one ("Rule settings
// in DNS Firewall", Amazon Route 53 Developer Guide).
func isAbout(rule *graph.Node, name string, blocks bool) (match, string) {
	threat, why := text(rule, "threat_protection")
	asked, doubt := asksForAddresses(rule)
	if threat != "" || asked == no {
		return no, ""
	}
	asked = asked.doubtful(why)
	lists := rule.Set("domain_list")
	members := named(lists)
	if len(members) == 0 {
		return notInView(blocks, orElse(append(slices.Clone(lists.Open), "which domain list "+rule.Address+" has is not known")...))
	}
	best := no
	for _, member := range members {
		result, reason := inDomainList(member, name, blocks)
		mayNot := existence(member)
		if result = result.doubtful(mayNot); result > best {
			best, why = result, orElse(why, mayNot, reason)
		}
	}
	return min(asked, best), orElse(doubt, why)
}

// notInView tells whether a rule matches whose domain list is not in view. AWS gives its own lists of threats in this
// way, and none of them blocks what AWS needs; but what lets names through may be a list of one's own.
func notInView(blocks bool, reason string) (match, string) {
	if blocks {
		return no, ""
	}
	return maybe, reason
}

// asksForAddresses tells whether a rule is for queries of type A. Without a type it is for all of them ("FirewallRule",
// Amazon Route 53 API Reference).
func asksForAddresses(rule *graph.Node) (match, string) {
	kind, doubt := text(rule, "query_type")
	switch {
	case doubt != "":
		return maybe, doubt
	case kind == "", strings.EqualFold(kind, "A"), strings.EqualFold(kind, "TYPE1"):
		return yes, ""
	}
	return no, ""
}

func inDomainList(member graph.Member, name string, blocks bool) (match, string) {
	list := member.Node
	if list == nil {
		return notInView(blocks, outside(member.Text))
	}
	called, _ := text(list, "name")
	file, hidden := text(list, "domain_file_url")
	switch {
	case list.External != "" && strings.HasPrefix(called, "AWSManaged"):
		return no, ""
	case list.External != "" && called == "":
		return notInView(blocks, list.External)
	case list.External != "":
		return maybe, list.External
	case file+hidden != "":
		return maybe, list.Address + " is read from a file that is not in view"
	}
	if doubt := filledElsewhere(list, blocks); doubt != "" {
		return maybe, doubt
	}
	return amongDomains(list, name, blocks)
}

// filledElsewhere tells why the domains of a list are others than the source says; "" where they are not.
func filledElsewhere(list *graph.Node, blocks bool) string {
	ignored, _ := flatten(list.Value("ignored_changes"))
	for _, each := range ignored {
		if attribute, _ := each.value.Text(); attribute == "domains" || attribute == "all" {
			return "the source leaves the domains of " + list.Address + " to others"
		}
	}
	if list.Value("domains").IsAbsent() && !blocks {
		return list.Address + " names no domains, which others may do"
	}
	return ""
}

func amongDomains(list *graph.Node, name string, blocks bool) (match, string) {
	entries, more := flatten(list.Value("domains"))
	best, why := no, ""
	for _, entry := range entries {
		result, doubt := maybe, orElse(entry.value.Reason(), "a domain of "+list.Address+" is not known")
		if raw, ok := entry.value.RawText(); ok {
			result = matchesEntry(plainDomain(masked(raw)), plainDomain(maskedName(name)), blocks)
		}
		if result = result.doubtful(entry.doubt); result > best {
			best, why = result, orElse(entry.doubt, doubt)
		}
	}
	if best == no && more != "" {
		return maybe, more
	}
	return best, why
}

// maskedName returns a name in which * stands for a label that is not known.
func maskedName(name string) string { return strings.ReplaceAll(name, "*", wildcard) }

// matchesEntry tells whether an entry of a domain list is for a name: * is for all names, *.example.com for those below
// example.com, and example.com for itself alone ("Getting started with Route 53 Resolver DNS Firewall", Amazon Route 53
// Developer Guide). What else an asterisk at the beginning may do no document says. A reference in the middle of an
// entry is taken for a Region, the one at hand, but not to prove that a name is blocked.
func matchesEntry(entry, name string, blocks bool) match {
	reference := yes
	if blocks {
		reference = maybe
	}
	wanted := strings.Split(name, ".")
	below, isBelow := strings.CutPrefix(entry, "*.")
	labels := strings.Split(below, ".")
	result := no
	switch {
	case entry == "*":
		return yes
	case isBelow && len(labels) < len(wanted):
		result = sameLabels(labels, wanted[len(wanted)-len(labels):], reference)
		if labels[0] == wildcard && len(labels) == 1 {
			result = maybe
		}
	case isBelow:
	case strings.HasPrefix(entry, "*"):
		below = wildcard + entry[1:]
	case len(labels) == len(wanted):
		result = sameLabels(labels, wanted, reference)
		if labels[0] == wildcard {
			result = min(result, maybe)
		}
	}
	return max(result, mayStandFor(below, name))
}

// sameLabels compares label by label.
func sameLabels(labels, wanted []string, reference match) match {
	result := yes
	for i, label := range labels {
		switch {
		case label == wildcard:
			result = min(result, reference)
		case label != wanted[i]:
			result = min(result, sameLabel(label, wanted[i]), maybe)
		}
	}
	return result
}

// mayStandFor tells whether a text with a reference in it, which may stand for several labels, may be that of a name.
func mayStandFor(text, name string) match {
	if !strings.Contains(text, wildcard) {
		return no
	}
	start, rest := text[:strings.Index(text, wildcard)], text[strings.LastIndex(text, wildcard)+1:]
	if strings.HasPrefix(name, start) && strings.HasSuffix(name, rest) {
		return maybe
	}
	return no
}
