# METADATA
# title: Directory cannot be found by name
# description: >-
#   Instances that need an Active Directory are in a VPC whose DNS servers do not know its domain, or whose DNS Firewall
#   blocks its names, so they cannot join it, and License Manager terminates the licensed ones among them.
# related_resources:
#   - ref: https://docs.aws.amazon.com/directoryservice/latest/admin-guide/dhcp_options_set.html
#     description: Create or change a DHCP options set for AWS Managed Microsoft AD
#   - ref: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/resolver-dns-firewall-overview.html
#     description: How Route 53 Resolver DNS Firewall works
#   - ref: https://docs.aws.amazon.com/license-manager/latest/userguide/user-based-subscriptions.html
#     description: User-based subscriptions in License Manager
# custom:
#   severity: error
#   category: active-directory
#   precision: high
package policies["ad-dns-missing"]

import data.lib.computers
import data.lib.directories
import data.lib.evidence
import data.lib.licensed
import data.lib.mend
import data.lib.text

fail contains finding if {
	some [subject, attribute], at_place in evidence.by_place(lost)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"{message(subject, attribute)}, so {text.list(evidence.families(at_place))} cannot find {directory(at_place)} ({why(at_place)}).",
		"remedy": concat("", [remedy(subject, attribute, directory(at_place)), handed(at_place)]),
		"affected": evidence.families(at_place),
		"path": directories.answers[first.computer].path,
		"mend": mends(subject, attribute, at_place),
	}
}

review contains finding if {
	some [subject, attribute], at_place in evidence.by_place(undecided)
	first := evidence.one(at_place)
	finding := {
		"node": subject,
		"attribute": attribute,
		"message": $"It is undecided whether {text.list(evidence.families(at_place))} can find {directory(at_place)} by name.",
		"remedy": $"Associate a DHCP option set with the VPC that names the DNS addresses of {directory(at_place)} and nothing else.",
		"reason": evidence.why(at_place),
		"affected": evidence.families(at_place),
		"path": directories.answers[first.computer].path,
	}
}

message(subject, "vpcs") := $"{subject} names DNS servers of its own and is associated with no VPC"

message(subject, "domain_name_servers") := $"{subject} hands out no DNS server that knows the directory"

message(subject, "action") := $"{subject} makes DNS Firewall block the names below {text.list(sort(directories.domains))}"

message(subject, "dhcp_options") := $"{subject} resolves names through Amazon alone, which does not know the directory"

remedy(subject, "vpcs", _) := $"Associate {subject} with the VPC of the instances."

remedy(subject, "domain_name_servers", directory) := $"Name the DNS addresses of {directory} in {subject}, and nothing else."

remedy(subject, "dhcp_options", directory) := $"Associate a DHCP option set with {subject} that names the DNS addresses of {directory} and nothing else; or forward its domain with a Route 53 Resolver rule."

remedy(subject, "action", _) := $"Give the rule group of {subject} a rule with the action ALLOW and a lower priority, for a domain list with {text.list(entries)}." if {
	entries := array.flatten([[domain, $"*.{domain}"] | some domain in directories.domains])
}

# handed is what to do besides where an association hands Amazon's DNS server to those who suffer.
handed(facts) := $" Leave dnsIpAddresses out of {text.list(sort(names))}, or name the same addresses there." if {
	names := {name | some fact in facts; some name in directories.handed_amazon[fact.computer]}
	count(names) > 0
} else := ""

mends(subject, attribute, facts) := [] if {
	attribute == "action"
} else := [] if {
	some fact in facts
	count(fact.domains) > 0
} else := [] if {
	handed(facts) != ""
} else := mend.associated(subject, {computers.all[fact.computer].vpc | some fact in facts}) if {
	attribute == "vpcs"
} else := [] if {
	not mend.may_ask(evidence.computers(facts))
} else := changes[0] if {
	attribute == "dhcp_options"
	changes := [change |
		some change in [mend.options_for(subject), mend.others_options(subject), mend.idle_options(subject)]
		count(change) > 0
	]
} else := mend.directory_dns(subject, attribute)

# directory names the directory, where there is one only, or else the domain.
directory(facts) := $"the domain controllers of {text.list(sort(domains))}" if {
	some domains in {fact.domains | some fact in facts}
	every fact in facts {
		fact.domains == domains
	}
	count(domains) > 0
} else := [address | some address, _ in input.nodes.directory][0] if {
	count(input.nodes.directory) == 1
} else := "the directory"

# why gives the reason where one holds for all that suffer.
why(facts) := reason if {
	reasons_of_all := {directories.needs[fact.computer] | some fact in facts}
	count(reasons_of_all) == 1
	some one in reasons_of_all
	reason := text.plural(evidence.families(facts), one, object.get(directories.of_several, one, one))
} else := "some of them run licensed software, whose users come from the directory" if {
	some fact in facts
	licensed.signals[fact.computer]
} else := "they are meant to join its domain"

lost := {fact |
	some fact in facts
	fact.verdict == "deny"
}

undecided := {fact |
	some fact in facts
	fact.verdict == "unknown"
}

facts contains object.union(evidence.fact(address, answer, ""), {"domains": domains(address)}) if {
	some address, answer in directories.answers
}

# domains are those that a computer joins, where no directory in view is meant.
domains(address) := directories.sought[address] if {
	address in directories.strangers
} else := set()
