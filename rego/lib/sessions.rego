# What the preferences of Session Manager ask of the instances.
package lib.sessions

import data.lib.computers
import data.lib.reasons

# default_document is the one whose preferences count in every session that names no other ("Session document schema",
# AWS Systems Manager User Guide).
default_document := "SSM-SessionManagerRunShell"

# documents are those of sessions, each with the doubt whether sessions use it, and the services that it takes.
documents := {address: {"doubt": doubt, "services": services} |
	some address, document in input.nodes.document
	document.document_type == "Session"
	doubt := reasons.first([computers.doubt(document), use_doubt(document)])
	services := {service: setting |
		some service, field in fields
		setting := setting_of(document, field)
	}
}

# What the instance itself does with a setting: it decrypts the key of the session's data, and it writes the logs.
fields := {"kms": "kmsKeyId", "logs": "cloudWatchLogGroupName", "s3": "s3BucketName"}

use_doubt(document) := document.unknown.name if {
	true
} else := "" if {
	document.name == default_document
} else := "sessions use it only where they name it"

# setting_of is what a document writes for a field, with the reason why that may be nothing; it is undefined for
# nothing. Documents in JSON, in YAML and as an object are read alike.
setting_of(document, field) := {"text": written, "doubt": ""} if {
	written := written_in(text_of(document), field)
	not open_part(document, written)
} else := {"text": "", "doubt": document.unknown.content} if {
	open_part(document, written_in(text_of(document), field))
} else := {"text": "", "doubt": document.unknown.content} if {
	hidden(document)
}

text_of(document) := document.content if {
	is_string(document.content)
} else := json.marshal(document.content)

written_in(text, field) := found if {
	pattern := concat("", [`["']?\b`, field, `["']?[ \t]*:[ \t]*["']?((?:\$\{[^}]*\}|[^"'\s,{}])+)`])
	found := regex.find_all_string_submatch_n(pattern, text, 1)[0][1]
	not found in {"null", "~"}
}

# open_part holds for a text with something in it that the source does not say.
open_part(document, text) if {
	document.unknown.content
	regex.match(`\$\{(\}|var\.)`, text)
}

open_part(document, text) if {
	document.unknown.content
	some name in document.via.content
	contains(text, concat("", ["${", name, "}"]))
}

# hidden holds for a document of which nothing is known.
hidden(document) if {
	document.unknown.content
	not document.content
}

hidden(document) if regex.match(`^\$\{[^}]*\}$`, document.content)

# key is the key of the configuration that a document names, by its address alone or with what of it is asked for.
key(setting) := [found |
	steps := split(regex.find_n(`^\$\{[^}]*`, setting.text, 1)[0], ".")
	some i in numbers.range(1, count(steps))
	address := trim_prefix(concat(".", array.slice(steps, 0, i)), "${")
	found := input.nodes.kms_key[address]
][0]

# key_doubt tells why a key may let a role decrypt that has no permission of its own: the policy of a key, and a
# grant, can name the role ("Key policies in AWS KMS", AWS Key Management Service Developer Guide). It is "" when
# the policy leaves it to IAM, as the default one does.
key_doubt(setting) := "the policy of its key is not part of this configuration" if {
	not key(setting)
} else := reason if {
	one := key(setting)
	reason := reasons.first([
		computers.doubt(one),
		object.get(one, "external", ""),
		policy_doubt(one),
		grant_doubt,
	])
}

policy_doubt(one) := "" if {
	not one.policy
	not one.unknown.policy
} else := "" if {
	document := policy_document(one)
	every statement in statements(document) {
		leaves_to_iam(statement)
	}
} else := $"the policy of {one.address} may allow it"

policy_document(one) := one.policy if {
	is_object(one.policy)
} else := json.unmarshal(one.policy) if {
	json.is_valid(one.policy)
}

statements(document) := document.Statement if {
	is_array(document.Statement)
} else := [document.Statement]

leaves_to_iam(statement) if statement.Effect == "Deny"

# Whoever is no role of the account is not the instance's.
leaves_to_iam(statement) if {
	not statement.NotPrincipal
	is_object(statement.Principal)
	every principal in array.flatten([object.get(statement.Principal, "AWS", [])]) {
		regex.match(`:root$|^\d{12}$`, principal)
	}
}

grant_doubt := $"{min(grants)} may allow it" if {
	count(grants) > 0
} else := ""

grants := {address | some address, _ in input.nodes.kms_grant}
