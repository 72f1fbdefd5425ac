# METADATA
# title: Domain name of the DHCP options is not the directory's
# description: >-
#   A DHCP option set that serves members of an Active Directory gives them another domain name, or several at
#   once, so short names of the domain are looked for in the wrong place.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/DHCPOptionSet.html
#     description: DHCP option sets in Amazon VPC
#   - ref: https://docs.aws.amazon.com/directoryservice/latest/admin-guide/dhcp_options_set.html
#     description: Create or change a DHCP options set for AWS Managed Microsoft AD
# custom:
#   severity: warning
#   category: active-directory
#   precision: high
package policies["ad-domain-name-mismatch"]

import data.lib.computers
import data.lib.directories
import data.lib.evidence
import data.lib.mend
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some [options], at_place in evidence.grouped(wrong, ["options"])
	finding := object.union(of(options, at_place), {
		"message": message(options, at_place),
		"mend": [change |
			names := domains_of(at_place)
			count(names) == 1
			some change in mend.set_value(options, "domain_name", names[0])
		],
	})
}

review contains finding if {
	some [options], at_place in evidence.grouped(facts, ["options"])
	not options in named_wrong
	finding := object.union(of(options, at_place), {
		"message": $"It is undecided whether the domain name of {options} is that of the directory.",
		"reason": [fact.doubt | some fact in at_place][0],
	})
}

of(options, facts) := {
	"node": options,
	"attribute": "domain_name",
	"remedy": $"Say {text.list(domains_of(facts))} in {options}, or leave the domain name out.",
	"affected": sort({address | some fact in facts; some address in directories.residents(fact.vpc)}),
	"path": [{"node": options, "attribute": "domain_name", "text": gives(input.nodes.dhcp_options[options]), "verdict": "deny"}],
}

gives(options) := $"{options.address} gives the domain name {options.domain_name}" if {
	true
} else := $"{options.address} gives a domain name that is not known"

# Windows takes several names for one, with spaces in it ("DHCP option sets in Amazon VPC", Amazon VPC User
# Guide: some Linux operating systems accept multiple domain names separated by spaces).
message(options, facts) := $"{options} gives several domain names, which Windows takes for one, so short names of {text.list(domains_of(facts))} are not found." if {
	is_several(input.nodes.dhcp_options[options].domain_name)
} else := $"{options} gives the domain name {input.nodes.dhcp_options[options].domain_name}, and the directory is {text.list(domains_of(facts))}, so short names of the domain are not found."

domains_of(facts) := sort({domain | some fact in facts; some domain in fact.domains})

named_wrong := {fact.options | some fact in wrong}

wrong := {fact |
	some fact in facts
	fact.doubt == ""
}

facts := {fact |
	some address, vpc in input.nodes.vpc
	options := input.nodes.dhcp_options[vpc.dhcp_options]
	not options.external
	domains := domains_for(address)
	count(domains) > 0
	gives_another(options, domains)
	fact := {
		"options": options.address,
		"vpc": address,
		"domains": domains,
		"doubt": reasons.first([
			computers.doubt(options), computers.doubt(vpc), object.get(vpc, ["open", "dhcp_options"], ""),
			unknown_name(options, domains), unknown_names(domains), linux_alone(address, options, domains),
		]),
	}
}

# gives_another holds for an option set with a domain name that is not surely one of these.
gives_another(options, domains) if {
	options.domain_name
	not fits(options.domain_name, domains)
}

gives_another(options, _) if {
	not options.domain_name
	options.unknown.domain_name
}

# domains_for are the names of the directories that a VPC asks for names, or that somebody in it needs.
domains_for(vpc) := asked if {
	asked := {input.nodes.directory[server.node].domain_name |
		some server in network.resolver(vpc).servers
		server.kind == "directory"
	}
	count(asked) > 0
} else := {directory.domain_name | some directory in input.nodes.directory} if {
	vpc in directories.needing_vpcs
	some computer in directories.residents(vpc)
	not computers.elder(computer) in directories.strangers
}

# fits holds for the name of a directory, or a parent of it.
fits(name, domains) if {
	some domain in domains
	endswith($".{plain(domain)}", $".{plain(name)}")
}

plain(name) := trim_suffix(lower(name), ".")

is_several(name) if contains(trim_space(name), " ")

# linux_alone tells that no Windows takes the names of an option set, one of which is right, for one.
linux_alone(vpc, options, domains) := "some Linux systems take several domain names, and others take them for one" if {
	name := options.domain_name
	is_several(name)
	some word in regex.split(`\s+`, trim_space(name))
	fits(word, domains)
	members := directories.residents(vpc)
	count(members) > 0
	every member in members {
		runs_linux(computers.all[member])
	}
} else := ""

runs_linux(computer) if regex.match(`^\s*(#!|#cloud-config)|\brealm\s+join\b|\badcli\s+join\b|\bnet\s+ads\s+join\b`, computer.user_data)

# Several names are wrong whatever they are, and so is a name that ends as that of no directory does: in
# ${AWS::Region}.compute.internal it does not matter which Region it is.
unknown_name(options, domains) := options.unknown.domain_name if {
	not is_several(regex.replace(options.domain_name, `\$\{[^}]*\}`, ""))
	some domain in domains
	endswith(plain(domain), plain(known_end(options.domain_name)))
} else := options.unknown.domain_name if {
	not options.domain_name
} else := ""

# known_end is what stands behind the last thing in a name that is not known.
known_end(name) := parts[count(parts) - 1] if parts := split(name, "}")

unknown_names(domains) := "the name of the directory is not known" if {
	some domain in domains
	contains(domain, "${")
} else := ""
