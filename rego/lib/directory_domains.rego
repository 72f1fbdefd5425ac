# The domains that computers join, as far as the source names them.
package lib.directories

import data.lib.associations
import data.lib.computers
import data.lib.licensed
import data.lib.scripts

# sought[address] are the names of the domains that a computer joins, where all of them are known. License Manager joins
# licensed ones, to a directory that it knows.
sought := {address: names |
	some address, _ in needs
	not licensed.signals[address]
	names := object.get(associated_domains, address, set()) | scripts.domains(computers.all[address])
	count(names) > 0
	not "" in names
}

# strangers are the computers that join other domains than those of the directories in view: they need none of these.
strangers contains address if {
	some address, names in sought
	every name in names {
		not may_be_of_directory(name)
	}
}

may_be_of_directory(name) if {
	some directory in input.nodes.directory
	may_be_named(directory, name)
}

may_be_named(directory, name) if plain_domain(directory.domain_name) == name

may_be_named(directory, _) if contains(directory.domain_name, "${")

may_be_named(directory, _) if not directory.domain_name

# others[address] are the directories that surely have other names than the domains that a computer joins.
others[address] contains directory if {
	some address, names in sought
	some directory, node in input.nodes.directory
	every name in names {
		not may_be_named(node, name)
	}
}

# seekers are those of the askers of a VPC that may look for a directory in view.
seekers(vpc) := {member |
	some member in askers(vpc)
	not computers.elder(member) in strangers
}

# associated_domains[address] are the names of the domains that associations join a computer to, as scripts.domains has
# them, but for a name that is at fault itself.
associated_domains[address] contains name if {
	some association, node in input.nodes.association
	joins(node)
	not misnamed[association]
	some address, "" in associations.targets[association]
	some name in domains_of(node)
}

domains_of(association) := {domain_name(text) | some text in texts} if {
	texts := {text | some text in association.directory_names} | inputs_of(association, "directoryName")
	count(texts) > 0
} else := {""}

# misnamed[association] is the directory whose id an association gives, with a name that is surely not that directory's.
# It means that directory, which is where the account of the computer is made ("CreateComputer", AWS Directory Service
# API Reference).
misnamed[name] := directory if {
	some name, association in input.nodes.association
	joins(association)
	some directory, node in input.nodes.directory
	is_id_of({text | some text in association.directory_ids} | inputs_of(association, "directoryId"), directory)
	names := domains_of(association)
	not "" in names
	not association.unknown.directory_names
	not node.unknown.domain_name
	not may_be_one_of(node, names)
}

is_id_of(ids, directory) if {
	some attribute in ["id", "Ref"]
	ids == {concat("", ["${", directory, ".", attribute, "}"])}
}

may_be_one_of(directory, names) if {
	some name in names
	may_be_named(directory, name)
}

domain_name(text) := plain_domain(text) if {
	regex.match(`^[\w-]+(\.[\w-]+)+\.?$`, text)
} else := ""

plain_domain(name) := lower(trim_suffix(name, "."))

# forests[name] are the computers whose user data makes them the first domain controllers of a domain.
forests[name] contains address if {
	some address, computer in computers.elders
	computers.surely(computer)
	some name in scripts.forests(computer)
}

# views_abroad[vpc][names] says of strangers what views says of those that need a directory in view: whether the DNS servers
# of a VPC know the domains that they join. The names of a forest are known to its domain controllers alone.
views_abroad[vpc][names] := seen if {
	some address in strangers
	vpc := computers.all[address].vpc
	names := sought[address]
	resolver := resolvers[vpc]
	resolver.kind != "mixed"
	seen := view(vpc, resolver, answered(vpc, names), absence_of(names))
	not repeats(vpc, seen)
}

# answered is what answers in a VPC for one of the names: a resolver rule, a profile or a private zone.
answered(vpc, names) := [answer |
	some verdict in ["allow", "unknown", "deny"]
	some name in names
	answer := network.private_zone(vpc, name)
	answer.verdict == verdict
][0]

# forwards_abroad is what answers for one of the domains that the strangers of a VPC join.
forwards_abroad(vpc) := answered(vpc, union({sought[address] |
	some address in computers.in_vpc[vpc]
	address in strangers
}))

absence_of(names) := "" if {
	every name in names {
		forests[name]
	}
} else := "" if {
	count(input.configuration.directory_dns) > 0
} else := not_in_view
