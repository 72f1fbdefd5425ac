package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/cmd/internal/report"
)

func newExplain() *cobra.Command {
	var policies []string
	command := &cobra.Command{
		Use:   "explain RULE",
		Short: "Explain a rule: why it matters, good and bad examples, what it cannot see",
		Args: func(_ *cobra.Command, arguments []string) error {
			if len(arguments) != 1 {
				return usage("name one rule; 'reachlint rules' lists them")
			}
			return nil
		},
		ValidArgsFunction: func(command *cobra.Command, arguments []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(arguments) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return ruleIDs(command, policies), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(command *cobra.Command, arguments []string) error {
			engine, err := newEngine(command.Context(), policies)
			if err != nil {
				return err
			}
			return explain(command.OutOrStdout(), lint.Rules(engine), arguments[0])
		},
	}
	command.Flags().StringArrayVar(&policies, "policy", nil, "more Rego policies in `DIR` (repeatable)")
	return command
}

func ruleIDs(command *cobra.Command, policies []string) []string {
	engine, err := newEngine(command.Context(), policies)
	if err != nil {
		return nil
	}
	var ids []string
	for _, rule := range engine.Rules() {
		ids = append(ids, rule.ID)
	}
	return ids
}

func explain(out io.Writer, rules []lint.Rule, id string) error {
	var ids []string
	for _, rule := range rules {
		if rule.ID == id {
			return report.WritePage(out, rule, terminal(out, report.Options{}))
		}
		ids = append(ids, rule.ID)
	}
	suggestion := lint.Suggest(id, ids)
	if suggestion == "" {
		suggestion = "; 'reachlint rules' lists them all"
	}
	return fmt.Errorf("there is no rule %q%s", id, suggestion)
}
