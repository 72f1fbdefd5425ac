package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/cmd/internal/report"
)

// scanFlags are the flags of scan as they were given.
type scanFlags struct {
	input            inputFlags
	targets          targets
	failOn           string
	baseline         string
	showUndetermined bool
	showSuppressed   bool
	fix              bool
}

const scanExamples = `  reachlint scan                                  everything below the current directory
  reachlint scan infra/ template.yaml             these only
  reachlint scan --format sarif --output out.sarif --format text
  reachlint scan --var-file prod.tfvars --fail-on warning
  reachlint scan --baseline main.sarif            only what is new fails
  reachlint scan --fix                            mend what can be mended, and report the rest`

func newScan() *cobra.Command {
	var flags scanFlags
	command := &cobra.Command{
		Use:     "scan [PATH ...]",
		Short:   "Scan Terraform and CloudFormation",
		Long:    "Scan directories and files; a file stands for the unit that it belongs to. Without a PATH, scan the\ncurrent directory. Findings go to standard output, everything else to standard error.\n\n" + about[strings.Index(about, "Exit codes:"):],
		Example: scanExamples,
		RunE: func(command *cobra.Command, paths []string) error {
			return flags.scan(command.Context(), paths, command.OutOrStdout(), command.ErrOrStderr())
		},
	}
	flags.define(command)
	return command
}

func (f *scanFlags) define(command *cobra.Command) {
	flags := command.Flags()
	flags.SortFlags = false
	flags.VarP(f.targets.formatFlag(), "format", "f", "`FORMAT` of the report: "+strings.Join(report.Formats(), ", ")+" (repeatable)")
	flags.VarP(f.targets.outputFlag(), "output", "o", "write the report of the --format before it to `FILE`")
	f.input.define(command)
	flags.StringVar(&f.failOn, "fail-on", "", "`LEVEL` from which on findings fail: "+strings.Join(lint.FailOnWords, ", ")+" (default error)")
	flags.StringVar(&f.baseline, "baseline", "", "a former SARIF `FILE`: only what is new fails")
	flags.BoolVar(&f.showUndetermined, "show-undetermined", false, "list what could not be decided, and why")
	flags.BoolVar(&f.fix, "fix", false, "make the fixes that findings show, in place, and report what is left")
	flags.BoolVar(&f.showSuppressed, "show-suppressed", false, "list what comments in the source accept")
	complete(command, "format", report.Formats())
	complete(command, "fail-on", lint.FailOnWords)
}

func complete(command *cobra.Command, flag string, words []string) {
	_ = command.RegisterFlagCompletionFunc(flag, cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp))
}

func (f *scanFlags) scan(ctx context.Context, paths []string, stdout, stderr io.Writer) error {
	if err := f.targets.check(); err != nil {
		return err
	}
	disk, err := lint.OpenDisk(paths)
	if err != nil {
		return usageError{err}
	}
	defer disk.Close()
	options, err := f.options(ctx, disk)
	if err != nil {
		return err
	}
	progress := newProgress(stderr)
	options.Progress = progress.step
	result, err := f.run(ctx, options, disk, stderr)
	progress.clear()
	if err != nil {
		return err
	}
	if err := f.report(result, disk, stdout, stderr); err != nil {
		return err
	}
	switch {
	case result.Incomplete():
		return exit(exitIncomplete)
	case result.Fails():
		return exit(exitFindings)
	}
	return nil
}

// run scans, and mends what can be mended when that is asked for: the result is then what is left.
func (f *scanFlags) run(ctx context.Context, options lint.Options, disk *lint.Disk, stderr io.Writer) (*lint.Result, error) {
	if !f.fix {
		return lint.Run(ctx, options)
	}
	mended, err := lint.Mend(ctx, options, disk.Editable)
	if err != nil {
		return nil, err
	}
	if err := disk.Write(mended.Files); err != nil {
		return nil, err
	}
	return mended.Result, report.WriteFixed(stderr, mended, report.Options{Place: placeFrom(disk.Root)})
}

// options makes a run of the flags and the configuration.
func (f *scanFlags) options(ctx context.Context, disk *lint.Disk) (lint.Options, error) {
	if f.failOn != "" && !slices.Contains(lint.FailOnWords, f.failOn) {
		return lint.Options{}, usage("--fail-on is %q, but must be one of %s", f.failOn, strings.Join(lint.FailOnWords, ", "))
	}
	known, err := readBaseline(f.baseline)
	if err != nil {
		return lint.Options{}, err
	}
	options, err := f.input.options(ctx, disk)
	options.FailOn, options.Known = f.failOn, known
	return options, err
}

func readBaseline(file string) (map[string]bool, error) {
	if file == "" {
		return nil, nil
	}
	in, err := os.Open(file)
	if err != nil {
		return nil, usage("--baseline: %w", err)
	}
	defer in.Close()
	known, err := report.ReadBaseline(in)
	if err != nil {
		return nil, fmt.Errorf("--baseline %s: %w", file, err)
	}
	return known, nil
}

// report writes the result to every target, and to standard error what is wrong with the input.
func (f *scanFlags) report(result *lint.Result, disk *lint.Disk, stdout, stderr io.Writer) error {
	options := report.Options{ShowUndetermined: f.showUndetermined, ShowSuppressed: f.showSuppressed, Version: version(), Place: placeFrom(disk.Root)}
	if err := report.WriteDiagnostics(stderr, result, terminal(stderr, options)); err != nil {
		return err
	}
	toStdout := false
	for _, target := range f.targets.all() {
		if target.output == "" || target.output == "-" {
			toStdout = true
			if err := report.Write(stdout, target.format, result, terminal(stdout, options)); err != nil {
				return fmt.Errorf("write the report: %w", err)
			}
			continue
		}
		if err := writeFile(target, result, options); err != nil {
			return err
		}
	}
	if !toStdout {
		fmt.Fprintln(stderr, report.Summary(result))
	}
	return nil
}

func writeFile(target target, result *lint.Result, options report.Options) error {
	out, err := os.Create(target.output)
	if err != nil {
		return usage("--output: %w", err)
	}
	if err := report.Write(out, target.format, result, options); err != nil {
		out.Close()
		return fmt.Errorf("write %s: %w", target.output, err)
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("write %s: %w", target.output, err)
	}
	return nil
}

// placeFrom names files as seen from the working directory, so that a terminal can open them.
func placeFrom(root string) func(string) string {
	working, err := os.Getwd()
	if err != nil {
		return nil
	}
	if resolved, err := filepath.EvalSymlinks(working); err == nil {
		working = resolved
	}
	return func(file string) string {
		relative, err := filepath.Rel(working, filepath.Join(root, filepath.FromSlash(file)))
		if err != nil {
			return file
		}
		return filepath.ToSlash(relative)
	}
}
