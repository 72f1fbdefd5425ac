package rego

import (
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/reachlint/reachlint/policies"
)

// TestChecksChangeNothing compiles the bundled policies with all stages and without those that a run leaves out.
// A rule that comes out otherwise is one whose expressions the compiler had to put into another order: write
// each of them behind those that give its variables a value.
func TestChecksChangeNothing(t *testing.T) {
	whole, spared := compiled(t, newCompiler()), compiled(t, newCompiler().WithSkipStages(checks...))
	for name, module := range whole.Modules {
		if got, want := spared.Modules[name].String(), module.String(); got != want {
			t.Errorf("%s comes out as\n%s\nwithout the checks, with them as\n%s", name, got, want)
		}
	}
}

func compiled(t *testing.T, compiler *ast.Compiler) *ast.Compiler {
	t.Helper()
	sources, err := readSources(policies.FS, nil)
	if err != nil {
		t.Fatal(err)
	}
	modules, err := parse(t.Context(), sources)
	if err != nil {
		t.Fatal(err)
	}
	if compiler, err = compile(compiler, modules); err != nil {
		t.Fatal(err)
	}
	return compiler
}
