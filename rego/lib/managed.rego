# The computers that are meant to be managed by Systems Manager, and why.
package lib.managed

import data.lib.associations
import data.lib.computers
import data.lib.entrance
import data.lib.licensed
import data.lib.reasons
import data.lib.services
import data.lib.text
import data.lib.unusable
import data.lib.words

# needs[address] says why a computer is meant to be managed. With a doubt other than "" it may not exist,
# or may not be meant to. What holds for a computer holds for its twins, so that these are not listed.
needs := {address: {"why": need.why, "doubt": doubt} |
	some address, computer in computers.elders
	need := need_of(computer)
	doubt := reasons.first([computers.doubt(computer), need.doubt, node_doubt(need, computer)])
}

# node_doubt tells why a computer of which nothing but its VPC tells that it is meant to be managed may not be.
node_doubt(need, computer) := unattended_doubt(computer) if {
	startswith(need.why, "its VPC has ")
} else := ""

# ways[address][service] is how a computer that is meant to be managed reaches a service of Systems Manager.
ways := {address: {service: way |
	some service, _ in services.wanted(computers.all[address])
	way := network.service_way(address, service)
} |
	some address, _ in needs
}

# astray[address] are those of them that lead nowhere, as far as is known.
astray := {address: lost |
	some address, by_service in ways
	lost := {service: way | some service, way in by_service; way.way in {"none", "unknown"}}
	lost != {}
}

# residents returns the computers of a VPC that are meant to be managed, with their twins.
residents(vpc) := sort({member |
	some address in computers.in_vpc[vpc]
	needs[address]
	some member in computers.family(address)
})

# why says why computers are meant to be managed, where one reason holds for all of them.
why(addresses) := reason if {
	reasons_of_all := {needs[computers.elder(address)].why | some address in addresses}
	count(reasons_of_all) == 1
	some one in reasons_of_all
	reason := text.plural(addresses, one, object.get(of_several, one, one))
} else := "they are meant to be managed"

# because is what a message adds where nothing else says that computers are meant to be managed than that nobody gets in
# otherwise, ready to be put behind a sentence.
because(addresses) := $", and {shut_off}" if {
	why(addresses) == shut_off
} else := ""

shut_off := "nobody can get in otherwise"

# reasoned returns a failing finding with that reason, where it is the only one, and with the way to say otherwise.
reasoned(finding) := object.union(finding, {
	"message": stated(finding.message),
	"remedy": $"{finding.remedy} Where {text.list(finding.affected)} {text.plural(finding.affected, "is", "are")} not meant to be managed by Systems Manager, say so with systems_manager.instances: inferred.",
}) if {
	why(finding.affected) == shut_off
} else := finding

stated(message) := message if {
	contains(message, shut_off)
} else := $"{trim_suffix(message, ".")}, and {shut_off}."

# of_several says of several computers what need_of says of one.
of_several := {
	"a Systems Manager association refers to it": "Systems Manager associations refer to them",
	"a maintenance window of Systems Manager targets it": "maintenance windows of Systems Manager target them",
	"it runs licensed software": "they run licensed software",
	"its role is meant for Systems Manager": "their roles are meant for Systems Manager",
	"its VPC has an endpoint for Systems Manager": "their VPC has an endpoint for Systems Manager",
	"its VPC has endpoints for Systems Manager": "their VPC has endpoints for Systems Manager",
}

need_of(computer) := {"why": "a Systems Manager association refers to it", "doubt": ""} if {
	computer.address in associated
} else := {"why": "a maintenance window of Systems Manager targets it", "doubt": ""} if {
	computer.address in associations.maintained
} else := {"why": "it runs licensed software", "doubt": ""} if {
	licensed.signals[computer.address]
} else := {"why": "its role is meant for Systems Manager", "doubt": ""} if {
	input.nodes.instance_profile[computer.instance_profile].role in meant_roles
} else := {"why": "its VPC has endpoints for Systems Manager", "doubt": ""} if {
	computer.vpc in equipped
	not computer.vpc in undedicated
	not entrance.everybody_enters(computer)
} else := {"why": "its VPC has an endpoint for Systems Manager", "doubt": doubt} if {
	computer.vpc in undedicated
	not entrance.everybody_enters(computer)
	doubt := parameters_doubt(computer)
} else := {"why": shut_off, "doubt": doubt} if {
	not inferred
	not entrance.somebody_enters(computer)
	doubt := reasons.first([unattended_doubt(computer), entrance_doubt(computer)])
}

# inferred holds where somebody says that instances are managed only where a sign of it is there.
inferred if object.get(input.configuration.systems_manager, "instances", "all") == "inferred"

# parameters_doubt tells why an endpoint for ssm alone may have nothing to do with a computer; "" where nobody gets in
# otherwise. It is undefined for one that surely has another way in, where only signs count and this is none.
parameters_doubt(computer) := "Parameter Store takes the endpoint for ssm as well, and there is another way in" if {
	entrance.somebody_enters(computer)
	not inferred
} else := "Parameter Store takes the endpoint for ssm as well, and there may be another way in" if {
	not entrance.somebody_enters(computer)
	entrance.doubt(computer)
} else := "" if {
	not entrance.somebody_enters(computer)
}

