# METADATA
# title: Association cannot join its instances to the domain
# description: >-
#   An association of Systems Manager joins instances to a domain, and their role lacks the permissions for it,
#   or they do not reach Directory Service, or the association calls the directory by another name. The association
#   fails, and the instances stay outside of the domain.
# related_resources:
#   - ref: https://docs.aws.amazon.com/directoryservice/latest/admin-guide/launching_instance.html
#     description: Joining an Amazon EC2 Windows instance to your AWS Managed Microsoft AD
#   - ref: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMDirectoryServiceAccess.html
#     description: AmazonSSMDirectoryServiceAccess
#   - ref: https://docs.aws.amazon.com/directoryservice/latest/admin-guide/vpc-interface-endpoints.html
#     description: Directory Service API and interface VPC endpoints using AWS PrivateLink
# custom:
#   severity: error
#   category: active-directory
#   precision: high
package policies["ad-join-permissions-missing"]

import data.lib.associations
import data.lib.computers
import data.lib.directories
import data.lib.evidence
import data.lib.identity
import data.lib.licensed
import data.lib.mend
import data.lib.reasons
import data.lib.service_paths
import data.lib.text

fail contains finding if {
	some [subject, attribute], at_place in evidence.by_place(denied)
	finding := object.union(of(subject, attribute, at_place), {"message": $"{obstacle(subject, at_place)}, so {consequence(at_place)}."})
}

review contains finding if {
	some [subject, attribute], at_place in object.remove(evidence.by_place(undecided), evidence.places(denied))
	finding := object.union(of(subject, attribute, at_place), {
		"message": $"It is undecided whether {question(at_place)}.",
		"reason": evidence.why(at_place),
	})
}

of(subject, attribute, facts) := {
	"node": subject,
	"attribute": attribute,
	"remedy": remedy(subject, facts),
	"mend": mended(subject, facts),
	"affected": evidence.computers(facts),
	"path": array.concat(run(evidence.one(facts)), path(evidence.one(facts))),
}

obstacle(subject, facts) := $"The permissions boundary of {subject} does not allow {actions_of(facts)}" if {
	evidence.one(facts).attribute == "permissions_boundary"
} else := $"{subject} does not allow {actions_of(facts)}" if {
	evidence.one(facts).kind == "permission"
	subject == evidence.one(facts).role
} else := $"{subject} keeps {evidence.one(facts).role} from {actions_of(facts)}" if {
	evidence.one(facts).kind == "permission"
} else := $"{subject} calls the domain {text.list(called(subject))}, and the name of {evidence.one(facts).directory} is {name_of(facts)}" if {
	evidence.one(facts).kind == "name"
} else := service_paths.obstacle(evidence.one(facts), names)

called(association) := sort(directories.domains_of(input.nodes.association[association]))

name_of(facts) := input.nodes.directory[evidence.one(facts).directory].domain_name

names := {"service": "ds", "name": "Directory Service", "action": "ds:CreateComputer"}

consequence(facts) := $"it cannot join {text.list(evidence.computers(facts))} to the domain" if {
	evidence.one(facts).kind == "name"
} else := $"{text.list(associations_of(facts))} cannot join {text.list(evidence.computers(facts))} to the domain"

question(facts) := $"{evidence.one(facts).role} allows {actions_of(facts)}" if {
	evidence.one(facts).kind == "permission"
} else := $"the role of {text.list(evidence.computers(facts))} allows ds:CreateComputer and ds:DescribeDirectories" if {
	evidence.one(facts).kind == "role"
} else := $"{evidence.one(facts).association} can join {text.list(evidence.computers(facts))} to a domain by a name that is not that of {evidence.one(facts).directory}" if {
	evidence.one(facts).kind == "name"
} else := $"{text.list(associations_of(facts))} {text.plural(associations_of(facts), "joins", "join")} {text.list(evidence.computers(facts))} to a domain, and to the right one" if {
	evidence.one(facts).kind == "document"
} else := $"{text.list(evidence.computers(facts))} {text.plural(evidence.computers(facts), "reaches", "reach")} Directory Service"

remedy(subject, facts) := $"Attach the policy AmazonSSMDirectoryServiceAccess to {subject}, or allow {actions_of(facts)}." if {
	evidence.one(facts).kind == "permission"
	subject == evidence.one(facts).role
	evidence.one(facts).attribute != "permissions_boundary"
} else := $"Allow {actions_of(facts)} in {subject}." if {
	evidence.one(facts).kind == "permission"
} else := "Give the instance a profile whose role has the policy AmazonSSMDirectoryServiceAccess." if {
	evidence.one(facts).kind == "role"
} else := $"Say {name_of(facts)} for directoryName in {subject}, or give the id of the directory of that name." if {
	evidence.one(facts).kind == "name"
} else := "Check that the document names the directory by its id and by its own name." if {
	evidence.one(facts).kind == "document"
} else := service_paths.remedy(evidence.one(facts), names)

mended(subject, facts) := mend.endpoints_like(subject, ["ds"]) if {
	evidence.one(facts).kind == "endpoint"
} else := mend.directory_access(subject, evidence.one(facts).attribute) if {
	evidence.one(facts).kind == "permission"
} else := renamed(subject, evidence.one(facts).directory) if {
	evidence.one(facts).kind == "name"
} else := []

