package words

import "testing"

func TestReplace(t *testing.T) {
	for _, each := range []struct{ text, from, to, want string }{
		{"com.amazonaws.eu.ssm", "ssm", "ssmmessages", "com.amazonaws.eu.ssmmessages"},
		{"ssmmessages", "ssm", "ec2messages", "ssmmessages"},
		{"ssm_endpoint and ssm", "ssm", "ec2messages", "ec2messages_endpoint and ec2messages"},
		{`"${local.a}.ssm"`, "ssm", "${b}", `"${local.a}.${b}"`},
	} {
		if got := Replace(each.text, each.from, each.to); got != each.want {
			t.Errorf("%q with %q for %q is %q, want %q", each.text, each.to, each.from, got, each.want)
		}
		if changed := each.want != each.text; Contains(each.text, each.from) != changed {
			t.Errorf("%q in %q: %v", each.from, each.text, !changed)
		}
	}
}
