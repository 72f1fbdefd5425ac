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

documents_of(facts) := sort({fact.document | some fact in facts})

asks(fact) := [{
	"node": fact.document,
	"attribute": "content",
	"text": $"{fact.document} asks for {sessions.fields[fact.service]}",
	"verdict": "allow",
}]

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

# asked are what the sessions of a computer ask for, with the doubt whether they do. A computer that Systems Manager
# reaches over the internet reaches the rest there too, and one that it does not reach at all has no sessions.
asked contains [address, computer, service, setting, doubt] if {
	some address, document in sessions.documents
	some service, setting in document.services
	some name, ways in managed.ways
	computer := computers.all[name]
	computers.shares_region(input.nodes.document[address], computer)
	some way in [ways.ssm]
	way.way in {"endpoint", "unknown"}
	doubt := reasons.first([document.doubt, setting.doubt, managed.needs[name].doubt, way.reason])
}

without_way := {fact |
	some [document, computer, service, _, doubt] in asked
	some gap in service_paths.gaps(computer, service, names[service].action)
	fact := object.union(evidence.fact(computer.address, gap, doubt), {
		"document": document,
		"service": service,
		"level": names[service].level,
		"kind": gap.kind,
		"role": "",
	})
}

without_key := {fact |
	some [document, computer, "kms", setting, doubt] in asked
	role := identity.role(computer)
	named := key(setting)
	answer := iam.allows_on(role.address, "kms:Decrypt", named)
	answer.verdict != "allow"
	unsure := reasons.first([doubt, computers.doubt(role), sessions.key_doubt(setting)])
	fact := object.union(evidence.fact(computer.address, answer, unsure), {
		"document": document,
		"service": "kms",
		"level": "error",
		"kind": "permission",
		"role": role.address,
		"key": named,
	})
}

# key is the key that a document names: where it is made here, or what is written.
key(setting) := sessions.key(setting).address if {
	true
} else := setting.text
