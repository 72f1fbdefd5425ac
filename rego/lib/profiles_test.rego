package lib.profiles_test

import data.lib.fixture
import data.lib.profiles

core := "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"

role(policies) := {"role": {"r": {"address": "r", "policies": policies}}}

one := {"instance_profile": {"p": {"address": "p", "role": "r"}}}

two := {"instance_profile": {"p": {"address": "p", "role": "r"}, "q": {"address": "q", "role": "r"}}}

given(attribute, nodes) := found if {
	found := profiles.given("i", attribute, ["i"]) with input as {"nodes": nodes, "answers": {}}
		with iam.allows as fixture.allows
		with iam.trusts as fixture.trusts
}

test_only_profile if given("instance_profile", object.union(one, role([core]))) == [{"change": "link", "node": "i", "attribute": "instance_profile", "to": "p"}]

test_only_role if given("role", role([core])) == [{"change": "link", "node": "i", "attribute": "role", "to": "r"}]

test_several_profiles if given("instance_profile", object.union(two, role([core]))) == []

# Rights that somebody else was given are not handed on.
test_other_rights if given("instance_profile", object.union(one, role([core, "arn:aws:iam::aws:policy/AdministratorAccess"]))) == []
