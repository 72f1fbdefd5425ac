package drawing

import (
	"slices"
	"strings"
	"testing"

	"github.com/reachlint/reachlint/cmd/internal/lint"
)

// aboutWays are the rules whose errors say where a way to Systems Manager ends.
var aboutWays = []string{
	"ad-dns-hides-endpoints", "ssm-dns-blocked", "ssm-endpoint-ingress-blocked", "ssm-endpoint-missing",
	"ssm-endpoint-policy-denies", "ssm-endpoint-private-dns-off", "ssm-endpoint-unusable", "ssm-instance-egress-blocked",
	"ssm-network-acl-blocked", "ssm-route-broken",
}

// unnamed are those of them at whose place a way may not lead past: what is no endpoint for a service is not on the
// way to it.
var unnamed = []string{"ssm-endpoint-unusable"}

// checkAgreement holds the pictures of computers to the findings: where an error says that a way ends, the picture
// shows where, and where nothing is wrong no way ends.
func checkAgreement(t *testing.T, units []*lint.UnitGraph) {
	t.Helper()
	for _, unit := range units {
		broken := map[string]map[string]bool{} // the rules that the broken steps of a computer name
		brokenOf := func(computer string) map[string]bool {
			if broken[computer] == nil {
				broken[computer] = brokenSteps(t, unit, computer)
			}
			return broken[computer]
		}
		for _, finding := range unit.Findings {
			if finding.Level != lint.LevelError || finding.When != "" || !slices.Contains(aboutWays, finding.Rule) {
				continue
			}
			for _, affected := range finding.Affected {
				computer := unit.Elder(affected.Address)
				if !slices.Contains(unit.Computers(), computer) {
					continue
				}
				steps := brokenOf(computer)
				if len(steps) == 0 || !steps[finding.Rule] && !slices.Contains(unnamed, finding.Rule) {
					t.Errorf("no way of %s ends in its picture where %s says so: %s", computer, finding.Rule, finding.Message)
				}
			}
		}
		if len(unit.Findings)+len(unit.Undetermined) > 0 {
			continue
		}
		for _, computer := range unit.Computers() {
			for rule := range brokenOf(computer) {
				t.Errorf("a way of %s ends in its picture (%s), and nothing is wrong", computer, rule)
			}
		}
	}
}

// brokenSteps returns the rules that are named by the steps at which ways end that a computer has to go, or may have to, and
// "nothing" for a step that names none.
func brokenSteps(t *testing.T, unit *lint.UnitGraph, computer string) map[string]bool {
	t.Helper()
	rules := map[string]bool{}
	for _, picture := range Ways([]*lint.UnitGraph{unit}, computer, Options{}) {
		for _, way := range picture.Boxes {
			if strings.HasPrefix(way.Text, "Nothing shows") {
				continue
			}
			for _, step := range way.Boxes[1:] {
				if step.State != Broken {
					continue
				}
				rules["nothing"] = rules["nothing"] || len(step.Findings) == 0
				for _, finding := range step.Findings {
					rules[picture.Findings[finding].Rule] = true
				}
			}
		}
	}
	for rule, named := range rules {
		if !named {
			delete(rules, rule)
		}
	}
	return rules
}
