package lint_test

import (
	"context"
	"errors"
	"io/fs"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/rego"
)

// largeVPC is a rule that needs nothing but the graph.
const largeVPC = `# METADATA
# title: VPC too large
# description: A VPC has at most 65,536 addresses.
# custom:
#   severity: error
#   category: example
package policies["vpc-too-large"]

fail contains finding if {
	some address, vpc in input.nodes.vpc
	endswith(vpc.cidr_block, "/8")
	finding := {
		"node": address,
		"attribute": "cidr_block",
		"message": sprintf("%s is too large.", [address]),
		"affected": [a | some a, i in input.nodes.instance; i.vpc == address],
	}
}
`

func engineOf(t *testing.T, policies map[string]string) *rego.Engine {
	t.Helper()
	files := fstest.MapFS{}
	for name, text := range policies {
		files[name+"/policy.rego"] = &fstest.MapFile{Data: []byte(text)}
	}
	engine, err := rego.New(t.Context(), files)
	if err != nil {
		t.Fatal(err)
	}
	return engine
}

func source(files map[string]string) fs.FS {
	made := fstest.MapFS{}
	for name, text := range files {
		made[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return made
}

func run(t *testing.T, options lint.Options) *lint.Result {
	t.Helper()
	if options.Engine == nil {
		options.Engine = engineOf(t, map[string]string{"vpc-too-large": largeVPC})
	}
	result, err := lint.Run(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func TestRunIsTheSameEveryTime(t *testing.T) {
	files := map[string]string{"shared/main.tf": "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/8\"\n}\n"}
	for _, unit := range []string{"a", "b", "c", "d", "e"} {
		files[unit+"/main.tf"] = "module \"net\" {\n  source = \"../shared\"\n}\nmodule \"gone\" {\n  source = \"../gone\"\n}\n"
		files[unit+".yaml"] = "Resources:\n  Vpc:\n    Type: AWS::EC2::VPC\n    Properties: {CidrBlock: 10.0.0.0/8}\n"
	}
	var first *lint.Result
	for range 20 {
		result := run(t, lint.Options{Files: source(files)})
		result.Sources = nil
		if first == nil {
			first = result
		}
		if !reflect.DeepEqual(result, first) {
			t.Fatalf("two runs differ:\n%+v\n%+v", result, first)
		}
	}
	if len(first.Findings) != 6 {
		t.Errorf("%d findings, want one in the shared module and one in each template", len(first.Findings))
	}
	if calls := first.Findings[len(first.Findings)-1].Calls; len(calls) != 5 {
		t.Errorf("%d call chains to the shared module, want 5", len(calls))
	}
}

func TestFingerprintSurvivesMovedLines(t *testing.T) {
	text := "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/8\"\n}\n"
	before := run(t, lint.Options{Files: source(map[string]string{"main.tf": text})})
	moved := source(map[string]string{"main.tf": "# a comment\n\n" + text})
	after := run(t, lint.Options{Files: moved, Known: map[string]bool{before.Findings[0].Fingerprint: true}})
	if before.Findings[0].Range == after.Findings[0].Range || !after.Findings[0].Known || after.Fails() {
		t.Errorf("before %+v, after %+v", before.Findings[0], after.Findings[0])
	}
}

func TestWhatMayNotExistIsNoError(t *testing.T) {
	text := "variable \"n\" {}\nresource \"aws_vpc\" \"main\" {\n  count      = var.n\n  cidr_block = \"10.0.0.0/8\"\n}\n"
	result := run(t, lint.Options{Files: source(map[string]string{"main.tf": text})})
	if len(result.Findings) != 0 || len(result.Undetermined) != 1 {
		t.Fatalf("findings %v, undetermined %v", result.Findings, result.Undetermined)
	}
	if result.Undetermined[0].Reason == "" {
		t.Error("there is no reason")
	}
	gentle := lint.Configuration{Rules: map[string]lint.RuleSetting{"vpc-too-large": {Level: lint.LevelWarning}}}
	result = run(t, lint.Options{Files: source(map[string]string{"main.tf": text}), Configuration: gentle})
	if len(result.Findings) != 1 || result.Findings[0].Level != lint.LevelWarning {
		t.Errorf("findings %v", result.Findings)
	}
}

func TestUnitPastItsDeadlineCostsItselfAlone(t *testing.T) {
	files := source(map[string]string{"main.tf": "resource \"aws_vpc\" \"main\" {}\n"})
	result := run(t, lint.Options{Files: files, Deadline: time.Nanosecond})
	if !result.Incomplete() {
		t.Fatalf("diagnostics %v", result.Diagnostics)
	}
	for _, diagnostic := range result.Diagnostics {
		if diagnostic.ID == "unit-deadline" {
			return
		}
	}
	t.Errorf("no diagnostic tells of the deadline: %v", result.Diagnostics)
}

func TestRunStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err := lint.Run(ctx, lint.Options{
		Files:  source(map[string]string{"main.tf": ""}),
		Engine: engineOf(t, map[string]string{"vpc-too-large": largeVPC}),
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestFailOn(t *testing.T) {
	files := source(map[string]string{"main.tf": "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/8\"\n}\n"})
	for word, want := range map[string]bool{"": true, "error": true, "note": true, "never": false} {
		if got := run(t, lint.Options{Files: files, FailOn: word}).Fails(); got != want {
			t.Errorf("fail-on %q fails: %t, want %t", word, got, want)
		}
	}
	engine := engineOf(t, map[string]string{"vpc-too-large": largeVPC})
	if _, err := lint.Run(t.Context(), lint.Options{Files: files, Engine: engine, FailOn: "fatal"}); err == nil {
		t.Error("a word that is no level passes")
	}
}

func TestSuppressionIsTold(t *testing.T) {
	now := time.Date(2026, time.June, 30, 23, 0, 0, 0, time.UTC)
	vpc := func(comment string) string {
		return "resource \"aws_vpc\" \"main\" {\n  " + comment + "\n  cidr_block = \"10.0.0.0/8\"\n}\n"
	}
	for _, c := range []struct{ name, comment, want string }{
		{"a reason", "# reachlint:ignore vpc-too-large -- a laboratory", ""},
		{"its last day", "// reachlint:ignore vpc-too-large until=2026-06-30 -- a laboratory", ""},
		{"several rules", "# reachlint:ignore other,vpc-too-large -- a laboratory", "suppression-unknown-rule"},
		{"the day after", "# reachlint:ignore vpc-too-large until=2026-06-29 -- a laboratory", "suppression-expired"},
		{"no reason", "# reachlint:ignore vpc-too-large", "suppression-without-reason"},
		{"an empty reason", "# reachlint:ignore vpc-too-large --", "suppression-without-reason"},
		{"no rule", "# reachlint:ignore -- a laboratory", "suppression-without-rule"},
		{"no date", "# reachlint:ignore vpc-too-large until=June -- a laboratory", "suppression-date"},
		{"no directive", "# reachlint:licenced", "directive-unknown"},
	} {
		t.Run(c.name, func(t *testing.T) {
			result := run(t, lint.Options{Files: source(map[string]string{"main.tf": vpc(c.comment)}), Now: now})
			var ids []string
			for _, diagnostic := range result.Diagnostics {
				ids = append(ids, diagnostic.ID)
			}
			if got := strings.Join(ids, " "); got != c.want {
				t.Errorf("diagnostics %q, want %q", got, c.want)
			}
			inForce := c.want == "" || c.want == "suppression-unknown-rule"
			if (len(result.Suppressed) == 1) != inForce {
				t.Errorf("suppressed %v, findings %v", result.Suppressed, result.Findings)
			}
		})
	}
}

func TestPolicyThatFailsCostsItselfAlone(t *testing.T) {
	broken := strings.NewReplacer("vpc-too-large", "broken", `"node": address`, `"node": "nowhere"`).Replace(largeVPC)
	engine := engineOf(t, map[string]string{"vpc-too-large": largeVPC, "broken": broken})
	files := source(map[string]string{"main.tf": "resource \"aws_vpc\" \"main\" {\n  cidr_block = \"10.0.0.0/8\"\n}\n"})
	result := run(t, lint.Options{Files: files, Engine: engine})
	if len(result.Findings) != 1 || result.Findings[0].Rule != "vpc-too-large" {
		t.Errorf("findings %v", result.Findings)
	}
	if len(result.Diagnostics) != 1 || result.Diagnostics[0].Severity != graph.SeverityError || result.Diagnostics[0].Range.File != "." {
		t.Errorf("diagnostics %v", result.Diagnostics)
	}
}
