# METADATA
# title: User subscriptions that the source cannot show
# description: >-
#   Licensed software per user needs steps that neither Terraform nor CloudFormation can do: a Marketplace
#   subscription, a directory registered with License Manager, and a subscription for each user.
# related_resources:
#   - ref: https://docs.aws.amazon.com/license-manager/latest/userguide/user-based-subscriptions.html
#     description: User-based subscriptions in License Manager
# custom:
#   severity: note
#   category: license-manager
#   precision: high
package policies["licensed-user-subscription"]

import data.lib.computers
import data.lib.licensed
import data.lib.text

# One checklist is enough, however many instances and products there are.
fail contains finding if {
	addresses := sort(object.keys(signs))
	count(addresses) > 0
	first := addresses[0]
	software := text.list(sort({sign.product | some sign in signs}))
	finding := {
		"node": first,
		"attribute": attribute(first),
		"message": $"{text.list(addresses)} {text.plural(addresses, "counts", "count")} as licensed for {software}, because {because(addresses)}; {text.plural(addresses, "its", "their")} users need subscriptions that this configuration cannot show.",
		"remedy": concat(" ", [
			$"Check by hand: (1) the account is subscribed to {software} in AWS Marketplace, and to Remote Desktop Services;",
			"(2) the directory is registered with License Manager for user-based subscriptions;",
			"(3) every user is subscribed to the product and associated with the instance.",
		]),
		"affected": addresses,
		"path": [{"node": address, "attribute": attribute(address), "text": sign.text, "verdict": "allow"} | some address, sign in signs],
	}
}

# because is the one reason of all, or the first of several.
because(addresses) := reasons[0] if {
	count(addresses) == 1
} else := $"their {trim_prefix(reasons[0], "its ")}" if {
	count(reasons) == 1
	startswith(reasons[0], "its ")
} else := reasons[0] if {
	count(reasons) == 1
} else := $"of several signs (of {addresses[0]}, that {signs[addresses[0]].text})"

reasons := sort({sign.text | some sign in signs})

review contains finding if {
	some address, reason in unsure
	finding := {
		"node": address,
		"attribute": attribute(address),
		"message": $"It is undecided whether {address} runs software that needs a subscription per user.",
		"remedy": "Say so with licensed_amis in the settings or a comment reachlint:licensed on the resource, if it does.",
		"reason": reason,
		"affected": [address],
	}
}

# signs[address] is the signal of each licensed computer that surely exists.
signs[address] := signal if {
	some elder, signal in licensed.signals
	computers.doubt(computers.all[elder]) == ""
	some address in computers.family(elder)
}

unsure[address] := reason if {
	some elder, reason in licensed.doubts
	some address in computers.family(elder)
}

unsure[address] := reason if {
	some elder, _ in licensed.signals
	reason := computers.doubt(computers.all[elder])
	reason != ""
	some address in computers.family(elder)
}

attribute(address) := "image" if {
	computers.all[address].image
} else := ""
