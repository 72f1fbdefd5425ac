package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/reachlint/reachlint/policies"
	"github.com/reachlint/reachlint/rego"
)

func newTest() *cobra.Command {
	var filter string
	command := &cobra.Command{
		Use:   "test DIR ...",
		Short: "Run the tests of your own policies",
		Long:  "Run the tests in the files *_test.rego of directories of policies. They can use the library and the\nbuilt-ins that the bundled policies use. Exit code 1 when a test fails.",
		Args: func(_ *cobra.Command, arguments []string) error {
			if len(arguments) == 0 {
				return usage("name a directory of policies")
			}
			return nil
		},
		RunE: func(command *cobra.Command, directories []string) error {
			extra, err := openPolicies(directories)
			if err != nil {
				return err
			}
			results, err := rego.Test(command.Context(), filter, policies.FS, extra...)
			if err != nil {
				return fmt.Errorf("the policies have mistakes:\n%w", err)
			}
			return reportTests(command.OutOrStdout(), command.ErrOrStderr(), results)
		},
	}
	command.Flags().StringVar(&filter, "run", "", "only tests whose full name matches `REGEXP`")
	return command
}

// reportTests tells what failed, and how many there were.
func reportTests(out, stderr io.Writer, results []rego.TestResult) error {
	var text strings.Builder
	passed, failed, skipped := 0, 0, 0
	for _, result := range results {
		switch {
		case result.Passed:
			passed++
			continue
		case result.Skipped:
			skipped++
			continue
		}
		failed++
		fmt.Fprintf(&text, "FAIL %s: %s.%s (%s)\n", result.Range, result.Package, result.Name, result.Duration.Round(time.Microsecond))
		for _, detail := range []string{result.Error, result.Output} {
			if detail != "" {
				fmt.Fprintf(&text, "  %s\n", strings.ReplaceAll(strings.TrimSpace(detail), "\n", "\n  "))
			}
		}
	}
	fmt.Fprintf(&text, "%d passed, %d failed, %d skipped\n", passed, failed, skipped)
	if _, err := io.WriteString(out, text.String()); err != nil {
		return err
	}
	if failed > 0 {
		return exit(exitFindings)
	}
	if len(results) == 0 {
		fmt.Fprintln(stderr, "No test was found: tests are rules named test_… in files *_test.rego.")
	}
	return nil
}
