package policies["ssm-endpoint-missing_test"]

import data.lib.fixture
import data.policies["ssm-endpoint-missing"] as rule

fails(configuration, answers) := found if {
	found := rule.fail with input as fixture.given(configuration, answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with network.way_out as fixture.way_out
}

reviews(configuration, answers) := found if {
	found := rule.review with input as fixture.given(configuration, answers)
		with network.service_way as fixture.service_way
		with network.endpoints as fixture.endpoints
		with network.way_out as fixture.way_out
}

# All services are missing: one error for the two that count, one warning for the old one.
test_fail_nothing_there if {
	found := fails(fixture.sound, {"service_way": {"*": fixture.no_way}})
	count(found) == 2
	some required in found
	required.level == "error"
	required.node == "aws_vpc.main"
	required.affected == ["aws_instance.app"]
	required.message == "aws_vpc.main has no interface endpoint for ssm and ssmmessages and its instances have no other way there, so Systems Manager cannot manage aws_instance.app (its role is meant for Systems Manager)."
	some old in found
	old.level == "warning"
	contains(old.message, "SSM Agent before 3.3.40.0")
}

# A zone that leads to an endpoint of another VPC would be a way.
test_fail_zone_elsewhere if {
	shared := {"nodes": object.union(fixture.nodes, {
		"hosted_zone": {"aws_route53_zone.ssm": {"domain_name": "ssm.eu-central-1.amazonaws.com", "records": ["aws_route53_record.ssm"]}},
		"dns_record": {"aws_route53_record.ssm": {"vpc_endpoint": "aws_vpc_endpoint.ssm"}},
		"vpc_endpoint": {"aws_vpc_endpoint.ssm": {"vpc": "aws_vpc.hub"}},
	})}
	some finding in fails(shared, {"service_way": {"*": fixture.no_way}})
	endswith(finding.remedy, "internet. Or associate aws_vpc.main with aws_route53_zone.ssm, which leads to endpoints in another VPC.")
}

test_fail_ssmmessages_alone if {
	found := fails(fixture.sound, {"service_way": {"ssmmessages": fixture.no_way, "*": fixture.through("aws_vpc_endpoint.other")}})
	count(found) == 1
	some finding in found
	startswith(finding.message, "aws_vpc.main has no interface endpoint for ssmmessages and its instances")
	contains(finding.message, "neither Session Manager nor Run Command works on aws_instance.app")
}

# An endpoint under a misspelt name is another rule's fault.
test_pass_misspelt_service if {
	configuration := {"nodes": object.union(fixture.nodes, {"vpc_endpoint": {"aws_vpc_endpoint.messages": {
		"vpc": "aws_vpc.main",
		"service_name": "com.amazonaws.eu-central-1.ssm-message",
	}}})}
	answers := {"service_way": {"ssmmessages": fixture.no_way, "*": fixture.through("aws_vpc_endpoint.other")}}
	count(fails(configuration, answers)) == 0
}

test_fail_ec2messages_required if {
	configuration := object.union(fixture.sound, {"configuration": {"systems_manager": {"ec2messages": "require"}}})
	found := fails(configuration, {"service_way": {"*": fixture.no_way}})
	{finding.level | some finding in found} == {"error"}
}

test_pass_ec2messages_ignored if {
	configuration := object.union(fixture.sound, {"configuration": {"systems_manager": {"ec2messages": "ignore"}}})
	count(fails(configuration, {"service_way": {"*": fixture.no_way}})) == 1
}

# Newer regions do not have the service.
test_pass_ec2messages_not_in_region if {
	configuration := object.union(fixture.sound, {"region": "mx-central-1"})
	count(fails(configuration, {"service_way": {"*": fixture.no_way}})) == 1
}

test_pass_way_out if {
	count(fails(fixture.sound, {})) == 0
	count(reviews(fixture.sound, {})) == 0
}

# A way that somebody laid and that breaks is another rule's fault.
test_pass_broken_route if {
	nat := fixture.denied("aws_nat_gateway.main", "subnet", "aws_nat_gateway.main stands in aws_subnet.private")
	count(fails(fixture.sound, {"service_way": {"*": fixture.no_way}, "way_out": {"*": nat}})) == 0
}

# An endpoint without private DNS names is another rule's fault.
test_pass_endpoint_unusable if {
	there := {"has": ["aws_vpc_endpoint.ssm"], "may": [], "open": ""}
	count(fails(fixture.sound, {"service_way": {"*": fixture.no_way}, "endpoints": {"*": there}})) == 0
}

test_review_unknown_way if {
	count(fails(fixture.sound, {"service_way": {"*": fixture.unknown_way}})) == 0
	some finding in reviews(fixture.sound, {"service_way": {"*": fixture.unknown_way}})
	finding.node == "aws_vpc.main"
	finding.reason == "the way goes through a transit gateway"
}

test_review_instance_may_not_exist if {
	configuration := fixture.changed("instance", "aws_instance.app", "maybe", "its count is unknown")
	count(fails(configuration, {"service_way": {"*": fixture.no_way}})) == 0
	some finding in reviews(configuration, {"service_way": {"*": fixture.no_way}})
	finding.reason == "its count is unknown"
}

test_review_vpc_elsewhere if {
	configuration := fixture.changed("instance", "aws_instance.app", "vpc", "vpc-1")
	some finding in reviews(configuration, {"service_way": {"*": fixture.unknown_way}})
	finding.node == "aws_instance.app"
}

# An instance that somebody can get into, and that has nothing to do with Systems Manager, needs nothing.
test_trap_not_meant_to_be_managed if {
	plain := fixture.without("instance", "aws_instance.app", "instance_profile").nodes
	configuration := {"nodes": object.union(plain, {"security_group": {"aws_security_group.app": {"rules": [{
		"direction": "ingress", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8"],
	}]}}})}
	count(fails(configuration, {"service_way": {"*": fixture.no_way}})) == 0
	count(reviews(configuration, {"service_way": {"*": fixture.no_way}})) == 0
}

# A role that reads parameters does not make its instance a managed one.
test_trap_reads_parameters_only if {
	configuration := object.union(
		{"nodes": object.union(fixture.nodes, {"role": {"aws_iam_role.app": {"name": "ssm-parameter-reader", "policies": ["arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"]}}})},
		{"configuration": {"systems_manager": {"instances": "inferred"}}},
	)
	count(fails(configuration, {"service_way": {"*": fixture.no_way}})) == 0
}
