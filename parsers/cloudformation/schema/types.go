package schema

import (
	"github.com/awslabs/goformation/v7/cloudformation/autoscaling"
	"github.com/awslabs/goformation/v7/cloudformation/directoryservice"
	"github.com/awslabs/goformation/v7/cloudformation/ec2"
	"github.com/awslabs/goformation/v7/cloudformation/iam"
	"github.com/awslabs/goformation/v7/cloudformation/lambda"
	"github.com/awslabs/goformation/v7/cloudformation/ram"
	"github.com/awslabs/goformation/v7/cloudformation/route53"
	"github.com/awslabs/goformation/v7/cloudformation/route53resolver"
	"github.com/awslabs/goformation/v7/cloudformation/ssm"
)

// typedResources are goformation's types for the resources that decide who reaches what. All other types
// are kept as they are written: they need no schema, and every service more makes the program larger.
var typedResources = map[string]any{
	"AWS::AutoScaling::AutoScalingGroup":            &autoscaling.AutoScalingGroup{},
	"AWS::AutoScaling::LaunchConfiguration":         &autoscaling.LaunchConfiguration{},
	"AWS::DirectoryService::MicrosoftAD":            &directoryservice.MicrosoftAD{},
	"AWS::DirectoryService::SimpleAD":               &directoryservice.SimpleAD{},
	"AWS::EC2::CarrierGateway":                      &ec2.CarrierGateway{},
	"AWS::EC2::ClientVpnEndpoint":                   &ec2.ClientVpnEndpoint{},
	"AWS::EC2::ClientVpnRoute":                      &ec2.ClientVpnRoute{},
	"AWS::EC2::ClientVpnTargetNetworkAssociation":   &ec2.ClientVpnTargetNetworkAssociation{},
	"AWS::EC2::CustomerGateway":                     &ec2.CustomerGateway{},
	"AWS::EC2::DHCPOptions":                         &ec2.DHCPOptions{},
	"AWS::EC2::EC2Fleet":                            &ec2.EC2Fleet{},
	"AWS::EC2::EIP":                                 &ec2.EIP{},
	"AWS::EC2::EIPAssociation":                      &ec2.EIPAssociation{},
	"AWS::EC2::EgressOnlyInternetGateway":           &ec2.EgressOnlyInternetGateway{},
	"AWS::EC2::GatewayRouteTableAssociation":        &ec2.GatewayRouteTableAssociation{},
	"AWS::EC2::Instance":                            &ec2.Instance{},
	"AWS::EC2::InstanceConnectEndpoint":             &ec2.InstanceConnectEndpoint{},
	"AWS::EC2::InternetGateway":                     &ec2.InternetGateway{},
	"AWS::EC2::LaunchTemplate":                      &ec2.LaunchTemplate{},
	"AWS::EC2::NatGateway":                          &ec2.NatGateway{},
	"AWS::EC2::NetworkAcl":                          &ec2.NetworkAcl{},
	"AWS::EC2::NetworkAclEntry":                     &ec2.NetworkAclEntry{},
	"AWS::EC2::NetworkInterface":                    &ec2.NetworkInterface{},
	"AWS::EC2::NetworkInterfaceAttachment":          &ec2.NetworkInterfaceAttachment{},
	"AWS::EC2::PrefixList":                          &ec2.PrefixList{},
	"AWS::EC2::Route":                               &ec2.Route{},
	"AWS::EC2::RouteTable":                          &ec2.RouteTable{},
	"AWS::EC2::SecurityGroup":                       &ec2.SecurityGroup{},
	"AWS::EC2::SecurityGroupEgress":                 &ec2.SecurityGroupEgress{},
	"AWS::EC2::SecurityGroupIngress":                &ec2.SecurityGroupIngress{},
	"AWS::EC2::SpotFleet":                           &ec2.SpotFleet{},
	"AWS::EC2::Subnet":                              &ec2.Subnet{},
	"AWS::EC2::SubnetCidrBlock":                     &ec2.SubnetCidrBlock{},
	"AWS::EC2::SubnetNetworkAclAssociation":         &ec2.SubnetNetworkAclAssociation{},
	"AWS::EC2::SubnetRouteTableAssociation":         &ec2.SubnetRouteTableAssociation{},
	"AWS::EC2::TransitGateway":                      &ec2.TransitGateway{},
	"AWS::EC2::TransitGatewayAttachment":            &ec2.TransitGatewayAttachment{},
	"AWS::EC2::TransitGatewayPeeringAttachment":     &ec2.TransitGatewayPeeringAttachment{},
	"AWS::EC2::TransitGatewayRoute":                 &ec2.TransitGatewayRoute{},
	"AWS::EC2::TransitGatewayRouteTable":            &ec2.TransitGatewayRouteTable{},
	"AWS::EC2::TransitGatewayRouteTableAssociation": &ec2.TransitGatewayRouteTableAssociation{},
	"AWS::EC2::TransitGatewayRouteTablePropagation": &ec2.TransitGatewayRouteTablePropagation{},
	"AWS::EC2::TransitGatewayVpcAttachment":         &ec2.TransitGatewayVpcAttachment{},
	"AWS::EC2::VPC":                                 &ec2.VPC{},
	"AWS::EC2::VPCCidrBlock":                        &ec2.VPCCidrBlock{},
	"AWS::EC2::VPCDHCPOptionsAssociation":           &ec2.VPCDHCPOptionsAssociation{},
	"AWS::EC2::VPCEndpoint":                         &ec2.VPCEndpoint{},
	"AWS::EC2::VPCEndpointService":                  &ec2.VPCEndpointService{},
	"AWS::EC2::VPCGatewayAttachment":                &ec2.VPCGatewayAttachment{},
	"AWS::EC2::VPCPeeringConnection":                &ec2.VPCPeeringConnection{},
	"AWS::EC2::VPNConnection":                       &ec2.VPNConnection{},
	"AWS::EC2::VPNConnectionRoute":                  &ec2.VPNConnectionRoute{},
	"AWS::EC2::VPNGateway":                          &ec2.VPNGateway{},
	"AWS::EC2::VPNGatewayRoutePropagation":          &ec2.VPNGatewayRoutePropagation{},
	"AWS::IAM::InstanceProfile":                     &iam.InstanceProfile{},
	"AWS::IAM::ManagedPolicy":                       &iam.ManagedPolicy{},
	"AWS::IAM::Policy":                              &iam.Policy{},
	"AWS::IAM::Role":                                &iam.Role{},
	"AWS::IAM::RolePolicy":                          &iam.RolePolicy{},
	"AWS::Lambda::Function":                         &lambda.Function{},
	"AWS::RAM::ResourceShare":                       &ram.ResourceShare{},
	"AWS::Route53::HostedZone":                      &route53.HostedZone{},
	"AWS::Route53::RecordSet":                       &route53.RecordSet{},
	"AWS::Route53::RecordSetGroup":                  &route53.RecordSetGroup{},
	"AWS::Route53Resolver::ResolverEndpoint":        &route53resolver.ResolverEndpoint{},
	"AWS::Route53Resolver::ResolverRule":            &route53resolver.ResolverRule{},
	"AWS::Route53Resolver::ResolverRuleAssociation": &route53resolver.ResolverRuleAssociation{},
	"AWS::SSM::Association":                         &ssm.Association{},
	"AWS::SSM::Document":                            &ssm.Document{},
	"AWS::SSM::Parameter":                           &ssm.Parameter{},
}
