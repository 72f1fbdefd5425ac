package network

import "testing"

func TestEndpointFaults(t *testing.T) {
	endpoint := func(more fields) thing {
		all := fields{
			"vpc": to("vpc"), "subnets": to("a", "b"), "security_groups": to("group"),
			"service_name": "com.amazonaws.eu-central-1.ssm", "endpoint_type": "Interface",
		}
		for name, field := range more {
			all[name] = field
		}
		return thing{kind: "vpc_endpoint", address: "endpoint", fields: all}
	}
	subnet := func(address, vpc string, zone any) thing {
		return thing{kind: "subnet", address: address, fields: fields{"vpc": to(vpc), "availability_zone": zone}}
	}
	perhaps := endpoint(fields{"subnets": links{}})
	perhaps.maybe = "var.create is not known"
	lookedUp := endpoint(fields{"subnets": links{}})
	lookedUp.external = "it is looked up"
	cases := map[string]struct {
		endpoint  thing
		more      []thing
		verdict   Verdict // "" for no fault
		attribute string
	}{
		"sound":                                {endpoint(nil), nil, "", ""},
		"a gateway":                            {endpoint(fields{"endpoint_type": "Gateway"}), nil, Deny, "endpoint_type"},
		"a gateway by default":                 {endpoint(fields{"endpoint_type": nil}), nil, Deny, "endpoint_type"},
		"a gateway for S3":                     {endpoint(fields{"endpoint_type": "Gateway", "service_name": "com.amazonaws.eu-central-1.s3"}), nil, "", ""},
		"a gateway for a service not known":    {endpoint(fields{"endpoint_type": "Gateway", "service_name": "com.amazonaws.eu-central-1." + token("var", "service")}), nil, "", ""},
		"a type that is not known":             {endpoint(fields{"endpoint_type": unknown("no default"), "subnets": links{}}), nil, "", ""},
		"no subnet":                            {endpoint(fields{"subnets": links{}}), nil, Deny, "subnets"},
		"subnets that are not known":           {endpoint(fields{"subnets": links{open("no default")}}), nil, Unknown, "subnets"},
		"no subnet, but may not exist":         {perhaps, nil, Unknown, "subnets"},
		"no subnet, but is looked up":          {lookedUp, nil, "", ""},
		"another Region":                       {endpoint(fields{"service_name": "com.amazonaws.us-east-1.ssm"}), nil, Deny, "service_name"},
		"another Region on purpose":            {endpoint(fields{"service_name": "com.amazonaws.us-east-1.ssm", "service_region": "us-east-1"}), nil, "", ""},
		"a Region that is not known":           {endpoint(fields{"service_name": "com.amazonaws." + token("data.aws_region.here", "name") + ".ssm"}), nil, "", ""},
		"a subnet of another VPC":              {endpoint(nil), []thing{subnet("b", "other", "eu-central-1b")}, Deny, "subnets"},
		"a subnet of a VPC that is looked up":  {endpoint(nil), []thing{subnet("b", "lookup", "eu-central-1b")}, "", ""},
		"a subnet of a VPC that is not known":  {endpoint(nil), []thing{subnet("b", "vpc-1", "eu-central-1b")}, "", ""},
		"a group of another VPC":               {endpoint(fields{"security_groups": to("stranger")}), nil, Deny, "security_groups"},
		"a group of both VPCs":                 {endpoint(fields{"security_groups": to("both")}), []thing{{kind: "security_group", address: "both", fields: fields{"vpc": to("other", "vpc")}}}, "", ""},
		"two subnets in one zone":              {endpoint(nil), []thing{subnet("b", "vpc", "eu-central-1a")}, Deny, "subnets"},
		"two subnets in zones by reference":    {endpoint(nil), []thing{subnet("a", "vpc", token("zones", "names")), subnet("b", "vpc", token("zones", "names"))}, "", ""},
		"two subnets in the first zone":        {endpoint(nil), []thing{subnet("a", "vpc", token("zones", "names[0]")), subnet("b", "vpc", token("zones", "names[0]"))}, Deny, "subnets"},
		"two subnets in one zone of a Region":  {endpoint(nil), []thing{subnet("a", "vpc", token("AWS::Region", "")+"a"), subnet("b", "vpc", token("AWS::Region", "")+"a")}, Deny, "subnets"},
		"two subnets whose zone nobody writes": {endpoint(nil), []thing{subnet("a", "vpc", nil), subnet("b", "vpc", nil)}, "", ""},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			things := with([]thing{
				{kind: "vpc", address: "vpc"}, {kind: "vpc", address: "other"},
				{kind: "vpc", address: "lookup", external: "it is looked up"},
				{kind: "security_group", address: "group", fields: fields{"vpc": to("vpc")}},
				{kind: "security_group", address: "stranger", fields: fields{"vpc": to("other")}},
				subnet("a", "vpc", "eu-central-1a"), subnet("b", "vpc", "eu-central-1b"), test.endpoint,
			}, test.more...)
			faults := New(build(things...), Options{Region: "eu-central-1"}).EndpointFaults("endpoint")
			switch {
			case test.verdict == "" && len(faults) > 0:
				t.Errorf("got %+v", faults)
			case test.verdict != "" && len(faults) != 1:
				t.Errorf("got %d faults: %+v", len(faults), faults)
			case test.verdict != "":
				expect(t, faults[0], test.verdict, "endpoint", test.attribute)
			}
		})
	}
}
