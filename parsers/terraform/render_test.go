package terraform

import (
	"context"
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/tools/txtar"

	"github.com/reachlint/reachlint/parsers/graph"
)

// render writes a value so that a person can check it.
func render(value graph.Value) string {
	if len(value.Alternatives()) > 1 {
		return "either(" + renderAll(value.Alternatives(), " | ") + ")"
	}
	if value.IsAbsent() {
		return "absent"
	}
	if items, ok := value.Items(); ok {
		return "[" + renderAll(items, ", ") + "]"
	}
	if entries, ok := value.Entries(); ok {
		texts := make([]string, len(entries))
		for i, entry := range entries {
			texts[i] = entry.Name + "=" + render(entry.Value)
		}
		return "{" + strings.Join(texts, ", ") + "}"
	}
	if truth, ok := value.Boolean(); ok {
		return fmt.Sprint(truth)
	}
	text, ok := value.RawText()
	if !ok {
		return "unknown(" + value.Reason() + ")"
	}
	if reference, ok := value.Reference(); ok {
		return reference.String()
	}
	if graph.HasToken(text) {
		return renderParts(text)
	}
	return fmt.Sprintf("%q", text)
}

func renderAll(values []graph.Value, separator string) string {
	texts := make([]string, len(values))
	for i, each := range values {
		texts[i] = render(each)
	}
	return strings.Join(texts, separator)
}

// renderParts shows references as ${…} and texts that nobody knows as ${…?}.
func renderParts(text string) string {
	var rendered strings.Builder
	for _, part := range graph.SplitText(text) {
		switch {
		case part.Reference == nil:
			rendered.WriteString(part.Text)
		case part.Reference.Reason != "":
			rendered.WriteString("${" + part.Reference.String() + "?}")
		default:
			rendered.WriteString("${" + part.Reference.String() + "}")
		}
	}
	return fmt.Sprintf("%q", rendered.String())
}

func archive(text string) fstest.MapFS {
	files := fstest.MapFS{}
	for _, each := range txtar.Parse([]byte(text)).Files {
		files[each.Name] = &fstest.MapFile{Data: each.Data}
	}
	return files
}

func load(t *testing.T, files fs.FS, directory string, options Options) graph.Configuration {
	t.Helper()
	loaded := NewLoader(files, options).Load(context.Background(), directory)
	for _, each := range loaded.Diagnostics {
		if each.ID == idInternal {
			t.Errorf("%s: %s", each.Range, each.Message)
		}
	}
	return loaded
}

// renderConfiguration writes all that was loaded.
func renderConfiguration(loaded graph.Configuration) string {
	var text strings.Builder
	for _, each := range loaded.Resources {
		fmt.Fprintf(&text, "%s %s", each.Range, each.Address)
		if each.Region != "" {
			fmt.Fprintf(&text, " in %s", each.Region)
		}
		if each.Maybe != "" {
			fmt.Fprintf(&text, " maybe: %s", each.Maybe)
		}
		for _, call := range each.Calls {
			fmt.Fprintf(&text, " < %s %s", call.Address, call.Range)
		}
		text.WriteString("\n")
		entries, _ := each.Properties.Entries()
		for _, entry := range entries {
			fmt.Fprintf(&text, "  %s = %s", entry.Name, render(entry.Value))
			if len(entry.Value.Via) > 0 {
				fmt.Fprintf(&text, " via %s", strings.Join(entry.Value.Via, " "))
			}
			if perhaps := entry.Value.Perhaps(); len(perhaps) > 0 {
				fmt.Fprintf(&text, " (perhaps %s)", strings.Join(perhaps, " "))
			}
			text.WriteString("\n")
		}
		for _, directive := range each.Directives {
			fmt.Fprintf(&text, "  # %s %s\n", directive.Word, directive.Arguments)
		}
	}
	for _, each := range loaded.Opaque {
		received := make([]string, len(each.Received))
		for i, reference := range each.Received {
			received[i] = reference.String()
		}
		fmt.Fprintf(&text, "opaque %s %s: %s; received %s\n", each.Range, each.Address, each.Reason, strings.Join(received, " "))
	}
	for _, each := range loaded.Diagnostics {
		fmt.Fprintf(&text, "%s %s: %s [%s]\n", each.Severity, each.Range, each.Message, each.ID)
	}
	return text.String()
}
