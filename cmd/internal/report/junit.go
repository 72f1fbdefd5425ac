package report

import (
	"encoding/xml"
	"fmt"
	"io"

	"github.com/reachlint/reachlint/cmd/internal/lint"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	File    string        `xml:"file,attr,omitempty"`
	Line    int           `xml:"line,attr,omitempty"`
	Failure *junitFailure `xml:"failure"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// writeJUnit writes a suite per unit: a failed case per finding, or one passed case where there is none.
func writeJUnit(out io.Writer, result *lint.Result, _ Options) error {
	suites := junitSuites{Name: toolName}
	for _, unit := range result.Units {
		suite := junitSuite{Name: unit}
		for _, finding := range result.Findings {
			if finding.Unit == unit && !finding.Known {
				suite.Cases = append(suite.Cases, junitFailed(finding))
			}
		}
		suite.Failures = len(suite.Cases)
		if len(suite.Cases) == 0 {
			suite.Cases = []junitCase{{Name: "no problems found", Class: unit}}
		}
		suite.Tests = len(suite.Cases)
		suites.Tests += suite.Tests
		suites.Failures += suite.Failures
		suites.Suites = append(suites.Suites, suite)
	}
	if _, err := io.WriteString(out, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(out)
	encoder.Indent("", "  ")
	if err := encoder.Encode(suites); err != nil {
		return fmt.Errorf("write JUnit XML: %w", err)
	}
	_, err := io.WriteString(out, "\n")
	return err
}

func junitFailed(finding lint.Finding) junitCase {
	return junitCase{
		Name:  finding.Rule + " " + finding.Address,
		Class: finding.Unit,
		File:  finding.Range.File,
		Line:  finding.Range.Start.Line,
		Failure: &junitFailure{
			Message: finding.Message,
			Type:    string(finding.Level),
			Text:    finding.Range.String() + ": " + annotationText(finding),
		},
	}
}
