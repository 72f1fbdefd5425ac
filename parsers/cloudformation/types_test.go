package cloudformation

import (
	"slices"
	"strings"
	"testing"

	"github.com/reachlint/reachlint/parsers/cloudformation/resourcetypes"
	"github.com/reachlint/reachlint/parsers/graph"
)

const everyKind = `
Resources:
  Vpc: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: 10.0.0.0/16}}
  Subnet: {Type: "AWS::EC2::Subnet", Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  SubnetBlock: {Type: "AWS::EC2::SubnetCidrBlock", Properties: {SubnetId: !Ref Subnet, Ipv6CidrBlock: "2001:db8::/64"}}
  Table: {Type: "AWS::EC2::RouteTable", Properties: {VpcId: !Ref Vpc}}
  TableOfSubnet: {Type: "AWS::EC2::SubnetRouteTableAssociation", Properties: {SubnetId: !Ref Subnet, RouteTableId: !Ref Table}}
  Vpn: {Type: "AWS::EC2::VPNGateway", Properties: {Type: ipsec.1}}
  VpnOfVpc: {Type: "AWS::EC2::VPCGatewayAttachment", Properties: {VpcId: !Ref Vpc, VpnGatewayId: !Ref Vpn}}
  Learned: {Type: "AWS::EC2::VPNGatewayRoutePropagation", DependsOn: VpnOfVpc, Properties: {RouteTableIds: [!Ref Table], VpnGatewayId: !Ref Vpn}}
  Group: {Type: "AWS::EC2::SecurityGroup", Properties: {GroupDescription: office, VpcId: !Ref Vpc, SecurityGroupIngress: {IpProtocol: tcp, FromPort: 443, ToPort: 443, SourcePrefixListId: !Ref List}}}
  Named: {Type: "AWS::EC2::SecurityGroup", Properties: {GroupDescription: named, GroupName: classic}}
  ByName: {Type: "AWS::EC2::SecurityGroupIngress", Properties: {GroupName: classic, IpProtocol: "6", FromPort: "22", ToPort: "22", SourceSecurityGroupName: classic}}
  ByVersion6: {Type: "AWS::EC2::SecurityGroupEgress", Properties: {GroupId: !GetAtt Group.GroupId, IpProtocol: "-1", CidrIpv6: "::/0"}}
  List: {Type: "AWS::EC2::PrefixList", Properties: {PrefixListName: office, AddressFamily: IPv4, MaxEntries: 2, Entries: [{Cidr: 10.1.0.0/16}, {Cidr: 10.2.0.0/16}]}}
  Role: {Type: "AWS::IAM::Role", Properties: {AssumeRolePolicyDocument: {}}}
  Profile: {Type: "AWS::IAM::InstanceProfile", Properties: {Roles: [!Ref Role]}}
  Template:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateName: office
      LaunchTemplateData: {ImageId: ami-1, InstanceType: m6i.large, IamInstanceProfile: {Arn: !GetAtt Profile.Arn}, SecurityGroupIds: [!GetAtt Group.GroupId]}
  Server:
    Type: AWS::EC2::Instance
    Properties:
      SubnetId: !Ref Subnet
      LaunchTemplate: {LaunchTemplateId: !Ref Template, Version: !GetAtt Template.LatestVersionNumber}
      SsmAssociations: [{DocumentName: AWS-JoinDirectoryServiceDomain}]
  Mixed:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      VPCZoneIdentifier: [!Ref Subnet]
      MixedInstancesPolicy: {LaunchTemplate: {LaunchTemplateSpecification: {LaunchTemplateName: office, Version: !GetAtt Template.DefaultVersionNumber}}}
  Spot:
    Type: AWS::EC2::SpotFleet
    Properties:
      SpotFleetRequestConfigData:
        LaunchSpecifications:
          - {ImageId: ami-2, SubnetId: !Ref Subnet, SecurityGroups: [{GroupId: !Ref Group}], IamInstanceProfile: {Arn: !GetAtt Profile.Arn}}
          - {ImageId: ami-3, NetworkInterfaces: [{SubnetId: !Ref Subnet, AssociatePublicIpAddress: "true"}]}
  Fleet: {Type: "AWS::EC2::EC2Fleet", Properties: {LaunchTemplateConfigs: [{LaunchTemplateSpecification: {LaunchTemplateId: !Ref Template, Version: "1"}, Overrides: [{SubnetId: !Ref Subnet}]}]}}
  Code: {Type: "AWS::Lambda::Function", Properties: {VpcConfig: {SubnetIds: [!Ref Subnet], SecurityGroupIds: [!Ref Group]}}}
  Hosts: {Type: "AWS::SSM::DefaultHostManagementConfiguration", Properties: {PermissionModel: SELF_MANAGED, CustomerManagedRoleArn: !GetAtt Role.Arn}}
  Zone: {Type: "AWS::Route53::HostedZone", Properties: {Name: Example.com}}
  Other: {Type: "AWS::Route53::HostedZone", Properties: {Name: example.org}}
  ByZoneName: {Type: "AWS::Route53::RecordSet", Properties: {HostedZoneName: example.com., Name: a.example.com, Type: A}}
  Records:
    Type: AWS::Route53::RecordSetGroup
    Properties: {HostedZoneId: !Ref Zone, RecordSets: [{Name: b.example.com, Type: A}, {Name: example.org, Type: A, HostedZoneName: example.org.}]}
  Stacks: {Type: "AWS::CloudFormation::StackSet", Properties: {StackSetName: x, PermissionModel: SELF_MANAGED, Parameters: [{ParameterKey: Vpc, ParameterValue: !Ref Vpc}]}}
`