# renamed says the name of the directory that is joined by its id, where no other one in view has the name that is said.
renamed(association, directory) := [{"change": "replace", "node": association, "attribute": "directory_names", "from": said[0], "to": name}] if {
	said := input.nodes.association[association].directory_names
	count(said) == 1
	name := input.nodes.directory[directory].domain_name
	not input.nodes.directory[directory].unknown.domain_name
	every other in input.nodes.directory {
		not may_be_called(other, said[0])
	}
} else := []

may_be_called(directory, name) if lower(directory.domain_name) == lower(name)

may_be_called(directory, _) if not directory.domain_name

may_be_called(directory, _) if directory.unknown.domain_name

actions_of(facts) := concat(" and ", sort({fact.action | some fact in facts}))

associations_of(facts) := sort({fact.association | some fact in facts})

run(fact) := [] if {
	fact.kind == "document"
} else := [{
	"node": fact.association,
	"attribute": "document_name",
	"text": $"{fact.association} joins {fact.computer} to a domain",
	"verdict": "allow",
}]

path(fact) := iam.allows(fact.role, fact.action).path if {
	fact.kind == "permission"
} else := [] if {
	fact.kind in {"role", "name", "document"}
} else := service_paths.path(computers.all[computers.elder(fact.computer)], fact, names)

denied := evidence.spread({fact |
	some fact in facts
	fact.verdict == "deny"
})

undecided := evidence.spread({fact |
	some fact in facts
	fact.verdict == "unknown"
})

facts := (((without_permission | without_role) | without_way) | without_name) | without_document

# joins are the computers that an association joins, with the doubt whether it does. License Manager joins those
# with its software itself.
joins contains [name, computer, doubt] if {
	some name, association in input.nodes.association
	unread := unread_document(name, association)
	some address, unsure in associations.targets[name]
	not licensed.signals[address]
	computer := computers.all[address]
	doubt := reasons.first([unsure, unread, computers.doubt(association), computers.doubt(computer), licensed_doubt(address)])
}

# unread_document tells why it is not known whether an association joins anybody; it is undefined where it surely does not.
unread_document(name, association) := "" if {
	directories.joins(association)
} else := $"whether {name} joins anybody to a domain is not known: {reason}" if {
	reason := directories.may_join(association)
}

licensed_doubt(address) := licensed.doubts[address] if {
	true
} else := ""

without_permission := {fact |
	some [name, computer, doubt] in joins
	role := identity.role(computer)
	some action in ["ds:CreateComputer", "ds:DescribeDirectories"]
	answer := iam.allows(role.address, action)
	answer.verdict != "allow"
	fact := object.union(evidence.fact(computer.address, answer, doubt), {
		"association": name,
		"kind": "permission",
		"role": role.address,
		"action": action,
	})
}

# Where nothing gives an instance an identity, Systems Manager does not run the association at all: that is another
# rule's fault.
without_role := {fact |
	some [name, computer, doubt] in joins
	not identity.role(computer)
	reason := reasons.first([doubt, hidden_role(computer)])
	answer := {"verdict": "unknown", "reason": reason, "subject": computer.address, "attribute": "instance_profile"}
	fact := object.union(evidence.fact(computer.address, answer, ""), {
		"association": name,
		"kind": "role",
		"role": "",
		"action": "",
	})
}

hidden_role(computer) := computer.open.instance_profile if {
	true
} else := $"the role behind {computer.instance_profile} is not part of this configuration" if {
	computer.instance_profile
} else := "Default Host Management gives it its identity, and what that may do in Directory Service is not in view" if {
	identity.host_management(computer) == "on"
}

without_way := {fact |
	some [name, computer, doubt] in joins
	some gap in service_paths.gaps(computer, names.service, names.action)
	fact := object.union(evidence.fact(computer.address, gap, doubt), {
		"association": name,
		"kind": gap.kind,
		"role": "",
		"action": "",
	})
}

# A computer joins the domain by its name, with the account that is made in the directory of the id ("aws:domainJoin", AWS
# Systems Manager User Guide, directoryId and directoryName).
without_name := {fact |
	some [name, computer, doubt] in joins
	directory := directories.misnamed[name]
	answer := {"verdict": "deny", "reason": "", "subject": name, "attribute": place_of_name(name)}
	reason := reasons.first([doubt, computers.doubt(input.nodes.directory[directory])])
	fact := object.union(evidence.fact(computer.address, answer, reason), {
		"association": name,
		"kind": "name",
		"role": "",
		"action": "",
		"directory": directory,
	})
}

# What a document that cannot be read joins, and how, is not known.
without_document := {fact |
	some [name, computer, _] in joins
	reason := directories.may_join(input.nodes.association[name])
	answer := {"verdict": "unknown", "reason": reason, "subject": name, "attribute": "document_name"}
	fact := object.union(evidence.fact(computer.address, answer, ""), {
		"association": name,
		"kind": "document",
		"role": "",
		"action": "",
	})
}

# A name that a document says stands for the association at its document.
place_of_name(association) := "directory_names" if {
	input.nodes.association[association].directory_names
} else := "document_name"
