package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/reachlint/reachlint/cmd/internal/lint"
)

// The exit codes.
const (
	exitClean      = 0 // nothing at or above --fail-on
	exitFindings   = 1 // findings at or above it
	exitUsage      = 2 // wrong usage, configuration or policy
	exitIncomplete = 3 // a part of the input could not be read
)

const about = `reachlint reads Terraform and CloudFormation and says, before anything is deployed,
what will not work on AWS: instances that Systems Manager cannot reach, names that
do not resolve, licences that cannot be activated.

Exit codes:
  0  nothing at or above --fail-on was found
  1  findings at or above it
  2  wrong usage, configuration or policy
  3  a part of the input could not be read; all the rest was scanned and reported`

// exit ends the program with a code, after everything was said.
type exit int

func (e exit) Error() string { return fmt.Sprintf("exit code %d", int(e)) }

// run is the whole program but for the process around it.
func run(arguments []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	root := newRoot()
	root.SetArgs(arguments)
	root.SetOut(stdout)
	root.SetErr(stderr)
	command, err := root.ExecuteContextC(ctx)
	var code exit
	switch {
	case err == nil:
		return exitClean
	case errors.As(err, &code):
		return int(code)
	}
	fmt.Fprintf(stderr, "reachlint: %s\n", strings.TrimSuffix(err.Error(), "\n"))
	var mistake usageError
	if errors.As(err, &mistake) || command == root {
		fmt.Fprintf(stderr, "Run '%s --help' for usage.\n", command.CommandPath())
	}
	return exitUsage
}

// usageError is a mistake on the command line, which help may clear up.
type usageError struct{ error }

func usage(format string, arguments ...any) error {
	return usageError{fmt.Errorf(format, arguments...)}
}

func newRoot() *cobra.Command {
	root := &cobra.Command{
		Use:           "reachlint",
		Short:         "Say before deployment what will not work on AWS",
		Long:          about,
		Args:          noSuchCommand,
		SilenceErrors: true,
		SilenceUsage:  true,
		// A slip of the finger or two is no other word.
		SuggestionsMinimumDistance: 2,
		RunE:                       func(command *cobra.Command, _ []string) error { return command.Help() },
	}
	root.SetFlagErrorFunc(flagError)
	root.AddCommand(newScan(), newGraph(), newExplain(), newRules(), newTest(), newLSP(), newVersion())
	root.InitDefaultHelpCmd()
	return root
}

// flagError explains a flag that cannot be understood, with the one that was perhaps meant.
func flagError(command *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) && len(unknown.GetSpecifiedName()) > 1 {
		var names []string
		command.Flags().VisitAll(func(flag *pflag.Flag) { names = append(names, flag.Name) })
		if suggestion := lint.Suggest(unknown.GetSpecifiedName(), names); suggestion != "" {
			return usage("%w%s", err, strings.Replace(suggestion, "mean ", "mean --", 1))
		}
	}
	return usageError{err}
}

// noSuchCommand explains a first word that is no command.
func noSuchCommand(command *cobra.Command, arguments []string) error {
	if len(arguments) == 0 {
		return nil
	}
	word := arguments[0]
	if _, err := os.Stat(word); err == nil {
		return usage("%q is no command; to scan it, run: reachlint scan %s", word, strings.Join(arguments, " "))
	}
	hint := ""
	if near := command.SuggestionsFor(word); len(near) > 0 {
		hint = "; did you mean " + near[0] + "?"
	}
	return usage("%q is no command%s", word, hint)
}

// noArguments refuses what a command would ignore.
func noArguments(command *cobra.Command, arguments []string) error {
	if len(arguments) > 0 {
		return usage("%s takes no argument, but got %q", command.Name(), arguments[0])
	}
	return nil
}
