package network

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/reachlint/reachlint/parsers/graph"
)

const update = "ssm:UpdateInstanceInformation"

func policyOf(statements ...string) string {
	return `{"Version":"2012-10-17","Statement":[` + strings.Join(statements, ",") + `]}`
}

func TestAllows(t *testing.T) {
	const (
		core      = "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"
		allowSSM  = `{"Effect":"Allow","Action":"ssm:*","Resource":"*"}`
		denySSM   = `{"Effect":"Deny","Action":["ssm:Update*"],"Resource":"*"}`
		allowS3   = `{"Effect":"Allow","Action":"s3:*","Resource":"*"}`
		whenAllow = `{"Effect":"Allow","Action":"ssm:*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}`
		whenDeny  = `{"Effect":"Deny","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"false"}}}`
	)
	policies := func(documents ...any) []thing {
		var things []thing
		var list links
		for i, document := range documents {
			address := "policy" + string(rune('0'+i))
			list = append(list, link{to: address})
			things = append(things, thing{kind: "policy", address: address, fields: fields{"document": document}})
		}
		return append(things, thing{kind: "role", address: "role", fields: fields{"policies": list}})
	}
	role := func(more fields, arns ...string) []thing {
		all := fields{"policies": to(arns...)}
		for name, field := range more {
			all[name] = field
		}
		return []thing{{kind: "role", address: "role", fields: all}}
	}
	inChina := "arn:" + token("data.aws_partition.here", "partition") + ":iam::aws:policy/service-role/AmazonEC2RoleforSSM"
	perhaps := policies(policyOf(allowSSM))
	perhaps[0].maybe = "its count is not known"
	cases := map[string]struct {
		things    []thing
		verdict   Verdict
		subject   string
		attribute string
	}{
		"a wildcard":                       {policies(policyOf(allowSSM)), Allow, "", ""},
		"any case":                         {policies(policyOf(`{"Effect":"Allow","Action":"SSM:updateinstanceinformation","Resource":["*"]}`)), Allow, "", ""},
		"a question mark":                  {policies(policyOf(`{"Effect":"Allow","Action":"ss?:Update*Information","Resource":"*"}`)), Allow, "", ""},
		"a statement that is no list":      {policies(`{"Statement":` + allowSSM + `}`), Allow, "", ""},
		"an object":                        {policies(map[string]any{"Statement": []any{map[string]any{"Effect": "Allow", "Action": []string{"ssm:*"}, "Resource": "*"}}}), Allow, "", ""},
		"something else":                   {policies(policyOf(allowS3)), Deny, "role", "policies"},
		"no policy":                        {role(nil), Deny, "role", "policies"},
		"two policies":                     {policies(policyOf(allowS3), policyOf(allowSSM)), Allow, "", ""},
		"a denial":                         {policies(policyOf(allowSSM), policyOf(denySSM)), Deny, "policy1", "document"},
		"a denial in the same document":    {policies(policyOf(allowSSM, denySSM)), Deny, "policy0", "document"},
		"a denial for some resources":      {policies(policyOf(allowSSM, `{"Effect":"Deny","Action":"*","Resource":"arn:aws:ec2:*:*:instance/i-1"}`)), Unknown, "", ""},
		"a denial for a bucket":            {policies(policyOf(allowSSM, `{"Effect":"Deny","Action":"*","Resource":["arn:aws:s3:::x","arn:aws:s3:::x/*"]}`)), Allow, "", ""},
		"a denial for documents":           {policies(policyOf(allowSSM, `{"Effect":"Deny","Action":"ssm:*","Resource":"arn:`+token("data.aws_partition.here", "partition")+`:ssm:*:*:document/Admin-*"}`)), Allow, "", ""},
		"a denial for any type":            {policies(policyOf(allowSSM, `{"Effect":"Deny","Action":"ssm:*","Resource":"arn:aws:ssm:*:*:*"}`)), Unknown, "", ""},
		"a denial for a bucket and more":   {policies(policyOf(allowSSM, `{"Effect":"Deny","Action":"*","Resource":["arn:aws:s3:::x","arn:aws:*:::x"]}`)), Unknown, "", ""},
		"a denial of something else":       {policies(policyOf(allowSSM, `{"Effect":"Deny","Action":"s3:*","Resource":"*"}`)), Allow, "", ""},
		"a denial under a condition":       {policies(policyOf(allowSSM, whenDeny)), Unknown, "", ""},
		"an allowance under a condition":   {policies(policyOf(whenAllow)), Unknown, "", ""},
		"an empty condition":               {policies(policyOf(`{"Effect":"Allow","Action":"ssm:*","Resource":"*","Condition":{}}`)), Allow, "", ""},
		"all but something else":           {policies(policyOf(`{"Effect":"Allow","NotAction":"iam:*","Resource":"*"}`)), Allow, "", ""},
		"all but this":                     {policies(policyOf(`{"Effect":"Allow","NotAction":["ssm:*"],"Resource":"*"}`)), Deny, "role", "policies"},
		"a denial of all but this":         {policies(policyOf(allowSSM, `{"Effect":"Deny","NotAction":"ssm:*","Resource":"*"}`)), Allow, "", ""},
		"for some resources":               {policies(policyOf(`{"Effect":"Allow","Action":"ssm:*","Resource":"arn:aws:ssm:*:*:parameter/x"}`)), Unknown, "", ""},
		"for all but some resources":       {policies(policyOf(`{"Effect":"Allow","Action":"ssm:*","NotResource":"arn:aws:ssm:*:*:parameter/x"}`)), Unknown, "", ""},
		"an action by reference":           {policies(policyOf(`{"Effect":"Allow","Action":"` + token("var.action", "") + `","Resource":"*"}`)), Unknown, "", ""},
		"a resource by reference":          {policies(policyOf(`{"Effect":"Allow","Action":"s3:*","Resource":"`+token("bucket", "arn")+`"}`, allowSSM)), Allow, "", ""},
		"a document that is not known":     {policies(unknown("no default")), Unknown, "", ""},
		"a document by reference":          {policies(token("data.aws_iam_policy_document.x", "json")), Unknown, "", ""},
		"a document that is broken":        {policies(`{"Statement":[`), Unknown, "", ""},
		"one that is not known beside one": {policies(policyOf(allowSSM), unknown("no default")), Unknown, "", ""},
		"a certain denial beside unknowns": {policies(policyOf(denySSM), unknown("no default")), Deny, "policy0", "document"},
		"a policy that may exist":          {perhaps, Unknown, "", ""},
		"policies that are open":           {[]thing{{kind: "role", address: "role", fields: fields{"policies": links{open("no default")}}}}, Unknown, "", ""},
		"a role that is looked up":         {[]thing{{kind: "role", address: "role", external: "it is looked up"}}, Unknown, "", ""},
		"the managed policy":               {role(nil, core), Allow, "", ""},
		"a managed policy by reference":    {role(nil, graph.Readable(inChina)), Allow, "", ""},
		"in another partition":             {role(nil, "arn:aws-us-gov:iam::aws:policy/AmazonSSMManagedInstanceCore"), Allow, "", ""},
		"a managed policy for others":      {role(nil, "arn:aws:iam::aws:policy/CloudWatchAgentServerPolicy"), Deny, "role", "policies"},
		"a policy for reading":             {role(nil, "arn:aws:iam::aws:policy/ReadOnlyAccess"), Deny, "role", "policies"},
		"power users":                      {role(nil, "arn:aws:iam::aws:policy/PowerUserAccess"), Allow, "", ""},
		"a managed policy of other kinds":  {role(nil, "arn:aws:iam::aws:policy/SomethingNew"), Unknown, "", ""},
		"the right one beside another":     {role(nil, core, "arn:aws:iam::aws:policy/SomethingNew"), Allow, "", ""},
		"everything is denied":             {role(nil, core, "arn:aws:iam::aws:policy/AWSDenyAll"), Deny, "", "document"},
		"a policy of another account":      {role(nil, "arn:aws:iam::123456789012:policy/mine"), Unknown, "", ""},
		"within bounds":                    {role(fields{"permissions_boundary": "arn:aws:iam::aws:policy/PowerUserAccess"}, core), Allow, "", ""},
		"out of bounds":                    {role(fields{"permissions_boundary": "arn:aws:iam::aws:policy/AmazonS3FullAccess"}, core), Deny, "role", "permissions_boundary"},
		"bounds that are not known":        {role(fields{"permissions_boundary": unknown("no default")}, core), Unknown, "role", "permissions_boundary"},
		"bounds of the unit":               {append(role(fields{"permissions_boundary": token("bounds", "arn")}, core), thing{kind: "policy", address: "bounds", fields: fields{"document": policyOf(allowS3)}}), Deny, "role", "permissions_boundary"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			expect(t, New(build(c.things...), Options{}).Allows("role", update), c.verdict, c.subject, c.attribute)
		})
	}
}

