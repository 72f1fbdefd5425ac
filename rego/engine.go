package rego

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Engine holds compiled policies. It is safe for concurrent use.
type Engine struct {
	compiler *ast.Compiler
	builtins map[string]*topdown.Builtin
	policies []policy
}

// policy is one rule, ready to be evaluated.
type policy struct {
	rule  Rule
	query ast.Body // binds the variables fail and review, as far as the policy has them
}

// New compiles the bundled policies, the library that they share, and any number of further directories
// of policies. The error lists every mistake in a policy as file:line: message.
func New(ctx context.Context, bundled fs.FS, extra ...fs.FS) (engine *Engine, err error) {
	// OPA's compiler panics on some expressions that it should refuse.
	defer func() {
		if fault := recover(); fault != nil {
			engine, err = nil, fmt.Errorf("the policies cannot be compiled: %v", fault)
		}
	}()
	sources, err := readSources(bundled, extra)
	if err != nil {
		return nil, err
	}
	modules, err := parse(ctx, sources)
	if err != nil {
		return nil, err
	}
	rules, err := describe(modules)
	if err != nil {
		return nil, err
	}
	compiler := newCompiler()
	if len(extra) == 0 {
		compiler = compiler.WithSkipStages(checks...)
	}
	if compiler.Compile(byName(modules)); compiler.Failed() {
		return nil, located(compiler.Errors)
	}
	engine = &Engine{compiler: compiler, builtins: bindings()}
	for _, rule := range rules {
		query := prepare(compiler, rule.ID)
		if len(query) == 0 {
			return nil, fmt.Errorf("rule %s yields neither %s nor %s", rule.ID, VerdictFail, VerdictReview)
		}
		engine.policies = append(engine.policies, policy{rule, query})
	}
	return engine, nil
}

// Rules returns what the policies say about themselves, sorted by id.
func (e *Engine) Rules() []Rule {
	rules := make([]Rule, len(e.policies))
	for i, policy := range e.policies {
		rules[i] = policy.rule
	}
	return rules
}

// Select returns an engine with only those rules that keep wants. Nothing is compiled again.
func (e *Engine) Select(keep func(Rule) bool) *Engine {
	selected := &Engine{compiler: e.compiler, builtins: e.builtins}
	for _, policy := range e.policies {
		if keep(policy.rule) {
			selected.policies = append(selected.policies, policy)
		}
	}
	return selected
}

// prepare returns the query for a rule's findings: fail = data.policies["<id>"].fail; review = ….
// A policy may do without one of the two, and asking for what is not there would make all undefined.
func prepare(compiler *ast.Compiler, id string) ast.Body {
	var query ast.Body
	for _, verdict := range []string{VerdictFail, VerdictReview} {
		findings := ast.Ref{ast.DefaultRootDocument, ast.StringTerm("policies"), ast.StringTerm(id), ast.StringTerm(verdict)}
		if len(compiler.GetRulesExact(findings)) > 0 {
			query.Append(ast.Equality.Expr(ast.VarTerm(verdict), ast.NewTerm(findings)))
		}
	}
	return query
}
