package main

import (
	"strings"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/cloudformation"
	"github.com/reachlint/reachlint/parsers/terraform"
)

// assign takes over the variables and parameters. Their files may lie outside of what is scanned, for
// the user names them.
func (f *scanFlags) assign(options *lint.Options, disk *lint.Disk) error {
	for _, text := range f.variables {
		name, value, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return usage("--var is %q, but must be NAME=VALUE", text)
		}
		options.Parsers.Terraform.Variables = append(options.Parsers.Terraform.Variables, terraform.Assignment{Name: name, Value: value})
	}
	for _, text := range f.parameters {
		name, value, ok := strings.Cut(text, "=")
		if !ok || name == "" {
			return usage("--parameter is %q, but must be NAME=VALUE", text)
		}
		options.Parsers.CloudFormation.Parameters = append(options.Parsers.CloudFormation.Parameters, cloudformation.Assignment{Name: name, Value: value})
	}
	for _, files := range []struct {
		flag   string
		paths  []string
		target *[]string
	}{
		{"--var-file", f.variableFiles, &options.Parsers.Terraform.VariableFiles},
		{"--parameters", f.parameterFiles, &options.Parsers.CloudFormation.ParameterFiles},
	} {
		for _, path := range files.paths {
			name, err := disk.Admit(path)
			if err != nil {
				return usage("%s %w", files.flag, err)
			}
			*files.target = append(*files.target, name)
		}
	}
	return nil
}
