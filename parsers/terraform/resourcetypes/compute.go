package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// computeTypes are what launches instances.
var computeTypes = map[string]graph.Type{
	// The interface with the lowest number is the primary one, wherever it is written.
	"aws_instance": {
		Kind:   "instance",
		Orders: names{{"network_interface", "device_index"}},
		Values: append(names{
			{"ami", "image"},
			{"private_ip", "private_addresses"},
			{"iam_instance_profile", "instance_profile_name"},
			{"lifecycle.ignore_changes", "ignored_changes"},
			{"ignore_tags.keys", "ignored_tags"},
			{"ignore_tags.key_prefixes", "ignored_tag_prefixes"},
			{"default_tags.tags", "default_tags"},
			{"launch_template.id", "launch_template_id"},
			{"launch_template.name", "launch_template_name"},
		}, instanceValues...),
		Links: append(names{
			{"ami", "image"},
			{"subnet_id", "subnets"},
			{"vpc_security_group_ids", "security_groups"},
			{"security_groups", "security_groups"},
			{"iam_instance_profile", "instance_profile"},
			{"network_interface.network_interface_id", "network_interfaces"},
			{"primary_network_interface.network_interface_id", "network_interfaces"},
		}, templateLinks...),
	},
	"aws_spot_instance_request": {
		Kind:   "instance",
		Values: append(names{{"ami", "image"}}, instanceValues...),
		Links: append(names{
			{"ami", "image"},
			{"subnet_id", "subnets"},
			{"vpc_security_group_ids", "security_groups"},
			{"iam_instance_profile", "instance_profile"},
		}, templateLinks...),
	},
	"aws_launch_template": {
		Kind:   "launch_template",
		Orders: names{{"network_interfaces", "device_index"}},
		Values: append(names{
			{"image_id", "image"},
			{"network_interfaces.associate_public_ip_address", "associate_public_ip_address"},
			{"instance_requirements.memory_mib.min", "required_memory"},
			{"tag_specifications{resource_type=instance}.tags", "tags"},
		}, instanceValues...),
		Links: names{
			{"image_id", "image"},
			{"vpc_security_group_ids", "security_groups"},
			{"security_group_names", "security_groups"},
			{"network_interfaces.security_groups", "security_groups"},
			{"network_interfaces.subnet_id", "subnets"},
			{"network_interfaces.network_interface_id", "network_interfaces"},
			{"iam_instance_profile.name", "instance_profile"},
			{"iam_instance_profile.arn", "instance_profile"},
		},
	},
	"aws_launch_configuration": {
		Kind:   "launch_template",
		Values: append(names{{"image_id", "image"}}, instanceValues...),
		Links: names{
			{"image_id", "image"},
			{"security_groups", "security_groups"},
			{"iam_instance_profile", "instance_profile"},
		},
	},
	"aws_autoscaling_group": {
		Kind: "autoscaling_group",
		Values: names{
			{"name", "name"},
			{"desired_capacity", "desired_capacity"},
			{"max_size", "maximum_size"},
			{"tag", "tags"},
			{mixedTypes + ".instance_type", "instance_types"},
			{mixedTypes + ".instance_requirements.memory_mib.min", "required_memory"},
			{"launch_template.id", "launch_template_id"},
			{"launch_template.name", "launch_template_name"},
			{mixedInstances + ".launch_template_id", "launch_template_id"},
			{mixedInstances + ".launch_template_name", "launch_template_name"},
		},
		Links: append(names{
			{"vpc_zone_identifier", "subnets"},
			{"launch_configuration", "launch_template"},
			{mixedInstances + ".launch_template_id", "launch_template"},
			{mixedInstances + ".launch_template_name", "launch_template"},
			{mixedOverrides + ".launch_template_id", "launch_template"},
			{mixedOverrides + ".launch_template_name", "launch_template"},
		}, templateLinks...),
		// The template of the policy launches those types that have none of their own ("Use multiple launch templates",
		// Amazon EC2 Auto Scaling User Guide).
		Unused: []graph.Unused{{Property: mixedInstances, Blocks: mixedTypes, Own: "launch_template_specification"}},
	},
	"aws_ec2_tag": {
		Kind:   "added_tag",
		Values: names{{"key", "key"}, {"value", "value"}},
		Joins:  []graph.Join{{Owner: "resource_id", OwnerKind: "instance", Set: "added_tags"}},
	},
	"aws_autoscaling_group_tag": {
		Kind:   "added_tag",
		Values: names{{"tag.key", "key"}, {"tag.value", "value"}, {"tag.propagate_at_launch", "propagate_at_launch"}},
		Joins:  []graph.Join{{Owner: "autoscaling_group_name", OwnerKind: "autoscaling_group", Set: "added_tags"}},
	},
	// A fleet launches from each of its specifications as an Auto Scaling group does from its only one.
	"aws_ec2_fleet": {
		Kind: "fleet",
		Blocks: []graph.Block{
			launchTemplateConfigs("override", "launch_template_id", "launch_template_name"),
		},
	},
	"aws_spot_fleet_request": {
		Kind: "fleet",
		Blocks: []graph.Block{
			{
				Property: "launch_specification", Set: "autoscaling_groups", Kind: "autoscaling_group",
				Values: append(names{{"ami", "image"}}, instanceValues...),
				Links: names{
					{"ami", "image"},
					{"subnet_id", "subnets"},
					{"vpc_security_group_ids", "security_groups"},
					{"iam_instance_profile", "instance_profile"},
					{"iam_instance_profile_arn", "instance_profile"},
				},
			},
			launchTemplateConfigs("overrides", "id", "name"),
		},
	},
	"aws_eks_cluster": {
		Kind:   "eks_cluster",
		Values: names{{"name", "name"}},
		Links:  names{{"vpc_config.subnet_ids", "subnets"}},
	},
	// EKS makes the instance profile for the role, and puts the nodes into the cluster's security group unless the launch
	// template names groups ("Customize managed nodes with launch templates", Amazon EKS User Guide).
	"aws_eks_node_group": {
		Kind: "autoscaling_group",
		Values: names{
			{"scaling_config.desired_size", "desired_capacity"},
			{"scaling_config.max_size", "maximum_size"},
			{"instance_types", "instance_types"},
			{"remote_access.ec2_ssh_key", "key_name"},
			{"launch_template.id", "launch_template_id"},
			{"launch_template.name", "launch_template_name"},
		},
		Links: append(names{{"subnet_ids", "subnets"}, {"cluster_name", "eks_cluster"}}, templateLinks...),
		Blocks: []graph.Block{
			{Set: "instance_profile", Kind: "instance_profile", Links: names{{"node_role_arn", "role"}}},
		},
		GroupsElsewhere: "Amazon EKS puts its nodes into the security group of the cluster, which is not part of this configuration",
	},
	"aws_ec2_instance_metadata_defaults": {
		Kind:   "instance_metadata_defaults",
		Values: names{{"http_endpoint", "metadata_http_endpoint"}},
	},
	"aws_network_interface": {
		Kind:   "network_interface",
		Values: names{{"source_dest_check", "source_dest_check"}, {"private_ips", "private_addresses"}},
		Links:  names{{"subnet_id", "subnet"}, {"security_groups", "security_groups"}, {"attachment.instance", "instance"}},
	},
	"aws_network_interface_attachment": {
		Joins: []graph.Join{{
			Owner: "instance_id", OwnerKind: "instance", Set: "network_interfaces", Member: "network_interface_id",
		}},
	},
	"data.aws_ami": {
		Kind: "ami",
		Values: names{
			{"filter{name=name}.values", "names"},
			{"filter{name=description}.values", "names"},
			{"filter{name=product-code}.values", "product_codes"},
			{"name_regex", "name_regex"},
			{"owners", "owners"},
		},
	},
	"aws_imagebuilder_image": {Kind: "ami", Links: names{{"image_recipe_arn", "recipe"}}},
	"aws_imagebuilder_image_recipe": {
		Kind:   "image_recipe",
		Values: names{{"name", "name"}, {"parent_image", "parent_image"}},
		Links:  names{{"component.component_arn", "components"}},
	},
	"aws_imagebuilder_component": {Kind: "image_component", Values: names{{"name", "name"}}},
}

