package policies["licensed-user-subscription_test"]

import data.lib.fixture
import data.policies["licensed-user-subscription"] as rule

fails(change) := found if {
	found := rule.fail with input as fixture.given({"nodes": object.union(fixture.nodes, change)}, {})
}

reviews(change) := found if {
	found := rule.review with input as fixture.given({"nodes": object.union(fixture.nodes, change)}, {})
}

instance(values) := {"instance": {"aws_instance.app": values}}

image(values) := object.union(instance({"image": "data.aws_ami.app"}), {"ami": {"data.aws_ami.app": object.union({"address": "data.aws_ami.app"}, values)}})

because(change, reason) if {
	some finding in fails(change)
	contains(finding.message, $"because {reason}; its users need")
}

test_fail_product_code if because(image({"product_codes": ["77yzkpa7kvee1y1tt7wnsdwoc"]}), "the image data.aws_ami.app has the product code 77yzkpa7kvee1y1tt7wnsdwoc")

test_fail_image_name if because(image({"names": ["*Office*LTSC*"]}), "the image data.aws_ami.app is looked up by the name *Office*LTSC*")

test_fail_name_regex if because(image({"name_regex": "^Visual.Studio"}), "the image data.aws_ami.app is looked up by the name ^Visual.Studio")

test_fail_made_by_license_manager if because(image({"names": ["license-manager-created-*"]}), "the image data.aws_ami.app is made by License Manager (license-manager-created-*)")

test_fail_variable if because(instance({"via": {"image": ["var.office_ami_id"]}}), "its image comes from var.office_ami_id")

test_fail_parameter if because(instance({"via": {"image": ["OfficeImageId"]}}), "its image comes from OfficeImageId")

test_fail_parameter_store if because(instance({"image": "resolve:ssm:/golden/office/ami"}), "its image comes from /golden/office/ami")

test_fail_template_tag if {
	nodes := {
		"instance": {"aws_instance.app": {"launch_template": "aws_launch_template.app"}},
		"launch_template": {"aws_launch_template.app": {"address": "aws_launch_template.app", "tags": {"License": "Office"}}},
	}
	because(nodes, "its tag License is Office")
}

test_fail_import if because(instance({"image": "${Fn::ImportValue OfficeImageId}"}), "its image comes from OfficeImageId")

test_fail_tag if because(instance({"tags": {"License": "Office"}}), "its tag License is Office")

test_fail_tag_in_full if because(instance({"tags": {"Name": "Microsoft Office 1"}}), "its tag Name is Microsoft Office 1")

test_fail_comment if because(instance({"licensed": true}), "a comment says so (reachlint:licensed)")

test_fail_setting[entry] if {
	some entry in ["ami-1", "win_apps_ami", "var.win_apps_ami"]
	change := instance({"image": "ami-1", "via": {"image": ["var.win_apps_ami"]}})
	configuration := {"nodes": object.union(fixture.nodes, change), "configuration": {"licensed_amis": [entry]}}
	found := rule.fail with input as fixture.given(configuration, {})
	count(found) == 1
}

# What an open choice decides is no sign, and no sign for the other choice either.
test_review_open_choice if {
	change := instance({
		"via": {"image": ["var.office_ami", "var.worker_ami"]},
		"perhaps": {"image": ["var.office_ami", "var.worker_ami"]},
		"unknown": {"image": "variable edition has no default"},
	})
	count(fails(change)) == 0
	some finding in reviews(change)
	finding.reason == "it is open whether its image comes from var.office_ami, because variable edition has no default"
}

test_review_open_image if {
	change := object.union(image({"names": ["office-ltsc-*"]}), instance({"image": "data.aws_ami.app", "open": {"image": "variable edition has no default"}}))
	count(fails(change)) == 0
	count(reviews(change)) == 1
}

test_fail_setting_glob if {
	configuration := {"nodes": object.union(fixture.nodes, image({"names": ["corp-apps-2024"]})), "configuration": {"licensed_amis": ["corp-apps-*"]}}
	found := rule.fail with input as fixture.given(configuration, {})
	count(found) == 1
}

# One checklist, however many instances and products there are.
test_fail_once if {
	found := fails({"instance": {
		"aws_instance.app": {"tags": {"License": "Office"}},
		"aws_instance.other": {"address": "aws_instance.other", "tags": {"License": "Visual Studio"}},
	}})
	count(found) == 1
	some finding in found
	finding.affected == ["aws_instance.app", "aws_instance.other"]
	contains(finding.message, "as licensed for Microsoft Office and Visual Studio, because of several signs (of aws_instance.app, that its tag License is Office)")
	every step in ["subscribed to Microsoft Office and Visual Studio in AWS Marketplace", "the directory is registered", "every user is subscribed"] {
		contains(finding.remedy, step)
	}
}

test_pass_plain_image if {
	count(fails({})) == 0
	count(reviews({})) == 0
}

test_review_marketplace_parameter if {
	change := instance({"image": "resolve:ssm:/aws/service/marketplace/prod-abc/latest"})
	count(fails(change)) == 0
	count(reviews(change)) == 1
}

test_trap_places if {
	every change in [
		instance({"via": {"image": ["var.back_office_ami"]}}),
		instance({"via": {"image": ["HeadOfficeImage"]}}),
		instance({"tags": {"Project": "office"}}),
		instance({"tags": {"Location": "Office", "Name": "office-gateway"}}),
		instance({"tags": {"Name": "visual-studio-code"}}),
		image({"names": ["libreoffice-*"]}),
	] {
		count(fails(change)) == 0
	}
}

test_fail_several_for_one_reason if {
	some finding in fails({"instance": {
		"aws_instance.app": {"tags": {"License": "Office"}},
		"aws_instance.second": {"address": "aws_instance.second", "tags": {"License": "Office"}},
	}})
	contains(finding.message, "because their tag License is Office; their users need")
}
