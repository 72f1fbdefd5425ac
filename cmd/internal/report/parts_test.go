package report

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

func TestWrap(t *testing.T) {
	got := wrap("one two 界界 four module.a_very_long.address", 12, "- ", "  ")
	want := "- one two\n  界界 four\n  module.a_very_long.address\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestCaret(t *testing.T) {
	long := strings.Repeat("word ", 40) + "culprit" + strings.Repeat(" word", 40)
	files := fstest.MapFS{"main.tf": {Data: []byte("\tshort = \"culprit\" \n" + long + "\nculprit" + long)}}
	for name, c := range map[string]struct {
		line, from, to int
		want, marks    string
	}{
		"all of it":          {1, 10, 19, "\tshort = \"culprit\"", "\t        ^^^^^^^^^"},
		"in the middle":      {2, 201, 208, "…d word word word culprit word word word wo…", "                  ^^^^^^^"},
		"at the beginning":   {3, 1, 8, "culpritword word word word word word word …", "^^^^^^^"},
		"longer than a line": {2, 6, 400, "word word word word word word word word wo…", "     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^"},
	} {
		at := graph.Range{File: "main.tf", Start: graph.Position{Line: c.line, Column: c.from}, End: graph.Position{Line: c.line, Column: c.to}}
		line, marks := caret(lint.NewSources(files), at, 44)
		if line != c.want || marks != c.marks {
			t.Errorf("%s:\n%s\n%s\nwant\n%s\n%s", name, line, marks, c.want, c.marks)
		}
	}
}

func TestFileURI(t *testing.T) {
	for file, want := range map[string]string{
		"main.tf":          "main.tf",
		"net work/größe":   "net%20work/gr%C3%B6%C3%9Fe",
		"a:b/c#d/e?f/100%": "a%3Ab/c%23d/e%3Ff/100%25",
		`odd\name.tf`:      "odd%5Cname.tf",
	} {
		if got := fileURI(file); got != want {
			t.Errorf("%s is %s, want %s", file, got, want)
		}
	}
}

func TestPrintableKeepsTheTerminalSafe(t *testing.T) {
	if got := printable("a\x1b[31mb\tc\u009b"); got != "a\uFFFD[31mb\tc\uFFFD" {
		t.Errorf("got %q", got)
	}
}

func TestAutomationCategory(t *testing.T) {
	for want, paths := range map[string][]string{
		"":               {"."},
		"infra/prod/":    {"infra/prod"},
		"a+infra/prod/":  {"infra/prod", "a"},
		"template.yaml/": {"template.yaml"},
	} {
		if got := automationCategory(paths); got != want {
			t.Errorf("%q is %q, want %q", paths, got, want)
		}
	}
}

func TestAnnotationsAreEscaped(t *testing.T) {
	at := graph.Range{File: "a,b:c.tf", Start: graph.Position{Line: 2, Column: 3}, End: graph.Position{Line: 4, Column: 1}}
	got := annotation("error", "50%: it, too", at, "first\nsecond 50%")
	want := "::error file=a%2Cb%3Ac.tf,line=2,endLine=4,title=50%25%3A it%2C too::first%0Asecond 50%25\n"
	if got != want {
		t.Errorf("got  %swant %s", got, want)
	}
}

func TestLargeReportsStayWithinLimits(t *testing.T) {
	result := sample()
	template := result.Findings[0]
	for i := range 3000 {
		template.Affected = append(template.Affected, lint.Location{Address: fmt.Sprintf("aws_instance.x[%d]", i), Range: template.Range})
		template.Path = append(template.Path, template.Path[0])
	}
	result.Findings = append(result.Findings, template)
	for i := range maximumResults {
		finding := result.Findings[2]
		finding.Fingerprint = fmt.Sprint(i)
		result.Findings = append(result.Findings, finding)
	}
	var out bytes.Buffer
	if err := Write(&out, "sarif", result, Options{}); err != nil {
		t.Fatal(err)
	}
	var log struct {
		Runs []struct {
			Results []struct {
				RelatedLocations []any `json:"relatedLocations"`
				CodeFlows        []struct {
					ThreadFlows []struct {
						Locations []any `json:"locations"`
					} `json:"threadFlows"`
				} `json:"codeFlows"`
			} `json:"results"`
		} `json:"runs"`
	}
	if err := json.Unmarshal(out.Bytes(), &log); err != nil {
		t.Fatal(err)
	}
	if got := len(log.Runs[0].Results); got != maximumResults {
		t.Errorf("%d results", got)
	}
	if !strings.Contains(out.String(), "too-many-results") {
		t.Error("nothing tells that results are left out")
	}
	for _, r := range log.Runs[0].Results {
		if len(r.RelatedLocations) > maximumRelated || len(r.CodeFlows) > 0 && len(r.CodeFlows[0].ThreadFlows[0].Locations) > maximumFlowLocations {
			t.Fatal("a result has too many locations")
		}
	}
	out.Reset()
	if err := Write(&out, "markdown", result, Options{}); err != nil {
		t.Fatal(err)
	}
	if out.Len() > 1<<20 {
		t.Errorf("the summary has %d bytes", out.Len())
	}
}

func TestBaselineIsWhatSARIFWrote(t *testing.T) {
	var out bytes.Buffer
	if err := Write(&out, "sarif", sample(), Options{}); err != nil {
		t.Fatal(err)
	}
	known, err := ReadBaseline(&out)
	if err != nil || len(known) != 3 || !known["0123456789abcdef"] {
		t.Errorf("known %v, error %v", known, err)
	}
	for _, text := range []string{"", "{", "[]", `{"runs": [{"tool": {"driver": {"name": "other"}}}]}`, `{"runs": [null]}`} {
		if _, err := ReadBaseline(strings.NewReader(text)); err == nil {
			t.Errorf("%q passes for a baseline", text)
		}
	}
}
