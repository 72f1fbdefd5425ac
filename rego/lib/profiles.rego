# The instance profile that a computer without one may be given: the only one of the unit, where its role is for being
# managed and for nothing else, so that nobody gets rights that were meant for others.
package lib.profiles

import data.lib.computers
import data.lib.directories

# given gives a computer or a launch template that profile, or a profile that role.
given(node, attribute, addresses) := [{"change": "link", "node": node, "attribute": attribute, "to": fitting[0]}] if {
	fitting := candidates[attribute]
	count(fitting) == 1
	every address in addresses {
		not address in directories.joined # its role needs more
	}
} else := []

candidates := {
	"instance_profile": [address |
		count(input.nodes.instance_profile) == 1
		some address, profile in input.nodes.instance_profile
		computers.surely(profile)
		not profile.open.role
		is_for_management(profile.role)
	],
	"role": [address |
		some address, _ in input.nodes.role
		is_for_management(address)
	],
}

is_for_management(address) if {
	role := input.nodes.role[address]
	computers.surely(role)
	not role.permissions_boundary
	iam.trusts(address, "ec2.amazonaws.com").verdict == "allow"
	iam.allows(address, "ssm:UpdateInstanceInformation").verdict == "allow"
	iam.allows(address, "ssm:PutInventory").verdict == "allow"
	iam.allows(address, "ssmmessages:OpenDataChannel").verdict == "allow"
	not role.open.policies
	every policy in role.policies {
		regex.match(`:aws:policy/(AmazonSSMManagedInstanceCore|AmazonSSMPatchAssociation|CloudWatchAgentServerPolicy)$`, policy)
	}
}
