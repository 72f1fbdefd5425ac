package network

import (
	"slices"
	"testing"
)

func endpoint(address, service string, more fields) thing {
	all := fields{"service_name": service, "endpoint_type": "Interface", "private_dns_enabled": true, "vpc": to("vpc"), "subnets": to("back")}
	for name, field := range more {
		all[name] = field
	}
	return thing{kind: "vpc_endpoint", address: address, fields: all}
}

func vpcWith(more fields) thing {
	all := fields{"cidr_block": "10.0.0.0/16", "enable_dns_support": true, "enable_dns_hostnames": true}
	for name, field := range more {
		all[name] = field
	}
	return thing{kind: "vpc", address: "vpc", fields: all}
}

func TestEndpoints(t *testing.T) {
	perhaps := endpoint("e", "com.amazonaws.eu-central-1.ssm", nil)
	perhaps.maybe = "its count is not known"
	region, service := token("data.aws_region.here", "name"), token("each.key", "")
	cases := map[string]struct {
		endpoint thing
		want     string // "has", "may" or ""
	}{
		"the service":                       {endpoint("e", "com.amazonaws.eu-central-1.ssm", nil), "has"},
		"in China":                          {endpoint("e", "cn.com.amazonaws.cn-north-1.ssm", nil), "has"},
		"a region by reference":             {endpoint("e", "com.amazonaws."+region+".ssm", nil), "has"},
		"prefix and region by reference":    {endpoint("e", token("data.aws_partition.here", "reverse_dns_prefix")+"."+region+".ssm", nil), "has"},
		"another service":                   {endpoint("e", "com.amazonaws.eu-central-1.ssmmessages", nil), ""},
		"another service, some region":      {endpoint("e", "com.amazonaws."+region+".ssmmessages", nil), ""},
		"some service":                      {endpoint("e", "com.amazonaws.eu-central-1."+service, nil), "may"},
		"a name that is only a reference":   {endpoint("e", service, nil), "may"},
		"a name that is not known":          {endpoint("e", "", fields{"service_name": unknown("no default")}), "may"},
		"a service that ends otherwise":     {endpoint("e", service+".kms", nil), ""},
		"an interface without a service":    {endpoint("e", "", fields{"service_name": nil}), "may"},
		"FIPS":                              {endpoint("e", "com.amazonaws.us-east-1.ssm-fips", nil), "may"},
		"a gateway endpoint":                {endpoint("e", "com.amazonaws.eu-central-1.ssm", fields{"endpoint_type": "Gateway"}), ""},
		"a type that nobody wrote":          {endpoint("e", "com.amazonaws.eu-central-1.ssm", fields{"endpoint_type": nil}), ""},
		"a type that is not known":          {endpoint("e", "com.amazonaws.eu-central-1.ssm", fields{"endpoint_type": unknown("no default")}), "may"},
		"an endpoint that may not exist":    {perhaps, "may"},
		"a VPC that a condition decides on": {endpoint("e", "com.amazonaws.eu-central-1.ssm", fields{"vpc": links{link{"vpc", "a condition"}}}), "may"},
		"somebody's own service":            {endpoint("e", "com.amazonaws.vpce.eu-central-1.vpce-svc-1", nil), ""},
		"no service":                        {endpoint("e", "", fields{"service_name": nil, "endpoint_type": "Resource"}), ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			list := New(build(vpcWith(nil), c.endpoint), Options{}).Endpoints("vpc", "ssm")
			if slices.Contains(list.Has, "e") != (c.want == "has") || slices.Contains(list.May, "e") != (c.want == "may") || list.Open != "" {
				t.Errorf("got %+v, want %q", list, c.want)
			}
		})
	}
}

func TestEndpointsOfAnOpenVPC(t *testing.T) {
	for name, vpc := range map[string]thing{
		"given away": vpcWith(fields{"endpoints": links{open("module.x is given it")}}),
		"looked up":  {kind: "vpc", address: "vpc", external: "it is looked up"},
		"nothing":    {kind: "vpc", address: "other"},
		"one by id":  vpcWith(fields{"endpoints": to("vpce-1")}),
	} {
		t.Run(name, func(t *testing.T) {
			if list := New(build(vpc), Options{}).Endpoints("vpc", "ssm"); list.Open == "" {
				t.Error("nothing says that there may be more")
			}
		})
	}
}

