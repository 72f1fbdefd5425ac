// Package resourcetypes holds the tables that say how resources of Terraform become nodes of the graph, a file for each subject.
package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// Table says how the AWS provider's resources become nodes of the graph. Property names and defaults are
// those of the provider's documentation, one page for each type ("Resource: aws_vpc", …).
var Table = graph.MergeTypes(vpcTypes, gatewayTypes, transitTypes, securityTypes, endpointTypes, nameTypes, firewallTypes, computeTypes, identityTypes, managementTypes, backupTypes)

type (
	names    = []graph.Name
	constant = map[string]any
)
