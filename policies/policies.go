// Package policies holds the rules that come with reachlint, one folder each: policies/<rule-id>.
package policies

import "embed"

// FS holds every rule's folder: <rule-id>/policy.rego, policy_test.rego and README.md.
//
//go:embed */policy.rego */policy_test.rego */README.md
var FS embed.FS