func TestPrivateDNS(t *testing.T) {
	cases := map[string]struct {
		vpc, endpoint      fields
		verdict            Verdict
		subject, attribute string
	}{
		"all on":                  {nil, nil, Allow, "", ""},
		"private names off":       {nil, fields{"private_dns_enabled": false}, Deny, "e", "private_dns_enabled"},
		"private names unwritten": {nil, fields{"private_dns_enabled": nil}, Deny, "e", "private_dns_enabled"},
		"private names unknown":   {nil, fields{"private_dns_enabled": unknown("no default")}, Unknown, "e", "private_dns_enabled"},
		"on or off":               {nil, fields{"private_dns_enabled": choice{true, false}}, Unknown, "e", "private_dns_enabled"},
		"on in either case":       {nil, fields{"private_dns_enabled": choice{true, "true"}}, Allow, "", ""},
		"no hostnames":            {fields{"enable_dns_hostnames": false}, nil, Deny, "vpc", "enable_dns_hostnames"},
		"no support":              {fields{"enable_dns_support": false}, nil, Deny, "vpc", "enable_dns_support"},
		"hostnames unknown":       {fields{"enable_dns_hostnames": unknown("no default")}, nil, Unknown, "vpc", "enable_dns_hostnames"},
		"a gateway endpoint":      {nil, fields{"endpoint_type": "Gateway"}, Deny, "e", "endpoint_type"},
		"a VPC that is not known": {nil, fields{"vpc": links{open("no default")}}, Unknown, "e", "vpc"},
		"a VPC outside":           {nil, fields{"vpc": to("vpc-1")}, Unknown, "e", "vpc"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			n := New(build(vpcWith(c.vpc), endpoint("e", "com.amazonaws.eu-central-1.ssm", c.endpoint)), Options{})
			expect(t, n.PrivateDNS("e"), c.verdict, c.subject, c.attribute)
		})
	}
}

