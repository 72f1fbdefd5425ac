package terraform

import (
	"slices"
	"strings"
)

// filledIn tells whether AWS or the provider fills in an argument that is null, as when nobody wrote it.
func (i *resourceInstance) filledIn(name string) bool {
	return i.resource.declaration.lookup || fillsIn(i.resource.declaration.kind, name)
}

func fillsIn(kind, name string) bool {
	if _, ok := providerDefaults[kind+"."+name]; ok || computedWhenNull(name) {
		return true
	}
	return slices.Contains(strings.Fields(filledArguments[kind]), name)
}

// filledArguments are the arguments that are optional and computed at once (AWS provider, the schema of each
// resource), besides those of computedWhenNull.
var filledArguments = map[string]string{
	"aws_autoscaling_group":           "availability_zones desired_capacity load_balancers target_group_arns vpc_zone_identifier",
	"aws_default_route_table":         "route",
	"aws_default_security_group":      "egress ingress",
	"aws_default_subnet":              "private_dns_hostname_type_on_launch",
	"aws_default_vpc_dhcp_options":    "owner_id",
	"aws_directory_service_directory": "alias desired_number_of_domain_controllers edition short_name size",
	"aws_ec2_transit_gateway_vpc_attachment": "security_group_referencing_support transit_gateway_default_route_table_association " +
		"transit_gateway_default_route_table_propagation",
	"aws_eip":             "domain instance network_interface vpc",
	"aws_eip_association": "allocation_id instance_id network_interface_id private_ip_address public_ip",
	"aws_eks_node_group":  "ami_type capacity_type disk_size instance_types node_group_name release_version version",
	"aws_iam_role":        "managed_policy_arns",
	"aws_instance": "ami associate_public_ip_address disable_api_stop disable_api_termination ebs_optimized " +
		"enable_primary_ipv6 iam_instance_profile instance_initiated_shutdown_behavior " +
		"ipv6_address_count ipv6_addresses monitoring secondary_private_ips security_groups " +
		"tenancy user_data user_data_base64 vpc_security_group_ids",
	"aws_launch_configuration": "associate_public_ip_address ebs_optimized",
	"aws_launch_template":      "default_version",
	"aws_nat_gateway":          "secondary_private_ip_address_count secondary_private_ip_addresses",
	"aws_network_acl":          "egress ingress subnet_ids",
	"aws_network_interface": "enable_primary_ipv6 interface_type ipv4_prefix_count ipv4_prefixes ipv6_address_count " +
		"ipv6_address_list ipv6_addresses ipv6_prefix_count ipv6_prefixes private_ip_list " +
		"private_ips private_ips_count security_groups",
	"aws_route":                     "network_interface_id",
	"aws_route53_resolver_endpoint": "protocols resolver_endpoint_type",
	"aws_route53_zone_association":  "vpc_region",
	"aws_route_table":               "propagating_vgws route",
	"aws_security_group":            "egress ingress",
	"aws_security_group_rule":       "source_security_group_id",
	"aws_spot_instance_request": "ami associate_public_ip_address disable_api_stop disable_api_termination ebs_optimized " +
		"enable_primary_ipv6 iam_instance_profile instance_initiated_shutdown_behavior " +
		"ipv6_address_count ipv6_addresses monitoring secondary_private_ips security_groups " +
		"spot_price tenancy user_data user_data_base64 vpc_security_group_ids",
	"aws_ssm_association": "document_version parameters",
	"aws_subnet":          "private_dns_hostname_type_on_launch",
	"aws_vpc":             "enable_dns_hostnames",
	"aws_vpc_endpoint": "ip_address_type policy private_dns_enabled route_table_ids security_group_ids " +
		"service_region subnet_ids",
	"aws_vpc_endpoint_policy":    "policy",
	"aws_vpc_peering_connection": "peer_owner_id peer_region",
	"aws_vpn_gateway":            "amazon_side_asn",
}
