package lib.services_test

import data.lib.services

test_public_name_of_each_partition_is_its_own if {
	every place, name in {
		"eu-central-1": "ssm.eu-central-1.amazonaws.com",
		"cn-north-1": "ssm.cn-north-1.amazonaws.com.cn",
		"us-gov-west-1": "ssm.us-gov-west-1.amazonaws.com",
		"us-iso-east-1": "ssm.us-iso-east-1.c2s.ic.gov",
		"us-isob-east-1": "ssm.us-isob-east-1.sc2s.sgov.gov",
		"eusc-de-east-1": "ssm.eusc-de-east-1.amazonaws.eu",
		"": "ssm.*.amazonaws.com",
	} {
		services.public_name("ssm", {"region": place}) == name with input as {"region": ""}
	}
}
