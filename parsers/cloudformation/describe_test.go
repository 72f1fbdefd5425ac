package cloudformation

import (
	"context"
	"reflect"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reachlint/reachlint/parsers/graph"
)

// describe writes a value in one line: references as ${address.attribute}, alternatives with |, what is
// unknown as ? with its reason, and what nobody wrote as -.
func describe(value graph.Value) string {
	if alternatives := value.Alternatives(); len(alternatives) > 1 {
		return "(" + describeAll(alternatives, " | ") + ")"
	}
	if value.IsAbsent() {
		return "-"
	}
	if items, ok := value.Items(); ok {
		return "[" + describeAll(items, ", ") + "]"
	}
	if entries, ok := value.Entries(); ok {
		var parts []string
		for _, entry := range entries {
			parts = append(parts, entry.Name+": "+describe(entry.Value))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	}
	if raw, ok := value.RawText(); ok {
		return graph.Readable(raw)
	}
	return "?" + value.Reason()
}

func describeAll(values []graph.Value, separator string) string {
	parts := make([]string, len(values))
	for i, value := range values {
		parts[i] = describe(value)
	}
	return strings.Join(parts, separator)
}

// load evaluates the template of that name among the given files.
func load(t *testing.T, files map[string]string, options Options, file string) graph.Configuration {
	t.Helper()
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return NewLoader(tree, options).Load(context.Background(), file)
}

// loadText evaluates one template.
func loadText(t *testing.T, text string, options Options) graph.Configuration {
	t.Helper()
	return load(t, map[string]string{"template.yaml": text}, options, "template.yaml")
}

func resourceAt(t *testing.T, loaded graph.Configuration, address string) *graph.Resource {
	t.Helper()
	for _, resource := range loaded.Resources {
		if resource.Address == address {
			return resource
		}
	}
	t.Fatalf("there is no resource %s; diagnostics: %v", address, loaded.Diagnostics)
	return nil
}

// summary writes the diagnostics without their help.
func summary(diagnostics []graph.Diagnostic) []string {
	var lines []string
	for _, diagnostic := range diagnostics {
		lines = append(lines, string(diagnostic.Severity)+" "+diagnostic.ID+" "+diagnostic.Range.String()+" "+diagnostic.Message)
	}
	return lines
}

func loaderOf(files map[string]string, options Options) *Loader {
	tree := fstest.MapFS{}
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return NewLoader(tree, options)
}

// equal compares two values without their places.
func equal(a, b graph.Value) bool {
	a.Via, b.Via = nil, nil
	return reflect.DeepEqual(a.At(graph.Range{}), b.At(graph.Range{}))
}
