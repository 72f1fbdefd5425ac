package rego_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/policies"
	"github.com/reachlint/reachlint/rego"
)

const metadata = `# METADATA
# title: A title
# description: A description.
# related_resources:
#   - ref: https://example.com/why
#     description: Why
# custom:
#   severity: warning
#   category: example
`

func folder(files ...string) fstest.MapFS {
	system := fstest.MapFS{}
	for i := 0; i < len(files); i += 2 {
		system[files[i]] = &fstest.MapFile{Data: []byte(files[i+1])}
	}
	return system
}

func newEngine(t testing.TB, own fstest.MapFS) *rego.Engine {
	t.Helper()
	engine, err := rego.New(t.Context(), own)
	if err != nil {
		t.Fatal(err)
	}
	return engine
}

func oneVPC() *graph.Graph {
	vpc := &graph.Node{Address: "aws_vpc.main", Kind: "vpc"}
	vpc.Values.Put("cidr_block", graph.Text("10.0.0.0/16", graph.Range{}))
	return graph.New([]*graph.Node{vpc})
}

func TestNewDescribesRules(t *testing.T) {
	engine := newEngine(t, folder(
		"some-rule/policy.rego", metadata+"package policies[\"some-rule\"]\n\nfail contains 1 if false\n",
		"some-rule/README.md", "# Help",
	))
	rules := engine.Rules()
	if len(rules) != 1 {
		t.Fatalf("got %d rules, want 1", len(rules))
	}
	rule := rules[0]
	if rule.ID != "some-rule" || rule.Title != "A title" || rule.Description != "A description." ||
		rule.Level != rego.LevelWarning || rule.Category != "example" || rule.Precision != "high" || rule.Help != "# Help" ||
		len(rule.References) != 1 || rule.References[0] != (rego.Reference{Title: "Why", URL: "https://example.com/why"}) {
		t.Errorf("got %+v", rule)
	}
}

func TestNewTellsMistakes(t *testing.T) {
	const yields = "\nfail contains 1 if false\n"
	tests := []struct {
		name string
		file string
		text string
		want string
	}{
		{"no metadata", "some-rule/policy.rego", "package policies[\"some-rule\"]\n" + yields, `some-rule/policy.rego:1: rule some-rule has no METADATA above its package`},
		{"severity", "some-rule/policy.rego", strings.Replace(metadata, "warning", "fatal", 1) + "package policies[\"some-rule\"]\n" + yields, `some-rule/policy.rego:10: rule some-rule: custom.severity is "fatal", but must be one of error, warning, note`},
		{"category", "some-rule/policy.rego", strings.Replace(metadata, "category: example", "precision: high", 1) + "package policies[\"some-rule\"]\n" + yields, `custom.category is ""`},
		{"precision", "some-rule/policy.rego", strings.Replace(metadata, "category: example", "category: example\n#   precision: total", 1) + "package policies[\"some-rule\"]\n" + yields, `custom.precision is "total"`},
		{"title", "some-rule/policy.rego", strings.Replace(metadata, "# title: A title\n", "", 1) + "package policies[\"some-rule\"]\n" + yields, `has no title`},
		{"other folder", "other-rule/policy.rego", metadata + "package policies[\"some-rule\"]\n" + yields, `the package names rule "some-rule", but its file names rule "other-rule"`},
		{"syntax", "some-rule/policy.rego", metadata + "package policies[\"some-rule\"]\n\nfail contains {\n", `some-rule/policy.rego:13: unexpected eof token`},
		{"unknown function", "some-rule/policy.rego", metadata + "package policies[\"some-rule\"]\n\nfail contains network.wayout(\"a\")\n", `some-rule/policy.rego:12: undefined function network.wayout`},
		{"sandbox", "some-rule/policy.rego", metadata + "package policies[\"some-rule\"]\n\nfail contains http.send({})\n", `undefined function http.send`},
		{"misspelt field", "some-rule/policy.rego", metadata + "package policies[\"some-rule\"]\n\nfail contains network.way_out(\"a\").verdct\n", `some-rule/policy.rego:12: undefined ref`},
		{"no findings", "some-rule/policy.rego", metadata + "package policies[\"some-rule\"]\n\nfails contains 1 if false\n", `some-rule`},
		{"empty", "some-rule/policy.rego", "", `some-rule/policy.rego:1: `},
		{"not kebab", "someRule/policy.rego", metadata + "package policies[\"someRule\"]\n" + yields, `rule id "someRule" is not in kebab-case`},
		{"bundled package", "text.rego", "package lib.text\n\nlist(_) := 1\n", `text.rego:1: its package belongs to reachlint`},
		{"bundled rule", "admin-port-open.rego", metadata + "package policies[\"admin-port-open\"]\n" + yields, `belongs to reachlint`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := rego.New(t.Context(), policies.FS, folder(test.file, test.text))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got error %v\nwant one with %s", err, test.want)
			}
		})
	}
}

