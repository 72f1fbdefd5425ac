package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// identityTypes are IAM roles, the ways to give them policies, and instance profiles.
var identityTypes = map[string]graph.Type{
	"AWS::IAM::Role": {
		Kind: "role",
		Values: names{
			{"RoleName", "name"},
			{"Path", "path"},
			{"AssumeRolePolicyDocument", "trust_policy"},
			{"PermissionsBoundary", "permissions_boundary"},
		},
		Links: names{{"ManagedPolicyArns", "policies"}},
		Blocks: []graph.Block{{
			Property: "Policies", Set: "policies", Kind: "policy",
			Values: names{{"PolicyName", "name"}, {"PolicyDocument", "document"}},
		}},
	},
	"AWS::IAM::Policy": {
		Kind:   "policy",
		Values: names{{"PolicyName", "name"}, {"PolicyDocument", "document"}},
		Joins:  []graph.Join{{Owner: "Roles", OwnerKind: "role", Set: "policies"}},
	},
	"AWS::IAM::RolePolicy": {
		Kind:   "policy",
		Values: names{{"PolicyName", "name"}, {"PolicyDocument", "document"}},
		Joins:  []graph.Join{{Owner: "RoleName", OwnerKind: "role", Set: "policies"}},
	},
	"AWS::IAM::ManagedPolicy": {
		Kind:   "policy",
		Values: names{{"ManagedPolicyName", "name"}, {"PolicyDocument", "document"}},
		Joins:  []graph.Join{{Owner: "Roles", OwnerKind: "role", Set: "policies"}},
	},
	"AWS::IAM::InstanceProfile": {
		Kind:   "instance_profile",
		Values: names{{"InstanceProfileName", "name"}, {"Roles", "role_name"}},
		Links:  names{{"Roles", "role"}},
	},
}

// managementTypes are settings and documents of Systems Manager, keys and secrets.
var managementTypes = map[string]graph.Type{
	"AWS::SSM::DefaultHostManagementConfiguration": {
		Kind:     "service_setting",
		Constant: constant{"setting_id": "/ssm/managed-instance/default-ec2-instance-management-role"},
		Values:   names{{"CustomerManagedRoleArn", "value"}},
		Links:    names{{"CustomerManagedRoleArn", "role"}},
	},
	"AWS::SSMQuickSetup::ConfigurationManager": {Kind: "quick_setup", Values: names{{"ConfigurationDefinitions.Type", "types"}}},
	"AWS::SSM::Association": {
		Kind: "association",
		Values: names{
			{"Name", "document_name"}, {"Targets", "targets"},
			{"Parameters.dnsIpAddresses", "dns_addresses"}, {"Parameters.directoryName", "directory_names"},
			{"Parameters.directoryId", "directory_ids"},
		},
		Links: names{{"InstanceId", "instances"}, {"Targets.Values", "instances"}},
	},
	"AWS::SSM::MaintenanceWindowTarget": {
		Kind:   "maintenance_target",
		Values: names{{"Targets", "targets"}},
		Links:  names{{"Targets.Values", "instances"}},
	},
	"AWS::SSM::MaintenanceWindowTask": {
		Kind:   "maintenance_task",
		Values: names{{"TaskArn", "document_name"}, {"Targets", "targets"}},
		Links:  names{{"Targets.Values", "instances"}, {"Targets.Values", "maintenance_targets"}},
	},
	"AWS::SSM::Document": {
		Kind:   "document",
		Values: names{{"Name", "name"}, {"DocumentType", "document_type"}, {"Content", "content"}},
	},
	"AWS::KMS::Key": {Kind: "kms_key", Values: names{{"KeyPolicy", "policy"}}},
	"AWS::SecretsManager::Secret": {
		Kind:   "secret",
		Values: names{{"Name", "name"}, {"SecretString", "secret_keys"}, {"GenerateSecretString", "secret_keys"}},
		Links:  names{{"KmsKeyId", "kms_key"}},
	},
}
