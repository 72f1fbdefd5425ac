// Package types holds the tables that say how resources of Terraform become nodes of the graph, a file for each subject.
package types

import (
	"maps"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Table says how the AWS provider's resources become nodes of the graph. Property names and defaults are
// those of the provider's documentation, one page for each type ("Resource: aws_vpc", …).
var Table = mergeTypes(vpcTypes, gatewayTypes, transitTypes, securityTypes, endpointTypes, nameTypes, computeTypes, identityTypes, managementTypes, backupTypes)

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
