package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// computeTypes are what launches instances.
var computeTypes = map[string]graph.Type{
	// The interface with the lowest number is the primary one, wherever it is written.
	"AWS::EC2::Instance": {
		Kind:   "instance",
		Orders: names{{"NetworkInterfaces", "DeviceIndex"}},
		Values: append(names{
			{"NetworkInterfaces.AssociatePublicIpAddress", "associate_public_ip_address"},
			{"SourceDestCheck", "source_dest_check"},
			{"IamInstanceProfile", "instance_profile_name"},
			{"PrivateIpAddress", "private_addresses"},
			{"NetworkInterfaces.PrivateIpAddress", "private_addresses"},
			{"Tags", "tags"},
			{"LaunchTemplate.LaunchTemplateId", "launch_template_id"},
			{"LaunchTemplate.LaunchTemplateName", "launch_template_name"},
		}, instanceValues("")...),
		Links: append(names{
			{"ImageId", "image"},
			{"SubnetId", "subnets"},
			{"SecurityGroupIds", "security_groups"},
			{"SecurityGroups", "security_groups"},
			{"IamInstanceProfile", "instance_profile"},
			{"NetworkInterfaces.SubnetId", "subnets"},
			{"NetworkInterfaces.GroupSet", "security_groups"},
			{"NetworkInterfaces.NetworkInterfaceId", "network_interfaces"},
		}, templateLinks...),
		Blocks: []graph.Block{{
			Property: "SsmAssociations", Set: "associations", Kind: "association",
			Values: names{
				{"DocumentName", "document_name"}, {"AssociationParameters{Key=dnsIpAddresses}.Value", "dns_addresses"},
				{"AssociationParameters{Key=directoryName}.Value", "directory_names"},
				{"AssociationParameters{Key=directoryId}.Value", "directory_ids"},
			},
		}},
	},
	"AWS::EC2::LaunchTemplate": {
		Kind:   "launch_template",
		Orders: names{{"LaunchTemplateData.NetworkInterfaces", "DeviceIndex"}},
		Values: append(names{
			{"LaunchTemplateName", "name"},
			{"LaunchTemplateData.NetworkInterfaces.AssociatePublicIpAddress", "associate_public_ip_address"},
			{"LaunchTemplateData.InstanceRequirements.MemoryMiB.Min", "required_memory"},
			{"LaunchTemplateData.TagSpecifications{ResourceType=instance}.Tags", "tags"},
		}, instanceValues("LaunchTemplateData.")...),
		Links: names{
			{"LaunchTemplateData.ImageId", "image"},
			{"LaunchTemplateData.SecurityGroupIds", "security_groups"},
			{"LaunchTemplateData.SecurityGroups", "security_groups"},
			{"LaunchTemplateData.NetworkInterfaces.Groups", "security_groups"},
			{"LaunchTemplateData.NetworkInterfaces.SubnetId", "subnets"},
			{"LaunchTemplateData.NetworkInterfaces.NetworkInterfaceId", "network_interfaces"},
			{"LaunchTemplateData.IamInstanceProfile.Name", "instance_profile"},
			{"LaunchTemplateData.IamInstanceProfile.Arn", "instance_profile"},
		},
	},
	"AWS::AutoScaling::LaunchConfiguration": {
		Kind: "launch_template",
		Values: append(names{
			{"LaunchConfigurationName", "name"},
			{"AssociatePublicIpAddress", "associate_public_ip_address"},
		}, instanceValues("")...),
		Links: names{
			{"ImageId", "image"}, {"SecurityGroups", "security_groups"}, {"IamInstanceProfile", "instance_profile"},
		},
	},
	"AWS::AutoScaling::AutoScalingGroup": {
		Kind: "autoscaling_group",
		Values: names{
			{"AutoScalingGroupName", "name"}, {"DesiredCapacity", "desired_capacity"}, {"MaxSize", "maximum_size"}, {"Tags", "tags"},
			{mixedOverrides + ".InstanceType", "instance_types"},
			{mixedOverrides + ".InstanceRequirements.MemoryMiB.Min", "required_memory"},
			{"LaunchTemplate.LaunchTemplateId", "launch_template_id"},
			{"LaunchTemplate.LaunchTemplateName", "launch_template_name"},
			{mixedInstances + ".LaunchTemplateId", "launch_template_id"},
			{mixedInstances + ".LaunchTemplateName", "launch_template_name"},
		},
		Links: append(names{
			{"VPCZoneIdentifier", "subnets"},
			{"LaunchConfigurationName", "launch_template"},
			{mixedInstances + ".LaunchTemplateId", "launch_template"},
			{mixedInstances + ".LaunchTemplateName", "launch_template"},
			{mixedOverrides + ".LaunchTemplateSpecification.LaunchTemplateId", "launch_template"},
			{mixedOverrides + ".LaunchTemplateSpecification.LaunchTemplateName", "launch_template"},
		}, templateLinks...),
		// The template of the policy launches those types that have none of their own ("Use multiple launch templates",
		// Amazon EC2 Auto Scaling User Guide).
		Unused: []graph.Unused{{Property: mixedInstances, Blocks: mixedOverrides, Own: "LaunchTemplateSpecification"}},
	},
	"AWS::EKS::Cluster": {
		Kind:   "eks_cluster",
		Values: names{{"Name", "name"}},
		Links:  names{{"ResourcesVpcConfig.SubnetIds", "subnets"}},
	},
	// EKS makes the instance profile for the role, and puts the nodes into the cluster's security group unless the launch
	// template names groups ("Customize managed nodes with launch templates", Amazon EKS User Guide).
	"AWS::EKS::Nodegroup": {
		Kind: "autoscaling_group",
		Values: names{
			{"ScalingConfig.DesiredSize", "desired_capacity"},
			{"ScalingConfig.MaxSize", "maximum_size"},
			{"InstanceTypes", "instance_types"},
			{"RemoteAccess.Ec2SshKey", "key_name"},
			{"LaunchTemplate.Id", "launch_template_id"},
			{"LaunchTemplate.Name", "launch_template_name"},
		},
		Links: names{{"Subnets", "subnets"}, {"ClusterName", "eks_cluster"}, {"LaunchTemplate.Id", "launch_template"}, {"LaunchTemplate.Name", "launch_template"}},
		Blocks: []graph.Block{
			{Set: "instance_profile", Kind: "instance_profile", Links: names{{"NodeRole", "role"}}},
		},
		GroupsElsewhere: "Amazon EKS puts its nodes into the security group of the cluster, which is not part of this configuration",
	},
	// A fleet launches from each of its specifications as an Auto Scaling group does from its only one.
	"AWS::EC2::SpotFleet": {
		Kind: "fleet",
		Blocks: []graph.Block{
			{
				Property: "SpotFleetRequestConfigData.LaunchSpecifications", Set: "autoscaling_groups", Kind: "autoscaling_group",
				Values: append(names{
					{"NetworkInterfaces.AssociatePublicIpAddress", "associate_public_ip_address"},
					{"TagSpecifications.Tags", "tags"},
				}, instanceValues("")...),
				Links: names{
					{"ImageId", "image"},
					{"SubnetId", "subnets"},
					{"NetworkInterfaces.SubnetId", "subnets"},
					{"SecurityGroups.GroupId", "security_groups"},
					{"NetworkInterfaces.Groups", "security_groups"},
					{"NetworkInterfaces.NetworkInterfaceId", "network_interfaces"},
					{"IamInstanceProfile.Arn", "instance_profile"},
				},
			},
			launchTemplateConfigs("SpotFleetRequestConfigData.LaunchTemplateConfigs"),
		},
	},
	"AWS::EC2::EC2Fleet": {
		Kind:   "fleet",
		Blocks: []graph.Block{launchTemplateConfigs("LaunchTemplateConfigs")},
	},
	"AWS::ImageBuilder::Image": {Kind: "ami", Links: names{{"ImageRecipeArn", "recipe"}}},
	"AWS::ImageBuilder::ImageRecipe": {
		Kind:   "image_recipe",
		Values: names{{"Name", "name"}, {"ParentImage", "parent_image"}},
		Links:  names{{"Components.ComponentArn", "components"}},
	},
	"AWS::ImageBuilder::Component": {Kind: "image_component", Values: names{{"Name", "name"}}},
	"AWS::Lambda::Function":        function,
	"AWS::Serverless::Function":    function,
	"AWS::EC2::NetworkInterface": {
		Kind: "network_interface",
		Values: names{
			{"SourceDestCheck", "source_dest_check"},
			{"PrivateIpAddress", "private_addresses"}, {"PrivateIpAddresses.PrivateIpAddress", "private_addresses"},
		},
		Links: names{{"SubnetId", "subnet"}, {"GroupSet", "security_groups"}},
	},
	"AWS::EC2::NetworkInterfaceAttachment": {
		Joins: []graph.Join{{
			Owner: "InstanceId", OwnerKind: "instance", Set: "network_interfaces", Member: "NetworkInterfaceId",
		}},
	},
}

