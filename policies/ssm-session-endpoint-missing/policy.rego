# METADATA
# title: Session preferences need what the instances do not reach
# description: >-
#   A Session document asks for encryption with a key of AWS KMS, or for logs in Amazon S3 or CloudWatch Logs. The
#   instance does that itself, and does not reach the service, or may not use the key. Without the key no session
#   starts; without the other services there are no logs.
# related_resources:
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager-schema.html
#     description: Session document schema
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/setup-create-vpc.html
#     description: Improve the security of EC2 instances by using VPC endpoints for Systems Manager
#   - ref: https://docs.aws.amazon.com/systems-manager/latest/userguide/session-preferences-enable-encryption.html
#     description: Turn on KMS key encryption of session data
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["ssm-session-endpoint-missing"]

import data.lib.computers
import data.lib.evidence
import data.lib.grouping
import data.lib.identity
import data.lib.managed
import data.lib.mend
import data.lib.reasons
import data.lib.service_paths
import data.lib.sessions
import data.lib.text

fail contains managed.reasoned(finding) if {
	some [subject, attribute, _, level], at_place in by_group(denied)
	finding := object.union(of(subject, attribute, at_place), {
		"level": level,
		"message": $"{obstacle(subject, at_place)}, so {consequence(at_place)}.",
	})
}

review contains finding if {
	some [subject, attribute, _, _], at_place in object.remove(by_group(undecided), object.keys(by_group(denied)))
	finding := object.union(of(subject, attribute, at_place), {
		"message": $"It is undecided whether {question(at_place)}.",
		"reason": evidence.why(at_place),
	})
}

by_group(facts) := evidence.grouped(facts, ["subject", "attribute", "kind", "level"])

of(subject, attribute, facts) := {
	"node": subject,
	"attribute": attribute,
	"remedy": remedy(subject, facts),
	"mend": mended(facts),
	"affected": evidence.computers(facts),
	"path": array.concat(asks(evidence.one(facts)), path(evidence.one(facts))),
}

obstacle(subject, facts) := $"The permissions boundary of {subject} does not allow kms:Decrypt" if {
	evidence.one(facts).attribute == "permissions_boundary"
} else := $"{subject} does not allow kms:Decrypt" if {
	evidence.one(facts).kind == "permission"
	subject == evidence.one(facts).role
} else := $"{subject} keeps {evidence.one(facts).role} from kms:Decrypt" if {
	evidence.one(facts).kind == "permission"
} else := service_paths.obstacle(evidence.one(facts), about(facts))

consequence(facts) := $"no session with the key of {text.list(documents_of(facts))} starts on {text.list(evidence.computers(facts))}" if {
	evidence.one(facts).level == "error"
} else := $"the logs of sessions that {text.list(documents_of(facts))} asks for are lost on {text.list(evidence.computers(facts))}"

question(facts) := $"{evidence.one(facts).role} may use the key of {text.list(documents_of(facts))}" if {
	evidence.one(facts).kind == "permission"
} else := $"{text.list(evidence.computers(facts))} {text.plural(evidence.computers(facts), "reaches", "reach")} {about(facts).name}, which {text.list(documents_of(facts))} asks for"

remedy(subject, facts) := $"Allow kms:Decrypt on the key in {subject}." if {
	evidence.one(facts).kind == "permission"
} else := $"{closest}; or give the subnets of the instances a way to the internet." if {
	evidence.one(facts).kind == "endpoint"
	"s3" in services_of(facts)
	closest := concat("", [
		$"Add a gateway endpoint for s3 to {subject}, in the route tables of the instances' subnets",
		concat("", [", and an interface endpoint for logs" | "logs" in services_of(facts)]),
	])
} else := service_paths.remedy(evidence.one(facts), about(facts))

# An endpoint for S3 is no copy of the others: an interface endpoint takes the name of the service only where there is a
# gateway endpoint too, or with an option of its own ("AWS PrivateLink for Amazon S3", Amazon S3 User Guide).
mended(facts) := mend.endpoints_like(evidence.one(facts).subject, services_of(facts)) if {
	evidence.one(facts).kind == "endpoint"
	not "s3" in services_of(facts)
} else := []

