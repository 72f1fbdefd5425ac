package lint

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/reachlint/reachlint/parsers"
	"github.com/reachlint/reachlint/parsers/cloudformation"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform"
	"github.com/reachlint/reachlint/rego"
)

// Run scans. A mistake in the input becomes a diagnostic of the result; the error tells mistakes in the
// options, the configuration or the policies, or that the context ended.
func Run(ctx context.Context, options Options) (*Result, error) {
	if len(options.Paths) == 0 {
		options.Paths = []string{"."}
	}
	engine, rules, err := selectRules(options)
	if err != nil {
		return nil, err
	}
	failOn, err := options.failOn()
	if err != nil {
		return nil, err
	}
	r := &run{Options: options, engine: engine, rules: rules, sources: NewSources(options.Files)}
	r.loader = parsers.NewLoader(options.Files, options.parsers())
	units, diagnostics, err := r.loader.Find(ctx, options.Paths)
	if err != nil {
		return nil, err
	}
	r.prepared = engine.Prepare() // beside loading the units, which leaves processors free, as reading files does not
	judged, err := r.judgeAll(ctx, units)
	if err != nil {
		return nil, err
	}
	result := r.collect(judged)
	result.FailOn = failOn
	result.Diagnostics = sortDiagnostics(append(result.Diagnostics, diagnostics...))
	if len(units) == 0 && len(diagnostics) == 0 {
		result.Diagnostics = append(result.Diagnostics, nothingFound)
	}
	return result, nil
}

var nothingFound = graph.Diagnostic{
	Severity: graph.SeverityWarning,
	ID:       "nothing-to-scan",
	Message:  "There is no Terraform and no CloudFormation here.",
	Help:     "Name a directory or a file that holds some: reachlint scan PATH.",
}

// run is one run under way.
type run struct {
	Options
	engine   *rego.Engine
	prepared <-chan struct{} // closed when the engine can evaluate without waiting
	places   chan struct{}   // holds one entry for each unit that is worked on, one per processor
	rules    []Rule
	sources  *Sources
	loader   *parsers.Loader
}

// judgement is what came out for one unit.
type judgement struct {
	unit        parsers.Unit
	findings    []located
	diagnostics []graph.Diagnostic
	directives  []graph.Directive // of resources, which may stand where no comment can
	files       []string
	resources   int
	graph       *UnitGraph // only where it is asked for
}

// maximumWaiting bounds how many units are held in memory while they wait for the engine.
const maximumWaiting = 64

