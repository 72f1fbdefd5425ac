# Whether the policy of a key lets a service use it that has no permission of its own in IAM ("Key policies in AWS KMS",
# AWS Key Management Service Developer Guide).
package lib.keys

import data.lib.computers
import data.lib.reasons
import data.lib.sessions

# doubt tells why a key may let the reader, a service with its service-linked role, use an action; "" when it surely
# does not, and undefined when it surely does.
doubt(key, reader, action) := reason if {
	every statement in statements(key) {
		not permits(statement, reader, action)
	}
	reason := reasons.first(array.concat(
		[computers.doubt(key), object.get(key, "external", ""), object.get(key, ["unknown", "policy"], "")],
		[possible |
			some statement in statements(key)
			may_permit(statement, reader, action)
			possible := $"the policy of {key.address} may allow it"
		],
	))
	reason != ""
} else := sessions.grant_doubt if {
	every statement in statements(key) {
		not permits(statement, reader, action)
	}
}

# statements are those of the policy; a key without one has the default policy, which leaves all to IAM.
statements(key) := sessions.statements(sessions.policy_document(key)) if {
	true
} else := []

permits(statement, reader, action) if {
	not statement.Condition
	is_about(statement, action)
	some principal in principals(statement)
	is_reader(principal, reader)
}

may_permit(statement, reader, action) if {
	statement.Effect == "Allow"
	not never_about(statement, action)
	some principal in principals(statement)
	may_be(principal, reader)
}

may_permit(statement, _, _) if {
	statement.Effect == "Allow"
	statement.NotPrincipal
}

is_about(statement, action) if {
	statement.Effect == "Allow"
	some pattern in array.flatten([statement.Action])
	glob.match(lower(pattern), null, lower(action))
}

# never_about holds where a statement lists actions, all known, and the action is none of them.
never_about(statement, action) if {
	not statement.NotAction
	every pattern in array.flatten([statement.Action]) {
		not contains(pattern, "${")
		not glob.match(lower(pattern), null, lower(action))
	}
}

principals(statement) := ["*"] if {
	statement.Principal == "*"
} else := array.flatten([listed | some listed in statement.Principal])

is_reader("*", _)

is_reader(principal, reader) if principal == reader.service

is_reader(principal, reader) if endswith(principal, concat("", ["/", reader.role]))

may_be(principal, reader) if is_reader(principal, reader)

# What is not known may be the reader, but for the account itself.
may_be(principal, _) if {
	contains(principal, "${")
	not endswith(principal, ":root")
}
