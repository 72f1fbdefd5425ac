# The directories and domain controllers that computers have to reach, and on which ports.
package lib.directories

import data.lib.computers
import data.lib.licensed
import data.lib.scripts

# targets_of[address] are the directory that a member needs, or its domain controllers: those that it is handed as DNS
# servers by what joins it, or else by its VPC, or else the directory in its VPC, or else the only one, in view or near a
# licensed computer.
targets_of := {address: targets |
	some address in members
	computer := computers.all[address]
	input.nodes.vpc[computer.vpc]
	targets := (targets_for(address, computer.vpc) - {address}) - object.get(others, address, set())
}

targets_for(address, vpc) := own if {
	own := {handed[address]} & spoken_to
	count(own) > 0
} else := targets_in(vpc) if {
	count(targets_in(vpc)) > 0
} else := near if {
	licensed.signals[address]
	near := object.keys(licensed.near[vpc]) & spoken_to
	count(near) == 1
} else := set()

targets_in(vpc) := servers[vpc] if {
	count(servers[vpc]) > 0
} else := local if {
	local := licensed.directories_in[vpc] & spoken_to
	count(local) > 0
} else := spoken_to if {
	count(input.nodes.directory) == 1
} else := set()

# spoken_to are the directories that have domain controllers. An AD Connector passes requests of AWS on, and members speak
# to the controllers behind it.
spoken_to := {address |
	some address, _ in input.nodes.directory
	not is_connector(address)
}

is_connector(address) if input.nodes.directory[address].type == "ADConnector"

servers := {vpc: found |
	some vpc in needing_vpcs
	found := {server.node |
		some server in network.resolver(vpc).servers
		server.kind in {"directory", "instance"}
		server.node != ""
		not is_connector(server.node)
	}
}

# ports_of are the ports on which a computer has to reach a target.
ports_of(address, target) := array.concat(joining_ports(computers.all[address]), dns_ports) if {
	asks_for_names(address, target)
} else := joining_ports(computers.all[address])

asks_for_names(address, target) if handed[address] == target

asks_for_names(address, target) if {
	not handed[address]
	target in servers[computers.all[address].vpc]
}

joining_ports(computer) := [port | some port in ports; not port.label in {"tcp/135", "tcp/445", "tcp/49152-65535"}] if {
	joins_over_ldap(computer)
} else := ports

# joins_over_ldap holds for a computer that SSSD makes a member, as realm and adcli do: over LDAP and Kerberos, without
# the remote procedure calls that Windows and Samba take ("Ports required for direct integration of RHEL systems into AD
# using SSSD", Integrating RHEL systems directly with Windows Active Directory, Red Hat). An association of Systems
# Manager makes Linux a member by Winbind, which is Samba's (amazon-ssm-agent, plugin aws:domainJoin).
joins_over_ldap(computer) if {
	scripts.runs(computer, `(?i)\b(realm|adcli)\s+join\b`)
	not regex.match(`(?i)samba|winbind|\bnet\s+ads\s+join\b`, computer.user_data)
}

# What joining a domain takes ("Secure your AWS Managed Microsoft AD network configuration", AWS Directory
# Service Administration Guide). A range is asked about at both of its ends.
ports := [
	{"label": "tcp/88", "protocol": "tcp", "number": 88, "level": "error"},
	{"label": "tcp/135", "protocol": "tcp", "number": 135, "level": "error"},
	{"label": "tcp/389", "protocol": "tcp", "number": 389, "level": "error"},
	{"label": "udp/389", "protocol": "udp", "number": 389, "level": "error"},
	{"label": "tcp/445", "protocol": "tcp", "number": 445, "level": "error"},
	{"label": "tcp/464", "protocol": "tcp", "number": 464, "level": "error"},
	{"label": "tcp/49152-65535", "protocol": "tcp", "number": 49152, "level": "error"},
	{"label": "tcp/49152-65535", "protocol": "tcp", "number": 65535, "level": "error"},
	{"label": "udp/123", "protocol": "udp", "number": 123, "level": "warning"},
]

# What some uses of a domain take besides, whose members join without it ("What gets created with your AWS Managed
# Microsoft AD", AWS Directory Service Administration Guide). It lists udp/445 as well, which nothing uses.
further_ports := [
	{"label": "udp/88", "protocol": "udp", "number": 88, "level": "warning", "use": "Kerberos over UDP"},
	{"label": "udp/464", "protocol": "udp", "number": 464, "level": "warning", "use": "Kerberos over UDP"},
	{"label": "tcp/636", "protocol": "tcp", "number": 636, "level": "warning", "use": "LDAP over TLS"},
	{"label": "tcp/3268-3269", "protocol": "tcp", "number": 3268, "level": "warning", "use": "the global catalog"},
	{"label": "tcp/3268-3269", "protocol": "tcp", "number": 3269, "level": "warning", "use": "the global catalog"},
	{"label": "udp/138", "protocol": "udp", "number": 138, "level": "warning", "use": "NetBIOS"},
	{"label": "tcp/9389", "protocol": "tcp", "number": 9389, "level": "warning", "use": "its web services"},
]

# further_ports_of leaves out what a Simple AD does not have (it is Samba, without web services and certificates), and
# what Linux does not use, which reads group policies from a share.
further_ports_of(address, target) := [port |
	some port in array.concat(further_ports, share_ports(computers.all[address]))
	not port.label in absent_from(target)
	not port.label in strange_to(computers.all[address])
]

absent_from(target) := {"tcp/636", "tcp/9389"} if {
	input.nodes.directory[target].type == "SimpleAD"
} else := set()

strange_to(computer) := {"udp/138", "tcp/9389"} if {
	joins_over_ldap(computer)
} else := set()

share_ports(computer) := [share_port] if {
	joins_over_ldap(computer)
} else := []

share_port := {"label": "tcp/445", "protocol": "tcp", "number": 445, "level": "warning", "use": "group policies"}

# Names are asked of the domain controllers only where they are handed out as DNS servers.
dns_ports := [
	{"label": "udp/53", "protocol": "udp", "number": 53, "level": "error"},
	{"label": "tcp/53", "protocol": "tcp", "number": 53, "level": "error"},
]
