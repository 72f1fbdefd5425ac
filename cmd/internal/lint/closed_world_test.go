package lint_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reachlint/reachlint/cmd/internal/lint"
)

// TestClosedWorld holds every way in which a set can be open against the same three questions: without it, the
// endpoints are missing; with it that is undetermined, and the reason names what opens the set; and where the
// configuration vouches for the VPC, they are missing again.
func TestClosedWorld(t *testing.T) {
	if got := missingEndpoints(t, "main.tf", ownVPC+terraformInstance, "aws_vpc.main.id", ""); got.Verdict != lint.VerdictFail {
		t.Fatalf("in a closed world: %s %s", got.Verdict, got.Message)
	}
	if got := missingEndpoints(t, "template.yaml", "Resources:"+ownVpcResource+cloudFormationInstance, "!Ref Vpc", ""); got.Verdict != lint.VerdictFail {
		t.Fatalf("in a closed world: %s %s", got.Verdict, got.Message)
	}
	languages := map[string]struct {
		rest     string
		openings []opening
	}{
		"main.tf":       {terraformInstance, terraformOpenings},
		"template.yaml": {cloudFormationInstance, cloudFormationOpenings},
	}
	for _, file := range slices.Sorted(maps.Keys(languages)) {
		for _, open := range languages[file].openings {
			t.Run(file+"/"+open.name, func(t *testing.T) {
				source := open.source + languages[file].rest
				got := missingEndpoints(t, file, source, open.vpc, "")
				if got.Verdict != lint.VerdictReview || !strings.Contains(got.Reason, open.cause) {
					t.Errorf("open: %s %s (%s); want undetermined, because %s", got.Verdict, got.Message, got.Reason, open.cause)
				}
				if got := missingEndpoints(t, file, source, open.vpc, open.address); got.Verdict != lint.VerdictFail {
					t.Errorf("vouched for: %s %s (%s); want a failure", got.Verdict, got.Message, got.Reason)
				}
			})
		}
	}
}

var ssm = regexp.MustCompile(`\bssm\b`)

// missingEndpoints returns the finding about the endpoint for ssm; vouched is the VPC that the configuration
// vouches for, if any.
func missingEndpoints(t *testing.T, file, source, vpc, vouched string) lint.Finding {
	t.Helper()
	engine, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{file: {Data: []byte(strings.ReplaceAll(source, " VPC\n", " "+vpc+"\n"))}}
	if vouched != "" {
		files[".reachlint.yaml"] = &fstest.MapFile{Data: fmt.Appendf(nil, "assume_complete: [%q]\n", vouched)}
	}
	result := scan(t, engine, files, "ssm-endpoint-missing")
	for _, finding := range append(result.Findings, result.Undetermined...) {
		if ssm.MatchString(finding.Message) {
			return finding
		}
	}
	t.Fatalf("nothing is said of the endpoints; %v", result.Diagnostics)
	return lint.Finding{}
}
