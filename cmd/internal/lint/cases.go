package lint

import (
	"context"
	"slices"

	"github.com/reachlint/reachlint/parsers"
	"github.com/reachlint/reachlint/rego"
)

// settle decides what is undetermined by looking at each case in which the open things can turn out: what fails
// at the same place in every case fails, and what no case shows is nothing.
func (r *run) settle(ctx context.Context, loaded parsers.Loaded, found []rego.Finding) []rego.Finding {
	if !slices.ContainsFunc(found, isReview) {
		return found
	}
	var cases [][]rego.Finding
	for _, each := range loaded.Cases() {
		inCase, _, err := r.engine.Evaluate(ctx, each.Graph, r.policyConfiguration())
		if err != nil {
			return found
		}
		cases = append(cases, inCase)
	}
	if len(cases) == 0 {
		return found
	}
	settled := make([]rego.Finding, 0, len(found))
	for _, finding := range found {
		if isReview(finding) {
			var ok bool
			if finding, ok = settleOne(finding, cases); !ok {
				continue
			}
		}
		settled = append(settled, finding)
	}
	return settled
}

func isReview(finding rego.Finding) bool { return finding.Verdict == rego.VerdictReview }

// settleOne returns what is left of a finding that is undetermined, and false when no case shows it.
func settleOne(review rego.Finding, cases [][]rego.Finding) (rego.Finding, bool) {
	var fails []rego.Finding
	shown := false
	for _, inCase := range cases {
		failed := false
		for _, finding := range inCase {
			if finding.Rule != review.Rule || !concernsSame(finding, review) {
				continue
			}
			shown = true
			if !failed && !isReview(finding) && finding.Node == review.Node && finding.Attribute == review.Attribute {
				fails, failed = append(fails, finding), true
			}
		}
	}
	if len(fails) == len(cases) {
		return fails[0], true
	}
	return review, shown
}

// concernsSame tells whether two findings are of the same node, or of nodes that make the same ones suffer.
func concernsSame(a, b rego.Finding) bool {
	return a.Node == b.Node || slices.ContainsFunc(slices.Concat(a.Affected, []string{a.Node}), func(address string) bool {
		return address == b.Node || slices.Contains(b.Affected, address)
	})
}
