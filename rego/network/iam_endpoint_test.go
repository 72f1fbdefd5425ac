package network

import "testing"

func TestPasses(t *testing.T) {
	cases := map[string]struct {
		policy  any
		verdict Verdict
	}{
		"no policy":            {nil, Allow},
		"an empty policy":      {"", Allow},
		"everything":           {policyOf(`{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}`), Allow},
		"everybody's account":  {policyOf(`{"Effect":"Allow","Principal":{"AWS":["*"]},"Action":"ssm:*","Resource":"*"}`), Allow},
		"an object":            {map[string]any{"Statement": []any{map[string]any{"Effect": "Allow", "Principal": "*", "Action": "ssm:*", "Resource": "*"}}}, Allow},
		"another service":      {policyOf(`{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}`), Deny},
		"a denial":             {policyOf(`{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}`, `{"Effect":"Deny","Principal":"*","Action":"ssm:Update*","Resource":"*"}`), Deny},
		"somebody else only":   {policyOf(`{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::123456789012:root"},"Action":"ssm:*","Resource":"*"}`), Unknown},
		"nobody we can see":    {policyOf(`{"Effect":"Allow","Principal":{"AWS":"` + token("aws_iam_role.app", "arn") + `"},"Action":"*","Resource":"*"}`), Unknown},
		"a condition":          {policyOf(`{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"StringEquals":{"aws:PrincipalOrgID":"o-1"}}}`), Unknown},
		"a denial to somebody": {policyOf(`{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}`, `{"Effect":"Deny","Principal":{"AWS":"arn:aws:iam::1:role/x"},"Action":"*","Resource":"*"}`), Unknown},
		"one resource":         {policyOf(`{"Effect":"Allow","Principal":"*","Action":"ssm:*","Resource":"arn:aws:ssm:eu-central-1:1:document/x"}`), Unknown},
		"not known":            {unknown("variable policy has no default"), Unknown},
	}
	for name, test := range cases {
		t.Run(name, func(t *testing.T) {
			n := New(build(thing{kind: "vpc_endpoint", address: "endpoint", fields: fields{"policy": test.policy}}), Options{})
			attribute := "policy"
			if test.verdict == Allow {
				attribute = ""
			}
			expect(t, n.Passes("endpoint", update), test.verdict, "", attribute)
		})
	}
}