// Each resource becomes the node, the link or the value that the vocabulary has for it.
func TestTypes(t *testing.T) {
	loaded := loadText(t, everyKind, Options{})
	built := graph.Build(t.Context(), loaded, resourcetypes.Table)
	for _, test := range []struct{ address, name, want string }{
		{"Subnet", "ipv6_cidr_block", "2001:db8::/64"},
		{"Table", "routes", "Learned"},
		{"Learned", "virtual_private_gateway", "Vpn"},
		{"Group", "rules", "Group.SecurityGroupIngress[0] ByVersion6 Group.default_egress?"},
		{"Group.SecurityGroupIngress[0]", "prefix_lists", "List"},
		{"Named", "rules", "ByName Named.default_egress"},
		{"ByName", "groups", "Named"},
		{"ByName", "protocol", "tcp"},
		{"ByVersion6", "protocol", "all"},
		{"List", "cidr_blocks", "[10.1.0.0/16, 10.2.0.0/16]"},
		{"Server", "image", "ami-1"},
		{"Server", "instance_profile", "Profile"},
		{"Server", "security_groups", "Group"},
		{"Server", "associations", "Server.SsmAssociations[0]"},
		{"Server.SsmAssociations[0]", "instances", "Server"},
		{"Mixed", "launch_template", "Template"},
		{"Mixed", "image", "ami-1"},
		{"Mixed", "vpc", "Vpc"},
		{"Spot.SpotFleetRequestConfigData.LaunchSpecifications[0]", "security_groups", "Group"},
		{"Spot.SpotFleetRequestConfigData.LaunchSpecifications[0]", "instance_profile", "Profile"},
		{"Spot.SpotFleetRequestConfigData.LaunchSpecifications[0]", "vpc", "Vpc"},
		{"Spot.SpotFleetRequestConfigData.LaunchSpecifications[1]", "image", "ami-3"},
		{"Spot.SpotFleetRequestConfigData.LaunchSpecifications[1]", "associate_public_ip_address", "true"},
		{"Spot.SpotFleetRequestConfigData.LaunchSpecifications[1]", "security_groups", "Vpc.default_security_group"},
		{"Fleet.LaunchTemplateConfigs[0]", "image", "ami-1"},
		{"Fleet.LaunchTemplateConfigs[0]", "security_groups", "Group"},
		{"Fleet.LaunchTemplateConfigs[0]", "subnets", "Subnet"},
		{"Code", "subnets", "Subnet"},
		{"Code", "security_groups", "Group"},
		{"Hosts", "role", "Role"},
		{"Zone", "records", "ByZoneName Records.RecordSets[0]"},
		{"Records", "records", "Records.RecordSets[0] Records.RecordSets[1]"},
		{"Records.RecordSets[1]", "hosted_zone", "Other"},
	} {
		node := built.Node(test.address)
		if node == nil {
			t.Errorf("there is no %s", test.address)
			continue
		}
		got := describe(node.Value(test.name))
		if _, isSet := node.Sets.Get(test.name); isSet && (test.name != "image") {
			got = members(node.Set(test.name))
		}
		if got != test.want {
			t.Errorf("%s of %s is %s, want %s", test.name, test.address, got, test.want)
		}
	}
	opaque := slices.ContainsFunc(loaded.Opaque, func(hidden graph.Opaque) bool { return hidden.Address == "Stacks" && len(hidden.Received) == 1 })
	if !opaque {
		t.Errorf("the stack set may add to the VPC that it is given, but opaque is %v", loaded.Opaque)
	}
}

func members(set *graph.Set) string {
	var texts []string
	for _, member := range set.Members {
		text := member.Text
		if member.Node != nil {
			text = member.Node.Address
			if member.Node.Maybe != "" {
				text += "?"
			}
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, " ")
}