# unattended_doubt tells why nobody may mean to enter a computer; "" where that does not show.
unattended_doubt(computer) := "it is a node of a container cluster, which may be meant to be replaced and never entered" if {
	is_container_node(computer)
} else := "it forwards what others send, as a NAT instance does, and may be meant to be replaced and never entered" if {
	computer.source_dest_check == false
} else := ""

is_container_node(computer) if input.nodes.instance_profile[computer.instance_profile].role in container_roles

is_container_node(computer) if computer.resource_type in {"aws_eks_node_group", "AWS::EKS::Nodegroup"}

entrance_doubt(computer) := entrance.doubt(computer) if {
	true
} else := ""

# equipped are the VPCs that somebody gave an endpoint of Systems Manager.
equipped contains vpc if {
	some vpc, _ in input.nodes.vpc
	is_equipped(vpc)
}

is_equipped(vpc) if {
	some service in ["ssm", "ssmmessages", "ec2messages"]
	network.endpoints(vpc, service).has != []
}

# undedicated are those of them that have an endpoint for ssm alone. Parameter Store takes that one as well, as tasks of
# Amazon ECS need it for their parameters ("Amazon ECS interface VPC endpoints", Amazon ECS Developer Guide); sessions and
# commands are what an endpoint for ssmmessages or ec2messages is for, be it one that cannot work.
undedicated contains vpc if {
	some vpc in equipped
	every service in ["ssmmessages", "ec2messages"] {
		list := network.endpoints(vpc, service)
		count(list.has) + count(list.may) == 0
		not unusable.stands_for(vpc, service)
	}
}

# meant_roles are the roles that speak of managing instances.
meant_roles := {address |
	some address, role in input.nodes.role
	speaks_of_managing(role)
}

speaks_of_managing(role) if {
	some text in role_texts(role)
	regex.match(`AmazonSSMManaged|AmazonEC2RoleforSSM|AmazonSSMPatchAssociation|AmazonSSMDirectoryServiceAccess`, text)
}

# Reading parameters does not.
speaks_of_managing(role) if {
	some action in allowed_actions(role)
	regex.match(`^(ec2messages:|ssm:\*|ssm:UpdateInstanceInformation)`, action)
}

# Amazon ECS needs the same permission for ECS Exec ("Monitor Amazon ECS containers with ECS Exec", Amazon ECS Developer
# Guide), so that for a node of a cluster it says nothing.
speaks_of_managing(role) if {
	not role.address in container_roles
	some action in allowed_actions(role)
	startswith(action, "ssmmessages:")
}

speaks_of_managing(role) if {
	called := {word | some word in words.split_words(role.name)}
	called.ssm
	count(called & {"parameter", "parameters", "param", "params", "read", "reader", "secret", "secrets"}) == 0
}

role_texts(role) := array.flatten([
	[text | some text in role.policies],
	[text |
		some address in role.policies
		policy := input.nodes.policy[address]
		some name in ["name", "arn"]
		text := policy[name]
	],
])

# allowed_actions are what the documents of a role's policies name under Allow.
allowed_actions(role) := [action |
	some address in role.policies
	some statement in listed(read(input.nodes.policy[address].document).Statement)
	statement.Effect == "Allow"
	some action in listed(statement.Action)
]

# read returns a policy document, which is written as JSON or as an object.
read(document) := json.unmarshal(document) if {
	json.is_valid(document)
} else := document

listed(value) := value if {
	is_array(value)
} else := [value]

# associated are the computers that an association of Systems Manager surely runs on, without twins.
associated contains computer if {
	some by_computer in associations.targets
	some computer, "" in by_computer
}

# container_roles are the roles of cluster nodes, which are replaced rather than entered.
container_roles contains address if {
	some address, role in input.nodes.role
	some text in role_texts(role)
	regex.match(`AmazonEKSWorkerNode|AmazonEC2ContainerServiceforEC2Role`, text)
}

# connections[address][service] is where the connections of a computer to a service go: an endpoint, or
# the internet. With a doubt other than "" they may go there.
connections := {address: {service: connection_of(address, service, way) |
	some service, way in by_service
	way.destination != ""
} |
	some address, by_service in ways
}

# hindered are those of them that something may stop. Most pass all, so that nobody needs to ask more about them.
hindered := {address: stopped |
	some address, by_service in ways
	stopped := {service: connection_of(address, service, way) |
		some service, way in by_service
		way.destination != ""
		network.hindrances(address, way.destination, "tcp", 443) != []
	}
	stopped != {}
}

connection_of(address, service, way) := {
	"destination": way.destination,
	"doubt": reasons.first([needs[address].doubt, way.reason]),
	"level": services.wanted(computers.all[address])[service],
}