func TestServiceWay(t *testing.T) {
	const ssm = "com.amazonaws.eu-central-1.ssm"
	natted := fields{"nat_gateway": to("nat")}
	off := fields{"private_dns_enabled": false}
	perhaps := endpoint("e", ssm, nil)
	perhaps.maybe = "its count is not known"
	dns := func(servers ...string) []thing {
		return []thing{vpcWith(fields{"dhcp_options": to("options")}), {kind: "dhcp_options", address: "options", fields: fields{"domain_name_servers": servers}}}
	}
	here := thing{kind: "directory", address: "ad", fields: fields{"vpc": to("vpc")}}
	there := thing{kind: "directory", address: "ad", fields: fields{"vpc": to("hub")}}
	connector := thing{kind: "directory", address: "ad", fields: fields{"vpc": to("vpc"), "type": "ADConnector"}}
	hub := thing{kind: "vpc", address: "hub"}
	zone := thing{kind: "hosted_zone", address: "zone", fields: fields{"domain_name": "ssm.eu-central-1.amazonaws.com", "private": true}}
	forwarding := thing{kind: "resolver_rule", address: "rule", fields: fields{"domain_name": "amazonaws.com", "rule_type": "FORWARD"}}
	add := func(things []thing, more ...thing) []thing { return with(things, more...) }
	directory := token("ad", "dns_ip_addresses[0]")
	cases := map[string]struct {
		things []thing
		way    string
	}{
		"nothing":                               {street(nil), WayNone},
		"an endpoint":                           {street(nil, vpcWith(nil), endpoint("e", ssm, nil)), WayEndpoint},
		"an endpoint captures in spite of NAT":  {street(natted, vpcWith(nil), endpoint("e", ssm, nil)), WayEndpoint},
		"a NAT gateway":                         {street(natted), WayInternet},
		"no private names, no other way":        {street(nil, vpcWith(nil), endpoint("e", ssm, off)), WayNone},
		"no private names, but NAT":             {street(natted, vpcWith(nil), endpoint("e", ssm, off)), WayInternet},
		"private names unknown":                 {street(nil, vpcWith(nil), endpoint("e", ssm, fields{"private_dns_enabled": unknown("no default")})), WayUnknown},
		"an endpoint that may exist":            {street(nil, vpcWith(nil), perhaps), WayUnknown},
		"an endpoint that may exist beside NAT": {street(natted, vpcWith(nil), perhaps), WayUnknown},
		"open endpoints":                        {street(nil, vpcWith(fields{"endpoints": links{open("module.x is given it")}})), WayUnknown},
		"a certain one among open endpoints":    {street(nil, vpcWith(fields{"endpoints": links{open("module.x is given it")}}), endpoint("e", ssm, nil)), WayEndpoint},
		"FIPS alone":                            {street(nil, vpcWith(nil), endpoint("e", ssm+"-fips", nil)), WayUnknown},
		"FIPS beside NAT":                       {street(natted, vpcWith(nil), endpoint("e", ssm+"-fips", nil)), WayInternet},
		"a transit gateway":                     {street(fields{"transit_gateway": to("tgw")}), WayUnknown},
		"a private zone":                        {street(nil, zone, vpcWith(fields{"hosted_zones": to("zone")})), WayUnknown},
		"a private zone beside NAT":             {street(natted, zone, vpcWith(fields{"hosted_zones": to("zone")})), WayUnknown},
		"a rule that forwards AWS names":        {street(nil, forwarding, vpcWith(fields{"resolver_rules": to("rule")})), WayUnknown},
		"a rule that forwards other names":      {street(nil, thing{kind: "resolver_rule", address: "rule", fields: fields{"domain_name": "corp.example.com", "rule_type": "FORWARD"}}, vpcWith(fields{"resolver_rules": to("rule")})), WayNone},
		"a profile":                             {street(nil, vpcWith(fields{"resolver_profiles": to("rp-1")})), WayUnknown},
		"a directory in the VPC resolves":       {add(street(natted, endpoint("e", ssm, nil), here), dns(directory)...), WayEndpoint},
		"a directory elsewhere resolves":        {add(street(natted, endpoint("e", ssm, nil), there, hub), dns(directory)...), WayUnknown},
		"a connector's servers resolve":         {add(street(natted, endpoint("e", ssm, nil), connector), dns(directory)...), WayUnknown},
		"other servers resolve":                 {add(street(natted, endpoint("e", ssm, nil)), dns("10.9.0.10")...), WayUnknown},
		"other servers, and no other way":       {add(street(nil, endpoint("e", ssm, nil)), dns("10.9.0.10")...), WayEndpoint},
		"a VPC that is not known":               {street(nil, thing{kind: "instance", address: "office", fields: fields{"subnets": to("back"), "vpc": links{open("no default")}}}), WayUnknown},
		"nobody":                                {street(nil, thing{kind: "launch_template", address: "office"}), WayUnknown},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			way := New(build(c.things...), Options{Region: "eu-central-1"}).ServiceWay("office", "ssm")
			if way.Way != c.way || way.Way == WayEndpoint && way.Endpoint != "e" {
				t.Errorf("got %+v, want %s", way, c.way)
			}
			if (way.Way == WayUnknown || way.Way == WayNone) && way.Reason == "" {
				t.Error("no reason is given")
			}
		})
	}
}

func TestServiceWayThroughGatewayEndpoint(t *testing.T) {
	const s3 = "com.amazonaws.eu-central-1.s3"
	gateway := func(tables links) thing {
		return endpoint("e", s3, fields{"endpoint_type": "Gateway", "private_dns_enabled": false, "route_tables": tables})
	}
	for name, c := range map[string]struct {
		tables links
		way    string
	}{
		"in the subnet's table": {to("private"), WayEndpoint},
		"in another table":      {to("public"), WayNone},
		"in tables not known":   {links{open("no default")}, WayUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			n := New(build(street(nil, vpcWith(nil), gateway(c.tables))...), Options{})
			if way := n.ServiceWay("office", "s3"); way.Way != c.way {
				t.Errorf("got %+v, want %s", way, c.way)
			}
		})
	}
}
