package network

import "testing"

const managed = "ssm.eu-central-1.amazonaws.com"

// campus is a VPC with an instance and a hub with an endpoint, to which a private zone leads.
func campus(changed ...thing) []thing {
	names := fields{"cidr_block": "10.0.0.0/16", "enable_dns_support": true, "enable_dns_hostnames": true, "hosted_zones": to("zone")}
	return with([]thing{
		{kind: "vpc", address: "vpc", fields: names},
		{kind: "vpc", address: "hub", fields: fields{"cidr_block": "10.9.0.0/16"}},
		{kind: "route_table", address: "table", fields: fields{"vpc": to("vpc")}},
		{kind: "subnet", address: "apps", fields: fields{"cidr_block": "10.0.1.0/24", "vpc": to("vpc"), "route_table": to("table")}},
		{kind: "subnet", address: "far", fields: fields{"cidr_block": "10.9.1.0/24", "vpc": to("hub")}},
		{kind: "security_group", address: "app", fields: fields{"vpc": to("vpc")}},
		{kind: "security_group", address: "endpoints", fields: fields{"vpc": to("hub"), "rules": to("r")}},
		rule("r", ingress, fields{"groups": to("app")}),
		{kind: "instance", address: "office", fields: fields{"vpc": to("vpc"), "subnets": to("apps"), "security_groups": to("app")}},
		{kind: "vpc_endpoint", address: "ssm", fields: fields{
			"service_name": "com.amazonaws.eu-central-1.ssm", "endpoint_type": "Interface", "private_dns_enabled": false,
			"vpc": to("hub"), "subnets": to("far"), "security_groups": to("endpoints"),
		}},
		zoned(managed, "record"),
		recorded("record", managed, "ssm"),
	}, changed...)
}

func zoned(domain string, records ...string) thing {
	return thing{kind: "hosted_zone", address: "zone", fields: fields{"domain_name": domain, "records": to(records...)}}
}

func recorded(address, name, target string) thing {
	return thing{kind: "dns_record", address: address, fields: fields{"record_name": name, "vpc_endpoint": to(target)}}
}

func TestServiceWayThroughZone(t *testing.T) {
	vpc := func(more fields) thing {
		all := fields{"cidr_block": "10.0.0.0/16", "enable_dns_support": true, "enable_dns_hostnames": true, "hosted_zones": to("zone")}
		for name, field := range more {
			all[name] = field
		}
		return thing{kind: "vpc", address: "vpc", fields: all}
	}
	profile := thing{kind: "resolver_profile", address: "profile", fields: fields{"resources": to("zone")}}
	everything := thing{kind: "resolver_rule", address: "rule", fields: fields{"domain_name": managed, "rule_type": "FORWARD"}}
	cases := map[string]struct {
		changed []thing
		way     string
	}{
		"a record for the name":          {nil, WayEndpoint},
		"a record without a name":        {[]thing{recorded("record", "", "ssm")}, WayEndpoint},
		"by way of a profile":            {[]thing{profile, vpc(fields{"hosted_zones": links{}, "resolver_profiles": to("profile")})}, WayEndpoint},
		"no zone":                        {[]thing{vpc(fields{"hosted_zones": links{}})}, WayNone},
		"a zone for a parent":            {[]thing{zoned("amazonaws.com", "record")}, WayUnknown},
		"no record":                      {[]thing{zoned(managed)}, WayUnknown},
		"a record for another name":      {[]thing{recorded("record", "x."+managed, "ssm")}, WayUnknown},
		"a record for what is outside":   {[]thing{recorded("record", managed, "vpce-1")}, WayUnknown},
		"a record for what is not known": {[]thing{zoned(managed, "record", "second"), recorded("second", token("x", "name")+"."+managed, "ssm")}, WayUnknown},
		"two records that differ":        {[]thing{zoned(managed, "record", "second"), recorded("second", managed, "vpce-1")}, WayUnknown},
		"a zone that may be associated":  {[]thing{vpc(fields{"hosted_zones": links{link{"zone", "var.shared is not known"}}})}, WayUnknown},
		"a forwarding rule as well":      {[]thing{everything, vpc(fields{"resolver_rules": to("rule")})}, WayUnknown},
		"DNS hostnames off":              {[]thing{vpc(fields{"enable_dns_hostnames": false})}, WayUnknown},
		"an endpoint for another service": {[]thing{{kind: "vpc_endpoint", address: "ssm", fields: fields{
			"service_name": "com.amazonaws.eu-central-1.kms", "endpoint_type": "Interface", "vpc": to("hub"),
		}}}, WayUnknown},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			way := New(build(campus(test.changed...)...), Options{}).ServiceWay("office", "ssm")
			if way.Way != test.way || way.Way == WayEndpoint && way.Endpoint != "ssm" {
				t.Errorf("got %+v, want %s", way, test.way)
			}
		})
	}
}

