package rego

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
)

// Engine holds policies. It is safe for concurrent use.
type Engine struct {
	compile  func() (*ast.Compiler, error) // compiles at the first call; every other one waits for it
	builtins map[string]*topdown.Builtin
	policies []policy
}

// policy is one rule, ready to be evaluated.
type policy struct {
	rule  Rule
	query ast.Body // binds the variables fail and review, as far as the policy has them
}

// New reads the bundled policies, the library that they share, and any number of further directories of
// policies. The error lists every mistake in a policy as file:line: message. The bundled policies alone
// have none, so that they are compiled only when Prepare or Evaluate asks for it.
func New(ctx context.Context, bundled fs.FS, extra ...fs.FS) (*Engine, error) {
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
	engine := &Engine{builtins: bindings()}
	for _, rule := range rules {
		query := queryOf(modules, rule.ID)
		if len(query) == 0 {
			return nil, fmt.Errorf("rule %s yields neither %s nor %s", rule.ID, VerdictFail, VerdictReview)
		}
		engine.policies = append(engine.policies, policy{rule, query})
	}
	compiler := newCompiler()
	if len(extra) == 0 {
		compiler = compiler.WithSkipStages(checks...)
	}
	engine.compile = sync.OnceValues(func() (*ast.Compiler, error) { return compile(compiler, modules) })
	if len(extra) == 0 {
		return engine, nil
	}
	_, err = engine.compile()
	return engine, err
}

// Prepare begins to compile the policies, and returns at once. The channel is closed when that is done; Evaluate waits
// for it, too.
func (e *Engine) Prepare() <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		_, _ = e.compile() // Evaluate returns the error
	}()
	return done
}

// compile compiles modules with a compiler.
func compile(compiler *ast.Compiler, modules []module) (compiled *ast.Compiler, err error) {
	// OPA's compiler panics on some expressions that it should refuse.
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("the policies cannot be compiled: %v", fault)
		}
	}()
	if compiler.Compile(byName(modules)); compiler.Failed() {
		return nil, located(compiler.Errors)
	}
	return compiler, nil
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
	selected := &Engine{compile: e.compile, builtins: e.builtins}
	for _, policy := range e.policies {
		if keep(policy.rule) {
			selected.policies = append(selected.policies, policy)
		}
	}
	return selected
}

// factsOf names the rule of a bundled policy that holds all that its findings are made of, if it has one.
const factsOf = "facts"

// queryOf returns the query for a rule's findings: fail = data.policies["<id>"].fail; review = ….
// A policy may do without one of the two, and asking for what is not there would make all undefined. A bundled
// policy is asked for findings only where it has facts: most graphs are sound, and what a policy makes of no facts
// would take more time than to find that there are none.
func queryOf(modules []module, id string) ast.Body {
	of := func(rule string) *ast.Term {
		return ast.NewTerm(ast.Ref{ast.DefaultRootDocument, ast.StringTerm("policies"), ast.StringTerm(id), ast.StringTerm(rule)})
	}
	var query ast.Body
	if isBundled(modules, id) && yields(modules, id, factsOf) {
		query.Append(ast.Equality.Expr(ast.VarTerm(factsOf), of(factsOf)))
		query.Append(ast.NotEqual.Expr(ast.VarTerm(factsOf), ast.SetTerm()))
	}
	for _, verdict := range []string{VerdictFail, VerdictReview} {
		if yields(modules, id, verdict) {
			query.Append(ast.Equality.Expr(ast.VarTerm(verdict), of(verdict)))
		}
	}
	return query
}

// isBundled tells whether all of a policy comes with reachlint.
func isBundled(modules []module, id string) bool {
	return !slices.ContainsFunc(modules, func(module module) bool {
		declared, _ := ruleID(module.Package)
		return declared == id && !module.bundled
	})
}

// yields tells whether the policy of that id has a rule, such as one for the findings of a verdict.
func yields(modules []module, id, name string) bool {
	return slices.ContainsFunc(modules, func(module module) bool {
		declared, _ := ruleID(module.Package)
		return declared == id && slices.ContainsFunc(module.Rules, func(rule *ast.Rule) bool {
			return rule.Head.Ref()[0].Value.Compare(ast.Var(name)) == 0
		})
	})
}