func launchTemplateConfigs(overrides, id, name string) graph.Block {
	return graph.Block{
		Property: "launch_template_config", Set: "autoscaling_groups", Kind: "autoscaling_group",
		Values: names{
			{overrides + ".instance_type", "instance_types"},
			{overrides + ".instance_requirements.memory_mib.min", "required_memory"},
		},
		Links: names{
			{"launch_template_specification." + id, "launch_template"},
			{"launch_template_specification." + name, "launch_template"},
			{overrides + ".subnet_id", "subnets"},
		},
	}
}

const (
	mixedInstances = "mixed_instances_policy.launch_template.launch_template_specification"
	mixedTypes     = "mixed_instances_policy.launch_template.override"
	mixedOverrides = mixedTypes + ".launch_template_specification"
)

var templateLinks = names{{"launch_template.id", "launch_template"}, {"launch_template.name", "launch_template"}}

var instanceValues = names{
	{"name", "name"},
	{"instance_type", "instance_type"},
	{"associate_public_ip_address", "associate_public_ip_address"},
	{"source_dest_check", "source_dest_check"},
	{"user_data", "user_data"},
	{"user_data_base64", "user_data"},
	{"key_name", "key_name"},
	{"metadata_options.http_endpoint", "metadata_http_endpoint"},
	{"tags", "tags"},
}