func TestRefusals(t *testing.T) {
	role := thing{kind: "role", address: "role", fields: fields{"policies": to("policy")}}
	policy := thing{kind: "policy", address: "policy", fields: fields{"document": policyOf(`{"Effect":"Allow","Action":"ssm:*","Resource":"*"}`)}}
	refusals := New(build(role, policy), Options{}).Refusals("role", []string{update, "s3:GetObject"})
	if len(refusals) != 1 {
		t.Fatalf("%d refusals; want one: %v", len(refusals), refusals)
	}
	expect(t, refusals["s3:GetObject"], Deny, "role", "policies")
}

func TestAllowsOn(t *testing.T) {
	const literal = "arn:aws:kms:eu-central-1:111122223333:key/1"
	decrypt := func(effect, resource string) string {
		return `{"Effect":"` + effect + `","Action":"kms:Decrypt","Resource":"` + resource + `"}`
	}
	arn, id := token("key", "arn"), token("key", "key_id")
	cases := map[string]struct {
		document any
		resource string
		verdict  Verdict
	}{
		"the key by its node":       {policyOf(decrypt("Allow", arn)), "key", Allow},
		"the key by its id":         {policyOf(decrypt("Allow", "arn:aws:kms:eu-central-1:111122223333:key/"+id)), "key", Allow},
		"the key by its ARN":        {policyOf(decrypt("Allow", literal)), literal, Allow},
		"another key":               {policyOf(decrypt("Allow", token("other", "arn"))), "key", Unknown},
		"something of the key":      {policyOf(decrypt("Allow", arn+"/*")), "key", Unknown},
		"all keys of an account":    {policyOf(decrypt("Allow", "arn:aws:kms:eu-central-1:111122223333:key/*")), literal, Unknown},
		"a denial of the key":       {policyOf(decrypt("Allow", "*"), decrypt("Deny", arn)), "key", Deny},
		"no resource in particular": {policyOf(decrypt("Allow", arn)), "", Unknown},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			things := []thing{
				{kind: "kms_key", address: "key"}, {kind: "kms_key", address: "other"},
				{kind: "policy", address: "policy", fields: fields{"document": c.document}},
				{kind: "role", address: "role", fields: fields{"policies": to("policy")}},
			}
			expect(t, New(build(things...), Options{}).AllowsOn("role", "kms:Decrypt", c.resource), c.verdict, "", "")
		})
	}
}

