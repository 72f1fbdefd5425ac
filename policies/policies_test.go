package policies_test

import (
	"testing"

	"github.com/reachlint/reachlint/policies"
	"github.com/reachlint/reachlint/rego"
)

// TestPolicies runs every policy_test.rego.
func TestPolicies(t *testing.T) {
	results, err := rego.Test(t.Context(), "", policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	if len(results) == 0 {
		t.Fatal("there are no tests")
	}
	for _, result := range results {
		if !result.Passed {
			t.Errorf("%s: %s failed %s\n%s", result.Range, result.Name, result.Error, result.Output)
		}
	}
}
