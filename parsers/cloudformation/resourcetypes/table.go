// Package resourcetypes holds the tables that say how resources of CloudFormation become nodes of the graph, a file for each
// subject.
package resourcetypes

import "github.com/reachlint/reachlint/parsers/graph"

// Table says how CloudFormation's resources become nodes of the graph. Property names and defaults are
// those of the template reference, one page for each type ("AWS::EC2::VPC", …).
var Table = graph.MergeTypes(vpcTypes, gatewayTypes, transitTypes, securityTypes, endpointTypes, nameTypes, firewallTypes, computeTypes, identityTypes, managementTypes, backupTypes)

type (
	names    = []graph.Name
	constant = map[string]any
)
