package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/reachlint/reachlint/cmd/internal/lint"
)

func newRules() *cobra.Command {
	var policies []string
	command := &cobra.Command{
		Use:   "rules",
		Short: "List all rules",
		Args:  noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			engine, err := newEngine(command.Context(), policies)
			if err != nil {
				return err
			}
			return listRules(command.OutOrStdout(), lint.Rules(engine))
		},
	}
	command.Flags().StringArrayVar(&policies, "policy", nil, "more Rego policies in `DIR` (repeatable)")
	return command
}

func listRules(out io.Writer, rules []lint.Rule) error {
	widest := 0
	for _, rule := range rules {
		widest = max(widest, len(rule.ID))
	}
	for _, rule := range rules {
		if _, err := fmt.Fprintf(out, "%-*s  %-7s  %s\n", widest, rule.ID, rule.Level, rule.Title); err != nil {
			return err
		}
	}
	return nil
}
