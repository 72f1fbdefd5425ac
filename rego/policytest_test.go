package rego_test

import (
	"strings"
	"testing"

	"github.com/reachlint/reachlint/policies"
	"github.com/reachlint/reachlint/rego"
)

func TestTest(t *testing.T) {
	own := folder(
		"own-rule.rego", metadata+`package policies["own-rule"]

fail contains {"node": address, "message": "No way out."} if {
	some address, _ in input.nodes.instance
	network.way_out(address).verdict == "deny"
}
`,
		"own-rule_test.rego", `package policies["own-rule_test"]

import data.lib.fixture
import data.policies["own-rule"] as rule

test_fail if count(rule.fail) == 1 with input as fixture.sound with network.way_out as fixture.denied("aws_route_table.private", "routes", "no route")

test_wrong if count(rule.fail) == 2 with input as fixture.sound with network.way_out as fixture.allowed

test_unanswered if count(rule.fail) == 0 with input as fixture.sound

todo_test_later if false
`)
	results, err := rego.Test(t.Context(), "", policies.FS, own)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]rego.TestResult{}
	for _, result := range results {
		if result.Range.File != "own-rule_test.rego" {
			t.Errorf("%s is nobody's question", result.Range)
		}
		got[result.Name] = result
	}
	if len(got) != 4 || !got["test_fail"].Passed || got["test_wrong"].Passed || !got["todo_test_later"].Skipped {
		t.Errorf("got %+v", results)
	}
	unanswered := got["test_unanswered"]
	if unanswered.Passed || !strings.Contains(unanswered.Error, "with network.way_out as") {
		t.Errorf("got %+v", unanswered)
	}
	filtered, err := rego.Test(t.Context(), "test_wrong", policies.FS, own)
	if err != nil || len(filtered) != 1 {
		t.Errorf("got %v, %v", filtered, err)
	}
}

func TestTestTellsMistakes(t *testing.T) {
	_, err := rego.Test(t.Context(), "", policies.FS, folder("broken_test.rego", "package broken\n\ntest_a if undefined_function(1)\n"))
	if err == nil || !strings.Contains(err.Error(), "broken_test.rego:3: ") {
		t.Errorf("got %v", err)
	}
}
