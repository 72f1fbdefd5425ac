package lint_test

import (
	"os"
	"testing"
	"testing/fstest"
)

// TestEveryRuleBearsSeveralUnknowns scans a configuration in which all that may be unknown is so at least
// twice, for different reasons: a policy that gives two answers to one question fails on it.
func TestEveryRuleBearsSeveralUnknowns(t *testing.T) {
	source, err := os.ReadFile("testdata/several-unknowns.tf")
	if err != nil {
		t.Fatal(err)
	}
	result := scanStory(t, fstest.MapFS{"main.tf": {Data: source}})
	if len(result.Undetermined) == 0 {
		t.Error("nothing is undetermined")
	}
}