func TestManagedPolicies(t *testing.T) {
	const messages = "ssmmessages:CreateControlChannel"
	for _, c := range []struct {
		policy, action string
		want           match
	}{
		{"AmazonSSMManagedInstanceCore", messages, yes},
		{"AmazonSSMManagedEC2InstanceDefaultPolicy", messages, yes},
		{"AmazonSSMManagedEC2InstanceDefaultPolicy", "ssm:GetParameter", no},
		{"AmazonEC2RoleforSSM", "ds:CreateComputer", yes},
		{"AmazonSSMDirectoryServiceAccess", "ds:CreateComputer", yes},
		{"AmazonSSMDirectoryServiceAccess", update, no},
		{"AmazonSSMReadOnlyAccess", update, no},
		{"AmazonSSMFullAccess", update, yes},
		{"AmazonSSMFullAccess", messages, yes},
		{"ReadOnlyAccess", "ssm:GetDocument", maybe},
		{"ReadOnlyAccess", messages, no},
		{"AmazonEKSWorkerNodePolicy", update, no},
		{"AmazonEC2ContainerServiceforEC2Role", update, no},
		{"PowerUserAccess", "iam:PassRole", maybe},
	} {
		got := managedGrant("arn:aws:iam::aws:policy/"+c.policy, "", c.action)
		if got.allows != c.want {
			t.Errorf("%s allows %s: got %s, want %s", c.policy, c.action, got.allows, c.want)
		}
	}
}

