package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// backupTypes are what makes copies of instances.
var backupTypes = map[string]graph.Type{
	"aws_ami_from_instance": {
		Kind:   "instance_image",
		Values: names{{"name", "name"}},
		Links:  names{{"source_instance_id", "instance"}},
	},
	"aws_backup_selection": {
		Kind:  "backup_selection",
		Links: names{{"resources", "resources"}, {"not_resources", "excluded_resources"}},
		Blocks: []graph.Block{
			backupCondition("selection_tag", "tags", "equals"),
			backupCondition("condition.string_equals", "conditions", "equals"),
			backupCondition("condition.string_not_equals", "conditions", "not_equals"),
			backupCondition("condition.string_like", "conditions", "like"),
			backupCondition("condition.string_not_like", "conditions", "not_like"),
		},
	},
}

func backupCondition(property, set, operator string) graph.Block {
	return graph.Block{
		Property: property, Set: set, Kind: "backup_condition",
		Constant: constant{"operator": operator},
		Values:   names{{"key", "key"}, {"value", "value"}},
	}
}
