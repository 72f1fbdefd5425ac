package policies["licensed-instance-type_test"]

import data.lib.fixture
import data.policies["licensed-instance-type"] as rule

found(outcome, values) := findings if {
	nodes := object.union(fixture.nodes, {"instance": {"aws_instance.app": object.union({"licensed": true}, values)}})
	findings := rule[outcome] with input as fixture.given({"nodes": nodes}, {})
}

test_fail_before_nitro[kind] if {
	some kind in ["t2.large", "m4.xlarge", "c4.large", "r4.large", "i3.large", "p3.2xlarge", "x1e.xlarge"]
	some finding in found("fail", {"instance_type": kind})
	finding.node == "aws_instance.app"
	finding.attribute == "instance_type"
	contains(finding.message, $"is of type {kind}, which is not built on the Nitro System")
}

test_fail_graviton[kind] if {
	some kind in ["a1.large", "t4g.large", "m6g.large", "m7gd.xlarge", "c7gn.large", "im4gn.large", "is4gen.large", "x2gd.large", "g5g.xlarge", "hpc7g.4xlarge"]
	some finding in found("fail", {"instance_type": kind})
	contains(finding.message, "which has a Graviton processor")
}

# What a group lists goes before what its template says.
test_fail_one_of_several if {
	some finding in found("fail", {"instance_type": "m6i.large", "instance_types": ["m6i.large", "m4.large"]})
	finding.attribute == "instance_types"
	contains(finding.message, "of type m4.large")
}

test_pass[kind] if {
	some kind in ["m6i.large", "t3.large", "t3a.large", "g4dn.xlarge", "g5.xlarge", "g6.xlarge", "gr6.4xlarge", "c7i-flex.large", "i3.metal", "i3en.large", "p3dn.24xlarge", "x2iedn.xlarge", "m99x.large"]
	count(found("fail", {"instance_type": kind})) == 0
	count(found("review", {"instance_type": kind})) == 0
}

test_pass_overridden if count(found("fail", {"instance_type": "m4.large", "instance_types": ["m6i.large"]})) == 0

test_review_unknown if {
	some finding in found("review", {"unknown": {"instance_type": "variable type has no default"}})
	finding.reason == "variable type has no default"
}

test_review_requirements if {
	values := {"instance_type": "m4.large", "required_memory": ["8192"]}
	count(found("fail", values)) == 0
	some finding in found("review", values)
	finding.reason == "its type is chosen by what it requires"
}

test_review_may_not_exist if {
	count(found("fail", {"instance_type": "t2.large", "maybe": "variable count has no default"})) == 0
	some finding in found("review", {"instance_type": "t2.large", "maybe": "variable count has no default"})
	finding.reason == "variable count has no default"
}

test_trap_plain_instance if {
	nodes := object.union(fixture.nodes, {"instance": {"aws_instance.app": {"instance_type": "t4g.large"}}})
	findings := rule.fail with input as fixture.given({"nodes": nodes}, {})
	count(findings) == 0
}
