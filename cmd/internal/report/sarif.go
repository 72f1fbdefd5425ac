package report

import (
	"fmt"
	"io"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

const (
	toolName = "reachlint"
	home     = "https://github.com/reachlint/reachlint"

	// FingerprintKey names our fingerprint among a result's partial ones. It changes when its making does.
	FingerprintKey = "reachlint/v2"
)

// What GitHub accepts or shows of an upload
// (docs.github.com, "SARIF support for code scanning", Validating your SARIF file).
const (
	maximumResults       = 25000
	maximumRelated       = 100  // of 1,000 accepted
	maximumFlowLocations = 1000 // of 10,000 accepted
	maximumTags          = 10   // of 20 accepted
	maximumDescription   = 1024
)

// run builds the single SARIF run of a result.
type run struct {
	*sarif.Run
	result  *lint.Result
	options Options
	index   map[string]int // of each rule
}

func writeSARIF(out io.Writer, result *lint.Result, options Options) error {
	document, err := sarif.New(sarif.Version210)
	if err != nil {
		return fmt.Errorf("start a SARIF report: %w", err)
	}
	r := &run{Run: sarif.NewRunWithInformationURI(toolName, home), result: result, options: options, index: map[string]int{}}
	r.ColumnKind = "unicodeCodePoints"
	category := toolName + "/" + automationCategory(result.Paths)
	r.AutomationDetails = &sarif.RunAutomationDetails{ID: &category}
	r.describeTool()
	r.addResults()
	r.addInvocation()
	document.AddRun(r.Run)
	if err := document.PrettyWrite(out); err != nil {
		return fmt.Errorf("write SARIF: %w", err)
	}
	_, err = io.WriteString(out, "\n")
	return err
}

// automationCategory tells runs over different parts of a repository apart, for a later upload replaces
// the alerts of an earlier one of the same category. It ends with a slash, as GitHub cuts a run's own id
// off behind the last one.
func automationCategory(paths []string) string {
	var named []string
	for _, path := range paths {
		if path != "." && path != "" {
			named = append(named, path)
		}
	}
	if len(named) == 0 {
		return ""
	}
	slices.Sort(named)
	return strings.Join(named, "+") + "/"
}

var semanticVersion = regexp.MustCompile(`^v?(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?)$`)

func (r *run) describeTool() {
	driver := r.Tool.Driver
	if version := strings.TrimPrefix(r.options.Version, "v"); version != "" { // to be compared, it begins with a number
		driver.Version = &version
	}
	if match := semanticVersion.FindStringSubmatch(r.options.Version); match != nil {
		driver.SemanticVersion = &match[1]
	}
	for _, rule := range r.result.Rules {
		r.index[rule.ID] = len(driver.Rules)
		driver.Rules = append(driver.Rules, describeRule(rule))
	}
}

var problemSeverity = map[lint.Level]string{lint.LevelError: "error", lint.LevelWarning: "warning", lint.LevelNote: "recommendation"}

func describeRule(rule lint.Rule) *sarif.ReportingDescriptor {
	title, description, help := orElse(rule.Title, rule.ID), orElse(rule.Description, rule.Title, rule.ID), orElse(rule.Help, rule.Description, rule.Title, rule.ID)
	descriptor := sarif.NewRule(rule.ID)
	name, page := ruleName(rule.ID), home+"/blob/main/policies/"+rule.ID+"/README.md"
	descriptor.Name = &name
	descriptor.HelpURI = &page
	descriptor.ShortDescription = message(limit(title, maximumDescription), "")
	descriptor.FullDescription = message(limit(sentence(description), maximumDescription), "")
	descriptor.Help = message(help, help)
	descriptor.DefaultConfiguration = &sarif.ReportingConfiguration{Level: string(rule.Level)}
	descriptor.Properties = sarif.Properties{
		"tags":             tags(rule),
		"precision":        orElse(rule.Precision, "high"),
		"problem.severity": problemSeverity[rule.Level],
	}
	return descriptor
}

func tags(rule lint.Rule) []string {
	all := []string{"aws", "infrastructure-as-code"}
	if rule.Category != "" {
		all = append(all, rule.Category)
	}
	return all[:min(len(all), maximumTags)]
}

// ruleName is the rule's id as SARIF wants names: in Pascal case.
func ruleName(id string) string {
	var name strings.Builder
	for _, word := range strings.Split(id, "-") {
		if word != "" {
			name.WriteString(strings.ToUpper(word[:1]) + word[1:])
		}
	}
	return name.String()
}

// message makes a text; go-sarif writes a null for one that is not set.
func message(text, markdown string) *sarif.MultiformatMessageString {
	made := &sarif.MultiformatMessageString{Text: &text}
	if markdown != "" {
		made.Markdown = &markdown
	}
	return made
}

// location places a range of a file, with what is written there where withSnippet is set.
func (r *run) location(at graph.Range, address string, withSnippet bool) *sarif.Location {
	at = wholeRange(r.result.Sources, at)
	region := sarif.NewRegion().WithStartLine(at.Start.Line).WithStartColumn(at.Start.Column).WithEndLine(at.End.Line).WithEndColumn(at.End.Column)
	if withSnippet {
		if snippet := snippet(r.result.Sources, at); snippet != "" {
			region.WithSnippet(sarif.NewArtifactContent().WithText(snippet))
		}
	}
	uri := fileURI(at.File)
	location := sarif.NewLocationWithPhysicalLocation(sarif.NewPhysicalLocation().
		WithArtifactLocation(&sarif.ArtifactLocation{URI: &uri}).WithRegion(region))
	if address != "" {
		name, kind := address[strings.LastIndex(address, "/")+1:], "resource"
		location.AddLogicalLocations(&sarif.LogicalLocation{Name: &name, FullyQualifiedName: &address, Kind: &kind})
	}
	return location
}

// fileURI is a relative path as a URI reference: its segments percent-encoded, a colon too, for a first
// segment with a colon would read as a scheme (RFC 3986, section 4.2).
func fileURI(file string) string {
	segments := strings.Split(file, "/")
	for i, segment := range segments {
		segments[i] = strings.ReplaceAll(url.PathEscape(segment), ":", "%3A")
	}
	return strings.Join(segments, "/")
}

func orElse(texts ...string) string {
	for _, text := range texts {
		if strings.TrimSpace(text) != "" {
			return text
		}
	}
	return ""
}

func limit(text string, length int) string {
	if runes := []rune(text); len(runes) > length {
		return string(runes[:length-1]) + "…"
	}
	return text
}
