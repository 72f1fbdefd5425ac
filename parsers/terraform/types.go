package terraform

import (
	"maps"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Types says how the AWS provider's resources become nodes of the graph. Property names and defaults are
// those of the provider's documentation, one page for each type ("Resource: aws_vpc", …).
var Types = mergeTypes(vpcTypes, gatewayTypes, transitTypes, securityTypes, endpointTypes, nameTypes, computeTypes, identityTypes, managementTypes, backupTypes)

type (
	names    = []graph.Name
	constant = map[string]any
)

func mergeTypes(tables ...map[string]graph.Type) map[string]graph.Type {
	merged := map[string]graph.Type{}
	for _, table := range tables {
		maps.Copy(merged, table)
	}
	return merged
}
