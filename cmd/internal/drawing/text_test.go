package drawing

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
)

// checkText looks at a picture as it is written: its form, and that it loads nothing.
func checkText(t *testing.T, name, format, text string) {
	t.Helper()
	switch format {
	case "json":
		var read document
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.DisallowUnknownFields()
		if err := decoder.Decode(&read); err != nil || read.Version != 1 {
			t.Errorf("%s: json: version %d, %v", name, read.Version, err)
		}
	case "svg":
		checkMarkup(t, name, text, true)
	case "html":
		if !strings.HasPrefix(text, "<!doctype html>") || strings.Count(text, "<script") != 1 || strings.Count(text, "</script") != 1 {
			t.Errorf("%s: html: not one script, or no document type", name)
		}
		checkMarkup(t, name, withoutRaw.ReplaceAllString(text, ""), false)
	case "mermaid":
		checkMermaid(t, name, text)
	case "dot":
		checkDOT(t, name, text)
	}
}

var withoutRaw = regexp.MustCompile(`(?s)<script>.*?</script>|<style>.*?</style>|<!doctype html>`)

// checkMarkup reads the whole, and looks for anything that would be run or loaded.
func checkMarkup(t *testing.T, name, text string, strict bool) {
	t.Helper()
	decoder := xml.NewDecoder(strings.NewReader(text))
	decoder.Strict = strict
	if !strict {
		decoder.AutoClose = xml.HTMLAutoClose
	}
	for {
		token, err := decoder.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: not well-formed: %v", name, err)
		}
		element, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch element.Name.Local {
		case "image", "use", "foreignObject", "iframe", "object", "embed", "link", "a", "img", "script", "base", "form":
			t.Errorf("%s: there is an element %s", name, element.Name.Local)
		}
		for _, attribute := range element.Attr {
			if strings.HasPrefix(attribute.Name.Local, "on") || attribute.Name.Local == "href" || attribute.Name.Local == "src" {
				t.Errorf("%s: there is an attribute %s", name, attribute.Name.Local)
			}
		}
	}
}

var (
	mermaidLabel = regexp.MustCompile(`"[^"]*"`)
	mermaidRest  = regexp.MustCompile(`^[\w ,:.()\[\]{}|=>#-]*$`)
	dotString    = regexp.MustCompile(`"(?:[^"\\]|\\.)*"`)
	dotRest      = regexp.MustCompile(`^[\w .\[\]{}=,;>-]*$`)
)

// checkMermaid looks that nothing leaves the quotes of its label, and that no label holds what Mermaid would read.
func checkMermaid(t *testing.T, name, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		for _, label := range mermaidLabel.FindAllString(line, -1) {
			if strings.ContainsAny(strings.ReplaceAll(label, "<br/>", ""), "<>`%$\\") {
				t.Errorf("%s: mermaid: the label %s", name, label)
			}
		}
		if rest := mermaidLabel.ReplaceAllString(line, ""); !mermaidRest.MatchString(rest) {
			t.Errorf("%s: mermaid: the line %s", name, line)
		}
	}
}

func checkDOT(t *testing.T, name, text string) {
	t.Helper()
	for line := range strings.Lines(text) {
		if rest := dotString.ReplaceAllString(strings.TrimRight(line, "\n"), ""); !dotRest.MatchString(rest) {
			t.Errorf("%s: dot: the line %s", name, line)
		}
	}
	if strings.Count(dotString.ReplaceAllString(text, ""), "{") != strings.Count(dotString.ReplaceAllString(text, ""), "}") {
		t.Errorf("%s: dot: braces do not match", name)
	}
}

// hostile are texts that would leave their place in one of the formats.
var hostile = []string{
	`</script><script>alert(1)</script>`, `"]; click b1 href javascript:alert(1)`, `<img src=x onerror=alert(1)>`,
	"`code` **bold**", `%%{init: {"theme":"dark"}}%%`, `#quot; &quot; &lt;`, `\" ] -> { b1 [label=x`, "]]>", "<!--", "-->",
	"\u202eevil", `$$x$$`, `end`, strings.Repeat("long", 200), "漢字とかな", "a\u0000b\u001b[31m", `{{x}}`, "1. list",
}

// TestHostileNames puts such texts wherever a name can come from.
func TestHostileNames(t *testing.T) {
	var source strings.Builder
	for _, name := range hostile {
		quoted, err := json.Marshal(strings.Map(func(r rune) rune {
			if unicode.IsControl(r) {
				return -1
			}
			return r
		}, name))
		if err != nil {
			t.Fatal(err)
		}
		text := strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&", "${", "$${", "%{", "%%{").Replace(string(quoted))
		source.WriteString(text + ",\n")
	}
	files := fstest.MapFS{`</title>"&'/main.tf`: {Data: []byte(strings.ReplaceAll(hostileSource, "NAMES", source.String()))}}
	units := unitsOf(t, files)
	if len(units) != 1 || len(units[0].Nodes.OfKind("instance")) != len(hostile) {
		t.Fatalf("the source was not read: %d units", len(units))
	}
	inspect(t, drawings(units, 3), Formats())
}

const hostileSource = `
locals {
  names = toset([NAMES])
}

resource "aws_vpc" "main" {
  for_each   = local.names
  cidr_block = "10.0.0.0/16"
  tags       = { Name = each.key }
}

resource "aws_subnet" "main" {
  for_each   = local.names
  vpc_id     = aws_vpc.main[each.key].id
  cidr_block = "10.0.0.0/24"
}

resource "aws_security_group" "main" {
  for_each    = local.names
  name        = each.key
  description = each.key
  vpc_id      = aws_vpc.main[each.key].id
}

resource "aws_vpc_endpoint" "main" {
  for_each          = local.names
  vpc_id            = aws_vpc.main[each.key].id
  vpc_endpoint_type = "Interface"
  service_name      = "com.amazonaws.eu-central-1.${each.key}"
  subnet_ids        = [aws_subnet.main[each.key].id]
}

resource "aws_directory_service_directory" "main" {
  for_each = local.names
  name     = each.key
  password = "irrelevant"
  type     = "MicrosoftAD"

  vpc_settings {
    vpc_id     = aws_vpc.main[each.key].id
    subnet_ids = [aws_subnet.main[each.key].id]
  }
}

resource "aws_vpc_dhcp_options" "main" {
  for_each            = local.names
  domain_name_servers = [each.key]
}

resource "aws_vpc_dhcp_options_association" "main" {
  for_each        = local.names
  vpc_id          = aws_vpc.main[each.key].id
  dhcp_options_id = aws_vpc_dhcp_options.main[each.key].id
}

resource "aws_instance" "main" {
  for_each               = local.names
  ami                    = each.key
  instance_type          = each.key
  subnet_id              = aws_subnet.main[each.key].id
  vpc_security_group_ids = [aws_security_group.main[each.key].id]
}
`

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"a\nb":           "a b",
		"a\u202eb":       "a\ufffdb",
		"a\x00\x1b[31mb": "a\ufffd\ufffd[31mb",
		"plain ×3":       "plain ×3",
	} {
		if got := clean(text); got != want {
			t.Errorf("clean(%q) = %q, want %q", text, got, want)
		}
	}
}
