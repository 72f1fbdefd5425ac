# The DNS servers that what joins a computer to a domain hands to it.
package lib.directories

import data.lib.associations
import data.lib.computers
import data.lib.licensed

# handed[computer] is the directory whose DNS servers a computer surely gets from the association that joins it, so that
# it does not ask those of its VPC ("aws:domainJoin", AWS Systems Manager User Guide, dnsIpAddresses).
handed := {computer: directory |
	some computer, given in handings
	owners := {handing.owner | some handing in given}
	count(owners) == 1
	some directory in owners
	directory != ""
}

# handed_dns tells why what joins a computer to the domain may give it other DNS servers than its VPC does; "" when it
# surely does not.
handed_dns(computer) := [handing.reason | some handing in handings[computer.address]][0] if {
	true
} else := ""

# handings[computer] are the associations that hand DNS servers to it. License Manager joins licensed ones by itself.
handings[computer] contains {"reason": $"{name} {hands(association)}", "owner": owner(association, doubt)} if {
	some name, association in input.nodes.association
	joins(association)
	hands_dns(association)
	some computer, doubt in associations.targets[name]
	not licensed.signals[computer]
	not hands_amazon(association, computer)
}

# hands_amazon holds where all that a computer is handed is the DNS server that it has already, Amazon's of its VPC
# ("Amazon DNS server", Amazon VPC User Guide).
hands_amazon(association, computer) if {
	not association.unknown.dns_addresses
	vpc := computers.all[computer].vpc
	network.resolver(vpc).kind == "amazon"
	block := input.nodes.vpc[vpc].cidr_block
	every server in servers_of(association) {
		server in {"169.254.169.253", "fd00:ec2::253", amazon_in(block)}
	}
}

# handed_amazon[computer] are the associations that hand Amazon's DNS server to it.
handed_amazon[computer] contains name if {
	some name, association in input.nodes.association
	joins(association)
	hands_dns(association)
	some computer, _ in associations.targets[name]
	hands_amazon(association, computer)
}

# amazon_in is the second address after the base of a block. A block of a VPC is no smaller than 16 addresses.
amazon_in(block) := address if {
	octets := split(split(block, "/")[0], ".")
	to_number(octets[3]) % 16 == 0
	address := concat(".", array.concat(array.slice(octets, 0, 3), [format_int(to_number(octets[3]) + 2, 10)]))
}

# AWS-JoinDirectoryServiceDomain wants each item of the list to be one address, by the pattern of its parameter
# dnsIpAddresses. Whether a document takes several in one text apart nobody says.
hands(association) := "hands it several DNS servers in one text, where a list of them is wanted" if {
	some server in servers_of(association)
	count(regex.find_n(`(\$\{[^{}]*\}|[^,\s{}$])+`, server, 2)) > 1
} else := "hands it DNS servers of its own" if {
	count(servers_of(association)) > 0
} else := $"may hand it DNS servers of its own: {association.unknown.dns_addresses}"

hands_dns(association) if count(servers_of(association)) > 0

hands_dns(association) if association.unknown.dns_addresses

# owner is the one directory that the DNS servers of an association are those of, "" where that is not known.
owner(association, doubt) := directory if {
	doubt == ""
	computers.doubt(association) == ""
	servers_handed := servers_of(association)
	count(servers_handed) > 0
	some directory, node in input.nodes.directory
	computers.doubt(node) == ""
	every server in servers_handed {
		is_of(server, directory)
	}
} else := ""

# is_of holds for what refers to a directory and nothing else.
is_of(server, directory) if {
	startswith(server, concat("", ["${", directory, "."]))
	regex.match(`^\$\{[^{}]*\}$`, server)
}

# servers_of are the DNS servers that an association or its document names.
servers_of(association) := {server | some server in association.dns_addresses} | inputs_of(association, "dnsIpAddresses")

# inputs_of are the texts that the document of an association has for an input of its steps.
inputs_of(association, name) := {text |
	some document in input.nodes.document
	runs(association, document)
	content := content_of(document)
	walk(content, [path, written])
	path[count(path) - 1] == name
	some item in listed(written)
	some text in filled_in(association, content, item)
}

# A document's content is written as an object, or as a text in JSON or YAML.
content_of(document) := yaml.unmarshal(document.content) if {
	yaml.is_valid(document.content)
} else := document.content

listed(addresses) := addresses if {
	is_array(addresses)
} else := [addresses] if {
	is_string(addresses)
	addresses != ""
} else := []

# filled_in are the texts that stand for one of a document. What stands in double braces is a parameter of the document,
# with a default for where the association gives no value ("Data elements and parameters", AWS Systems Manager User
# Guide). Of other parameters than these the values that it gives are not known.
filled_in(association, content, item) := [item] if {
	not startswith(item, "{{")
} else := [] if {
	some _ in association[given_as[parameter_in(item)]]
} else := listed(object.get(content, ["parameters", parameter_in(item), "default"], "")) if {
	given := given_as[parameter_in(item)]
	not association.unknown[given]
} else := [item]

given_as := {"dnsIpAddresses": "dns_addresses", "directoryName": "directory_names", "directoryId": "directory_ids"}

parameter_in(item) := trim(item, "{} ")