// judgeAll judges the units side by side, one per processor. A unit that waits for the engine leaves its place to others
// that are still to be loaded.
func (r *run) judgeAll(ctx context.Context, units []parsers.Unit) ([]judgement, error) {
	judged := make([]judgement, len(units))
	var done atomic.Int64
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0) + maximumWaiting)
	r.places = make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, unit := range units {
		group.Go(func() error {
			r.places <- struct{}{}
			defer func() { <-r.places }()
			judged[i] = r.judge(ctx, unit)
			if r.Progress != nil {
				r.Progress(int(done.Add(1)), len(units))
			}
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, fmt.Errorf("scan: %w", err)
	}
	return judged, nil
}

// judge loads one unit and asks the rules about it. Whatever goes wrong costs this unit alone.
func (r *run) judge(ctx context.Context, unit parsers.Unit) (judged judgement) {
	judged.unit = unit
	defer func() {
		if fault := recover(); fault != nil {
			judged.diagnostics = append(judged.diagnostics, internalError(unit, fault))
		}
	}()
	left := cmp.Or(r.Deadline, defaultDeadline)
	began := time.Now()
	loaded := r.load(ctx, left, &judged)
	left -= time.Since(began)
	r.awaitEngine()
	ctx, cancel := context.WithTimeout(ctx, left)
	defer cancel()

	found := r.evaluate(ctx, loaded, &judged)
	allowance := mendAllowance
	if r.mending {
		allowance *= mendingFactor
	}
	for _, finding := range r.settle(ctx, loaded, found) {
		located := r.locate(loaded, finding)
		if located.Verdict == VerdictFail && len(finding.Mend) > 0 && allowance > 0 {
			allowance -= max(r.sources.size(located.Range.File), mendAllowance/maximumMends)
			located.Fix = r.loader.Mend(loaded, finding.Mend)
		}
		judged.findings = append(judged.findings, located)
	}
	if r.KeepGraphs {
		judged.keep(ctx, r, loaded)
	}
	return judged
}

// load loads the unit of a judgement, and notes in it what the unit consists of and what is wrong there.
func (r *run) load(ctx context.Context, left time.Duration, judged *judgement) parsers.Loaded {
	ctx, cancel := context.WithTimeout(ctx, left)
	defer cancel()
	loaded := r.loader.Load(ctx, judged.unit)
	judged.files = loaded.Configuration.Files
	judged.diagnostics = loaded.Configuration.Diagnostics
	for _, resource := range loaded.Configuration.Resources {
		if !resource.Lookup {
			judged.resources++
		}
		judged.directives = append(judged.directives, resource.Directives...)
	}
	return loaded
}

// evaluate asks the rules about a unit, and notes in its judgement what went wrong.
func (r *run) evaluate(ctx context.Context, loaded parsers.Loaded, judged *judgement) []rego.Finding {
	found, diagnostics, err := r.engine.Evaluate(ctx, loaded.Graph, r.policyConfiguration())
	for _, diagnostic := range diagnostics {
		if diagnostic.Range.File == "" { // then it is the unit's as a whole
			diagnostic.Range.File = judged.unit.Path
		}
		judged.diagnostics = append(judged.diagnostics, diagnostic)
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		judged.diagnostics = append(judged.diagnostics, graph.Diagnostic{
			Severity: graph.SeverityError,
			ID:       "unit-deadline",
			Range:    graph.Range{File: judged.unit.Path},
			Message:  fmt.Sprintf("This unit took longer than %s and was given up.", cmp.Or(r.Deadline, defaultDeadline)),
			Help:     "Leave out what need not be scanned with exclude in " + ConfigurationFile + ".",
		})
	case err != nil && ctx.Err() == nil:
		judged.diagnostics = append(judged.diagnostics, internalError(judged.unit, err))
	}
	return found
}

// awaitEngine waits until the engine can evaluate, and leaves the place of a unit to others meanwhile. The unit's deadline
// does not count this time.
func (r *run) awaitEngine() {
	select {
	case <-r.prepared:
		return
	default:
	}
	<-r.places
	<-r.prepared
	r.places <- struct{}{}
}

func internalError(unit parsers.Unit, fault any) graph.Diagnostic {
	return graph.Diagnostic{
		Severity: graph.SeverityError,
		ID:       "internal-error",
		Range:    graph.Range{File: unit.Path},
		Message:  fmt.Sprintf("reachlint failed on this unit: %v.", fault),
		Help:     "Please report this, with the source if you can. All other units were scanned.",
	}
}

// policyConfiguration is what policies may know of the options.
func (r *run) policyConfiguration() rego.Configuration {
	c := r.Configuration
	return rego.Configuration{
		Region:                      r.region(),
		LicensedAMIs:                c.LicensedAMIs,
		DirectoryDNS:                c.DirectoryDNS,
		AssumeDefaultHostManagement: c.AssumeDefaultHostManagement,
		AssumeComplete:              c.AssumeComplete,
		SystemsManager:              c.SystemsManager,
	}
}

// parsers joins the configuration with the options, which come later and win.
func (o Options) parsers() parsers.Options {
	c := o.Configuration
	joined := parsers.Options{Exclude: c.Exclude}
	joined.Terraform.Region, joined.CloudFormation.Region = o.region(), o.region()
	joined.Terraform.Workspace = cmp.Or(o.Workspace, c.Workspace)
	joined.Terraform.VariableFiles = slices.Concat(c.VariableFiles, o.VariableFiles)
	joined.CloudFormation.ParameterFiles = slices.Concat(c.ParameterFiles, o.ParameterFiles)
	for _, variable := range slices.Concat(c.Variables, o.Variables) {
		joined.Terraform.Variables = append(joined.Terraform.Variables, terraform.Assignment(variable))
	}
	for _, parameter := range slices.Concat(c.Parameters, o.Parameters) {
		joined.CloudFormation.Parameters = append(joined.CloudFormation.Parameters, cloudformation.Assignment(parameter))
	}
	return joined
}

func (o Options) region() string {
	return cmp.Or(o.Region, o.Configuration.Region)
}

func (o Options) failOn() (Level, error) {
	word := cmp.Or(o.FailOn, o.Configuration.FailOn)
	switch {
	case word == "":
		return LevelError, nil
	case word == FailOnNever:
		return "", nil
	case Level(word).Gravity() == 0:
		return "", fmt.Errorf("fail-on is %q, but must be one of %s", word, strings.Join(FailOnWords, ", "))
	}
	return Level(word), nil
}

// now is the time that decides whether a suppression has expired.
func (r *run) now() time.Time {
	if r.Now.IsZero() {
		return time.Now()
	}
	return r.Now
}
