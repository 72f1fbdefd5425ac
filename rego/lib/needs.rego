# What the computers of a configuration have to reach. Pictures show their ways to it.
package lib.needs

import data.lib.computers
import data.lib.directories
import data.lib.dns_firewall
import data.lib.dns_support
import data.lib.licensed
import data.lib.managed
import data.lib.name_servers
import data.lib.reasons
import data.lib.services

# of[address] are the needs of a computer that stands for its twins, and so has theirs.
of := {address: needs |
	some address, computer in computers.elders
	needs := {
		"twins": object.get(computer, "twins", []),
		"managed": object.get(managed.needs, address, {"why": "", "doubt": ""}),
		"services": sort(object.keys(services.wanted(computer))),
		"actions": services.actions,
		"names": names(address),
		"filtered": object.get(dns_firewall.answers, address, {}),
		"directory": directory(address),
		"activation": activation(address, computer),
	}
}

# names is what keeps a computer from the DNS servers of its VPC.
names(address) := name_servers.answers[address] if {
	true
} else := object.get(dns_support.answers, address, {})

# directory says which directories or domain controllers a computer has to reach, on which ports, and whether
# the DNS servers of its VPC find them.
directory(address) := {
	"why": directories.needs[address],
	"doubt": computers.doubt(computers.all[address]),
	"targets": targets(address),
	"names": object.get(directories.answers, address, {}),
	"asked_in_vain": asked_in_vain(address),
} if {
	directories.needs[address]
} else := {}

targets(address) := {target: directories.ports_of(address, target) | some target in directories.targets_of[address]} if {
	directories.targets_of[address]
} else := {}

# asked_in_vain says that Amazon's DNS server comes before the directory's.
asked_in_vain(address) if {
	not directories.handed[address]
	network.resolver(computers.all[address].vpc).kind == "mixed"
} else := false

# activation says where a licensed computer looks for the activation servers.
activation(address, computer) := {
	"why": licensed.signals[address].text,
	"doubt": reasons.first([computers.doubt(computer), licensed.activation_doubt(address)]),
	"destinations": licensed.activation_destinations(computer),
	"filtered": licensed.filtered_vpcs(computer),
	"port": licensed.activation_port,
} if {
	licensed.signals[address]
	computers.vpc(computer)
} else := {}
