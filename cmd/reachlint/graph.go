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

	"github.com/reachlint/reachlint/cmd/internal/drawing"
	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/cmd/internal/report"
)

// graphFlags are the flags of graph as they were given.
type graphFlags struct {
	input    inputFlags
	format   string
	output   string
	unit     string
	computer string
}

const graphExamples = `  reachlint graph                                   everything below the current directory, as Mermaid
  reachlint graph infra/ --output network.html      a page with the picture and the findings
  reachlint graph --instance aws_instance.office    how one instance gets to what it has to reach`

func newGraph() *cobra.Command {
	var flags graphFlags
	command := &cobra.Command{
		Use:   "graph [PATH ...]",
		Short: "Draw what is where, which way leads to what, and where it breaks",
		Long: "Draw VPCs with their subnets, endpoints, security groups, directories and instances, and in red where a way\n" +
			"breaks. The format follows the name of the --output, or else is mermaid, which GitHub draws wherever it shows\n" +
			"Markdown. All units are drawn into one file, each with a picture of its own; what could not be read is told\n" +
			"on standard error, with exit code 3.",
		Example: graphExamples,
		RunE: func(command *cobra.Command, paths []string) error {
			return flags.draw(command.Context(), paths, command.OutOrStdout(), command.ErrOrStderr())
		},
	}
	set := command.Flags()
	set.SortFlags = false
	set.StringVarP(&flags.format, "format", "f", "", "`FORMAT` of the picture: "+strings.Join(drawing.Formats(), ", "))
	set.StringVarP(&flags.output, "output", "o", "", "write the picture to `FILE`")
	set.StringVar(&flags.computer, "instance", "", "only the ways of the instance or Auto Scaling group at `ADDRESS`")
	set.StringVar(&flags.unit, "unit", "", "only the unit in the directory or file `PATH`")
	flags.input.define(command)
	complete(command, "format", drawing.Formats())
	return command
}

func (f *graphFlags) draw(ctx context.Context, paths []string, stdout, stderr io.Writer) error {
	format, err := f.chosenFormat()
	if err != nil {
		return err
	}
	disk, err := lint.OpenDisk(paths)
	if err != nil {
		return usageError{err}
	}
	defer disk.Close()
	options, err := f.input.options(ctx, disk)
	if err != nil {
		return err
	}
	options.KeepGraphs = true
	progress := newProgress(stderr)
	options.Progress = progress.step
	result, err := lint.Run(ctx, options)
	progress.clear()
	if err != nil {
		return err
	}
	place := placeFrom(disk.Root)
	told := report.Options{Place: place}
	if err := report.WriteDiagnostics(stderr, result, terminal(stderr, told)); err != nil {
		return err
	}
	pictures, err := f.pictures(result, drawing.Options{Place: place})
	if err != nil {
		return err
	}
	if err := f.write(stdout, format, pictures); err != nil {
		return err
	}
	if result.Incomplete() {
		return exit(exitIncomplete)
	}
	return nil
}

// chosenFormat is the format that was asked for, or that the output's name promises, or the default.
func (f *graphFlags) chosenFormat() (string, error) {
	if f.format != "" {
		if !slices.Contains(drawing.Formats(), f.format) {
			suggestion := lint.Suggest(f.format, drawing.Formats())
			if suggestion == "" {
				suggestion = "; choose one of " + strings.Join(drawing.Formats(), ", ")
			}
			return "", usage("--format: %q is no format%s", f.format, suggestion)
		}
		return f.format, nil
	}
	switch extension := strings.TrimPrefix(strings.ToLower(filepath.Ext(f.output)), "."); extension {
	case "gv":
		return "dot", nil
	case "htm":
		return "html", nil
	default:
		if slices.Contains(drawing.Formats(), extension) {
			return extension, nil
		}
	}
	return drawing.Formats()[0], nil
}

// pictures draws the units that were asked for, or the ways of one computer.
func (f *graphFlags) pictures(result *lint.Result, options drawing.Options) ([]*drawing.Picture, error) {
	units := result.Graphs
	if f.unit != "" {
		wanted := filepath.ToSlash(filepath.Clean(f.unit))
		units = slices.DeleteFunc(slices.Clone(units), func(unit *lint.UnitGraph) bool {
			return unit.Unit != wanted && options.Place(unit.Unit) != wanted
		})
		if len(units) == 0 {
			var known []string
			for _, unit := range result.Graphs {
				known = append(known, options.Place(unit.Unit))
			}
			return nil, usage("--unit: there is no unit %s%s", f.unit, lint.Suggest(wanted, known))
		}
	}
	if f.computer == "" {
		return drawing.Units(units, options), nil
	}
	pictures := drawing.Ways(units, f.computer, options)
	if len(pictures) == 0 {
		return nil, f.unknownComputer(units)
	}
	return pictures, nil
}

// nearby is how many addresses are suggested.
const nearby = 3

// unknownComputer says that nobody has the address, and which addresses are near.
func (f *graphFlags) unknownComputer(units []*lint.UnitGraph) error {
	known := drawing.Computers(units)
	switch near := lint.Nearest(f.computer, known, nearby); {
	case len(known) == 0:
		return usage("--instance: there is no instance at all")
	case len(near) == 0:
		return usage("--instance: there is no instance %s, but for one %s", f.computer, known[0])
	default:
		return usage("--instance: there is no instance %s; near are %s", f.computer, strings.Join(near, ", "))
	}
}

func (f *graphFlags) write(stdout io.Writer, format string, pictures []*drawing.Picture) error {
	if f.output == "" || f.output == "-" {
		if err := drawing.Write(stdout, format, pictures); err != nil {
			return fmt.Errorf("write the picture: %w", err)
		}
		return nil
	}
	out, err := os.Create(f.output)
	if err != nil {
		return usage("--output: %w", err)
	}
	if err := drawing.Write(out, format, pictures); err != nil {
		out.Close()
		return fmt.Errorf("write %s: %w", f.output, err)
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("write %s: %w", f.output, err)
	}
	return nil
}