const (
	mixedInstances = "MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification"
	mixedOverrides = "MixedInstancesPolicy.LaunchTemplate.Overrides"
)

var templateLinks = names{
	{"LaunchTemplate.LaunchTemplateId", "launch_template"},
	{"LaunchTemplate.LaunchTemplateName", "launch_template"},
}

// function is code that runs without a computer of its own, in a VPC where it is told to.
var function = graph.Type{
	Kind:   "function",
	Values: names{{"FunctionName", "name"}},
	Links:  names{{"VpcConfig.SubnetIds", "subnets"}, {"VpcConfig.SecurityGroupIds", "security_groups"}},
}

func launchTemplateConfigs(property string) graph.Block {
	return graph.Block{
		Property: property, Set: "autoscaling_groups", Kind: "autoscaling_group",
		Values: names{{"Overrides.InstanceType", "instance_types"}, {"Overrides.InstanceRequirements.MemoryMiB.Min", "required_memory"}},
		Links: names{
			{"LaunchTemplateSpecification.LaunchTemplateId", "launch_template"},
			{"LaunchTemplateSpecification.LaunchTemplateName", "launch_template"},
			{"Overrides.SubnetId", "subnets"},
		},
	}
}

func instanceValues(prefix string) names {
	return names{
		{prefix + "ImageId", "image"},
		{prefix + "InstanceType", "instance_type"},
		{prefix + "UserData", "user_data"},
		{prefix + "KeyName", "key_name"},
		{prefix + "MetadataOptions.HttpEndpoint", "metadata_http_endpoint"},
	}
}
