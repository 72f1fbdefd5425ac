package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"strconv"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the files that the scripts compare with")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"reachlint": main})
}

// TestCommandLine runs the scripts in testdata/cli: the program as its users start it, in a directory of
// its own. The command "exits CODE ARGUMENT ..." runs reachlint and wants that exit code.
func TestCommandLine(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "../../testdata/cli",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"exits": exits},
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "1")
			return nil
		},
	})
}

func exits(script *testscript.TestScript, negated bool, arguments []string) {
	if negated || len(arguments) == 0 {
		script.Fatalf("usage: exits CODE ARGUMENT ...")
	}
	want, err := strconv.Atoi(arguments[0])
	script.Check(err)
	code := 0
	var failed *exec.ExitError
	switch err := script.Exec("reachlint", arguments[1:]...); {
	case errors.As(err, &failed):
		code = failed.ExitCode()
	case err != nil:
		script.Fatalf("run reachlint: %v", err)
	}
	if code != want {
		script.Fatalf("exit code %d, want %d", code, want)
	}
}

func TestPlaceFrom(t *testing.T) {
	root := t.TempDir()
	if err := os.MkdirAll(root+"/infra/net", 0o755); err != nil {
		t.Fatal(err)
	}
	t.Chdir(root + "/infra")
	place := placeFrom(root)
	for file, want := range map[string]string{
		"infra/net/main.tf": "net/main.tf",
		"shared/main.tf":    "../shared/main.tf",
	} {
		if got := place(file); got != want {
			t.Errorf("%s is shown as %s, want %s", file, got, want)
		}
	}
}
