# METADATA
# title: Secret that License Manager cannot use
# description: >-
#   A secret whose name says that it is for License Manager lacks the user name or the password under the keys that
#   it reads, or is encrypted with a key that it may not use. The license server of Remote Desktop Services then
#   cannot sign in to the directory.
# related_resources:
#   - ref: https://docs.aws.amazon.com/license-manager/latest/userguide/user-based-subscriptions.html
#     description: User-based subscriptions in License Manager
#   - ref: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSLicenseManagerUserSubscriptionsServiceRolePolicy.html
#     description: AWSLicenseManagerUserSubscriptionsServiceRolePolicy
#   - ref: https://docs.aws.amazon.com/secretsmanager/latest/userguide/security-encryption.html
#     description: Secret encryption and decryption in AWS Secrets Manager
# custom:
#   severity: warning
#   category: license-manager
#   precision: medium
package policies["licensed-secret-unusable"]

import data.lib.computers
import data.lib.keys
import data.lib.reasons
import data.lib.text

fail contains finding if {
	some fact in facts
	fact.verdict == "deny"
	finding := {
		"node": fact.node,
		"attribute": fact.attribute,
		"message": fact.message,
		"remedy": fact.remedy,
		"affected": [fact.secret],
		"path": path(fact),
	}
}

review contains finding if {
	some fact in facts
	fact.verdict == "unknown"
	finding := {
		"node": fact.node,
		"attribute": fact.attribute,
		"message": $"It is undecided whether License Manager can use {fact.secret}.",
		"remedy": fact.remedy,
		"reason": fact.reason,
		"affected": [fact.secret],
		"path": path(fact),
	}
}

path(fact) := [
	{"node": fact.secret, "attribute": "name", "text": $"{fact.secret} is for License Manager, as its name says", "verdict": "allow"},
	{"node": fact.node, "attribute": fact.attribute, "text": fact.sees, "verdict": fact.verdict},
]

# License Manager may read the secrets whose names begin so (AWSLicenseManagerUserSubscriptionsServiceRolePolicy,
# version 6).
secrets := {address: secret |
	some address, secret in input.nodes.secret
	startswith(secret.name, "license-manager-user-")
}

facts := by_content | by_key

wanted := ["username", "password"]

# A secret whose value nobody writes here is given it by hand, which is the better way.
by_content := {fact |
	some address, secret in secrets
	found := object.get(secret, "secret_keys", [])
	lacking := [key | some key in wanted; not key in found]
	count(lacking) > 0
	written(secret)
	doubt := reasons.first([object.get(secret, ["unknown", "secret_keys"], ""), computers.doubt(secret)])
	fact := {
		"secret": address,
		"node": address,
		"attribute": "secret_keys",
		"verdict": verdict(doubt),
		"reason": doubt,
		"message": $"{address} lacks {text.list(lacking)}, so License Manager finds no credentials for the directory in it.",
		"sees": "it does not surely have the keys username and password",
		"remedy": "Write the secret as a JSON object with the keys username and password.",
	}
}

written(secret) if secret.secret_keys

written(secret) if secret.unknown.secret_keys

by_key := {fact |
	some address, secret in secrets
	holder := key_holder(secret)
	doubt := reasons.first([holder.reason, computers.doubt(secret)])
	fact := {
		"secret": address,
		"node": holder.node,
		"attribute": holder.attribute,
		"verdict": verdict(doubt),
		"reason": doubt,
		"message": $"{holder.node} does not let License Manager decrypt {address}: its service-linked role has no permission of its own to use a key.",
		"sees": $"the policy of {holder.node} does not surely let License Manager decrypt",
		"remedy": $"Allow kms:Decrypt to the role AWSServiceRoleForAWSLicenseManagerUserSubscriptionsService in the policy of {holder.node}, or leave the encryption to the key of Secrets Manager.",
	}
}

verdict("") := "deny"

verdict(doubt) := "unknown" if doubt != ""

# key_holder is the key that stands in License Manager's way, with the doubt whether it does. It is undefined where none
# does: without a key of one's own, the secret is encrypted with that of Secrets Manager, which the whole account may use.
key_holder(secret) := {"node": key.address, "attribute": "policy", "reason": reason} if {
	key := input.nodes.kms_key[secret.kms_key]
	not secret.open.kms_key
	reason := keys.doubt(key, reader, "kms:Decrypt")
} else := {"node": secret.address, "attribute": "kms_key", "reason": secret.open.kms_key} if {
	true
} else := {"node": secret.address, "attribute": "kms_key", "reason": "the policy of its key is not part of this configuration"} if {
	not input.nodes.kms_key[secret.kms_key]
	not endswith(secret.kms_key, "alias/aws/secretsmanager")
}

reader := {
	"role": "AWSServiceRoleForAWSLicenseManagerUserSubscriptionsService",
	"service": "license-manager-user-subscriptions.amazonaws.com",
}
