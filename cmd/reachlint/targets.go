package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/cmd/internal/report"
)

// target is one report that is wanted: in which format, and where to.
type target struct {
	format string
	output string // a file; "" or "-" for standard output
}

// targets are the reports that are wanted, in the order of the flags. An --output belongs to the
// --format before it, or to the first one when it stands before all.
type targets struct{ list []target }

func (t *targets) formatFlag() pflag.Value { return &targetFlag{name: "FORMAT", set: t.addFormat} }
func (t *targets) outputFlag() pflag.Value { return &targetFlag{name: "FILE", set: t.addOutput} }

func (t *targets) addFormat(format string) error {
	if !slices.Contains(report.Formats(), format) {
		return usage("%q is no format%s", format, orChoices(lint.Suggest(format, report.Formats())))
	}
	if last := len(t.list) - 1; last >= 0 && t.list[last].format == "" {
		t.list[last].format = format
		return nil
	}
	t.list = append(t.list, target{format: format})
	return nil
}

func orChoices(suggestion string) string {
	if suggestion == "" {
		return "; choose one of " + strings.Join(report.Formats(), ", ")
	}
	return suggestion
}

func (t *targets) addOutput(output string) error {
	last := len(t.list) - 1
	switch {
	case output == "":
		return usage("it names no file")
	case last < 0:
		t.list = append(t.list, target{output: output})
	case t.list[last].output != "":
		return usage("%s would be the second for one --format", output)
	default:
		t.list[last].output = output
	}
	return nil
}

// all returns the reports that are wanted. Text goes to standard output when nothing is said.
func (t *targets) all() []target {
	if len(t.list) == 0 {
		return []target{{format: "text"}}
	}
	all := slices.Clone(t.list)
	for i := range all {
		if all[i].format == "" {
			all[i].format = formatOf(all[i].output)
		}
	}
	return all
}

// formatOf is the format that a file's name promises.
func formatOf(file string) string {
	switch strings.ToLower(filepath.Ext(file)) {
	case ".sarif":
		return "sarif"
	case ".json":
		return "json"
	case ".xml":
		return "junit"
	case ".md":
		return "markdown"
	}
	return "text"
}

// check finds out early what would fail after a long scan.
func (t *targets) check() error {
	taken := map[string]bool{}
	for _, target := range t.all() {
		output := target.output
		if output == "" {
			output = "-"
		}
		if taken[output] {
			if output == "-" {
				return usage("only one report can go to standard output: give the others an --output")
			}
			return usage("--output %s is used twice", output)
		}
		taken[output] = true
		if status, err := os.Stat(filepath.Dir(output)); err != nil || !status.IsDir() {
			return usage("--output %s: there is no such directory", output)
		}
	}
	return nil
}

// targetFlag is a flag that adds to the targets.
type targetFlag struct {
	name string
	set  func(string) error
}

// Set takes over one use of the flag.
func (f *targetFlag) Set(value string) error { return f.set(value) }

// String returns the default, which is none.
func (f *targetFlag) String() string { return "" }

// Type names the value in the help.
func (f *targetFlag) Type() string { return f.name }
