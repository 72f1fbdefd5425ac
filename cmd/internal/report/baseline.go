package report

import (
	"fmt"
	"io"

	"github.com/owenrumney/go-sarif/v2/sarif"
)

// ReadBaseline returns the fingerprints in a SARIF report that reachlint wrote.
func ReadBaseline(in io.Reader) (map[string]bool, error) {
	content, err := io.ReadAll(in)
	if err != nil {
		return nil, fmt.Errorf("read the baseline: %w", err)
	}
	document, err := sarif.FromBytes(content)
	if err != nil {
		return nil, fmt.Errorf("the baseline is no SARIF: %w", err)
	}
	known, ours := map[string]bool{}, false
	for _, run := range document.Runs {
		if run == nil || run.Tool.Driver == nil || run.Tool.Driver.Name != toolName {
			continue
		}
		ours = true
		for _, result := range run.Results {
			if result == nil {
				continue
			}
			fingerprint, ok := result.PartialFingerprints[FingerprintKey].(string)
			if !ok {
				return nil, fmt.Errorf("the baseline was written by another version of %s, which knows faults by other marks: write it again with --format sarif --output FILE", toolName)
			}
			known[fingerprint] = true
		}
	}
	if !ours {
		return nil, fmt.Errorf("the baseline has no run of %s: write one with --format sarif --output FILE", toolName)
	}
	return known, nil
}
