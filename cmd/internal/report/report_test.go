package report

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func at(file string, line, column, endLine, endColumn int) graph.Range {
	return graph.Range{File: file, Start: graph.Position{Line: line, Column: column}, End: graph.Position{Line: endLine, Column: endColumn}}
}

// sample is a result with everything in it that a report may show.
func sample() *lint.Result {
	files := fstest.MapFS{
		"net work/größe.tf": {Data: []byte("resource \"aws_security_group\" \"endpoints\" {\n\tname = \"界 endpoints\" # 端\n\tadmin_password = \"hunter2\"\n}\n")},
		"main.tf":           {Data: []byte("module \"network\" {\n  source = \"./net work\"\n}\n\nresource \"aws_instance\" \"office\" {}\nresource \"aws_instance\" \"worker\" {}\n")},
		"template.yaml":     {Data: []byte("Resources:\n  Vpc:\n    Type: AWS::EC2::VPC\n    Properties:\n      EnableDnsSupport: false\n")},
	}
	office := lint.Location{Address: "aws_instance.office", Range: at("main.tf", 5, 1, 5, 33)}
	worker := lint.Location{Address: `aws_instance.worker["a"]`, Range: at("main.tf", 6, 1, 6, 33)}
	return &lint.Result{
		Sources:   lint.NewSources(files),
		Paths:     []string{"."},
		Units:     []string{".", "template.yaml"},
		Files:     3,
		Resources: 9,
		FailOn:    lint.LevelError,
		Rules: []lint.Rule{
			{ID: "ssm-endpoint-ingress-blocked", Title: "Systems Manager endpoint lets nobody in", Description: "An interface endpoint answers only what its security groups let in. Without tcp/443 the agent never registers.", Level: lint.LevelError, Category: "systems-manager", Help: "# Systems Manager endpoint lets nobody in\n\nWhy it matters.\n", Precision: "very-high"},
			{ID: "vpc-dns-support-off", Title: "DNS support is off", Description: "Nothing resolves.", Level: lint.LevelWarning, Category: "dns", Help: "# DNS support is off\n"},
		},
		Findings: []lint.Finding{
			{
				Rule: "ssm-endpoint-ingress-blocked", Level: lint.LevelError, Verdict: lint.VerdictFail,
				Address: "module.network.aws_security_group.endpoints", Range: at("net work/größe.tf", 2, 2, 2, 20),
				Message:  "module.network.aws_security_group.endpoints lets nothing in on tcp/443, so aws_instance.office cannot be managed by Systems Manager.",
				Remedy:   "Add an ingress rule for tcp/443 from the instances' security group.",
				Affected: []lint.Location{office, worker},
				Path: []lint.Hop{
					{Address: "aws_instance.office", Range: office.Range, Text: "aws_instance.office sends to ssm.eu-central-1.amazonaws.com on tcp/443."},
					{Address: "module.network.aws_security_group.endpoints", Range: at("net work/größe.tf", 1, 1, 1, 43), Text: "module.network.aws_security_group.endpoints has no rule that lets tcp/443 in.", Broken: true},
				},
				Calls: [][]graph.Call{{{Address: "module.network", Range: at("main.tf", 1, 1, 1, 17)}}},
				Unit:  ".", Fingerprint: "0123456789abcdef",
			},
			{
				Rule: "ssm-endpoint-ingress-blocked", Level: lint.LevelError, Verdict: lint.VerdictFail,
				Address: "module.network.aws_security_group.endpoints", Range: at("net work/größe.tf", 3, 2, 3, 28),
				Message: "A password stands beside this finding.",
				Unit:    ".", Fingerprint: "1123456789abcdef",
			},
			{
				Rule: "vpc-dns-support-off", Level: lint.LevelWarning, Verdict: lint.VerdictFail,
				Address: "Vpc", Attribute: "enable_dns_support", Range: at("template.yaml", 5, 25, 5, 30),
				Message: "Vpc has DNS support switched off, so no name resolves in it.", Remedy: "Set EnableDnsSupport to true.",
				Unit: "template.yaml", Fingerprint: "2123456789abcdef",
			},
		},
		Undetermined: []lint.Finding{{
			Rule: "vpc-dns-support-off", Level: lint.LevelWarning, Verdict: lint.VerdictReview,
			Address: "Vpc", Range: at("template.yaml", 2, 3, 2, 6),
			Message: "Vpc may have DNS support switched off.", Reason: "parameter Support has no default",
			Path: []lint.Hop{{Address: "Vpc", Text: "Vpc may resolve names.", Unclear: true}},
			Unit: "template.yaml", Fingerprint: "3123456789abcdef",
		}},
		Suppressed: []lint.Finding{{
			Rule: "vpc-dns-support-off", Level: lint.LevelWarning, Verdict: lint.VerdictFail,
			Address: "Vpc", Range: at("template.yaml", 3, 5, 3, 9),
			Message: "Vpc is special.", Unit: "template.yaml", Fingerprint: "4123456789abcdef",
			Suppression: &lint.Suppression{Reason: "an isolated laboratory", Range: at("template.yaml", 2, 3, 2, 6)},
		}},
		Diagnostics: []graph.Diagnostic{
			{Severity: graph.SeverityError, ID: "terraform-syntax", Range: at("broken.tf", 3, 1, 3, 2), Message: "A closing brace is missing.", Help: "Close the block that begins in line 1."},
			{Severity: graph.SeverityWarning, ID: "module-not-found", Range: at("main.tf", 1, 1, 1, 17), Message: "module.registry is not downloaded"},
		},
	}
}

func TestGolden(t *testing.T) {
	everything := Options{ShowUndetermined: true, ShowSuppressed: true, Version: "1.2.3"}
	coloured := everything
	coloured.Colour, coloured.Width = true, 60
	for _, c := range []struct {
		file, format string
		options      Options
	}{
		{"text.txt", "text", Options{}},
		{"text-everything.txt", "text", everything},
		{"text-coloured.txt", "text", coloured},
		{"plain.sarif.json", "sarif", Options{Version: "1.2.3"}},
		{"everything.sarif.json", "sarif", everything},
		{"everything.json", "json", everything},
		{"github.txt", "github", everything},
		{"markdown.md", "markdown", everything},
		{"junit.xml", "junit", everything},
	} {
		t.Run(c.file, func(t *testing.T) {
			var out bytes.Buffer
			if err := Write(&out, c.format, sample(), c.options); err != nil {
				t.Fatal(err)
			}
			if strings.Contains(out.String(), "hunter2") {
				t.Error("the report shows a secret")
			}
			compareGolden(t, filepath.Join("testdata", c.file), out.Bytes())
		})
	}
}

func compareGolden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s differs; -update rewrites it. Got:\n%s", file, got)
	}
}
