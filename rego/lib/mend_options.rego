# How a VPC gets the DHCP option set that finds its directory.
package lib.mend

# associated makes an option set that of a VPC that has none.
associated(options, vpcs) := [{"change": "associate", "options": options, "vpc": vpc} |
	count(vpcs) == 1
	some vpc in vpcs
	node := input.nodes.vpc[vpc]
	not node.external
	is_free(node)
	is_sound(input.nodes.dhcp_options[options])
]

# is_free holds for a VPC without an option set. One that is taken back to the default ones has none.
is_free(vpc) if not vpc.dhcp_options

is_free(vpc) if vpc.dhcp_options == "default"

# homes_of are the VPCs that an option set which nobody uses may be meant for: that of the directory whose DNS servers
# it names, or else those that have none of their own.
homes_of(options) := vpcs if {
	vpcs := {directory.vpc |
		some server in options.domain_name_servers
		some address, directory in input.nodes.directory
		startswith(server, concat("", ["${", address, "."]))
	}
	count(vpcs) > 0
} else := {vpc | some vpc, node in input.nodes.vpc; is_free(node)}

# is_sound holds for an option set that has nothing to be corrected first: Amazon's DNS server knows no directory,
# and another domain name is not the directory's.
is_sound(options) if {
	not "AmazonProvidedDNS" in options.domain_name_servers
	every directory in object.get(input.nodes, "directory", {}) {
		object.get(options, "domain_name", directory.domain_name) == directory.domain_name
	}
}

# options_for gives a VPC that has none an option set for the only directory, where nobody meant to forward the
# domain instead.
options_for(vpc) := [{"change": "add_options", "vpc": vpc, "directory": directory} |
	node := input.nodes.vpc[vpc]
	not node.external
	not node.dhcp_options
	input.nodes.directory[only_directory[0]].vpc == vpc
	count(object.get(input.nodes, "dhcp_options", {})) + count(object.get(input.nodes, "resolver_rule", {})) == 0
	some directory in only_directory
]

# others_options makes the option set that has the DNS servers of the only directory that of another VPC too. There, the
# directory must not hide endpoints that it does not know.
others_options(vpc) := associated(sets[0], {vpc}) if {
	sets := [address | some address, options in input.nodes.dhcp_options; is_for_directory(options)]
	count(sets) == 1
	count(object.get(input.nodes, "resolver_rule", {})) == 0
	knows_endpoints(vpc)
} else := []

is_for_directory(options) if {
	count(options.domain_name_servers) > 0
	every server in options.domain_name_servers {
		some directory in only_directory
		startswith(server, concat("", ["${", directory, "."]))
	}
}

knows_endpoints(vpc) if input.nodes.directory[only_directory[0]].vpc == vpc

knows_endpoints(vpc) if count(object.get(input.nodes.vpc[vpc], "endpoints", [])) == 0

# idle_options gives the option set for the domain of the only directory, which nobody uses, the servers of that, and
# makes it that of the directory's VPC.
idle_options(vpc) := array.concat(directory_dns(sets[0], "domain_name_servers"), [{"change": "associate", "options": sets[0], "vpc": vpc}]) if {
	directory := input.nodes.directory[only_directory[0]]
	directory.vpc == vpc
	is_free(input.nodes.vpc[vpc])
	sets := [address |
		some address, options in input.nodes.dhcp_options
		options.domain_name == directory.domain_name
		not options.external
		not options.maybe
		not options.open.vpcs
		count(object.get(options, "vpcs", [])) == 0
	]
	count(sets) == 1
	count(input.nodes.dhcp_options) == 1
	count(object.get(input.nodes, "resolver_rule", {})) == 0
} else := []

only_directory := [address | some address in own] if {
	own := {address | some address, node in input.nodes.directory; node.type != "ADConnector"}
	count(own) == 1
	count(input.nodes.directory) == 1
} else := []

# directory_dns gives an option set the DNS addresses of the only directory.
directory_dns(options, attribute) := [change |
	attribute == "domain_name_servers"
	some directory in only_directory
	some change in set_value(options, attribute, {"reference": directory, "attribute": "dns_ip_addresses"})
]

# may_ask holds where computers get through to the only directory to ask it for names: without any answer they would
# be worse off than before.
may_ask(addresses) if {
	every address in addresses {
		every directory in only_directory {
			network.reaches(address, directory).verdict == "allow"
			network.acl(address, directory, "udp", 53).verdict == "allow"
			network.egress(address, directory, "udp", 53).verdict == "allow"
			network.egress(address, directory, "tcp", 53).verdict == "allow"
		}
	}
}
