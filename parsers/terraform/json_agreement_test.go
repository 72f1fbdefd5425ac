package terraform

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

// TestJSONAgrees writes the native sources of golden cases of the rules in JSON, with a single block once as an object
// and once as a list, and wants the same resources with the same values. The cases of a rule are much alike: every
// fifth has all forms.
func TestJSONAgrees(t *testing.T) {
	names, err := filepath.Glob("../../testdata/*/tf-*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no golden cases", err)
	}
	for n, name := range names {
		if n%5 != 0 {
			continue
		}
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		native := archive(string(content))
		want := withoutPlaces(renderUnits(t, native, ".", Options{}))
		for _, asLists := range []bool{false, true} {
			written, ok := inJSON(native, asLists)
			if !ok {
				continue
			}
			if got := withoutPlaces(renderUnits(t, written, ".", Options{})); got != want {
				t.Errorf("%s, lists: %v\n%s", name, asLists, firstDifference(got, want))
			}
		}
	}
}

var places = regexp.MustCompile(`[\w./-]+\.tf(\.json)?(:\d+(:\d+)?)?`)

// withoutPlaces leaves out where things stand, and what comments say.
func withoutPlaces(rendered string) string {
	var units []string
	for _, line := range strings.Split(rendered, "\n") {
		line = places.ReplaceAllString(line, "_")
		if before, received, ok := strings.Cut(line, "received "); ok {
			words := strings.Fields(received) // in the order of the source, which the objects of JSON do not keep
			sort.Strings(words)
			line = before + strings.Join(words, " ")
		}
		switch {
		case strings.HasPrefix(line, "  # ") || line == "":
		case strings.HasPrefix(line, "  "):
			units[len(units)-1] += "\n" + line
		default:
			units = append(units, line)
		}
	}
	sort.Strings(units)
	return strings.Join(units, "\n")
}

func firstDifference(got, want string) string {
	gotLines, wantLines := strings.Split(got, "\n"), strings.Split(want, "\n")
	for n := range min(len(gotLines), len(wantLines)) {
		if gotLines[n] != wantLines[n] {
			return fmt.Sprintf("JSON:   %s\nnative: %s", gotLines[n], wantLines[n])
		}
	}
	return fmt.Sprintf("JSON has %d lines, the native source %d", len(gotLines), len(wantLines))
}

// inJSON writes the files in JSON that are in the native language. It returns false when one of them cannot be parsed.
func inJSON(files fstest.MapFS, asLists bool) (fstest.MapFS, bool) {
	written := fstest.MapFS{}
	for name, each := range files {
		if !strings.HasSuffix(name, ".tf") {
			written[name] = each
			continue
		}
		parsed, problems := hclsyntax.ParseConfig(each.Data, name, hcl.InitialPos)
		if problems.HasErrors() {
			return nil, false
		}
		writer := jsonWriter{source: each.Data, asLists: asLists}
		encoded, err := json.Marshal(writer.body("", parsed.Body.(*hclsyntax.Body)))
		if err != nil {
			return nil, false
		}
		written[name+".json"] = &fstest.MapFile{Data: encoded}
	}
	return written, true
}

type jsonWriter struct {
	source  []byte
	asLists bool
}

// namedIn are the arguments of each kind of blocks that name things.
var namedIn = map[string]string{
	"resource": "depends_on provider", "data": "depends_on provider", "module": "depends_on providers", "output": "depends_on",
	"lifecycle": "ignore_changes replace_triggered_by", "dynamic": "iterator", "variable": "type", "provisioner": "when on_failure",
	"import": "to provider", "moved": "from to", "removed": "from",
}

func (w jsonWriter) body(kind string, body *hclsyntax.Body) any {
	written := map[string]any{}
	for name, each := range body.Attributes {
		switch {
		case slices.Contains(strings.Fields(namedIn[kind]), name):
			written[name] = w.name(each.Expr)
		case kind == "variable" && name == "default":
			known, _ := each.Expr.Value(nil)
			encoded, _ := ctyjson.Marshal(known, known.Type())
			written[name] = json.RawMessage(encoded)
		default:
			written[name] = w.value(each.Expr)
		}
	}
	for _, each := range body.Blocks {
		into, last := written, each.Type
		for _, label := range each.Labels {
			if _, exists := into[last].(map[string]any); !exists {
				into[last] = map[string]any{}
			}
			into, last = into[last].(map[string]any), label
		}
		inner := w.body(each.Type, each.Body)
		switch before := into[last].(type) {
		case nil:
			into[last] = inner
			if w.asLists {
				into[last] = []any{inner}
			}
		case []any:
			into[last] = append(before, inner)
		default:
			into[last] = []any{before, inner}
		}
	}
	return written
}

func (w jsonWriter) text(expression hclsyntax.Expression) string {
	return string(expression.Range().SliceBytes(w.source))
}

func (w jsonWriter) name(expression hclsyntax.Expression) any {
	switch each := expression.(type) {
	case *hclsyntax.TupleConsExpr:
		names := []any{}
		for _, item := range each.Exprs {
			names = append(names, w.name(item))
		}
		return names
	case *hclsyntax.ObjectConsExpr:
		names := map[string]any{}
		for _, item := range each.Items {
			names[w.text(item.KeyExpr)] = w.name(item.ValueExpr)
		}
		return names
	case *hclsyntax.TemplateExpr:
		if known, ok := literalValue(each); ok {
			return known.AsString()
		}
	}
	return w.text(expression)
}

var escaped = strings.NewReplacer("${", "$${", "%{", "%%{")

func (w jsonWriter) value(expression hclsyntax.Expression) any {
	switch each := expression.(type) {
	case *hclsyntax.TupleConsExpr:
		items := []any{}
		for _, item := range each.Exprs {
			items = append(items, w.value(item))
		}
		return items
	case *hclsyntax.ObjectConsExpr:
		entries := map[string]any{}
		for _, item := range each.Items {
			entries[w.key(item.KeyExpr)] = w.value(item.ValueExpr)
		}
		return entries
	}
	if known, ok := literalValue(expression); ok {
		if known.Type() == cty.String && !known.IsNull() {
			return escaped.Replace(known.AsString())
		}
		encoded, _ := ctyjson.Marshal(known, known.Type())
		return json.RawMessage(encoded)
	}
	return "${" + w.text(expression) + "\n}"
}

func (w jsonWriter) key(key hclsyntax.Expression) string {
	wrapped := key.(*hclsyntax.ObjectConsKeyExpr)
	if known, problems := key.Value(nil); !problems.HasErrors() && known.Type() == cty.String {
		return escaped.Replace(known.AsString())
	}
	return "${" + w.text(wrapped.Wrapped) + "}"
}
