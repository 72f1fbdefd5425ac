package terraform

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

func TestRootModules(t *testing.T) {
	files := archive(`
-- app/main.tf --
module "net" { source = "../modules/net" }
-- modules/net/main.tf --
module "inner" { source = "./inner" }
-- modules/net/inner/main.tf --
-- alone/main.tf --
-- circle/a/main.tf --
module "b" { source = "../b" }
-- circle/b/main.tf --
module "a" { source = "../a" }
-- self/main.tf --
module "self" { source = "./" }
`)
	directories := []string{"app", "modules/net", "modules/net/inner", "alone", "circle/a", "circle/b", "self", "nothing"}
	got := NewLoader(files, Options{}).RootModules(directories)
	want := []string{"alone", "app", "circle/a", "circle/b", "self"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

// TestConcurrentLoad has several units share a module; the race detector watches.
func TestConcurrentLoad(t *testing.T) {
	files := fstest.MapFS{"shared/main.tf": {Data: []byte(`
variable "names" { type = list(object({ name = string })) }
resource "aws_x" "x" {
  for_each = toset(var.names[*].name)
  value    = [{ a = each.key }][*].a
}
output "values" { value = [for x in aws_x.x : x.value[0]] }`)}}
	for i := range 8 {
		files[fmt.Sprintf("app%d/main.tf", i)] = &fstest.MapFile{Data: fmt.Appendf(nil, `
module "m" {
  source = "../shared"
  names  = [{ name = "n%d" }]
}
resource "aws_y" "y" { values = module.m.values }`, i)}
	}
	loader := NewLoader(files, Options{})
	var group sync.WaitGroup
	for i := range 8 {
		group.Add(1)
		go func() {
			defer group.Done()
			loaded := loader.Load(context.Background(), fmt.Sprintf("app%d", i))
			if len(loaded.Resources) != 2 {
				t.Errorf("%d resources", len(loaded.Resources))
				return
			}
			want := fmt.Sprintf(`["n%d"]`, i)
			if got := render(loaded.Resources[0].Properties.Entry("values")); got != want {
				t.Errorf("got %s, want %s", got, want)
			}
		}()
	}
	group.Wait()
}

// TestColumns: HCL counts grapheme clusters, the model code points.
func TestColumns(t *testing.T) {
	source := "resource \"aws_x\" \"x\" {\n  a = [\"e\u0301e\u0301\", \"b\"]\n}\n"
	loaded := load(t, fstest.MapFS{"main.tf": {Data: []byte("\xef\xbb\xbf" + source)}}, ".", Options{})
	items, _ := loaded.Resources[0].Properties.Entry("a").Items()
	if got := items[1].Range; got.Start.Column != 16 || got.End.Column != 19 || got.Start.Line != 2 {
		t.Errorf("got %v", got)
	}
	header := loaded.Resources[0].Range
	if header.Start.Column != 1 || header.End.Column != 21 {
		t.Errorf("header %v", header)
	}
}

// TestHostile loads sources that are made to exhaust a parser or an evaluator.
func TestHostile(t *testing.T) {
	chain := &strings.Builder{}
	for i := range 5000 {
		fmt.Fprintf(chain, "  l%d = local.l%d\n", i, i+1)
	}
	for name, source := range map[string]string{
		"parentheses": "locals {\n a = " + strings.Repeat("(", 1_000_000) + "\n}",
		"negations":   "locals {\n a = " + strings.Repeat("!", 1_000_000) + "true\n}",
		"ternaries":   "locals {\n a = " + strings.Repeat("true ? 1 : ", 100_000) + "1\n}",
		"additions":   "resource \"a\" \"b\" {\n a = 1" + strings.Repeat("+1", 100_000) + "\n}",
		"indices":     "resource \"a\" \"b\" {\n a = local.x" + strings.Repeat("[local.x.y]", 50_000) + "\n}\nlocals {\n x = 1\n}",
		"blocks":      strings.Repeat("a {\n", 100_000),
		"chain":       "locals {\n" + chain.String() + "  l5000 = 1\n}\nresource \"a\" \"b\" {\n a = local.l0\n}",
		"product":     "resource \"a\" \"b\" {\n a = setproduct(range(1000), range(1000), range(1000))\n}",
		"loops":       "resource \"a\" \"b\" {\n a = [for x in range(1000) : [for y in range(1000) : [for z in range(1000) : x + y + z]]]\n}",
		"lists":       "locals {\n l0 = [1]\n" + strings.NewReplacer("\"${", "[", "}${", ", ", "}\"", "]").Replace(doubling(64)) + "}\nresource \"a\" \"b\" {\n a = local.l64\n}",
		"doubling":    "locals {\n l0 = \"xxxxxxxxxxxxxxxx\"\n" + doubling(64) + "}\nresource \"a\" \"b\" {\n a = length(local.l64)\n}",
	} {
		t.Run(name, func(t *testing.T) {
			load(t, fstest.MapFS{"main.tf": {Data: []byte(source)}}, ".", Options{})
		})
	}
}

// doubling makes locals of which each holds the one before twice.
func doubling(count int) string {
	var source strings.Builder
	for i := range count {
		fmt.Fprintf(&source, " l%d = \"${local.l%d}${local.l%d}\"\n", i+1, i, i)
	}
	return source.String()
}

func FuzzLoad(f *testing.F) {
	f.Add([]byte(`resource "aws_vpc" "v" { cidr_block = "10.0.0.0/16" }`))
	f.Add([]byte("locals {\n a = [for x in aws_x.y[*].id : \"${x}-${local.b}\" if x != null]\n b = local.a\n}\nresource \"aws_x\" \"y\" {\n count = var.n\n v = local.a\n}\nvariable \"n\" {}"))
	f.Add([]byte("data \"aws_iam_policy_document\" \"d\" {\n statement {\n actions = [var.x]\n }\n}\nresource \"aws_x\" \"y\" {\n p = data.aws_iam_policy_document.d.json\n dynamic \"b\" {\n for_each = { a = 1 }\n content {\n c = try(b.value.x, b.key)\n }\n }\n}"))
	f.Add([]byte("module \"m\" {\n source = \"./\"\n a = module.m.b\n}\noutput \"b\" {\n value = one(toset([module.m]))\n}"))
	f.Add([]byte("variable \"v\" {\n type = object({ a = optional(list(string), [\"x\"]) })\n default = {}\n}\nresource \"a\" \"b\" {\n for_each = { for k, v in var.v : k => merge({}, v...) }\n x = cidrsubnet(each.value[0], -1, 1e9)\n}"))
	f.Fuzz(func(t *testing.T, source []byte) { loadAny(t, "main.tf", source) })
}

func FuzzLoadJSON(f *testing.F) {
	f.Add([]byte(`{"//": "c", "resource": {"aws_vpc": {"v": {"for_each": {"a": "10.0.0.0/16"}, "cidr_block": "${each.value}", "tags": {"a b": "%{if true}x%{endif}"}}}}}`))
	f.Add([]byte(`[{"resource": [{"aws_x": [{"y": [{"provider": "aws.b", "lifecycle": [{"ignore_changes": ["tags[\"a\"]", "all"]}], "provisioner": [{"local-exec": {"when": "destroy"}}]}]}]}]}]`))
	f.Add([]byte(`{"resource": {"aws_x": {"y": {"dynamic": [{"b": [{"for_each": [1], "iterator": "it", "labels": [], "content": [{"dynamic": {"c": {"for_each": {"k": "${it.value}"}, "content": {"d": "${c.key}"}}}}]}]}]}}}}`))
	f.Add([]byte(`{"variable": {"v": {"type": "object({a = optional(list(string))})", "default": {"a": ["${x}"]}}}, "locals": {"dynamic": "${var.v}"}, "module": {"m": {"source": "./", "providers": {"aws": "aws.b"}}}, "output": {"o": {"value": "${module.m}", "depends_on": ["aws_x.y"]}}}`))
	f.Add([]byte(`{"terraform": {"backend": {"s3": {"bucket": "b"}}, "cloud": {"workspaces": {"name": "w"}}}, "import": [{"to": "aws_x.y[each.key]", "for_each": {}}], "removed": {"from": "aws_x.z", "lifecycle": {"destroy": false}}, "provider": {"aws": [{"alias": "b", "default_tags": {"tags": {}}}]}}`))
	f.Fuzz(func(t *testing.T, source []byte) { loadAny(t, "main.tf.json", source) })
}

// loadAny loads a source of which nothing is known, alone and as an override of a valid one.
func loadAny(t *testing.T, name string, source []byte) {
	if len(source) > 4096 {
		return
	}
	override := strings.Replace(name, "main.", "override.", 1)
	base := []byte("resource \"aws_x\" \"y\" {\n lifecycle {\n ignore_changes = [b]\n }\n b {}\n}\n")
	for _, files := range []fstest.MapFS{{name: {Data: source}}, {"base.tf": {Data: base}, override: {Data: source}}} {
		loaded := NewLoader(files, Options{}).Load(context.Background(), ".")
		for _, each := range loaded.Diagnostics {
			if each.ID == idInternal {
				t.Fatal(each.Message)
			}
		}
		for _, each := range loaded.Resources {
			render(each.Properties)
		}
	}
}