func TestEvaluate(t *testing.T) {
	engine := newEngine(t, folder("some-rule/policy.rego", metadata+`package policies["some-rule"]

fail contains {
	"node": address,
	"attribute": "cidr_block",
	"message": $"{address} uses {vpc.cidr_block} in {input.region}.",
	"remedy": "Use another.",
	"affected": {address},
	"path": [{"node": address, "attribute": "cidr_block", "text": "a hop", "verdict": "deny"}],
	"level": "note",
} if {
	some address, vpc in input.nodes.vpc
}

review contains {"node": address, "message": "Unsure.", "reason": network.way_out(address).reason} if {
	some address, _ in input.nodes.vpc
}
`))
	findings, diagnostics, err := engine.Evaluate(t.Context(), oneVPC(), rego.Configuration{Region: "eu-central-1"})
	if err != nil || len(diagnostics) != 0 || len(findings) != 2 {
		t.Fatalf("got %v, %v, %v", findings, diagnostics, err)
	}
	fail, review := findings[0], findings[1]
	if fail.Rule != "some-rule" || fail.Verdict != rego.VerdictFail || fail.Level != rego.LevelNote ||
		fail.Node != "aws_vpc.main" || fail.Attribute != "cidr_block" || fail.Remedy != "Use another." ||
		fail.Message != "aws_vpc.main uses 10.0.0.0/16 in eu-central-1." ||
		len(fail.Affected) != 1 || len(fail.Path) != 1 || fail.Path[0].Text != "a hop" {
		t.Errorf("got %+v", fail)
	}
	if review.Verdict != rego.VerdictReview || review.Reason == "" {
		t.Errorf("got %+v", review)
	}
}

// What comes with reachlint is asked for findings only where it has facts. A user's policy may call anything facts.
func TestFacts(t *testing.T) {
	of := func(facts string) fs.FS {
		return folder("some-rule/policy.rego", metadata+"package policies[\"some-rule\"]\n\nfacts := "+facts+"\n\nfail contains {\"node\": \"aws_vpc.main\", \"message\": \"Found.\"}\n")
	}
	tests := map[string]struct {
		bundled fs.FS
		extra   []fs.FS
		want    int
	}{
		"bundled, without facts": {of("set()"), nil, 0},
		"bundled, with a fact":   {of("{1}"), nil, 1},
		"own, without facts":     {fstest.MapFS{}, []fs.FS{of("set()")}, 1},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			engine, err := rego.New(t.Context(), test.bundled, test.extra...)
			if err != nil {
				t.Fatal(err)
			}
			findings, diagnostics, err := engine.Evaluate(t.Context(), oneVPC(), rego.Configuration{})
			if err != nil || len(diagnostics) > 0 || len(findings) != test.want {
				t.Errorf("got %v, %v, %v, want %d findings", findings, diagnostics, err, test.want)
			}
		})
	}
}

// A policy that fails costs its own findings only.
func TestEvaluateFailures(t *testing.T) {
	sound := metadata + "package policies[\"sound\"]\n\nfail contains {\"node\": \"aws_vpc.main\", \"message\": \"Found.\"}\n"
	tests := []struct{ name, body, want string }{
		{"conflict", "fail contains {\"node\": x, \"message\": \"\"}\n\nx := 1\n\nx := 2 if input.nodes\n", "eval_conflict_error"},
		{"unknown field", "fail contains {\"node\": \"aws_vpc.main\", \"mesage\": \"A.\"}\n", `a finding's "mesage" is not known`},
		{"wrong type", "fail contains {\"node\": 1, \"message\": \"A.\"}\n", `a finding's "node" must be a text, not number`},
		{"no message", "fail contains {\"node\": \"aws_vpc.main\"}\n", "a finding has no message"},
		{"no such node", "fail contains {\"node\": \"aws_vpc.other\", \"message\": \"A.\"}\n", `"aws_vpc.other" is no node`},
		{"level", "fail contains {\"node\": \"aws_vpc.main\", \"message\": \"A.\", \"level\": \"fatal\"}\n", `is "fatal", but must be one of`},
		{"operand", "fail contains {\"node\": network.way_out(x).subject, \"message\": \"A.\"}\n\nx := input.nodes.vpc[\"aws_vpc.main\"]\n", "network.way_out: computer must be a text, not object"},
		{"no set", "fail := \"text\"\n", "must be an array or a set, not string"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			engine := newEngine(t, folder("broken/policy.rego", metadata+"package policies[\"broken\"]\n\n"+test.body, "sound/policy.rego", sound))
			findings, diagnostics, err := engine.Evaluate(t.Context(), oneVPC(), rego.Configuration{})
			if err != nil {
				t.Fatal(err)
			}
			if len(findings) != 1 || findings[0].Rule != "sound" {
				t.Errorf("got findings %v", findings)
			}
			if len(diagnostics) != 1 || diagnostics[0].ID != "policy-failed" || !strings.Contains(diagnostics[0].Message, test.want) {
				t.Errorf("got %v\nwant %s", diagnostics, test.want)
			}
		})
	}
}

func TestSelect(t *testing.T) {
	engine, err := rego.New(t.Context(), policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	selected := engine.Select(func(rule rego.Rule) bool { return rule.ID == "admin-port-open" })
	if rules := selected.Rules(); len(rules) != 1 || rules[0].ID != "admin-port-open" {
		t.Errorf("got %v", rules)
	}
	if _, _, err := selected.Evaluate(t.Context(), oneVPC(), rego.Configuration{}); err != nil {
		t.Error(err)
	}
}