func TestGroupsOfAnotherVPC(t *testing.T) {
	peering := thing{kind: "vpc_peering_connection", address: "peering", fields: fields{"vpc": to("vpc"), "peer_vpc": to("hub")}}
	attached := func(address, vpc string) thing {
		return thing{kind: "transit_gateway_attachment", address: address, fields: fields{"vpc": to(vpc), "transit_gateway": to("tgw")}}
	}
	gateway := func(referencing any) []thing {
		return []thing{
			{kind: "transit_gateway", address: "tgw", fields: fields{"security_group_referencing": referencing}},
			attached("a", "vpc"), attached("b", "hub"),
		}
	}
	cases := map[string]struct {
		things  []thing
		verdict Verdict
	}{
		"nothing in view":                        {nil, Unknown},
		"a peering connection":                   {[]thing{peering}, Allow},
		"a transit gateway":                      {gateway(nil), Deny},
		"one that says no":                       {gateway("disable"), Deny},
		"one that says yes to others":            {gateway("enable"), Deny},
		"both":                                   {append(gateway(nil), peering), Unknown},
		"a transit gateway for one of them":      {gateway(nil)[:2], Unknown},
		"a peering connection that may be there": {[]thing{{kind: "vpc_peering_connection", address: "peering", maybe: "var.peered is not known", fields: peering.fields}}, Unknown},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			n := New(build(campus(test.things...)...), Options{})
			expect(t, n.Ingress("ssm", "office", "tcp", 443), test.verdict, "", "")
		})
	}
}

func TestGroupsOverTransitGateway(t *testing.T) {
	attached := func(address, vpc string, referencing any) thing {
		return thing{kind: "transit_gateway_attachment", address: address, fields: fields{
			"vpc": to(vpc), "transit_gateway": to("tgw"), "security_group_referencing": referencing,
		}}
	}
	cases := map[string]struct {
		gateway, here, there any
		verdict              Verdict
	}{
		"all say yes":                    {"enable", "enable", "enable", Allow},
		"the attachments do not say":     {"enable", nil, nil, Allow},
		"the gateway does not say":       {nil, "enable", "enable", Deny},
		"the gateway says no":            {"disable", nil, nil, Deny},
		"an attachment says no":          {"enable", "disable", nil, Deny},
		"the other attachment says no":   {"enable", nil, "disable", Deny},
		"the gateway is not known":       {unknown("no default"), nil, nil, Unknown},
		"an attachment is not known":     {"enable", unknown("no default"), nil, Unknown},
		"one is not known, one says no":  {unknown("no default"), nil, "disable", Deny},
		"both attachments are not known": {"enable", unknown("no default"), unknown("no default"), Unknown},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			n := New(build(campus(
				thing{kind: "transit_gateway", address: "tgw", fields: fields{"security_group_referencing": test.gateway}},
				attached("a", "vpc", test.here), attached("b", "hub", test.there),
				thing{kind: "instance", address: "controller", fields: fields{"vpc": to("hub"), "subnets": to("far"), "security_groups": to("endpoints")}},
				thing{kind: "security_group", address: "app", fields: fields{"vpc": to("vpc"), "rules": to("out")}},
				rule("out", egress, fields{"groups": to("endpoints")}),
			)...), Options{})
			expect(t, n.Ingress("controller", "office", "tcp", 443), test.verdict, "", "")
			expect(t, n.Ingress("ssm", "office", "tcp", 443), Deny, "", "")
			expect(t, n.Egress("office", "controller", "tcp", 443), Deny, "", "")
		})
	}
}
