package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// identityTypes are IAM roles, the ways to give them policies, instance profiles, keys with policies of their own, and
// secrets.
var identityTypes = map[string]graph.Type{
	"aws_iam_role": {
		Kind: "role",
		Values: names{
			{"name", "name"},
			{"path", "path"},
			{"assume_role_policy", "trust_policy"},
			{"permissions_boundary", "permissions_boundary"},
			{"lifecycle.ignore_changes", "ignored_changes"},
		},
		// Where they are written, the role manages its policies of that sort alone ("Resource: aws_iam_role").
		Links:     names{{"managed_policy_arns", "policies"}, {"managed_policy_arns", "listed_policies"}},
		Exclusive: names{{"managed_policy_arns", "exclusive_managed_policies"}},
		Blocks: []graph.Block{{
			Property: "inline_policy", Set: "policies", Kind: "policy", Exclusive: "exclusive_inline_policies",
			Values: names{{"name", "name"}, {"policy", "document"}},
		}},
	},
	"aws_iam_role_policy": {
		Kind:   "policy",
		Values: names{{"name", "name"}, {"policy", "document"}},
		Joins:  []graph.Join{{Owner: "role", OwnerKind: "role", Set: "policies"}},
	},
	"aws_iam_policy": {
		Kind:   "policy",
		Values: names{{"name", "name"}, {"policy", "document"}},
	},
	"data.aws_iam_policy": {
		Kind:   "policy",
		Values: names{{"name", "name"}, {"arn", "arn"}},
	},
	"aws_iam_role_policy_attachment": {
		Joins: []graph.Join{{Owner: "role", OwnerKind: "role", Set: "policies", Member: "policy_arn"}},
	},
	// It attaches a policy to the roles that it lists and takes it from all others in the account ("Resource:
	// aws_iam_policy_attachment").
	"aws_iam_policy_attachment": {
		Kind:     "exclusive_attachment",
		Constant: constant{"exclusive": "policy"},
		Values:   changesIgnored,
		Links:    names{{"roles", "roles"}, {"policy_arn", "policies"}},
		Joins:    []graph.Join{{Owner: "roles", OwnerKind: "role", Set: "policies", Member: "policy_arn"}},
	},
	// It attaches the policies that it lists to a role, and takes all others from it ("Resource:
	// aws_iam_role_policy_attachments_exclusive").
	"aws_iam_role_policy_attachments_exclusive": {
		Kind:     "exclusive_attachment",
		Constant: constant{"exclusive": "role"},
		Values:   changesIgnored,
		Links:    names{{"role_name", "roles"}, {"policy_arns", "policies"}},
		Joins:    []graph.Join{{Owner: "role_name", OwnerKind: "role", Set: "policies", Member: "policy_arns"}},
	},
	// It takes all inline policies from a role whose names it does not list ("Resource: aws_iam_role_policies_exclusive").
	"aws_iam_role_policies_exclusive": {
		Kind:     "exclusive_attachment",
		Constant: constant{"exclusive": "inline"},
		Values:   append(names{{"policy_names", "policy_names"}}, changesIgnored...),
		Links:    names{{"role_name", "roles"}},
	},
	"aws_iam_instance_profile": {
		Kind:   "instance_profile",
		Values: names{{"name", "name"}, {"role", "role_name"}, {"roles", "role_name"}},
		Links:  names{{"role", "role"}, {"roles", "role"}}, // roles is what older providers take
	},
	"aws_kms_key": {Kind: "kms_key", Values: names{{"policy", "policy"}}},
	"aws_kms_key_policy": {
		Settings: []graph.Setting{{Owner: "key_id", OwnerKind: "kms_key", Values: names{{"policy", "policy"}}}},
	},
	"aws_kms_grant": {Kind: "kms_grant"},
	"aws_secretsmanager_secret": {
		Kind:   "secret",
		Values: names{{"name", "name"}, {"name_prefix", "name"}},
		Links:  names{{"kms_key_id", "kms_key"}},
	},
	"aws_secretsmanager_secret_version": {
		Settings: []graph.Setting{{
			Owner: "secret_id", OwnerKind: "secret",
			Values: names{{"secret_string", "secret_keys"}, {"secret_string_wo", "secret_keys"}},
		}},
	},
}

// changesIgnored are those of the lists of exclusive resources that are to stay as somebody else makes them.
var changesIgnored = names{{"lifecycle.ignore_changes", "ignored_changes"}}
