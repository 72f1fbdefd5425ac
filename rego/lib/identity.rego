# The identity that a computer has towards AWS.
package lib.identity

import data.lib.computers

# profile returns the instance profile of a computer, where that is created here.
profile(computer) := input.nodes.instance_profile[computer.instance_profile]

# role returns the role behind a computer's profile, where both are created here.
role(computer) := input.nodes.role[profile(computer).role]

# host_management says how Default Host Management stands where a computer is, to whom it gives an identity
# without a profile: on when the configuration switches it on there, a reason when it may be on, else off. It is
# a matter of each account and Region ("Managing EC2 instances automatically with Default Host Management
# Configuration", AWS Systems Manager User Guide).
host_management(computer) := "on" if {
	some setting in settings
	not setting.maybe
	computers.shares_region(setting, computer)
	object.get(setting, "value", "on") != ""
} else := "Default Host Management may be switched on here" if {
	some setting in (settings | unknown_settings)
	computers.shares_region(setting, computer)
} else := $"{quick_setups[0]} may give instances an identity" if {
	count(quick_setups) > 0
} else := "Default Host Management is assumed to be on" if {
	input.configuration.assume_default_host_management
} else := "off"

# settings are those of Default Host Management: their id may be an ARN with a region and an account that
# are not known.
settings contains setting if {
	some setting in input.nodes.service_setting
	endswith(setting.setting_id, "/ssm/managed-instance/default-ec2-instance-management-role")
}

unknown_settings contains setting if {
	some setting in input.nodes.service_setting
	setting.unknown.setting_id
	not names_setting(setting)
}

# names_setting holds when at least the end of the id is known, which says what the setting is about.
names_setting(setting) if regex.match(`/ssm/[^$]+$`, setting.setting_id)

# quick_setups may switch Default Host Management on, or attach profiles to instances and policies to their roles
# ("Supported Quick Setup configuration types", AWS Systems Manager User Guide).
quick_setups := sort({address |
	some address, setup in input.nodes.quick_setup
	not leaves_identities(setup)
})

# leaves_identities holds for a setup of nothing but types that give no instance an identity.
leaves_identities(setup) if {
	not setup.unknown.types
	count(setup.types) > 0
	every type in setup.types {
		type in types_without_identity
	}
}

# The types that record configurations, or set up something else than instances; and the one that starts and stops
# instances ("ConfigurationDefinition", AWS Systems Manager Quick Setup API Reference). All others may attach policies.
types_without_identity := {
	"AWSQuickSetupType-CFGCPacks",
	"AWSQuickSetupType-CFGRecording",
	"AWSQuickSetupType-DevOpsGuru",
	"AWSQuickSetupType-ResourceExplorer",
	"AWSQuickSetupType-SSMChangeMgr",
	"AWSQuickSetupType-SSMOpsCenter",
	"AWSQuickSetupType-Scheduler",
}

# host_management_doubt is what remains of a computer's missing identity: "" when nothing stands in for it. It is
# undefined when Default Host Management surely does.
host_management_doubt(computer) := "" if {
	host_management(computer) == "off"
} else := host_management(computer) if {
	host_management(computer) != "on"
}
