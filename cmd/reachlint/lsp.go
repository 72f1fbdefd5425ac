package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/reachlint/reachlint/cmd/internal/lsp"
	"github.com/reachlint/reachlint/policies"
)

// pages is where the bundled rules' pages can be read.
const pages = "https://github.com/reachlint/reachlint/blob/main/policies/"

// typingPause is how long the editor server waits for more before it scans.
const typingPause = 200 * time.Millisecond

func newLSP() *cobra.Command {
	var extra []string
	var showUndetermined, stdio bool
	command := &cobra.Command{
		Use:   "lsp",
		Short: "Show findings in an editor: a language server on standard input and output",
		Args:  noArguments,
		RunE: func(command *cobra.Command, _ []string) error {
			engine, err := newEngine(command.Context(), extra)
			if err != nil {
				return err
			}
			err = lsp.Serve(command.Context(), os.Stdin, withoutClose{command.OutOrStdout()}, lsp.Options{
				Engine:           engine,
				Version:          version(),
				Debounce:         typingPause,
				ShowUndetermined: showUndetermined,
				Page:             bundledPage,
				Log: func(format string, arguments ...any) {
					fmt.Fprintf(command.ErrOrStderr(), "reachlint: "+format+"\n", arguments...)
				},
			})
			if errors.Is(err, lsp.ErrNoShutdown) {
				return exit(1) // LSP 3.17, "Exit Notification"
			}
			return err
		},
	}
	flags := command.Flags()
	flags.StringArrayVar(&extra, "policy", nil, "more Rego policies in `DIR` (repeatable)")
	flags.BoolVar(&showUndetermined, "show-undetermined", false, "also show what could not be decided, as hints")
	// Many clients add it to every server's arguments (LSP 3.17, "Implementation Considerations").
	flags.BoolVar(&stdio, "stdio", true, "speak on standard input and output, as it always does")
	_ = flags.MarkHidden("stdio")
	return command
}

// bundledPage returns where a bundled rule is explained.
func bundledPage(rule string) string {
	if _, err := fs.Stat(policies.FS, rule); err != nil {
		return ""
	}
	return pages + rule + "/README.md"
}

// withoutClose keeps standard output open for what comes after.
type withoutClose struct{ io.Writer }

// Close does nothing.
func (withoutClose) Close() error { return nil }
