package main

import (
	"strings"

	"github.com/reachlint/reachlint/cmd/internal/lint"
)

// assign takes over the variables and parameters. Their files may lie outside of what is scanned, for
// the user names them.
func (f *inputFlags) assign(options *lint.Options, disk *lint.Disk) (err error) {
	if options.Variables, err = assignments("--var", f.variables); err != nil {
		return err
	}
	if options.Parameters, err = assignments("--parameter", f.parameters); err != nil {
		return err
	}
	if options.VariableFiles, err = admit(disk, "--var-file", f.variableFiles); err != nil {
		return err
	}
	options.ParameterFiles, err = admit(disk, "--parameters", f.parameterFiles)
	return err
}

func assignments(flag string, texts []string) ([]lint.Assignment, error) {
	var given []lint.Assignment
	for _, text := range texts {
		name, value, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return nil, usage("%s is %q, but must be NAME=VALUE", flag, text)
		}
		given = append(given, lint.Assignment{Name: name, Value: value})
	}
	return given, nil
}

func admit(disk *lint.Disk, flag string, paths []string) ([]string, error) {
	var names []string
	for _, path := range paths {
		name, err := disk.Admit(path)
		if err != nil {
			return nil, usage("%s %w", flag, err)
		}
		names = append(names, name)
	}
	return names, nil
}