func TestTrusts(t *testing.T) {
	trust := func(principal string) string {
		return policyOf(`{"Effect":"Allow","Principal":` + principal + `,"Action":"sts:AssumeRole"}`)
	}
	cases := map[string]struct {
		trust   any
		verdict Verdict
	}{
		"the service":            {trust(`{"Service":"ec2.amazonaws.com"}`), Allow},
		"a list of services":     {trust(`{"Service":["ssm.amazonaws.com","ec2.amazonaws.com"]}`), Allow},
		"in China":               {trust(`{"Service":"ec2.amazonaws.com.cn"}`), Allow},
		"a suffix by reference":  {trust(`{"Service":"ec2.` + token("AWS::URLSuffix", "") + `"}`), Allow},
		"another service":        {trust(`{"Service":"lambda.amazonaws.com"}`), Deny},
		"another, by reference":  {trust(`{"Service":"lambda.` + token("AWS::URLSuffix", "") + `"}`), Deny},
		"a service by reference": {trust(`{"Service":"` + token("var.service", "") + `.amazonaws.com"}`), Unknown},
		"an account":             {trust(`{"AWS":"arn:aws:iam::123456789012:root"}`), Deny},
		"everybody":              {trust(`"*"`), Unknown},
		"a condition":            {policyOf(`{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"1"}}}`), Unknown},
		"another action":         {policyOf(`{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:TagSession"}`), Deny},
		"several actions":        {policyOf(`{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":["sts:AssumeRole","sts:TagSession"]}`), Allow},
		"a denial":               {policyOf(`{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}`, `{"Effect":"Deny","Principal":{"Service":"ec2.amazonaws.com"},"Action":"*"}`), Deny},
		"a document not known":   {unknown("no default"), Unknown},
		"no document":            {nil, Unknown},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			n := New(build(thing{kind: "role", address: "role", fields: fields{"trust_policy": c.trust}}), Options{})
			expect(t, n.Trusts("role", "ec2.amazonaws.com"), c.verdict, "", "")
		})
	}
}

// FuzzReadDocument feeds the reader anything: it must come back, and never prove something from a text
// that is not JSON.
func FuzzReadDocument(f *testing.F) {
	f.Add(policyOf(`{"Effect":"Allow","Action":"ssm:*","Resource":"*"}`))
	f.Add(`{"Statement":{"Effect":"Deny","NotAction":["a","b"],"Principal":{"Service":["x"]}}}`)
	f.Add(`{"Statement":[[{}],null,3,"x"]}`)
	f.Add(`{"Statement":[{"Effect":"Allow","Action":"` + token("var.x", "") + `","Resource":["**"]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		read := readDocument(graph.Text(text, graph.Range{}))
		result := read.grants(update, "")
		for _, each := range read.statements {
			each.lets("ec2.amazonaws.com")
		}
		if !json.Valid([]byte(text)) && result.allows == yes {
			t.Errorf("%q allows, but is not JSON", text)
		}
	})
}
