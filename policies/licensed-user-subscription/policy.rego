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

# Each product has subscriptions of its own, so each is one note.
fail contains finding if {
	some product, signals in products
	addresses := sort(object.keys(signals))
	first := addresses[0]
	finding := {
		"node": first,
		"attribute": attribute(first),
		"message": $"{text.list(addresses)} {text.plural(addresses, "counts", "count")} as licensed for {product}, because {because(signals)}; {text.plural(addresses, "its", "their")} users need subscriptions that this configuration cannot show.",
		"remedy": concat(" ", [
			$"Check by hand: (1) the account is subscribed to {product} in AWS Marketplace, and to Remote Desktop Services;",
			"(2) the directory is registered with License Manager for user-based subscriptions;",
			"(3) every user is subscribed to the product and associated with the instance.",
		]),
		"affected": addresses,
		"path": [{"node": address, "attribute": attribute(address), "text": reason, "verdict": "allow"} | some address, reason in signals],
	}
}

# because is the one reason of all, or the first of several.
because(signals) := reason if {
	count(signals) == 1
	some _, reason in signals
} else := $"their {trim_prefix(reason, "its ")}" if {
	reasons := {reason | some _, reason in signals}
	count(reasons) == 1
	some reason in reasons
	startswith(reason, "its ")
} else := signals[sort(object.keys(signals))[0]]

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

products[signal.product][address] := signal.text if {
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
