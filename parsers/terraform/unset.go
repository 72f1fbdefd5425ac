package terraform

import (
	"slices"
	"strings"
)

// unset tells whether an argument that nobody wrote is null, and stays so: the provider neither computes it nor has a
// default for it. Of what Terraform ignores, AWS may have something.
func (i *resourceInstance) unset(name string) bool {
	kind := i.resource.declaration.kind
	if !slices.Contains(strings.Fields(unsetArguments[kind]), name) {
		return false
	}
	for _, ignored := range ignoredChanges(i.resource.declaration.block) {
		if ignored == "all" || ignored == name || strings.HasPrefix(ignored, name+"[") {
			return false
		}
	}
	return true
}

// unsetArguments are the arguments that are optional, and neither computed nor given a default (AWS provider, the schema of
// each resource).
var unsetArguments = map[string]string{
	"aws_ami_from_instance": "tags",
	"aws_autoscaling_group": "capacity_rebalance context default_instance_warmup desired_capacity_type enabled_metrics " +
		"launch_configuration max_instance_lifetime min_elb_capacity placement_group suspended_processes " +
		"termination_policies wait_for_elb_capacity",
	"aws_default_network_acl":         "subnet_ids tags",
	"aws_default_route_table":         "propagating_vgws tags",
	"aws_default_security_group":      "tags",
	"aws_default_subnet":              "customer_owned_ipv4_pool map_customer_owned_ip_on_launch tags",
	"aws_default_vpc":                 "assign_generated_ipv6_cidr_block ipv6_ipam_pool_id ipv6_netmask_length tags",
	"aws_default_vpc_dhcp_options":    "tags",
	"aws_directory_service_directory": "description tags",
	"aws_ec2_client_vpn_endpoint":     "tags",
	"aws_ec2_fleet": "context replace_unhealthy_instances tags terminate_instances_with_expiration valid_from " +
		"valid_until",
	"aws_ec2_instance_connect_endpoint":               "tags",
	"aws_ec2_managed_prefix_list":                     "tags",
	"aws_ec2_managed_prefix_list_entry":               "description",
	"aws_ec2_transit_gateway":                         "description tags transit_gateway_cidr_blocks",
	"aws_ec2_transit_gateway_route_table":             "tags",
	"aws_ec2_transit_gateway_vpc_attachment":          "tags",
	"aws_ec2_transit_gateway_vpc_attachment_accepter": "tags",
	"aws_egress_only_internet_gateway":                "tags",
	"aws_eip":                                         "address associate_with_private_ip customer_owned_ipv4_pool tags",
	"aws_eip_association":                             "allow_reassociation",
	"aws_eks_cluster":                                 "tags",
	"aws_eks_node_group":                              "tags",
	"aws_iam_instance_profile":                        "role tags",
	"aws_iam_policy":                                  "description tags",
	"aws_iam_policy_attachment":                       "groups users",
	"aws_iam_role":                                    "description permissions_boundary tags",
	"aws_imagebuilder_component":                      "tags",
	"aws_imagebuilder_image":                          "tags",
	"aws_imagebuilder_image_recipe":                   "tags",
	"aws_instance":                                    "hibernation tags volume_tags",
	"aws_internet_gateway":                            "tags",
	"aws_kms_grant":                                   "grant_creation_tokens name retiring_principal",
	"aws_kms_key":                                     "custom_key_store_id deletion_window_in_days tags xks_key_id",
	"aws_launch_configuration":                        "iam_instance_profile placement_tenancy spot_price user_data user_data_base64",
	"aws_launch_template": "description disable_api_stop disable_api_termination ebs_optimized image_id " +
		"instance_initiated_shutdown_behavior instance_type kernel_id key_name ram_disk_id " +
		"security_group_names tags update_default_version user_data vpc_security_group_ids",
	"aws_nat_gateway":                   "allocation_id tags",
	"aws_network_acl":                   "tags",
	"aws_network_acl_rule":              "icmp_code icmp_type ipv6_cidr_block",
	"aws_network_interface":             "description tags",
	"aws_networkmanager_vpc_attachment": "tags",
	"aws_route": "carrier_gateway_id core_network_arn destination_ipv6_cidr_block destination_prefix_list_id " +
		"egress_only_gateway_id gateway_id local_gateway_id nat_gateway_id transit_gateway_id " +
		"vpc_endpoint_id vpc_peering_connection_id",
	"aws_route53_record":                       "health_check_id multivalue_answer_routing_policy records set_identifier ttl",
	"aws_route53_resolver_endpoint":            "name tags",
	"aws_route53_resolver_rule":                "name resolver_endpoint_id tags",
	"aws_route53_resolver_rule_association":    "name",
	"aws_route53_zone":                         "delegation_set_id tags",
	"aws_route53profiles_association":          "tags",
	"aws_route53profiles_profile":              "tags",
	"aws_route53profiles_resource_association": "resource_properties",
	"aws_route_table":                          "tags",
	"aws_route_table_association":              "gateway_id",
	"aws_secretsmanager_secret":                "tags",
	"aws_security_group":                       "tags",
	"aws_security_group_rule":                  "cidr_blocks description ipv6_cidr_blocks prefix_list_ids",
	"aws_spot_fleet_request":                   "tags",
	"aws_spot_instance_request":                "block_duration_minutes hibernation launch_group tags volume_tags",
	"aws_ssm_association": "association_name automation_target_parameter_name compliance_severity instance_id " +
		"max_concurrency max_errors schedule_expression sync_compliance tags " +
		"wait_for_success_timeout_seconds",
	"aws_ssm_document":                        "permissions tags target_type version_name",
	"aws_ssmquicksetup_configuration_manager": "tags",
	"aws_subnet": "customer_owned_ipv4_pool enable_lni_at_device_index map_customer_owned_ip_on_launch outpost_arn " +
		"tags",
	"aws_vpc": "assign_generated_ipv6_cidr_block ipv4_ipam_pool_id ipv4_netmask_length ipv6_ipam_pool_id " +
		"ipv6_netmask_length tags",
	"aws_vpc_block_public_access_exclusion": "subnet_id tags",
	"aws_vpc_dhcp_options": "domain_name domain_name_servers ipv6_address_preferred_lease_time netbios_name_servers " +
		"netbios_node_type ntp_servers tags",
	"aws_vpc_endpoint":                    "auto_accept resource_configuration_arn service_network_arn tags",
	"aws_vpc_ipv4_cidr_block_association": "ipv4_ipam_pool_id ipv4_netmask_length",
	"aws_vpc_peering_connection":          "auto_accept tags",
	"aws_vpc_peering_connection_accepter": "tags",
	"aws_vpc_security_group_egress_rule": "cidr_ipv4 cidr_ipv6 description from_port prefix_list_id referenced_security_group_id " +
		"tags to_port",
	"aws_vpc_security_group_ingress_rule": "cidr_ipv4 cidr_ipv6 description from_port prefix_list_id referenced_security_group_id " +
		"tags to_port",
	"aws_vpn_gateway": "tags",
}
