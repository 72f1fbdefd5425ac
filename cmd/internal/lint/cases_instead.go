package lint

import "github.com/reachlint/reachlint/rego"

// passing is an error that some cases have, and of which the unit as a whole says nothing.
type passing struct {
	finding rego.Finding
	when    string // the first of these cases
}

// noteErrors takes over the errors of a case, by who suffers from them.
func (t *tally) noteErrors(name string, inCase []rego.Finding, isError func(rego.Finding) bool) {
	for _, finding := range inCase {
		if isReview(finding) || t.said[placeOfFault(finding)] || !isError(finding) {
			continue
		}
		for _, address := range finding.Affected {
			t.errors[address] = append(t.errors[address], passing{finding, name})
		}
	}
}

// instead returns what is asked in place of a review that no case shows: the errors of other rules from which the same
// ones suffer in some cases. One endpoint or the other may serve, so that none is missing, while the other one of them is
// faulty.
func (t *tally) instead(review rego.Finding) []rego.Finding {
	var asked []rego.Finding
	for _, address := range review.Affected {
		for _, each := range t.errors[address] {
			at := placeOfFault(each.finding)
			if t.said[at] || t.told[spot{at, each.finding.Level}] || len(t.inAll(at)) > 0 {
				continue
			}
			t.said[at] = true
			asked = append(asked, each.asked())
		}
	}
	return asked
}

// asked is the error as a question.
func (p passing) asked() rego.Finding {
	question := p.finding
	question.Verdict, question.Reason, question.Mend = rego.VerdictReview, "it is so when "+p.when, nil
	return question
}

// isAnError tells whether a finding is one on the level of errors.
func (r *run) isAnError(finding rego.Finding) bool { return r.level(finding) == LevelError }
