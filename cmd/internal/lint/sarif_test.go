package lint_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

// What is checked of a SARIF report; the names are the specification's.
type (
	sarifLog struct {
		Version string     `json:"version"`
		Schema  string     `json:"$schema"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool struct {
			Driver struct {
				Rules []sarifRule `json:"rules"`
			} `json:"driver"`
		} `json:"tool"`
		ColumnKind string        `json:"columnKind"`
		Results    []sarifResult `json:"results"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifRule struct {
		ID               string    `json:"id"`
		ShortDescription sarifText `json:"shortDescription"`
		FullDescription  sarifText `json:"fullDescription"`
		Help             sarifText `json:"help"`
	}
	sarifResult struct {
		RuleID              string            `json:"ruleId"`
		RuleIndex           int               `json:"ruleIndex"`
		Kind                string            `json:"kind"`
		Level               string            `json:"level"`
		Message             sarifText         `json:"message"`
		Locations           []sarifLocation   `json:"locations"`
		RelatedLocations    []sarifLocation   `json:"relatedLocations"`
		PartialFingerprints map[string]string `json:"partialFingerprints"`
		CodeFlows           []struct {
			ThreadFlows []struct {
				Locations []struct {
					Location sarifLocation `json:"location"`
				} `json:"locations"`
			} `json:"threadFlows"`
		} `json:"codeFlows"`
	}
	sarifLocation struct {
		ID               int `json:"id"`
		PhysicalLocation struct {
			ArtifactLocation struct {
				URI string `json:"uri"`
			} `json:"artifactLocation"`
			Region struct {
				StartLine   int       `json:"startLine"`
				StartColumn int       `json:"startColumn"`
				EndLine     int       `json:"endLine"`
				EndColumn   int       `json:"endColumn"`
				Snippet     sarifText `json:"snippet"`
			} `json:"region"`
		} `json:"physicalLocation"`
	}
)

// checkSARIF checks the report of a result as its consumers will: against the specification's rules, and
// against the files that it speaks about.
func checkSARIF(t *testing.T, files fs.FS, result *lint.Result) {
	t.Helper()
	text := writeSARIF(t, result)
	if nullProperty.Match(text) {
		t.Error("SARIF: a property is null")
	}
	if graph.HasToken(string(text)) {
		t.Error("SARIF: a reference token stands in a text")
	}
	var log sarifLog
	if err := json.Unmarshal(text, &log); err != nil {
		t.Fatal(err)
	}
	if log.Version != "2.1.0" || log.Schema == "" || len(log.Runs) != 1 || log.Runs[0].ColumnKind != "unicodeCodePoints" {
		t.Errorf("SARIF: version %q, schema %q, %d runs", log.Version, log.Schema, len(log.Runs))
	}
	for _, problem := range log.Runs[0].problems(files) {
		t.Error("SARIF: " + problem)
	}
}

// nullProperty does not match the null of a source line that is quoted.
var nullProperty = regexp.MustCompile(`(?m)^\s*"[^"]*": null,?$`)

func (r sarifRun) problems(files fs.FS) []string {
	var problems []string
	rules := r.Tool.Driver.Rules
	for _, rule := range rules {
		if rule.ShortDescription.Text == "" || rule.FullDescription.Text == "" || rule.Help.Text == "" {
			problems = append(problems, "rule "+rule.ID+" lacks a text")
		}
	}
	seen := map[string]bool{}
	for i, result := range r.Results {
		complain := func(format string, arguments ...any) {
			problems = append(problems, fmt.Sprintf("result %d: ", i)+fmt.Sprintf(format, arguments...))
		}
		if result.RuleIndex >= len(rules) || rules[result.RuleIndex].ID != result.RuleID {
			complain("rule %s is not at index %d", result.RuleID, result.RuleIndex)
		}
		if (result.Kind != "fail") != (result.Level == "none") {
			complain("kind %s at level %s", result.Kind, result.Level)
		}
		fingerprint := result.PartialFingerprints["reachlint/v2"]
		if fingerprint == "" || seen[fingerprint] {
			complain("its fingerprint %q is missing or that of another", fingerprint)
		}
		seen[fingerprint] = true
		result.check(files, complain)
	}
	return problems
}

var embeddedLink = regexp.MustCompile(`[^\\]\]\((\d+)\)`)

func (r sarifResult) check(files fs.FS, complain func(string, ...any)) {
	if len(r.Locations) != 1 {
		complain("%d locations", len(r.Locations))
	}
	if !strings.HasSuffix(r.Message.Text, ".") && !strings.HasSuffix(r.Message.Text, "?") {
		complain("the message is no sentence: %s", r.Message.Text)
	}
	linked := map[string]bool{}
	for _, match := range embeddedLink.FindAllStringSubmatch(r.Message.Text, -1) {
		linked[match[1]] = true
	}
	if len(linked) != len(r.RelatedLocations) {
		complain("%d related locations, but %d links to them", len(r.RelatedLocations), len(linked))
	}
	all := append(r.Locations[:len(r.Locations):len(r.Locations)], r.RelatedLocations...)
	for _, flow := range r.CodeFlows {
		for _, thread := range flow.ThreadFlows {
			if len(thread.Locations) == 0 {
				complain("an empty code flow")
			}
			for _, step := range thread.Locations {
				all = append(all, step.Location)
			}
		}
	}
	for _, location := range all {
		if problem := location.problem(files); problem != "" {
			complain("%s", problem)
		}
	}
}

// problem compares a location with the file that it names.
func (l sarifLocation) problem(files fs.FS) string {
	uri, region := l.PhysicalLocation.ArtifactLocation.URI, l.PhysicalLocation.Region
	name, err := url.PathUnescape(uri)
	if err != nil || !fs.ValidPath(name) {
		return fmt.Sprintf("%q is no clean relative URI", uri)
	}
	content, err := fs.ReadFile(files, name)
	if err != nil {
		return fmt.Sprintf("%q cannot be read", uri)
	}
	lines := strings.Split(string(content), "\n")
	if region.StartLine < 1 || region.EndLine < region.StartLine || region.EndLine > len(lines) {
		return fmt.Sprintf("%s has no lines %d to %d", name, region.StartLine, region.EndLine)
	}
	if region.StartColumn < 1 || region.EndColumn < 1 || region.StartLine == region.EndLine && region.EndColumn < region.StartColumn {
		return fmt.Sprintf("%s:%d has no columns %d to %d", name, region.StartLine, region.StartColumn, region.EndColumn)
	}
	for _, end := range [][2]int{{region.StartLine, region.StartColumn}, {region.EndLine, region.EndColumn}} {
		if length := utf8.RuneCountInString(lines[end[0]-1]); end[1] > length+1 {
			return fmt.Sprintf("%s:%d has %d columns, not %d", name, end[0], length, end[1])
		}
	}
	return ""
}
