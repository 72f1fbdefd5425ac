package terraform

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// isValueInJSON tells whether objects under a name of a resource are the value of an argument. JSON writes a nested
// block in the same way, and only the provider's schema tells one from the other: an object is a block, unless the
// name is that of a map; a list of objects is never a map. Where the name of an entry is one that no argument can
// have, it is no block either.
func isValueInJSON(owner, name string, objects []objectInJSON) bool {
	for _, prefix := range withoutBlocks {
		if strings.HasPrefix(owner, prefix) {
			return true
		}
	}
	if objects[0].isItem {
		return false
	}
	if mapsInJSON[name] || slices.Contains(strings.Fields(mapsOfTypes[owner]), name) {
		return true
	}
	for _, pair := range objects[0].pairs {
		if entry, _ := language.LiteralText(pair.Key); entry != comment && !hclsyntax.ValidIdentifier(entry) {
			return true
		}
	}
	return false
}

// withoutBlocks are types of resources that have arguments alone: Terraform's own terraform_data and
// terraform_remote_state, and those of the provider awscc.
var withoutBlocks = []string{"terraform_", "awscc_"}

// mapsInJSON are the arguments that are maps in all resources of the AWS provider that have them, or in nearly all,
// and such ones of the providers that often stand beside it.
var mapsInJSON = namesIn(`
	additional_encryption_context additional_version_weights advanced_options airflow_configuration_options
	allocation_resource_tags ami_tags arguments athena_properties attribute_mapping attributes
	authentication_request_extra_params backup_options client_metadata client_properties column_to_json_key_mappings
	command_line_arguments connector_configuration container_environment_variables context credentials_map
	custom_properties default_arguments default_run_properties driver_opts dynamic_parameters
	encryption_context_equals encryption_context_subset entity_overrides environment_variables event_configurations
	expression_attribute_names extra_params final_backup_tags global_settings group_weights header_parameters
	hyperparameters incident_tags input_paths instance_tags job_tags keepers label_set labels locale_specification
	log_destination maintenance_configuration mappings match_labels node_selector non_overridable_arguments
	parameter_overrides parameters ports principal_tags profile_properties properties property_map provider_details
	query query_string_parameters recovery_point_tags regional_parameters request_headers request_models
	request_parameters request_templates requests required_claims resource_tags resource_type_management_preference
	resource_type_opt_in_preference response_models response_parameters response_templates restore_metadata_overrides
	roles runtime_environment_secrets runtime_environment_variables session_attributes
	skewed_column_value_location_maps stage_variable_overrides stage_variables staging_area_tags
	supported_login_providers table_configurations tag_map tags tags_all tags_to_add target_tags task_properties
	test_bot_alias_tags token_signing_public_keys token_url_custom_properties triggers validation_data
	values_importance_map variable_tags variables vars video_codec_options volume_tags weights
`)

func namesIn(list string) map[string]bool {
	names := map[string]bool{}
	for _, name := range strings.Fields(list) {
		names[name] = true
	}
	return names
}

// mapsOfTypes are the maps of resources whose names are rather those of blocks elsewhere.
var mapsOfTypes = map[string]string{
	"aws_autoscalingplans_scaling_plan":                  "dimensions",
	"aws_batch_job_definition":                           "limits",
	"aws_cloudwatch_log_metric_filter":                   "dimensions",
	"aws_cloudwatch_metric_alarm":                        "dimensions",
	"aws_codepipeline":                                   "configuration",
	"aws_ecs_service":                                    "options",
	"aws_glue_connection":                                "connection_properties",
	"aws_lambda_event_source_mapping":                    "endpoints",
	"aws_lightsail_container_service_deployment_version": "environment",
	"aws_s3_bucket_object":                               "metadata",
	"aws_s3_object":                                      "metadata",
	"aws_s3_object_copy":                                 "metadata",
	"aws_s3tables_table":                                 "encryption_configuration",
	"aws_s3tables_table_bucket":                          "encryption_configuration",
	"aws_sagemaker_data_quality_job_definition":          "environment",
	"aws_sagemaker_model":                                "environment",
	"aws_ssm_document":                                   "permissions",
}
