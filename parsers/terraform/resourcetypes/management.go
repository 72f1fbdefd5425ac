package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// managementTypes are settings and documents of Systems Manager.
var managementTypes = map[string]graph.Type{
	"aws_ssm_service_setting": {
		Kind:   "service_setting",
		Values: names{{"setting_id", "setting_id"}, {"setting_value", "value"}},
		Links:  names{{"setting_value", "role"}}, // of Default Host Management
	},
	"aws_ssmquicksetup_configuration_manager": {Kind: "quick_setup", Values: names{{"configuration_definition.type", "types"}}},
	"aws_ssm_association": {
		Kind: "association",
		Values: names{
			{"name", "document_name"}, {"targets", "targets"}, {"instance_id", "instance_id"},
			{"parameters.dnsIpAddresses", "dns_addresses"}, {"parameters.directoryName", "directory_names"},
			{"parameters.directoryId", "directory_ids"},
		},
		Links: names{{"instance_id", "instances"}, {"targets.values", "instances"}},
	},
	"aws_ssm_maintenance_window_target": {
		Kind:   "maintenance_target",
		Values: names{{"targets", "targets"}},
		Links:  names{{"targets.values", "instances"}},
	},
	"aws_ssm_maintenance_window_task": {
		Kind:   "maintenance_task",
		Values: names{{"task_arn", "document_name"}, {"targets", "targets"}},
		Links:  names{{"targets.values", "instances"}, {"targets.values", "maintenance_targets"}},
	},
	"aws_ssm_document": {
		Kind:   "document",
		Values: names{{"name", "name"}, {"document_type", "document_type"}, {"content", "content"}},
	},
}
