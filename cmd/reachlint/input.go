package main

import (
	"context"
	"net/netip"

	"github.com/spf13/cobra"

	"github.com/reachlint/reachlint/cmd/internal/lint"
)

// inputFlags say what is read, with which rules, and what the source does not say. Commands that read units share
// them.
type inputFlags struct {
	configuration  string
	policies       []string
	rules, skip    []string
	variables      []string
	variableFiles  []string
	parameters     []string
	parameterFiles []string
	workspace      string
	region         string
	directoryDNS   []string
}

func (f *inputFlags) define(command *cobra.Command) {
	flags := command.Flags()
	flags.StringVar(&f.configuration, "config", "", "configuration `FILE` (default: "+lint.ConfigurationFile+" found upwards)")
	flags.StringArrayVar(&f.policies, "policy", nil, "more Rego policies in `DIR` (repeatable)")
	flags.StringSliceVar(&f.rules, "rule", nil, "only the rule `ID` (repeatable)")
	flags.StringSliceVar(&f.skip, "skip", nil, "not the rule `ID` (repeatable)")
	flags.StringArrayVar(&f.variables, "var", nil, "Terraform variable, as `NAME=VALUE` (repeatable)")
	flags.StringArrayVar(&f.variableFiles, "var-file", nil, "Terraform variables in `FILE` (repeatable)")
	flags.StringArrayVar(&f.parameters, "parameter", nil, "CloudFormation parameter, as `NAME=VALUE` (repeatable)")
	flags.StringArrayVar(&f.parameterFiles, "parameters", nil, "CloudFormation parameters in `FILE`, as the AWS CLI, CodePipeline or SAM (samconfig.toml) write them (repeatable)")
	flags.StringVar(&f.workspace, "workspace", "", "`NAME` of the Terraform workspace (default the one that the source names, or \"default\")")
	flags.StringVar(&f.region, "region", "", "`REGION` where the source does not say")
	flags.StringSliceVar(&f.directoryDNS, "directory-dns", nil, "`IP` addresses of self-managed domain controllers")
}

// options makes a run of the flags and the configuration.
func (f *inputFlags) options(ctx context.Context, disk *lint.Disk) (lint.Options, error) {
	options := lint.Options{Paths: disk.Paths, Rules: f.rules, Skip: f.skip, Region: f.region, Workspace: f.workspace}
	var err error
	for _, address := range f.directoryDNS {
		if _, err := netip.ParseAddr(address); err != nil {
			return options, usage("--directory-dns is %q, but must be an IP address", address)
		}
	}
	if err := f.assign(&options, disk); err != nil {
		return options, err
	}
	if options.Configuration, err = disk.Configuration(f.configuration); err != nil {
		return options, err
	}
	options.Configuration.DirectoryDNS = append(options.Configuration.DirectoryDNS, f.directoryDNS...)
	if options.Engine, err = newEngine(ctx, f.policies); err != nil {
		return options, err
	}
	options.Files = disk.Files
	return options, nil
}
