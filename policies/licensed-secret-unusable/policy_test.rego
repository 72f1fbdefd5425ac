package policies["licensed-secret-unusable_test"]

import data.policies["licensed-secret-unusable"] as rule

given(secret, others) := {"nodes": object.union(
	{"secret": {"aws_secretsmanager_secret.admin": object.union(
		{"address": "aws_secretsmanager_secret.admin", "name": "license-manager-user-admin"},
		secret,
	)}},
	others,
)}

fails(secret, others) := found if {
	found := rule.fail with input as given(secret, others)
}

reviews(secret, others) := found if {
	found := rule.review with input as given(secret, others)
}

sound := {"secret_keys": ["password", "username"]}

encrypted := object.union(sound, {"kms_key": "aws_kms_key.secrets"})

key(values) := {"kms_key": {"aws_kms_key.secrets": object.union({"address": "aws_kms_key.secrets"}, values)}}

statement(principal) := {"Effect": "Allow", "Principal": principal, "Action": ["kms:Decrypt", "kms:DescribeKey"], "Resource": "*"}

policy(statements) := key({"policy": json.marshal({"Statement": statements})})

account := statement({"AWS": "arn:aws:iam::123456789012:root"})

role := "arn:aws:iam::123456789012:role/aws-service-role/license-manager-user-subscriptions.amazonaws.com/AWSServiceRoleForAWSLicenseManagerUserSubscriptionsService"

test_fail_lacking_key if {
	some finding in fails({"secret_keys": ["password", "user"]}, {})
	finding.attribute == "secret_keys"
	startswith(finding.message, "aws_secretsmanager_secret.admin lacks username, so")
}

test_fail_no_json if {
	some finding in fails({"secret_keys": []}, {})
	startswith(finding.message, "aws_secretsmanager_secret.admin lacks username and password, so")
}

test_fail_key[name] if {
	some name, others in {"default": key({}), "account": policy([account]), "other": policy([statement({"AWS": "arn:aws:iam::123456789012:role/x"})])}
	some finding in fails(encrypted, others)
	finding.node == "aws_kms_key.secrets"
	finding.attribute == "policy"
}

test_pass if {
	count(fails(sound, {})) == 0
	count(reviews(sound, {})) == 0
}

test_pass_key if {
	every principal in [{"AWS": role}, {"AWS": ["arn:aws:iam::123456789012:root", role]}, "*", {"Service": "license-manager-user-subscriptions.amazonaws.com"}] {
		others := policy([statement(principal)])
		count(fails(encrypted, others)) == 0
		count(reviews(encrypted, others)) == 0
	}
}

test_trap_own_key_of_secrets_manager if {
	secret := object.union(sound, {"kms_key": "alias/aws/secretsmanager"})
	count(fails(secret, {})) == 0
	count(reviews(secret, {})) == 0
}

test_trap_other_name if count(fails({"name": "database", "secret_keys": []}, {})) == 0

test_trap_by_hand if {
	count(fails({}, {})) == 0
	count(reviews({}, {})) == 0
}

test_review_unknown_content if {
	some finding in reviews({"unknown": {"secret_keys": "variable secret has no default"}}, {})
	finding.reason == "variable secret has no default"
}

test_review_key[reason] if {
	some reason, others in {
		"the policy of its key is not part of this configuration": {},
		"the policy of aws_kms_key.secrets may allow it": policy([object.union(statement("*"), {"Condition": {"StringEquals": {"kms:CallerAccount": "123456789012"}}})]),
		"aws_kms_grant.x may allow it": object.union(key({}), {"kms_grant": {"aws_kms_grant.x": {}}}),
		"variable policy has no default": key({"unknown": {"policy": "variable policy has no default"}}),
	}
	count(fails(encrypted, others)) == 0
	some finding in reviews(encrypted, others)
	finding.reason == reason
}
