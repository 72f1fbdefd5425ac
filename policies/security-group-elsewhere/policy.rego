# METADATA
# title: Security group of another VPC
# description: >-
#   An instance, an Auto Scaling group or a network interface stands in one VPC and is given a security group of another
#   one, which AWS refuses. A group can be used in its own VPC, and in those that it is associated with.
# related_resources:
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/creating-security-groups.html
#     description: Create a security group for your VPC
#   - ref: https://docs.aws.amazon.com/vpc/latest/userguide/security-group-assoc.html
#     description: Associate security groups with multiple VPCs
# custom:
#   severity: error
#   category: systems-manager
#   precision: high
package policies["security-group-elsewhere"]

import data.lib.computers
import data.lib.evidence
import data.lib.text

fail contains finding if {
	some [place], at_place in evidence.grouped(denied, ["place"])
	subjects := sort({fact.subject | some fact in at_place})
	first := [fact | some fact in at_place; fact.subject == subjects[0]][0]
	finding := object.union(of(first, subjects), {"message": $"{first.reason}, so AWS refuses to {creation(first.subject)}{text.also(subjects)}."})
}

review contains finding if {
	some [place], at_place in evidence.grouped({fact | some fact in facts; fact.verdict == "unknown"}, ["place"])
	not place in {fact.place | some fact in denied}
	subjects := sort({fact.subject | some fact in at_place})
	first := [fact | some fact in at_place; fact.subject == subjects[0]][0]
	finding := object.union(of(first, subjects), {
		"message": $"It is undecided whether {text.list(subjects)} may have the security groups that {text.plural(subjects, "it is", "they are")} given in {first.vpc}.",
		"reason": first.reason,
	})
}

of(fact, subjects) := {
	"node": fact.subject,
	"attribute": fact.attribute,
	"remedy": $"Give {fact.subject} security groups of {fact.vpc}, or associate the group with that VPC.",
	"affected": sort({address | some subject in subjects; some address in machines(subject)}),
	"path": fact.path,
}

# machines are the computers that suffer from what a computer, or a network interface, is given.
machines(subject) := [subject] if {
	computers.all[subject]
} else := [instance | instance := input.nodes.network_interface[subject].instance]

creation(subject) := "create it" if {
	input.nodes.network_interface[subject]
} else := "launch its instances" if {
	input.nodes.autoscaling_group[subject]
} else := "launch it"

denied := {fact | some fact in facts; fact.verdict == "deny"}

facts := {fact |
	some vpc, _ in input.nodes.vpc
	some answer in network.foreign_groups(vpc)
	fact := object.union(answer, {"vpc": vpc, "place": place(answer)})
}

# What a loop makes is written at one place, and what nobody wrote stands for itself.
place(answer) := written if {
	written := source.place(answer.subject, answer.attribute)
	written != ""
} else := answer.subject
