package lib.words_test

import data.lib.words

test_office[name] if {
	some name in [
		"office", "var.office_ami_id", "OfficeImageId", "officeImageId", "win-office", "MicrosoftOffice", "Office2021Ami", "office_ltsc",
		"*Office*LTSC*", "Windows_Server-2022-English-Full-Office_LTSC_Pro-2024.01.10", "/golden/office/ami", "local.images[\"office\"]", "OFFICE_IMAGE",
	]
	words.product(name) == "Microsoft Office"
}

test_visual_studio[name] if {
	some name in ["visual_studio_ami", "VisualStudioImageId", "*Visual?Studio*Enterprise*", "var.visualstudio2022", "visual-studio"]
	words.product(name) == "Visual Studio"
}

test_trap_no_product if {
	every name in [
		"back_office_ami", "BackOfficeImage", "head-office", "office_cidr", "OfficeNetworkCidr", "var.office_ips", "LibreOffice", "open_office_image",
		"post-office", "officer", "officers_image", "boxoffice", "visual_studio_code", "VisualStudioCodeServer", "studio", "visual", "ami-office0",
	] {
		not words.product(name)
	}
}
