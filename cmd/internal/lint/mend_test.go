package lint_test

import (
	"fmt"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers"
)

// TestMendedGoldens makes the fixes of every golden case in memory, with all rules. No fix may leave its finding,
// bring up another one or break a file, and when all are made there is nothing more to fix.
func TestMendedGoldens(t *testing.T) {
	archives, err := filepath.Glob(filepath.Join(goldenFolder, "*", "*.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	tally := mendTally{failing: map[string]int{}, fixed: map[string]int{}}
	t.Run("cases", func(t *testing.T) {
		for i, file := range archives {
			if testing.Short() && i%32 != 0 {
				continue // a sample is enough for the race detector
			}
			rule, name := filepath.Base(filepath.Dir(file)), filepath.Base(file)
			if rule == "cli" {
				continue
			}
			t.Run(rule+"/"+strings.TrimSuffix(name, ".txtar"), func(t *testing.T) {
				t.Parallel()
				archive, err := txtar.ParseFile(file)
				if err != nil {
					t.Fatal(err)
				}
				files, err := txtar.FS(archive)
				if err != nil {
					t.Fatal(err)
				}
				failing, fixed := checkMended(t, files)
				tally.add(rule, failing, fixed)
			})
		}
	})
	if !t.Failed() && !testing.Short() {
		tally.check(t)
	}
}

// checkMended mends files and checks what every mend must hold to. It returns what was found before, and what of that
// is gone.
func checkMended(t *testing.T, files fs.FS) (failing, gone []lint.Finding) {
	t.Helper()
	options := mendOptions(t, files)
	before := runLint(t, options)
	mended := mendAll(t, options)
	for _, finding := range mended.Withdrawn {
		t.Errorf("the fix of %s at %s does not mend it, or breaks something else:\n%v", finding.Rule, finding.Range, finding.Fix)
	}
	allowed := map[string]int{}
	for _, finding := range before.Findings {
		allowed[nameOf(finding)]++
	}
	for _, finding := range mended.Result.Findings {
		if allowed[nameOf(finding)]--; allowed[nameOf(finding)] < 0 {
			t.Errorf("mending brought up %s at %s: %s", finding.Rule, finding.Range, finding.Message)
		}
	}
	if len(mended.Result.Diagnostics) > len(before.Diagnostics) {
		t.Errorf("after mending there is more to say of the input: %v", mended.Result.Diagnostics)
	}
	options.Files = lint.Overlay{FS: files, Texts: mended.Files}
	if len(mended.Files) > 0 && !isCircular(t, files) && isCircular(t, options.Files) {
		t.Error("mending made resources that need each other")
	}
	if again := mendAll(t, options); len(again.Files) > 0 || len(again.Fixed) > 0 {
		t.Errorf("a second run changes %v", slices.Collect(maps.Keys(again.Files)))
	}
	left := map[string]int{}
	for _, finding := range mended.Result.Findings {
		left[nameOf(finding)]++
	}
	for _, finding := range before.Findings {
		if left[nameOf(finding)]--; left[nameOf(finding)] < 0 {
			gone = append(gone, finding)
		}
	}
	return before.Findings, gone
}

// isCircular tells whether resources of a unit need each other before they can be created.
func isCircular(t *testing.T, files fs.FS) bool {
	t.Helper()
	loader := parsers.NewLoader(files, parsers.Options{})
	units, _, err := loader.Find(t.Context(), []string{"."})
	if err != nil {
		t.Fatal(err)
	}
	for _, unit := range units {
		needs := map[string][]string{}
		for _, resource := range loader.Load(t.Context(), unit).Configuration.Resources {
			for _, reference := range resource.Properties.References() {
				needs[resource.Address] = append(needs[resource.Address], reference.Address)
			}
		}
		done := map[string]bool{}
		for address := range needs {
			if leadsBack(needs, address, map[string]bool{}, done) {
				return true
			}
		}
	}
	return false
}

// leadsBack walks from a resource to all that it needs, and tells whether it comes by itself again.
func leadsBack(needs map[string][]string, address string, under, done map[string]bool) bool {
	if under[address] {
		return true
	}
	if done[address] {
		return false
	}
	under[address] = true
	for _, next := range needs[address] {
		if leadsBack(needs, next, under, done) {
			return true
		}
	}
	delete(under, address)
	done[address] = true
	return false
}

func mendOptions(t *testing.T, files fs.FS) lint.Options {
	t.Helper()
	engine, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	options := lint.Options{Files: files, Engine: engine, Now: time.Date(2026, time.June, 1, 12, 0, 0, 0, time.UTC)}
	if found := lint.FindConfiguration(files, "."); found != "" {
		if options.Configuration, err = lint.LoadConfiguration(files, found); err != nil {
			t.Fatal(err)
		}
	}
	return options
}

func runLint(t *testing.T, options lint.Options) *lint.Result {
	t.Helper()
	result, err := lint.Run(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

func mendAll(t *testing.T, options lint.Options) *lint.Mended {
	t.Helper()
	mended, err := lint.Mend(t.Context(), options, func(string) bool { return true })
	if err != nil {
		t.Fatal(err)
	}
	return mended
}

func nameOf(finding lint.Finding) string {
	return strings.Join([]string{finding.Rule, finding.Unit, finding.Address, finding.Attribute}, " ")
}

// mechanical are the rules whose faults have a mechanical mend, with the least share of the failing golden cases
// of each, in percent, that must be gone after mending. It may be raised.
var mechanical = map[string]int{
	"ad-dns-missing":                    69, // a forest on instances has no option set to be given, nor what an association hands its DNS servers; what DNS Firewall lets through is its owner's to say
	"ad-dns-not-first":                  85,
	"ad-domain-name-mismatch":           72,
	"ad-ports-blocked":                  73, // which addresses a VPC gets instead of those that overlap nobody can tell
	"dhcp-options-unassociated":         33,
	"instance-metadata-disabled":        100,
	"licensed-instance-profile-missing": 35,
	"licensed-vpc-dns-off":              88, // what a condition switches off stays its author's to write
	"ssm-endpoint-ingress-blocked":      96,
	"ssm-endpoint-missing":              86, // nobody needs more endpoints where zones lead to those of another VPC
	"ssm-endpoint-private-dns-off":      91, // what the workspace decides is written for all workspaces
	"ssm-endpoint-unusable":             85, // IPv6 for an endpoint begins with blocks for its subnets
	"ssm-instance-egress-blocked":       100,
	"ssm-instance-profile-missing":      22,
	"ssm-role-permissions-missing":      61, // an ARN of another partition stays its author's to write
	"ssm-role-trust-missing":            88,
	"ssm-route-broken":                  48, // where another VPC behind a transit gateway lacks a way out is its owner's to mend
}

// mendTally counts findings and fixes by rule.
type mendTally struct {
	mutex          sync.Mutex
	failing, fixed map[string]int
}

// add counts the findings of the rule that a case is about.
func (m *mendTally) add(rule string, failing, fixed []lint.Finding) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	for _, finding := range failing {
		if finding.Rule == rule {
			m.failing[rule]++
		}
	}
	for _, finding := range fixed {
		if finding.Rule == rule {
			m.fixed[rule]++
		}
	}
}

func (m *mendTally) check(t *testing.T) {
	var table strings.Builder
	for _, rule := range slices.Sorted(maps.Keys(m.failing)) {
		fmt.Fprintf(&table, "\n%-32s %4d of %4d", rule, m.fixed[rule], m.failing[rule])
		if least, ok := mechanical[rule]; ok && m.fixed[rule]*100 < least*m.failing[rule] {
			t.Errorf("%d of %d findings of %s were fixed, less than %d percent", m.fixed[rule], m.failing[rule], rule, least)
		}
	}
	t.Logf("fixed findings by rule:%s", table.String())
}
