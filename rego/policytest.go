package rego

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	oparego "github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/reachlint/reachlint/parsers/graph"
)

// TestResult is the outcome of one test of a policy.
type TestResult struct {
	Package  string // such as policies["admin-port-open_test"]
	Name     string // such as test_open_to_the_world
	Range    graph.Range
	Duration time.Duration
	Passed   bool
	Skipped  bool
	Error    string // why it could not be evaluated
	Output   string // what the test printed
}

// Test runs the tests (files *_test.rego) in folders of policies; a filter, if there is one, is a regular
// expression that a test's full name has to match. The first folder is taken for the bundled policies
// that the others come on top of; pass policies.FS there. The error tells mistakes in the files.
func Test(ctx context.Context, filter string, bundled fs.FS, extra ...fs.FS) ([]TestResult, error) {
	sources, err := readSources(bundled, extra)
	if err != nil {
		return nil, err
	}
	tests, err := readTests(bundled, extra)
	if err != nil {
		return nil, err
	}
	modules, err := parse(ctx, append(sources, tests...))
	if err != nil {
		return nil, err
	}
	runner := tester.NewRunner().
		SetCompiler(newCompiler().WithEnablePrintStatements(true)).
		SetModules(byName(modules)).
		AddCustomBuiltins(testBindings()).
		CapturePrintOutput(true).
		SetTimeout(30 * time.Second).
		Filter(filter)
	results, err := runner.RunTests(ctx, nil)
	if err != nil {
		return nil, located(err)
	}
	return collect(results), nil
}

// fixture is a part of the library for tests alone.
const fixture = "rego/lib/fixture_test.rego"

// readTests returns the tests of the folders that are asked about: the user's, or else the bundled ones.
func readTests(bundled fs.FS, extra []fs.FS) ([]source, error) {
	tests, err := readFolder(library, "rego/", true)
	if err != nil {
		return nil, err
	}
	folders, prefix := extra, ""
	if len(extra) == 0 {
		folders, prefix = []fs.FS{bundled}, "policies/"
	}
	for i, folder := range folders {
		found, err := readFolder(folder, folderPrefix(prefix, i), len(extra) == 0)
		if err != nil {
			return nil, err
		}
		tests = append(tests, found...)
	}
	return slices.DeleteFunc(tests, func(file source) bool {
		return !file.isTest() || len(extra) > 0 && file.bundled && file.name != fixture
	}), nil
}

// testBindings are the built-ins for tests, which put their own answers in place of them.
func testBindings() []*tester.Builtin {
	bound := make([]*tester.Builtin, len(questions))
	for i, question := range questions {
		declaration := question.declaration()
		bound[i] = &tester.Builtin{
			Decl: declaration,
			Func: oparego.FunctionDyn(
				&oparego.Function{Name: question.name, Decl: declaration.Decl},
				func(run topdown.BuiltinContext, operands []*ast.Term) (*ast.Term, error) {
					answer, err := question.answerTo(run.Context, operands)
					if err != nil {
						return nil, oparego.NewHaltError(err)
					}
					return ast.NewTerm(answer), nil
				}),
		}
	}
	return bound
}

func collect(results <-chan *tester.Result) []TestResult {
	var collected []TestResult
	for result := range results {
		if result == nil {
			continue // the rule is no test
		}
		outcome := TestResult{
			Package:  strings.TrimPrefix(result.Package, "data."),
			Name:     result.Name,
			Range:    graph.Range{File: result.Location.File, Start: graph.Position{Line: result.Location.Row, Column: result.Location.Col}},
			Duration: result.Duration,
			Passed:   result.Pass(),
			Skipped:  result.Skip,
			Output:   string(result.Output),
		}
		if result.Error != nil {
			outcome.Error = fmt.Sprint(result.Error)
		}
		collected = append(collected, outcome)
	}
	slices.SortFunc(collected, func(a, b TestResult) int {
		if order := strings.Compare(a.Range.File, b.Range.File); order != 0 {
			return order
		}
		return a.Range.Start.Line - b.Range.Start.Line
	})
	return collected
}
