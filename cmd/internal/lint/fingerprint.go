package lint

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"
)

// fingerprint gives every finding a mark that is the same in every run in which the fault is still there,
// wherever its lines have moved, whoever suffers and however its message is worded. Faults that are alike
// in all of this are numbered; the findings must be in the order of merge.
func fingerprint(findings []located) {
	seen := map[string]int{}
	for i := range findings {
		finding := &findings[i]
		facts := strings.Join([]string{finding.Rule, finding.Verdict, finding.Unit, finding.Address, finding.Attribute}, "\x00")
		seen[facts]++
		sum := sha256.Sum256([]byte(facts + "\x00" + strconv.Itoa(seen[facts])))
		finding.Fingerprint = fmt.Sprintf("%x", sum[:16])
	}
}
