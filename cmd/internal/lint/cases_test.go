package lint_test

import (
	"strings"
	"testing"
	"testing/fstest"
)

const correlated = `
Parameters:
  Kind: {Type: String, AllowedValues: [one, two]}
  Office: {Type: String}
Conditions:
  One: !Equals [!Ref Kind, one]
  Two: !Not [!Condition One]
  HasOffice: !Equals [!Ref Office, "yes"]
Resources:
  Vpc: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: 10.0.0.0/16, EnableDnsHostnames: true}}
  Subnet: {Type: "AWS::EC2::Subnet", Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.0.0/24}}
  Group: {Type: "AWS::EC2::SecurityGroup", Properties: {GroupDescription: all, VpcId: !Ref Vpc, SecurityGroupIngress: {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/16}}}
  Server: {Type: "AWS::EC2::Instance", SERVER Properties: {ImageId: ami-1, SubnetId: !Ref Subnet, SecurityGroupIds: [!Ref Group]}}
`

const endpoint = `  NAME: {Type: "AWS::EC2::VPCEndpoint", Condition: CONDITION, Properties: {VpcId: !Ref Vpc, VpcEndpointType: Interface, PrivateDnsEnabled: true, ServiceName: com.amazonaws.eu-central-1.SERVICE, SubnetIds: [!Ref Subnet], SecurityGroupIds: [!Ref Group]}}
`

// What depends on one thing is there together or not at all.
func TestCases(t *testing.T) {
	engine, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name, server string
		conditions   []string // of the endpoints for each service
		want         string
	}{
		{"endpoints come with the instance", "Condition: HasOffice,", []string{"HasOffice"}, ""},
		{"endpoints come with something else", "Condition: HasOffice,", []string{"One"}, "undetermined"},
		{"endpoints in either case", "", []string{"One", "Two"}, ""},
		{"endpoints in one case", "", []string{"One"}, "undetermined"},
		{"endpoints and instance exclude each other", "Condition: One,", []string{"Two"}, "undetermined"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := strings.Replace(correlated, "SERVER", test.server, 1)
			for _, condition := range test.conditions {
				for _, service := range []string{"ssm", "ssmmessages", "ec2messages"} {
					text += strings.NewReplacer("NAME", condition+service, "CONDITION", condition, "SERVICE", service).Replace(endpoint)
				}
			}
			got := string(render(scan(t, engine, fstest.MapFS{"t.yaml": {Data: []byte(text)}}, "ssm-endpoint-missing")))
			if test.want == "" && got != "" || !strings.Contains(got, test.want) {
				t.Errorf("found %q, want %q", got, test.want)
			}
		})
	}
}

// A place that is at fault on two levels in every case is so on both.
func TestCasesOnTwoLevels(t *testing.T) {
	engine, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(correlated, "SubnetId: !Ref Subnet,", "SubnetId: !If [HasOffice, !Ref Subnet, !Ref Other],", 1)
	text = strings.Replace(text, "SERVER", "", 1) + `  Other: {Type: "AWS::EC2::Subnet", Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24}}` + "\n"
	got := string(render(scan(t, engine, fstest.MapFS{"t.yaml": {Data: []byte(text)}}, "ssm-endpoint-missing")))
	if !strings.Contains(got, "error: Vpc has no interface endpoint") || !strings.Contains(got, "warning: Vpc has no interface endpoint") {
		t.Errorf("found %q, want an error and a warning", got)
	}
}

// Where one endpoint or the other is there, none is missing: it is asked whether the other one works.
func TestCasesOfAnotherRule(t *testing.T) {
	engine, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(correlated, "SERVER", "", 1)
	for _, condition := range []string{"One", "Two"} {
		for _, service := range []string{"ssm", "ssmmessages", "ec2messages"} {
			text += strings.NewReplacer("NAME", condition+service, "CONDITION", condition, "SERVICE", service).Replace(endpoint)
		}
	}
	head, closed, _ := strings.Cut(text, "Twossmmessages:")
	text = head + "Twossmmessages:" + strings.Replace(closed, "PrivateDnsEnabled: true", "PrivateDnsEnabled: false", 1)
	got := string(render(scan(t, engine, fstest.MapFS{"t.yaml": {Data: []byte(text)}}, "ssm-endpoint-missing", "ssm-endpoint-private-dns-off")))
	want := "undetermined: Twossmmessages has no private DNS names, so the service's name leads to public addresses, which the instances" +
		" of its VPC cannot reach. (it is so when Kind is two) [ssm-endpoint-private-dns-off]\n"
	if !strings.HasSuffix(got, want) || strings.Count(got, "\n") != 1 {
		t.Errorf("found %q, want %q alone", got, want)
	}
}
