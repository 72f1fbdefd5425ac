# Computers whose image brings software that License Manager sells per user (Office, Visual Studio), and
# the signal that tells. An AMI id says nothing, so every signal is enough by itself.
package lib.licensed

import data.lib.computers
import data.lib.words

# signals[address] is the strongest signal of a licensed computer: {"product": …, "text": …}. The text
# completes the sentence "it counts as licensed, because …". Twins have the same signal and are not listed.
signals := {address: found |
	some address, computer in computers.elders
	found := signal(computer)
}

# elders are the licensed computers without their twins.
elders := {address: computers.all[address] | some address, _ in signals}

# doubts[address] tells why a computer may be licensed where no signal says so; twins are not listed.
doubts := {address: reason |
	some address, computer in computers.elders
	not signals[address]
	places := [place |
		some place in array.concat([object.get(computer, "image", "")], image_names(computer))
		contains(place, "/aws/service/marketplace/")
	]
	path := regex.find_n(`/aws/service/marketplace/[\w./-]+`, places[0], 1)[0]
	reason := $"its image is the Marketplace product {path}, and which product that is stays unknown"
}

signal(computer) := found if {
	found := [{"product": product_codes[code], "text": text} |
		image := input.nodes.ami[computer.image]
		some code in image.product_codes
		product_codes[code]
		text := $"the image {image.address} has the product code {code}"
	][0]
} else := found if {
	found := [{"product": "user-based licensed software", "text": text} |
		image := input.nodes.ami[computer.image]
		some name in image.names
		startswith(name, "license-manager-created-")
		text := $"the image {image.address} is made by License Manager ({name})"
	][0]
} else := found if {
	found := [{"product": product, "text": text} |
		image := input.nodes.ami[computer.image]
		some name in array.concat(object.get(image, "names", []), [object.get(image, "name_regex", "")])
		product := words.product(name)
		text := $"the image {image.address} is looked up by the name {name}"
	][0]
} else := found if {
	found := [{"product": product, "text": text} |
		some name in image_names(computer)
		not contains(name, " ")
		product := words.product(name)
		text := $"its image comes from {name}"
	][0]
} else := found if {
	found := [{"product": product, "text": text} |
		some description in image_names(computer)
		contains(description, " ")
		product := words.full_product(description)
		text := $"its image is described as \"{description}\""
	][0]
} else := found if {
	found := [{"product": product, "text": text} |
		some [product, key, value] in tag_signals(computer)
		text := $"its tag {key} is {value}"
	][0]
} else := {"product": "user-based licensed software", "text": "it has License Manager's tag AWSLicenseManager"} if {
	computer.tags.AWSLicenseManager == "UserSubscriptions"
} else := found if {
	found := [{"product": "user-based licensed software", "text": text} |
		some entry in input.configuration.licensed_amis
		named(computer, entry)
		text := $"the configuration's licensed_amis names {entry}"
	][0]
} else := found if {
	found := [{"product": "user-based licensed software", "text": "a comment says so (reachlint:licensed)"} |
		declared(computer)
	][0]
}

# The product codes that License Manager's service role may act on
# (AWSLicenseManagerUserSubscriptionsServiceRolePolicy, version 6; the names of the first three are from
# the AWS License Manager User Guide, "Role permissions for user-based subscriptions").
product_codes := {
	"77yzkpa7kvee1y1tt7wnsdwoc": "Microsoft Office",
	"bz0vcy31ooqlzk5tsash4r1ik": "Visual Studio",
	"d44g89hc0gp9jdzm99rznthpw": "Visual Studio",
	"a8jthu9h8pjsn4b8ylvfl6sfr": "user-based licensed software",
	"7at6der8hnlov1g347e6tdkde": "user-based licensed software",
	"3t0v0vuhvxjzm6m462f9v8iz4": "user-based licensed software",
	"4gs2prcp03ojilgkjx8m3ifh7": "user-based licensed software",
	"5uypd9kpy863kwykrwn4bcolv": "user-based licensed software",
	"eqtok9gt75we12qgk28b955qc": "user-based licensed software",
}

# image_names are the names that deliver a computer's image: its variables, parameters, mappings and
# locals, the data source or Systems Manager parameter behind it. Those with spaces are descriptions.
image_names(computer) := array.concat(
	computer.via.image,
	[name |
		name := computer.image
		not startswith(name, "ami-")
	],
) if {
	computer.via.image
} else := [computer.image] if {
	computer.image
	not startswith(computer.image, "ami-")
} else := []

# tag_signals are the tags of a computer that speak of the software. Most tags that say "office" speak of
# a place, so the key has to be about licences or software, or the tag has to name the product in full.
tag_signals(computer) := [[product, key, value] |
	words.suggestive(json.marshal(computer.tags))
	some key, value in computer.tags
	words.suggestive($"{key} {value}")
	product := tagged(key, value)
]

tagged(key, value) := words.product(value) if {
	some word in words.split_words(key)
	word in {"application", "edition", "license", "licensed", "licenses", "licence", "licences", "product", "sku", "software", "subscription"}
} else := words.full_product($"{key} {value}") if {
	true
} else := words.product(key) if {
	truthy[lower(value)]
}

truthy := {"1", "on", "true", "y", "yes"}

# named holds when an entry of licensed_amis is the computer's image: its id, a glob over the names of an
# image that is looked up, or the name of the parameter or variable that delivers it.
named(computer, entry) if computer.image == entry

named(computer, entry) if {
	some name in input.nodes.ami[computer.image].names
	glob.match(entry, [], name)
}

named(computer, entry) if entry in computer.via.image

named(computer, entry) if {
	some name in computer.via.image
	endswith(name, $".{entry}")
}

declared(computer) if computer.licensed

declared(computer) if computers.template(computer).licensed

declared(computer) if input.nodes.ami[computer.image].licensed
