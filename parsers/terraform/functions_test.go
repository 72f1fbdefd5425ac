package terraform

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// TestFunctions evaluates expressions in a module that has a VPC, a text variable without a value, and a
// few files.
func TestFunctions(t *testing.T) {
	tests := []struct{ expression, want string }{
		// Numbers.
		{`abs(-3)`, `"3"`}, {`ceil(1.2)`, `"2"`}, {`floor(1.8)`, `"1"`}, {`max(1, 3, 2)`, `"3"`}, {`min(2, 1)`, `"1"`},
		{`parseint("ff", 16)`, `"255"`}, {`pow(2, 10)`, `"1024"`}, {`signum(-2)`, `"-1"`}, {`sum([1, 2, 3])`, `"6"`},
		{`log(100, 10)`, `"2"`}, {`10 % 3`, `"1"`}, {`-(2 + 3) * 4`, `"-20"`},
		// Texts.
		{`chomp("a\n")`, `"a"`}, {`format("%s-%03d", "a", 7)`, `"a-007"`}, {`formatlist("%s!", ["a", "b"])`, `["a!", "b!"]`},
		{`indent(2, "a\nb")`, `"a\n  b"`}, {`join("-", ["a", "b"])`, `"a-b"`}, {`join("-", ["a"], ["b"])`, `"a-b"`},
		{`lower("AB")`, `"ab"`}, {`upper("ab")`, `"AB"`}, {`title("ab cd")`, `"Ab Cd"`}, {`strrev("abc")`, `"cba"`},
		{`regex("^([a-z]+)-(\\d+)$", "az-12")`, `["az", "12"]`}, {`regexall("[a-z]", "a1b")`, `["a", "b"]`},
		{`replace("a.b.c", ".", "-")`, `"a-b-c"`}, {`replace("a12b", "/[0-9]+/", "-")`, `"a-b"`},
		{`split(",", "a,b")`, `["a", "b"]`}, {`substr("hello", 1, 3)`, `"ell"`}, {`trim("?a?", "?")`, `"a"`},
		{`trimprefix("xa", "x")`, `"a"`}, {`trimsuffix("ax", "x")`, `"a"`}, {`trimspace(" a ")`, `"a"`},
		{`startswith("abc", "ab")`, `true`}, {`endswith("abc", "bc")`, `true`}, {`strcontains("abc", "b")`, `true`},
		{`length("é\U0001F44D\U0001F3FD")`, `"2"`}, {`length("\U0001F468\u200D\U0001F469\u200D\U0001F467")`, `"1"`}, {`length("e\u0301")`, `"1"`},
		{`substr("\U0001F468\u200D\U0001F469\u200D\U0001F467abc", 1, 2)`, `"ab"`}, {`strrev("\U0001F44D\U0001F3FDa")`, "\"a\U0001F44D\U0001F3FD\""},
		// Collections.
		{`alltrue([true, "true"])`, `true`}, {`anytrue([])`, `false`}, {`chunklist(["a", "b", "c"], 2)`, `[["a", "b"], ["c"]]`},
		{`coalesce(null, "", "a")`, `"a"`}, {`coalescelist([], ["a"])`, `["a"]`}, {`compact(["a", "", null])`, `["a"]`},
		{`concat(["a"], ["b"])`, `["a", "b"]`}, {`contains(["a"], "a")`, `true`}, {`contains([1], "1")`, `true`},
		{`distinct(["a", "a"])`, `["a"]`}, {`element(["a", "b"], 3)`, `"b"`}, {`flatten([["a"], [["b"]]])`, `["a", "b"]`},
		{`index(["a", "b"], "b")`, `"1"`}, {`keys({ b = 1, a = 2 })`, `["a", "b"]`}, {`length("abc")`, `"3"`},
		{`length({ a = 1 })`, `"1"`}, {`list("a", "b")`, `["a", "b"]`}, {`lookup({ a = 1 }, "b", 2)`, `"2"`},
		{`map("a", "b")`, `{a="b"}`}, {`matchkeys(["x", "y"], ["a", "b"], ["b"])`, `["y"]`}, {`merge({ a = 1 }, null, { b = 2 })`, `{a="1", b="2"}`},
		{`one(["a"])`, `"a"`}, {`one([])`, `absent`}, {`range(3)`, `["0", "1", "2"]`}, {`reverse(["a", "b"])`, `["b", "a"]`},
		{`setintersection(["a", "b"], ["b"])`, `["b"]`}, {`setproduct(["a"], ["x", "y"])`, `[["a", "x"], ["a", "y"]]`},
		{`setsubtract(["a", "b"], ["b"])`, `["a"]`}, {`setunion(["b"], ["a"])`, `["a", "b"]`}, {`slice(["a", "b", "c"], 1, 3)`, `["b", "c"]`},
		{`sort(["b", "a"])`, `["a", "b"]`}, {`transpose({ a = ["x", "y"], b = ["y"] })`, `{x=["a"], y=["a", "b"]}`},
		{`values({ b = 1, a = 2 })`, `["2", "1"]`}, {`zipmap(["a"], ["x"])`, `{a="x"}`},
		{`{ for k, v in { a = 1, b = 2 } : v => k... }`, `{1=["a"], 2=["b"]}`}, {`[for v in ["a", "b"] : v if v != "a"]`, `["b"]`},
		{`[{ a = 1 }, { a = 2 }][*].a`, `["1", "2"]`}, {`[{ a = 1 }].*.a`, `["1"]`}, {`core::length([1])`, `"1"`},
		// Encodings, times, hashes, networks.
		{`base64decode(base64encode("a"))`, `"a"`}, {`base64encode("proxy=${var.text}")`, `"proxy=${var.text?}"`}, {`csvdecode("a,b\n1,2")`, `[{a="1", b="2"}]`}, {`jsondecode("{\"a\": [1]}")`, `{a=["1"]}`},
		{`jsonencode({ b = 1, a = "x" })`, `"{\"a\":\"x\",\"b\":1}"`}, {`yamldecode("a: [1, x]")`, `{a=["1", "x"]}`}, {`yamlencode({ a = 1 })`, `"\"a\": 1\n"`},
		{`textencodebase64("a", "UTF-16LE")`, `"YQA="`}, {`textdecodebase64("YQA=", "utf-16le")`, `"a"`},
		{`textencodebase64("\u00e9\U0001F44D", "UTF-8")`, `"w6nwn5GN"`}, {`textencodebase64("\u00e9", "ISO-8859-1")`, `"6Q=="`}, {`textencodebase64("\U0001F44D", "UTF-16BE")`, `"2D3cTQ=="`},
		{`textencodebase64("a", "Shift_JIS")`, `"${?}"`}, {`textencodebase64("x${var.text}", "UTF-16LE")`, `unknown(variable text has no default)`}, {`can(textdecodebase64("2D0=", "UTF-16BE"))`, `false`},
		{`base64gzip("a")`, `"${?}"`}, {`urlencode("a b")`, `"a+b"`}, {`formatdate("YYYY", "2026-01-02T03:04:05Z")`, `"2026"`}, {`timeadd("2026-01-02T03:04:05Z", "1h")`, `"2026-01-02T04:04:05Z"`},
		{`timecmp("2026-01-02T03:04:05Z", "2026-01-02T03:04:06Z")`, `"-1"`}, {`md5("a")`, `"0cc175b9c0f1b6a831c399e269772661"`},
		{`cidrhost("10.0.0.0/16", 5)`, `"10.0.0.5"`}, {`cidrnetmask("10.0.0.0/16")`, `"255.255.0.0"`}, {`cidrsubnet("10.0.0.0/16", 8, 2)`, `"10.0.2.0/24"`},
		{`cidrsubnets("10.0.0.0/16", 8, 8)`, `["10.0.0.0/24", "10.0.1.0/24"]`}, {`cidrcontains("10.0.0.0/8", "10.1.2.3")`, `true`},
		// Texts that would be too long are not made, and those that only might have been are.
		{`replace(local.long, "a", local.long)`, `unknown(replace would make more than 4800000 bytes)`},
		{`replace(local.long, "/a/", local.long)`, `unknown(replace would make more than 4800000 bytes)`},
		{`replace(local.long, "/a+/", local.long) == local.long`, `true`}, {`replace(local.long, "b", local.long) == local.long`, `true`},
		{`format("%999999999d", 1)`, `unknown(format would make more than 4800000 bytes)`},
		{`format("${local.long}${replace(local.long, "a", "%[1]s")}", local.long)`, `unknown(format would make more than 4800000 bytes)`},
		{`formatlist("%999999s", range(10))`, `unknown(formatlist would make more than 4800000 bytes)`},
		{`indent(999999, local.lines)`, `unknown(indent would make more than 4800000 bytes)`},
		{`join("", [for i in range(1000) : local.long])`, `unknown(join would make more than 4800000 bytes)`},
		{`join(local.long, range(1000))`, `unknown(join would make more than 4800000 bytes)`},
		{`length(jsonencode([for i in range(100) : local.long]))`, `"1000301"`},
		{`jsonencode([for i in range(1000) : local.long])`, `unknown(jsonencode would make more than 4800000 bytes)`},
		// Types and failures.
		{`tonumber("5")`, `"5"`}, {`tobool("true")`, `true`}, {`tostring(5)`, `"5"`}, {`tolist(toset(["b", "a", "b"]))`, `["a", "b"]`},
		{`can(tonumber("x"))`, `false`}, {`try(tonumber("x"), 7)`, `"7"`}, {`sensitive("a")`, `"a"`}, {`nonsensitive("a")`, `"a"`},
		{`issensitive(sensitive("a"))`, `true`}, {`issensitive(nonsensitive(var.secret))`, `false`}, {`issensitive(var.secret)`, `true`}, {`issensitive(local.secret)`, `true`},
		{`issensitive("${var.secret}-x")`, `unknown(whether it is sensitive is not known)`}, {`issensitive(var.text)`, `false`}, {`issensitive(aws_vpc.v.id)`, `unknown(whether it is sensitive is not known)`},
		{`issensitive([for x in ["a"] : x])`, `false`}, {`[for x in [var.secret] : issensitive(x)]`, `[unknown(whether it is sensitive is not known)]`},
		{`ephemeralasnull(var.brief)`, `absent`}, {`ephemeralasnull(var.brief) == null`, `true`}, {`ephemeralasnull("a")`, `"a"`}, {`ephemeralasnull(aws_vpc.v.id)`, `aws_vpc.v.id`},
		{`ephemeralasnull(local.brief)`, `absent`}, {`ephemeralasnull({ a = var.brief })`, `unknown(whether it is ephemeral is not known)`},
		{`provider::aws::arn_parse("arn:aws:iam::1:role/r").account_id`, `"1"`},
		{`provider::other::thing("x")`, `unknown(the function provider::other::thing belongs to a provider)`},
		{`true ? "a" : var.text`, `"a"`}, {`false ? var.text : 1`, `"1"`}, {`"%{ if true }a%{ else }b%{ endif }"`, `"a"`},
		{`"%{ for x in ["a", "b"] }${x}%{ endfor }"`, `"ab"`},
		// Files.
		{`file("${path.module}/a.txt")`, `"A"`}, {`fileexists("a.txt")`, `true`}, {`fileexists("no.txt")`, `false`},
		{`fileset(path.module, "*.txt")`, `["a.txt", "b.txt"]`}, {`filebase64("a.txt")`, `"QQ=="`}, {`file("../../etc/passwd")`, `"${?}"`},
		{`file("/etc/passwd")`, `"${?}"`}, {`templatefile("t.tpl", { id = aws_vpc.v.id, n = ["x"] })`, `"x ${aws_vpc.v.id}"`},
		{`templatestring("x $${id} %%{ for each in n }$${each}%%{ endfor }", { id = aws_vpc.v.id, n = ["y"] })`, `"x ${aws_vpc.v.id} y"`},
		// Paths: what is absolute begins with a directory that nobody knows.
		{`abspath("/a/../b/")`, `"/b"`}, {`abspath(path.module)`, `"${path.root?}"`}, {`abspath("./x/../y")`, `"${path.root?}/y"`}, {`abspath("../x")`, `"${?}"`},
		{`basename(abspath(path.module))`, `"${?}"`}, {`basename(abspath("${path.module}/m"))`, `"m"`}, {`dirname(abspath("m"))`, `"${path.root?}"`},
		{`dirname(abspath("m/n"))`, `"${path.root?}/m"`}, {`dirname(abspath("."))`, `"${?}"`}, {`abspath("${path.cwd}/a/../b")`, `"${path.cwd?}/b"`},
		{`basename(path.cwd)`, `"${?}"`}, {`basename("${path.cwd}/x/")`, `"x"`}, {`basename("a/b/")`, `"b"`}, {`dirname("/a/b/c")`, `"/a/b"`}, {`"ex-${basename(path.cwd)}"`, `"ex-${?}"`},
		{`abspath("x") == "${path.cwd}/x"`, `unknown(it is the directory of the run)`}, {`pathexpand("~/x")`, `"${?}/x"`}, {`pathexpand("/x")`, `"/x"`}, {`pathexpand("~/x") == "~/x"`, `unknown(it is the home directory of whoever runs Terraform)`},
		{`file(abspath("${path.module}/a.txt"))`, `"A"`}, {`fileexists(abspath("no.txt"))`, `false`}, {`templatefile(abspath("t.tpl"), { id = "i", n = [] })`, `"i"`}, {`file(pathexpand("~/a.txt"))`, `unknown(it is the home directory of whoever runs Terraform)`},
		// Tokens are carried, and never looked into.
		{`upper(aws_vpc.v.id)`, `aws_vpc.v.id`}, {`[aws_vpc.v.id, "b"][0]`, `aws_vpc.v.id`}, {`lookup({ a = aws_vpc.v.id }, "a", "")`, `aws_vpc.v.id`},
		{`toset([aws_vpc.v.id])`, `[aws_vpc.v.id]`}, {`flatten([[aws_vpc.v.id]])`, `[aws_vpc.v.id]`}, {`zipmap(["a"], [aws_vpc.v.id])`, `{a=aws_vpc.v.id}`},
		{`substr(aws_vpc.v.id, 0, 4)`, `unknown(aws_vpc.v.id is only known after deployment)`}, {`cidrsubnet(var.text, 8, 1)`, `unknown(variable text has no default)`},
		{`regexall("x", var.text)`, `unknown(variable text has no default)`}, {`length(var.text)`, `unknown(variable text has no default)`},
		{`tonumber(var.text)`, `unknown(variable text has no default)`}, {`format("%d", var.text)`, `unknown(variable text has no default)`},
		{`[for c in var.text : c]`, `unknown(variable text has no default)`}, {`var.text.a.b`, `unknown(variable text has no default)`},
		{`var.text[0]`, `unknown(variable text has no default)`}, {`split("-", aws_vpc.v.id)`, `unknown(aws_vpc.v.id is only known after deployment)`},
		{`replace("a-${var.text}", "a", "b")`, `"b-${var.text?}"`}, {`startswith("x-${var.text}", "y")`, `false`},
		{`setsubtract(["a"], [var.text])`, `unknown(variable text has no default)`}, {`var.text == "a" ? "a" : "a"`, `"a"`},
		{`{ for k in ["a"] : k => var.text }["a"]`, `"${var.text?}"`}, {`[for x in ["a", var.text] : x if x == "a"]`, `unknown(variable text has no default)`},
		{`"%{ if var.text == "a" }a%{ else }b%{ endif }"`, `"${?}"`}, {`var.text != null`, `unknown(variable text has no default)`},
		{`aws_vpc.v.id != null`, `true`}, {`var.text == var.text`, `true`}, {`coalesce(aws_vpc.v.id, "b")`, `aws_vpc.v.id`},
		{`aws_vpc.v["id"]`, `aws_vpc.v.id`}, {`aws_vpc.v.cidr_block`, `"10.0.0.0/16"`}, {`aws_vpc.v.enable_dns_support`, `true`},
		{`merge(aws_vpc.v, { a = 1 }).id`, `aws_vpc.v.id`}, {`tomap({ a = aws_vpc.v }).a.owner_id`, `aws_vpc.v.owner_id`},
		// An object that a provider completes is never enumerated or compared whole; what is written in it is known.
		{`length(aws_ssm_association.a.targets)`, `"1"`}, {`length(aws_ssm_association.a.targets[0])`, `unknown(its provider gives it more attributes than are written)`},
		{`keys(aws_ssm_association.a.targets[0])`, `unknown(its provider gives it more attributes than are written)`},
		{`values(aws_vpc.v)`, `unknown(its provider gives it more attributes than are written)`}, {`jsonencode(aws_ssm_association.a.targets)`, `"${?}"`},
		{`"x${jsonencode(aws_ssm_association.a.targets)}"`, `"x${?}"`}, {`[for k, v in aws_ssm_association.a.targets[0] : k]`, `unknown(its provider gives it more attributes than are written)`},
		{`[for t in aws_ssm_association.a.targets : t.key]`, `["tag:Name"]`}, {`aws_ssm_association.a.targets[*].key`, `["tag:Name"]`},
		{`merge(aws_ssm_association.a.targets[0], { z = 1 }).z`, `"1"`}, {`merge({ z = 1 }, aws_ssm_association.a.targets[0]).z`, `unknown(its provider gives it more attributes than are written)`},
		{`merge({ key = 1 }, aws_ssm_association.a.targets[0]).key`, `"tag:Name"`}, {`keys(merge(aws_ssm_association.a.targets[0], { z = 1 }))`, `unknown(its provider gives it more attributes than are written)`},
		{`merge(aws_vpc.v, aws_ssm_association.a.targets[0]).owner_id`, `unknown(its provider gives it more attributes than are written)`},
		{`aws_ssm_association.a.targets[0] == aws_ssm_association.a.targets[0]`, `unknown(its provider gives it more attributes than are written)`},
		{`aws_vpc.v == null`, `false`}, {`lookup(aws_ssm_association.a.targets[0], "key", "")`, `"tag:Name"`},
		{`lookup(aws_ssm_association.a.targets[0], "other", "x")`, `unknown(its provider gives it more attributes than are written)`},
		{`tomap(aws_ssm_association.a.targets[0])`, `unknown(its provider gives it more attributes than are written)`},
		{`toset(aws_ssm_association.a.targets)`, `[{key="tag:Name", values=["x"]}]`}, {`one(toset(aws_ssm_association.a.targets)).key`, `"tag:Name"`},
		{`distinct(concat(aws_ssm_association.a.targets, aws_ssm_association.a.targets))`, `unknown(its provider gives it more attributes than are written)`},
		{`contains([aws_vpc.v], aws_vpc.v)`, `unknown(its provider gives it more attributes than are written)`},
	}
	var source strings.Builder
	source.WriteString("variable \"text\" { type = string }\nresource \"aws_vpc\" \"v\" { cidr_block = \"10.0.0.0/16\" }\n")
	fmt.Fprintf(&source, "locals {\n  long  = %q\n  lines = %q\n}\n", strings.Repeat("a", 10_000), strings.Repeat("\n", 10))
	source.WriteString("variable \"secret\" {\n  default = \"s\"\n  sensitive = true\n}\nvariable \"brief\" {\n  default = \"b\"\n  ephemeral = true\n}\n")
	source.WriteString("locals {\n  secret = var.secret\n  brief = (var.brief)\n}\n")
	source.WriteString("resource \"aws_ssm_association\" \"a\" {\n  targets {\n    key = \"tag:Name\"\n    values = [\"x\"]\n  }\n}\n")
	for i, test := range tests {
		fmt.Fprintf(&source, "resource \"aws_x\" \"x%d\" { value = %s }\n", i, test.expression)
	}
	files := fstest.MapFS{
		"main.tf": {Data: []byte(source.String())}, "a.txt": {Data: []byte("A")}, "b.txt": {Data: []byte("B")},
		"t.tpl": {Data: []byte("%{ for x in n }${x} %{ endfor }${id}")},
	}
	loaded := load(t, files, ".", Options{})
	for _, each := range loaded.Diagnostics {
		t.Errorf("%s: %s", each.Range, each.Message)
	}
	values := map[string]string{}
	for _, each := range loaded.Resources {
		values[each.Address] = render(each.Properties.Entry("value"))
	}
	for i, test := range tests {
		if got := values[fmt.Sprintf("aws_x.x%d", i)]; got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.expression, got, test.want)
		}
	}
}
