package rego

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/rego/network"
)

// Configuration is what the user tells about things that the source cannot show.
type Configuration struct {
	Region                      string         // where the unit is deployed when the source does not say
	LicensedAMIs                []string       // ids, names (with * and ?) or names of parameters and variables
	DirectoryDNS                []string       // addresses of self-managed domain controllers
	AssumeDefaultHostManagement bool           // instances are managed without a profile
	AssumeComplete              []string       // VPCs that have the endpoints that the source proves, and no others
	SystemsManager              SystemsManager // what the user expects of it
}

// SystemsManager says what the user expects of Systems Manager.
type SystemsManager struct {
	EC2Messages string // whether the ec2messages endpoint is wanted: warn (default), require, ignore
	Instances   string // which instances are meant to be managed: all (default), inferred
}

// Network returns the questions about a graph as policies with this configuration ask them.
func (c Configuration) Network(nodes *graph.Graph) *network.Network {
	return network.New(nodes, network.Options{
		Region:         c.Region,
		DirectoryDNS:   c.DirectoryDNS,
		AssumeComplete: c.AssumeComplete,
	})
}

// Evaluate evaluates every policy over a graph. The findings come in the order of the rules, fail before
// review. A policy that fails costs its own findings only and is told in a diagnostic. The error is the
// context's, or tells that the policies cannot be compiled.
func (e *Engine) Evaluate(ctx context.Context, nodes *graph.Graph, configuration Configuration) ([]Finding, []graph.Diagnostic, error) {
	about := configuration.Network(nodes)
	run := evaluation{
		Engine: e,
		nodes:  nodes,
		input:  ast.NewTerm(inputOf(nodes, configuration, about)),
		cancel: topdown.NewCancel(),
	}
	var err error
	if run.compiler, err = e.compile(); err != nil {
		return nil, nil, err
	}
	ctx = withNetwork(ctx, about)
	defer context.AfterFunc(ctx, run.cancel.Cancel)()

	results := make([]result, len(e.policies))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(workersFor(nodes), len(e.policies)) {
		workers.Go(func() {
			// What the library derives from the input is derived once per worker.
			cache := topdown.NewVirtualCache()
			for i := next.Add(1) - 1; int(i) < len(results) && ctx.Err() == nil; i = next.Add(1) - 1 {
				results[i] = run.policy(ctx, e.policies[i], cache)
			}
		})
	}
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return nil, nil, fmt.Errorf("evaluate policies: %w", err)
	}
	var findings []Finding
	var diagnostics []graph.Diagnostic
	for _, result := range results {
		findings = append(findings, result.findings...)
		diagnostics = append(diagnostics, result.diagnostics...)
	}
	return findings, diagnostics, nil
}

// workersFor returns how many workers a graph is worth. What the library derives is derived by each of them, so
// that a small graph is evaluated by one; units are evaluated side by side anyway.
func workersFor(nodes *graph.Graph) int {
	const worthOne = 2000 // nodes, which take some hundredths of a second
	return min(runtime.GOMAXPROCS(0), 1+len(nodes.All())/worthOne)
}

// evaluation is one run of an engine over one graph.
type evaluation struct {
	*Engine
	compiler *ast.Compiler
	nodes    *graph.Graph
	input    *ast.Term
	cancel   topdown.Cancel
}

type result struct {
	findings    []Finding
	diagnostics []graph.Diagnostic
}

// policy evaluates one policy. Whatever goes wrong in it stays with it.
func (e *evaluation) policy(ctx context.Context, policy policy, cache topdown.VirtualCache) (result result) {
	failed := func(err any) {
		result.diagnostics = append(result.diagnostics, graph.Diagnostic{
			Severity: graph.SeverityError,
			ID:       "policy-failed",
			Message:  fmt.Sprintf("Rule %s could not be evaluated: %s.", policy.rule.ID, strings.Join(strings.Fields(fmt.Sprint(err)), " ")),
			Help:     "The findings of all other rules are complete. Mend the policy, or leave the rule out with --skip " + policy.rule.ID + ".",
		})
	}
	defer func() {
		if fault := recover(); fault != nil {
			failed(fault)
		}
	}()
	query := topdown.NewQuery(policy.query).
		WithCompiler(e.compiler).
		WithBuiltins(e.builtins).
		WithInput(e.input).
		WithCancel(e.cancel).
		WithVirtualCache(cache)
	answers, err := query.Run(ctx)
	if err != nil {
		failed(err)
		return result
	}
	for _, answer := range answers {
		for _, verdict := range []string{VerdictFail, VerdictReview} {
			term := answer[ast.Var(verdict)]
			if term == nil {
				continue
			}
			err := each(term.Value, func(value ast.Value) error {
				finding, err := decode(policy.rule.ID, verdict, value, e.nodes)
				if err == nil {
					result.findings = append(result.findings, finding)
				}
				return err
			})
			if err != nil {
				failed(err)
			}
		}
	}
	return result
}
