# What Systems Manager is told to install on computers, which SSM Agent fetches from Amazon S3.
package lib.installations

import data.lib.associations
import data.lib.computers
import data.lib.reasons

# documents fetch from buckets of AWS: SSM Agent itself, packages, and the code and the snapshot with which patches are
# applied ("SSM Agent communications with AWS managed S3 buckets", AWS Systems Manager User Guide).
documents := {
	"AWS-ConfigureAWSPackage", "AWS-RunPatchBaseline", "AWS-RunPatchBaselineAssociation", "AWS-RunPatchBaselineWithHooks",
	"AWS-UpdateSSMAgent",
}

# orders[address] are the associations and the tasks of maintenance windows that run one of these documents, with the
# computers that they run it on, each with the doubt whether they do.
orders := {address: {"document": document, "computers": runs_on} |
	some kind in ["association", "maintenance_task"]
	some address, node in input.nodes[kind]
	document := regex.replace(node.document_name, `^arn:.*:document/`, "")
	document in documents
	runs_on := {computer: reasons.first([computers.doubt(node), doubt]) |
		some computer, doubt in targets(kind, address, node)
	}
}

targets("association", address, _) := associations.targets[address]

# A task names computers as an association does, or targets of its window, which name them.
targets("maintenance_task", _, node) := object.union_n([named |
	some source in array.concat([node], windows(node))
	some named in [with_doubt(associations.described(source), source), with_doubt(associations.named(source), source)]
])

windows(node) := [target |
	some address in object.get(node, "maintenance_targets", [])
	target := input.nodes.maintenance_target[address]
]

with_doubt(named, source) := {computer: reasons.first([computers.doubt(source), doubt]) | some computer, doubt in named}
