package cloudformation

import (
	"context"
	"fmt"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

const (
	// Bounds on what one unit may grow to. CloudFormation allows 500 resources in a template
	// (CloudFormation quotas), so they leave ample room for what generators make.
	maximumStacks    = 500
	maximumNesting   = 20
	maximumResources = 50_000
	maximumExpansion = 100_000 // nodes that Fn::ForEach may add

	// How many values may be evaluated, besides one for each byte of the templates. Values are evaluated
	// again for every branch that asks for them, and branches within branches could go on for ever.
	spareEvaluations = 1_000_000
)

// run is one call of Load: a root stack with its nested stacks, and the stacks that it shares values with.
type run struct {
	ctx      context.Context
	loader   *Loader
	loaded   graph.Configuration
	reported map[report]bool
	doubtful map[graph.Reference]*parameter // undecided parameters by what stands for them
	roots    []*stack
	exported []export // nil until it is asked for
	stacks   int

	unsupported map[string][]unsupported // by the template
	expanded    int                      // nodes that Fn::ForEach added
	steps       int                      // nodes evaluated
	allowed     int                      // of them
	cutOff      bool                     // nested stacks were left out
	stopped     bool
}

func (l *Loader) newRun(ctx context.Context) *run {
	return &run{
		ctx:      ctx,
		loader:   l,
		reported: map[report]bool{},
		doubtful: map[graph.Reference]*parameter{},

		unsupported: map[string][]unsupported{},
		allowed:     spareEvaluations,
	}
}

// report identifies a diagnostic, for an expression may be evaluated more than once.
type report struct {
	id string
	at graph.Range
}

func (r *run) report(diagnostic graph.Diagnostic) {
	key := report{diagnostic.ID, diagnostic.Range}
	if r.reported[key] {
		return
	}
	r.reported[key] = true
	r.loaded.Diagnostics = append(r.loaded.Diagnostics, diagnostic)
}

// warn reports something that was left out.
func (s *stack) warn(id string, n *syntax.Node, help, format string, arguments ...any) {
	s.run.report(graph.Diagnostic{
		Severity: graph.SeverityWarning, ID: id, Range: s.document.RangeOf(n), Message: fmt.Sprintf(format, arguments...), Help: help,
	})
}

// loadRoot evaluates the root stack, with those that it imports from or exports to.
func (r *run) loadRoot(file string) {
	given := r.loader.given()
	r.loaded.Files = append(r.loaded.Files, r.loader.options.ParameterFiles...)
	for _, diagnostic := range given.Diagnostics {
		r.report(diagnostic)
	}
	group := r.loader.scanned().groupOf(file)
	for i, member := range group.files {
		r.addRoot(member, group.names[i])
	}
	for _, root := range r.roots {
		root.deliver()
	}
	r.reportUnsupported()
	for _, each := range r.exports() {
		value := each.stack.outputValue(each.output, each.stack.outputs[each.output].body, each.stack)
		r.loaded.Handed = append(r.loaded.Handed, graph.Handed{
			Address: "output " + each.stack.address(each.output), References: value.References(),
		})
	}
}

// open reads a file for this run and takes over what is to say about it.
func (r *run) open(file string) *syntax.Document {
	document := r.loader.document(file)
	known := false
	for _, seen := range r.loaded.Files {
		known = known || seen == file
	}
	if !known {
		r.loaded.Files = append(append(r.loaded.Files, file), document.Files...)
		for _, diagnostic := range document.Diagnostics {
			r.report(diagnostic)
		}
	}
	return document
}

// exhausted tells whether the run must end here, and says so once.
func (r *run) exhausted(at graph.Range) bool {
	if r.stopped {
		return true
	}
	reason := ""
	switch {
	case r.ctx.Err() != nil:
		reason = "the scan was interrupted"
	case len(r.loaded.Resources) >= maximumResources:
		reason = fmt.Sprintf("it has more than %d resources", maximumResources)
	case r.steps > r.allowed:
		reason = "its values take too long to evaluate"
	default:
		return false
	}
	r.stopped = true
	r.report(graph.Diagnostic{
		Severity: graph.SeverityError,
		ID:       "cloudformation-too-large",
		Range:    at,
		Message:  fmt.Sprintf("The stack was not read to its end, because %s.", reason),
		Help:     "Scan its nested stacks one by one.",
	})
	return true
}

// tooManyStacks says once that nested stacks were left out.
func (r *run) tooManyStacks(at graph.Range) {
	if r.cutOff {
		return
	}
	r.cutOff = true
	r.report(graph.Diagnostic{
		Severity: graph.SeverityError,
		ID:       "cloudformation-too-large",
		Range:    at,
		Message:  fmt.Sprintf("This nested stack and others were left out, because there are more than %d stacks or they are nested deeper than %d.", maximumStacks, maximumNesting),
		Help:     "Scan its nested stacks one by one.",
	})
}