# about names the services of facts, which have one level: one of them, or those of both kinds of logs.
about(facts) := object.union(names[services_of(facts)[0]], {
	"service": text.list(services_of(facts)),
	"name": text.list([names[service].name | some service in services_of(facts)]),
})

names := {
	"kms": {"name": "AWS KMS", "action": "kms:Decrypt", "level": "error"},
	"logs": {"name": "CloudWatch Logs", "action": "logs:PutLogEvents", "level": "warning"},
	"s3": {"name": "Amazon S3", "action": "s3:PutObject", "level": "warning"},
}

services_of(facts) := sort({fact.service | some fact in facts})

documents_of(facts) := sort({document | some fact in facts; some document in fact.documents})

asks(fact) := [{
	"node": document,
	"attribute": "content",
	"text": $"{document} asks for {sessions.fields[fact.service]}",
	"verdict": "allow",
}] if {
	document := min(fact.documents)
}

path(fact) := iam.allows_on(fact.role, "kms:Decrypt", fact.key).path if {
	fact.kind == "permission"
} else := service_paths.path(
	computers.all[computers.elder(fact.computer)],
	fact,
	object.union(names[fact.service], {"service": fact.service}),
)

denied := evidence.spread({fact |
	some fact in facts
	fact.verdict == "deny"
})

undecided := evidence.spread({fact |
	some fact in facts
	fact.verdict == "unknown"
})

facts := without_way | without_key

# guests are the computers that hold sessions, with the doubt whether they do. One that Systems Manager reaches over the
# internet reaches the rest there too, and one that it does not reach at all has no sessions.
guests := {name: reasons.first([managed.needs[name].doubt, ways.ssm.reason]) |
	some name, ways in managed.ways
	ways.ssm.way in {"endpoint", "unknown"}
}

# requests[[service, region, doubt]] are the documents of a Region that ask for a service alike: what keeps a computer
# from it does not depend on which of them it is.
requests := grouping.of([[[service, region(address), reasons.first([document.doubt, setting.doubt])], address] |
	some address, document in sessions.documents
	some service, setting in document.services
])

region(address) := object.get(input.nodes.document[address], "region", "")

# asks_there holds where a request may come from a session with a computer.
asks_there(documents, computer) if computers.shares_region(input.nodes.document[min(documents)], computer)

without_way := {fact |
	some [service, _, doubt], documents in requests
	some name, unsure in guests
	computer := computers.all[name]
	asks_there(documents, computer)
	some gap in service_paths.gaps(computer, service, names[service].action)
	fact := object.union(evidence.fact(name, gap, reasons.first([doubt, unsure])), {
		"documents": documents,
		"service": service,
		"level": names[service].level,
		"kind": gap.kind,
		"role": "",
	})
}

# locks[[key, region, doubt, key_doubt]] are the documents that ask for a key, as requests are those for a service.
locks := grouping.of([[[key(setting), region(address), reasons.first([document.doubt, setting.doubt]), sessions.key_doubt(setting)], address] |
	some address, document in sessions.documents
	setting := document.services.kms
])

# holders[role] are the computers with a role that may not use every key.
holders := {address: names |
	some address, names in grouping.of([[identity.role(computers.all[name]).address, name] | some name, _ in guests])
	iam.allows(address, "kms:Decrypt").verdict != "allow"
}

without_key := {fact |
	some [named, _, doubt, key_doubt], documents in locks
	some address, members in holders
	answer := iam.allows_on(address, "kms:Decrypt", named)
	answer.verdict != "allow"
	some name in members
	asks_there(documents, computers.all[name])
	unsure := reasons.first([doubt, guests[name], computers.doubt(input.nodes.role[address]), key_doubt])
	fact := object.union(evidence.fact(name, answer, unsure), {
		"documents": documents,
		"service": "kms",
		"level": "error",
		"kind": "permission",
		"role": address,
		"key": named,
	})
}

# key is the key that a document names: where it is made here, or what is written.
key(setting) := sessions.key(setting).address if {
	true
} else := setting.text
