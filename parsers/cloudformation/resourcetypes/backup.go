package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// backupTypes are what makes copies of instances.
var backupTypes = map[string]graph.Type{
	"AWS::Backup::BackupSelection": {
		Kind: "backup_selection",
		Links: names{
			{"BackupSelection.Resources", "resources"},
			{"BackupSelection.NotResources", "excluded_resources"},
		},
		Blocks: []graph.Block{
			backupCondition("ListOfTags", "tags", "equals"),
			backupCondition("Conditions.StringEquals", "conditions", "equals"),
			backupCondition("Conditions.StringNotEquals", "conditions", "not_equals"),
			backupCondition("Conditions.StringLike", "conditions", "like"),
			backupCondition("Conditions.StringNotLike", "conditions", "not_like"),
		},
	},
}

func backupCondition(property, set, operator string) graph.Block {
	return graph.Block{
		Property: "BackupSelection." + property, Set: set, Kind: "backup_condition",
		Constant: constant{"operator": operator},
		Values:   names{{"ConditionKey", "key"}, {"ConditionValue", "value"}},
	}
}
