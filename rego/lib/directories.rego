# Who has to find an Active Directory by name, and what is known of it.
package lib.directories

import data.lib.associations
import data.lib.computers
import data.lib.licensed
import data.lib.scripts

# needs[address] says why a computer has to find a directory by name. What holds for a computer holds for its
# twins, so that these are not listed.
needs := {address: why |
	some address, computer in computers.elders
	why := need_of(address, computer)
}

# residents are the computers of a VPC that have to find a directory, with their twins.
residents(vpc) := {member |
	some address in computers.in_vpc[vpc]
	needs[address]
	some member in computers.family(address)
}

# askers are those that ask the DNS servers of the VPC for it.
askers(vpc) := {member |
	some member in residents(vpc)
	not handed[computers.elder(member)]
}

# members are those of them that join the directory's domain, or are joined. That the option set of a VPC is for a domain
# says who finds its names, not who joins it.
members := {address |
	some address, why in needs
	why != of_the_options
}

of_the_options := "the option set of its VPC is for the directory's domain"

need_of(address, computer) := "it runs licensed software, whose users come from the directory" if {
	licensed.signals[address]
} else := "an association joins it to a domain" if {
	address in joined
} else := "its user data joins it to a domain" if {
	scripts.joins(computer)
} else := of_the_options if {
	vpc := computers.vpc(computer)
	options := input.nodes.dhcp_options[vpc.dhcp_options]
	some directory in vpc.directories
	lower(options.domain_name) == lower(input.nodes.directory[directory].domain_name)
}

# of_several says of several computers what need_of says of one.
of_several := {
	"it runs licensed software, whose users come from the directory": "they run licensed software, whose users come from the directory",
	"an association joins it to a domain": "associations join them to a domain",
	"its user data joins it to a domain": "their user data joins them to a domain",
	"the option set of its VPC is for the directory's domain": "the option set of their VPC is for the directory's domain",
}

# joined are the computers that an association surely joins to a domain.
joined contains computer if {
	some name, association in input.nodes.association
	joins(association)
	some computer, "" in associations.targets[name]
}

joins(association) if contains(object.get(association, "document_name", ""), "JoinDirectoryServiceDomain")

joins(association) if {
	some document in input.nodes.document
	runs(association, document)
	contains(json.marshal(document.content), "aws:domainJoin")
}

# may_join tells why an association may join computers to a directory: nothing of what its document says is known.
may_join(association) := [document.unknown.content |
	some document in input.nodes.document
	runs(association, document)
	not says_anything(document)
][0] if {
	count(input.nodes.directory) > 0
	not joins(association)
}

says_anything(document) if {
	content := json.marshal(document.content)
	not regex.match(`^"\$\{[^{}]*\}"$`, content)
}

# An association names its document by a literal name or by a reference, which reads ${address.name}.
runs(association, document) if association.document_name == document.name

runs(association, document) if startswith(association.document_name, concat("", ["${", document.address]))

# known holds when a directory is part of the configuration, or its DNS addresses are given.
known if some _, _ in input.nodes.directory

known if count(input.configuration.directory_dns) > 0

# domains are the DNS names of the directories, as far as they are known.
domains contains directory.domain_name if {
	some directory in input.nodes.directory
	not directory.unknown.domain_name
}

# forwards tells whether a VPC forwards the names of a directory to it. Of several directories one that is
# reached is enough.
forwards(vpc) := forwarding(vpc, "allow") if {
	true
} else := forwarding(vpc, "unknown") if {
	true
} else := forwarding(vpc, "deny") if {
	true
} else := {"verdict": "unknown", "reason": "the domain name of the directory is not known", "path": []} if {
	may_forward(input.nodes.vpc[vpc])
} else := {"verdict": "deny", "reason": "", "path": []}

# forwarding is the first answer of that verdict.
forwarding(vpc, verdict) := [answer |
	some domain in domains
	answer := network.forwards(vpc, domain)
	answer.verdict == verdict
][0]

may_forward(vpc) if {
	some set in ["resolver_rules", "resolver_profiles"]
	count(vpc[set]) > 0
}

may_forward(vpc) if {
	some set in ["resolver_rules", "resolver_profiles"]
	vpc.open[set]
}
