# Computers whose image brings software that License Manager sells per user (Office, Visual Studio), and
# the signal that tells. An AMI id says nothing, so every signal is enough by itself.
package lib.licensed

import data.lib.computers
import data.lib.words

# signals[address] is the strongest signal of a licensed computer: {"product": …, "text": …}. The text
# completes the sentence "it counts as licensed, because …". Twins have the same signal and are not listed.
signals := {address: found |
	some address, computer in computers.elders
	sure := sure_origin(computer)
	found := signal(computer, sure.names, sure.images)
}

# elders are the licensed computers without their twins.
elders := {address: computers.all[address] | some address, _ in signals}

# doubts[address] tells why a computer may be licensed where no signal says so; twins are not listed.
doubts := {address: reason |
	some address, _ in origins
	not signals[address]
	reason := doubt(computers.all[address])
}

# origins[address] is what is known of where a computer's image comes from: the names that may deliver it, and the
# images that it may be. Of most images nothing is known but the id.
origins := {address: {"names": names, "images": images} |
	some address, computer in computers.elders
	names := image_names(computer)
	images := array.concat(linked_images(computer), built_images(computer))
	array.concat(names, images) != []
}

doubt(computer) := $"its image is the Marketplace product {path}, and which product that is stays unknown" if {
	places := [place | some place in origins[computer.address].names; contains(place, "/aws/service/marketplace/")]
	path := regex.find_n(`/aws/service/marketplace/[\w./-]+`, places[0], 1)[0]
} else := $"it is open whether {found.text}, because {choice(computer)}" if {
	origin := origins[computer.address]
	found := signal(computer, origin.names, origin.images)
}

# choice tells why it is open which image a computer has.
choice(computer) := computer.unknown.image if {
	true
} else := computer.open.image if {
	true
} else := "it depends on a choice that the source does not decide"

# signal returns the strongest signal of a computer whose image has these names, and is one of these images. Of most
# images nothing is known but the id: what they are looked up or named by is asked only where there is something.
signal(computer, names, images) := found if {
	images != []
	found := by_lookup(images)[0]
} else := found if {
	names != []
	found := by_name(names)[0]
} else := found if {
	images != []
	found := by_recipe(images)[0]
} else := found if {
	found := by_tag(computer)[0]
} else := found if {
	found := [{"product": "user-based licensed software", "text": text} |
		some entry in input.configuration.licensed_amis
		named(computer, entry, names, images)
		text := $"the configuration's licensed_amis names {entry}"
	][0]
} else := {"product": "user-based licensed software", "text": "a comment says so (reachlint:licensed)"} if {
	declared(computer, images)
}

# by_lookup are the signals of images that are looked up: their product codes before their names.
by_lookup(images) := array.flatten([
	[{"product": product_codes[code], "text": text} |
		some image in images
		some code in image.product_codes
		product_codes[code]
		text := $"the image {image.address} has the product code {code}"
	],
	[{"product": "user-based licensed software", "text": text} |
		some image in images
		some name in image.names
		startswith(name, "license-manager-created-")
		text := $"the image {image.address} is made by License Manager ({name})"
	],
	[{"product": product, "text": text} |
		some image in images
		some name in array.concat(object.get(image, "names", []), [object.get(image, "name_regex", "")])
		product := words.product(name)
		text := $"the image {image.address} is looked up by the name {name}"
	],
])

# by_name are the signals of what an image comes from: names before descriptions.
by_name(names) := array.concat(
	[{"product": product, "text": text} |
		some name in names
		not contains(name, " ")
		product := words.product(name)
		text := $"its image comes from {name}"
	],
	[{"product": product, "text": text} |
		some description in names
		contains(description, " ")
		product := words.full_product(description)
		text := $"its image is described as \"{description}\""
	],
)

# by_recipe are the signals of images that Image Builder makes.
by_recipe(images) := [{"product": product, "text": text} |
	some image in images
	some part in parts(image)
	product := words.product(part)
	text := $"the image {image.address} is built of {part}"
]

# by_tag are the signals of a computer's tags, License Manager's own last.
by_tag(computer) := array.concat(
	[{"product": product, "text": text} |
		some [product, key, value] in tag_signals(computer)
		text := $"its tag {key} is {value}"
	],
	[{"product": "user-based licensed software", "text": "it has License Manager's tag AWSLicenseManager"} |
		computer.tags.AWSLicenseManager == "UserSubscriptions"
	],
)

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

# image_names are the names that may deliver a computer's image: its variables, parameters, mappings and
# locals, the data source or Systems Manager parameter behind it. Those with spaces are descriptions.
image_names(computer) := array.concat(object.get(computer, ["via", "image"], []), written_names(computer))

# written_names is what is written for the image itself, unless that is an id: a reference such as
# ${aws_ami.office.id}, an import, or a parameter that EC2 resolves at launch.
written_names(computer) := [regex.replace(computer.image, `^(resolve:ssm:|\$\{(Fn::ImportValue )?)|\}$`, "")] if {
	not startswith(computer.image, "ami-")
} else := []

# sure_origin is what surely is known of where a computer's image comes from.
sure_origin(computer) := {"names": sure_names(computer), "images": sure_images(computer)} if {
	origins[computer.address]
} else := {"names": [], "images": []}

# sure_names are those that deliver the image whichever way an open choice falls.
sure_names(computer) := [name |
	some name in origins[computer.address].names
	not name in perhaps(computer)
]

perhaps(computer) := computer.perhaps.image if {
	true
} else := []

# sure_images are those that it has whichever way an open choice falls.
sure_images(computer) := [image |
	some image in origins[computer.address].images
	is_sure(computer, image.address)
]

is_sure(computer, image) if {
	image == computer.image
	not computer.open.image
}

is_sure(computer, image) if {
	not image == computer.image
	not image in perhaps(computer)
}

linked_images(computer) := [image | image := input.nodes.ami[computer.image]]

# built_images are those of Image Builder: the way to their ids is often too long for a reference.
built_images(computer) := [image |
	some name in object.get(computer, ["via", "image"], [])
	contains(name, "aws_imagebuilder_image.")
	image := input.nodes.ami[name]
]

# parts are the names of what Image Builder puts into an image.
parts(image) := array.concat(recipe_names(image), component_names(image))

recipe_names(image) := [name |
	some field in ["name", "parent_image"]
	name := recipe_of(image)[field]
] if {
	recipe_of(image)
} else := [image.recipe] if {
	true
} else := []

component_names(image) := [name |
	some component in recipe_of(image).components
	name := object.get(input.nodes, ["image_component", component, "name"], component)
]

recipe_of(image) := input.nodes.image_recipe[image.recipe]

# tag_signals are the tags of a computer that speak of the software. Most tags that say "office" speak of
# a place, so the key has to be about licences or software, or the tag has to name the product in full.
tag_signals(computer) := [[product, key, value] |
	some tags in array.concat([own | own := computer.tags], [launched | launched := computers.template(computer).tags])
	words.suggestive(json.marshal(tags))
	some key, value in tags
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
named(computer, entry, _, _) if computer.image == entry

named(_, entry, _, images) if {
	some image in images
	some name in image.names
	glob.match(entry, null, name)
}

named(_, entry, names, _) if {
	some name in names
	called(name, entry)
}

called(name, entry) if name == entry

called(name, entry) if endswith(name, $".{entry}")

declared(computer, _) if computer.licensed

declared(computer, _) if computers.template(computer).licensed

declared(_, images) if {
	some image in images
	image.licensed
}
