package policies["directory-subnets-unsuitable_test"]

import data.policies["directory-subnets-unsuitable"] as rule

given(subnets, zones, more) := {"nodes": {
	"directory": {"corp": object.union({"type": "MicrosoftAD", "subnets": subnets}, more)},
	"subnet": {subnet: {"availability_zone": zone} | some subnet, zone in zones},
}}

findings(configuration) := {"fail": failed, "review": reviewed} if {
	failed := rule.fail with input as configuration
	reviewed := rule.review with input as configuration
}

test_fail_one_subnet if {
	some finding in findings(given(["a"], {"a": "eu-central-1a"}, {})).fail
	finding.attribute == "subnets"
	finding.message == "corp stands in a alone, and a directory needs subnets in two Availability Zones, so AWS does not create it."
}

test_fail_one_zone if {
	every zone in ["eu-central-1a", "${AWS::Region}a", "${data.aws_availability_zones.all.names[0]}"] {
		count(findings(given(["a", "b"], {"a": zone, "b": zone}, {})).fail) == 1
	}
}

test_pass_two_zones if {
	found := findings(given(["a", "b"], {"a": "eu-central-1a", "b": "eu-central-1b"}, {}))
	count(found.fail | found.review) == 0
}

test_pass_zones_not_known if {
	found := findings(given(["a", "b"], {"a": "${var.zone}", "b": "${var.zone}"}, {}))
	count(found.fail | found.review) == 0
}

test_pass_others if {
	every more in [{"type": "ADConnector"}, {"external": "it is looked up"}, {"open": {"subnets": "variable subnets has no default"}}] {
		found := findings(given(["a"], {"a": "eu-central-1a"}, more))
		count(found.fail | found.review) == 0
	}
}

test_review_perhaps if {
	found := findings(given(["a"], {"a": "eu-central-1a"}, {"maybe": "its count is unknown"}))
	count(found.fail) == 0
	count(found.review) == 1
}
