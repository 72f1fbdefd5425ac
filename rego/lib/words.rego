# The software that License Manager sells per user, told from words in names: Microsoft Office and Visual
# Studio. A word counts when it stands alone, in any writing: office_ami_id, OfficeImageId, win-office.
package lib.words

# product returns which software a name speaks of; undefined when it speaks of none.
product(name) := "Microsoft Office" if {
	suggestive(name)
	speaks_of_office(split_words(name))
} else := "Visual Studio" if {
	suggestive(name)
	speaks_of_visual_studio(split_words(name))
}

# full_product returns which software a longer text speaks of by its full name; undefined when it speaks
# of none. In a sentence, an office alone is a place.
full_product(text) := "Microsoft Office" if {
	regex.match(`(?i)\b(ms|microsoft)[\s_-]?office\b|\boffice[\s_-]?(ltsc|365|20\d\d|professional)\b`, text)
} else := "Visual Studio" if {
	product(text) == "Visual Studio"
}

# suggestive is a cheap first look at a name or at any longer text.
suggestive(name) if regex.match(`(?i)office|studio`, name)

# split_words cuts a name into its words, in lower case.
split_words(name) := [word |
	apart := regex.replace(name, `([a-z0-9])([A-Z])`, "$1 $2")
	some word in regex.split(`[^a-z0-9]+`, lower(apart))
	word != ""
]

speaks_of_office(words) if {
	some i, word in words
	regex.match(`^office(ltsc|365|20\d\d)?$`, word)
	not names_a_place(words, i)
}

names_a_place(words, i) if words[i - 1] in before_a_place

names_a_place(words, i) if words[i + 1] in after_a_place

speaks_of_visual_studio(words) if {
	some i, "visual" in words
	words[i + 1] == "studio"
	not is_free_editor(words, i + 2)
}

speaks_of_visual_studio(words) if {
	some i, word in words
	regex.match(`^visualstudio(20\d\d)?$`, word)
	not is_free_editor(words, i + 1)
}

# Visual Studio Code costs nothing.
is_free_editor(words, i) if words[i] == "code"

# "back office", "head office" and "branch office" are places, and Libre Office costs nothing.
before_a_place := {
	"back", "branch", "corp", "corporate", "field", "free", "front", "head", "home", "libre", "local", "main",
	"only", "open", "our", "post", "regional", "remote", "satellite",
}

# "office network" and "office CIDR" are places too.
after_a_place := {
	"access", "address", "addresses", "allowlist", "building", "cidr", "cidrs", "egress", "firewall", "floor", "gateway",
	"hours", "ingress", "ip", "ips", "ipv4", "ipv6", "lan", "location", "net", "network", "networks", "office", "prefix",
	"proxy", "range", "ranges", "router", "sg", "site", "subnet", "subnets", "traffic", "vpn", "whitelist", "wifi",
}
