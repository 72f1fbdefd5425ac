package mend

import "testing"

// One draft is written in brackets, or in the margins of the template's author.
func TestDrafts(t *testing.T) {
	rule := draft{parts: []part{{"IpProtocol", raw("tcp")}, {"FromPort", raw("443")}}}
	ports := draft{parts: []part{{"FromPort", raw("443")}, {"ToPort", raw("443")}}}
	group := draft{parts: []part{{"VpcId", raw("vpc-1")}, {"SecurityGroupIngress", draft{items: []draft{rule}}}}}
	for _, test := range []struct{ name, got, want string }{
		{"in brackets", group.flow(0, 0, false), "{VpcId: vpc-1, SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443}]}"},
		{"in JSON", ports.flow(0, 0, true), `{"FromPort": 443, "ToPort": 443}`},
		{"in JSON on lines of its own", ports.flow(2, 2, true), "{\n    \"FromPort\": 443,\n    \"ToPort\": 443\n  }"},
		{"a list below its name", group.block(2, margins{mapping: 2, list: 2}),
			"VpcId: vpc-1\n  SecurityGroupIngress:\n    - IpProtocol: tcp\n      FromPort: 443"},
		{"a list in line with its name", group.block(2, margins{mapping: 2}),
			"VpcId: vpc-1\n  SecurityGroupIngress:\n  - IpProtocol: tcp\n    FromPort: 443"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got\n%s\nwant\n%s", test.name, test.got, test.want)
		}
	}
}

func TestRenamed(t *testing.T) {
	for _, test := range []struct{ id, from, to, want string }{
		{"SsmEndpoint", "ssm", "ssmmessages", "SsmMessagesEndpoint"},
		{"SSMEndpoint", "ssm", "ec2messages", "EC2MessagesEndpoint"},
		{`"Endpoint"`, "ssm", "ec2messages", `"EndpointEc2Messages"`},
	} {
		if got := renamed(test.id, test.from, test.to); got != test.want {
			t.Errorf("%s for %s is %s, want %s", test.id, test.to, got, test.want)
		}
	}
}
