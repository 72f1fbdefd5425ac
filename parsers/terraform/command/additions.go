package command

import "github.com/reachlint/reachlint/parsers/graph"

// additions are the operations of the AWS CLI that change what this configuration may hold, with what they add to
// or take from (AWS CLI Command Reference). The empty ones may do anything.
var additions = map[string][]graph.Addition{
	"create-vpc-endpoint":                   {adds("vpc", "endpoints"), adds("route_table", "routes")},
	"modify-vpc-endpoint":                   {{Kind: "vpc_endpoint", Sets: []string{"subnets", "security_groups"}, Values: []string{"private_dns_enabled", "policy"}}, adds("route_table", "routes")},
	"modify-vpc-attribute":                  {changes("vpc", "enable_dns_support", "enable_dns_hostnames")},
	"create-subnet":                         {adds("vpc", "subnets")},
	"create-nat-gateway":                    {adds("vpc", "nat_gateways"), adds("subnet", "nat_gateways")},
	"attach-internet-gateway":               {adds("vpc", "internet_gateways"), adds("internet_gateway", "vpc")},
	"attach-vpn-gateway":                    {adds("vpn_gateway", "vpc")},
	"create-vpc-peering-connection":         {adds("vpc", "peering_connections")},
	"accept-vpc-peering-connection":         {changes("vpc_peering_connection", "accepted")},
	"create-transit-gateway-vpc-attachment": {adds("vpc", "transit_gateway_attachments")},
	"create-vpc-block-public-access-exclusion": {
		adds("vpc", "public_access_exclusions"), adds("subnet", "public_access_exclusions"),
	},

	"create-route":                    {adds("route_table", "routes")},
	"replace-route":                   {adds("route_table", "routes")},
	"delete-route":                    {adds("route_table", "routes")},
	"enable-vgw-route-propagation":    {adds("route_table", "routes")},
	"create-route-table":              {adds("vpc", "route_tables")},
	"associate-route-table":           {adds("subnet", "route_table"), adds("route_table", "subnets")},
	"replace-route-table-association": {adds("vpc", "main_route_table"), adds("subnet", "route_table"), adds("route_table", "subnets")},
	"create-transit-gateway-route":    {adds("transit_gateway_route_table", "routes")},
	"replace-transit-gateway-route":   {adds("transit_gateway_route_table", "routes")},
	"associate-transit-gateway-route-table": {
		adds("transit_gateway_attachment", "associated_route_table"), adds("transit_gateway_route_table", "associations"),
	},
	"enable-transit-gateway-route-table-propagation": {
		adds("transit_gateway_attachment", "propagated_route_tables"), adds("transit_gateway_route_table", "propagations"),
	},

	"authorize-security-group-ingress":   {adds("security_group", "rules")},
	"authorize-security-group-egress":    {adds("security_group", "rules")},
	"modify-security-group-rules":        {adds("security_group", "rules")},
	"associate-security-group-vpc":       {adds("security_group", "vpc")},
	"create-network-acl-entry":           {adds("network_acl", "rules")},
	"replace-network-acl-entry":          {adds("network_acl", "rules")},
	"delete-network-acl-entry":           {adds("network_acl", "rules")},
	"replace-network-acl-association":    {adds("subnet", "network_acl"), adds("network_acl", "subnets")},
	"modify-managed-prefix-list":         {changes("prefix_list", "cidr_blocks")},
	"modify-instance-attribute":          {{Kind: "instance", Sets: []string{"security_groups"}, Values: []string{"source_dest_check"}}},
	"modify-network-interface-attribute": {{Kind: "network_interface", Sets: []string{"security_groups"}, Values: []string{"source_dest_check"}}},
	"modify-instance-metadata-options":   {changes("instance", "metadata_http_endpoint")},
	"associate-address":                  {adds("instance", "public_addresses"), adds("network_interface", "public_addresses")},

	"associate-dhcp-options":         {adds("vpc", "dhcp_options"), adds("dhcp_options", "vpcs")},
	"associate-resolver-rule":        {adds("vpc", "resolver_rules"), adds("resolver_rule", "vpcs")},
	"associate-profile":              {adds("vpc", "resolver_profiles"), adds("resolver_profile", "vpcs")},
	"associate-resource-to-profile":  {adds("resolver_profile", "resources")},
	"create-hosted-zone":             {adds("vpc", "hosted_zones")},
	"associate-vpc-with-hosted-zone": {adds("vpc", "hosted_zones"), adds("hosted_zone", "vpcs")},
	"change-resource-record-sets":    {adds("hosted_zone", "records")},
	"create-microsoft-ad":            {adds("vpc", "directories")},
	"create-directory":               {adds("vpc", "directories")},
	"connect-directory":              {adds("vpc", "directories")},

	"attach-role-policy":                       {adds("role", "policies")},
	"put-role-policy":                          {adds("role", "policies")},
	"detach-role-policy":                       {adds("role", "policies")},
	"delete-role-policy":                       {adds("role", "policies")},
	"put-role-permissions-boundary":            {changes("role", "permissions_boundary")},
	"delete-role-permissions-boundary":         {changes("role", "permissions_boundary")},
	"create-policy-version":                    {changes("policy", "document")},
	"set-default-policy-version":               {changes("policy", "document")},
	"update-assume-role-policy":                {changes("role", "trust_policy")},
	"add-role-to-instance-profile":             {adds("instance_profile", "role")},
	"associate-iam-instance-profile":           {adds("instance", "instance_profile")},
	"replace-iam-instance-profile-association": {adds("instance", "instance_profile")},

	// What these deploy or start is not written here.
	"create-stack": nil, "update-stack": nil, "deploy": nil, "create-stack-instances": nil, "execute-change-set": nil,
	"provision-product": nil, "start-automation-execution": nil, "start-execution": nil, "start-build": nil, "invoke": nil,
	"create-resource": nil,
}

func adds(kind string, sets ...string) graph.Addition { return graph.Addition{Kind: kind, Sets: sets} }

func changes(kind string, values ...string) graph.Addition {
	return graph.Addition{Kind: kind, Values: values}
}
