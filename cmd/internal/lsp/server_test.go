package lsp

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/creachadair/jrpc2"
)

func TestOpenChangeClose(t *testing.T) {
	e := start(t, map[string]string{"main.tf": openToAll}, Options{
		Page: func(rule string) string { return "https://example.com/" + rule },
	})
	e.open("main.tf", openToAll, 1)
	found := e.one("main.tf")
	if found.Code != "admin-port-open" || found.Source != "reachlint" || found.CodeDescription == nil ||
		found.CodeDescription.Href != "https://example.com/admin-port-open" {
		t.Errorf("%+v", found)
	}
	e.change("main.tf", closed, 2)
	e.none("main.tf")
	e.change("main.tf", openToAll, 3)
	e.one("main.tf")
	e.notify("textDocument/didClose", object{"textDocument": object{"uri": e.uri("main.tf")}})
	e.until(func(said publishDiagnosticsParams) bool { return len(said.Diagnostics) == 0 })
}

// The columns of the finding count UTF-16 code units: the emoji before it is one code point but two of them.
func TestColumns(t *testing.T) {
	e := start(t, nil, Options{})
	e.open("main.tf", openToAll, 1) // it was never saved
	at := e.one("main.tf").Range
	line := strings.Split(openToAll, "\n")[at.Start.Line]
	before, _, ok := strings.Cut(line, `["0.0.0.0/0"]`)
	if want := units16(before); !ok || at.Start.Character != want || at.End != (position{at.Start.Line, want + 13}) {
		t.Errorf("found at %+v, on line %q; want column %d", at, line, want)
	}
}

func TestSyntaxError(t *testing.T) {
	e := start(t, nil, Options{})
	e.open("main.tf", openToAll+"resource {", 1)
	if e.shown["main.tf"] == nil || e.shown["main.tf"][len(e.shown["main.tf"])-1].Code != "terraform-syntax" {
		t.Errorf("%+v", e.shown["main.tf"])
	}
	e.change("main.tf", closed, 2)
	e.none("main.tf")
}

// What is open of a module's files shows the whole unit, and what the editor has of one file changes what is
// said of the others.
func TestRelatedFiles(t *testing.T) {
	e := start(t, map[string]string{"main.tf": caller, "net/main.tf": module, "other/main.tf": openToAll}, Options{})
	e.open("main.tf", caller, 1)
	e.until(func(said publishDiagnosticsParams) bool { return said.URI == e.uri("net/main.tf") })
	found := e.one("net/main.tf")
	related := found.RelatedInformation[len(found.RelatedInformation)-1]
	if related.Message != "called from module.net" || related.Location.URI != e.uri("main.tf") {
		t.Errorf("related: %+v", related)
	}
	if _, shown := e.shown["other/main.tf"]; shown {
		t.Error("a unit is shown of which no file is open")
	}
	e.change("main.tf", strings.Replace(caller, "0.0.0.0/0", "10.9.0.0/16", 1), 2)
	e.until(func(said publishDiagnosticsParams) bool { return said.URI == e.uri("net/main.tf") })
	e.none("net/main.tf")
}

func TestOpenModule(t *testing.T) {
	e := start(t, map[string]string{"main.tf": caller, "net/main.tf": module}, Options{})
	e.open("net/main.tf", module, 1)
	e.one("net/main.tf")
	e.write("main.tf", strings.Replace(caller, "0.0.0.0/0", "10.9.0.0/16", 1))
	e.notify("workspace/didChangeWatchedFiles", object{"changes": []object{{"uri": e.uri("main.tf"), "type": 2}}})
	e.await("net/main.tf", 1)
	e.none("net/main.tf")
}

func TestConfiguration(t *testing.T) {
	e := start(t, map[string]string{"main.tf": openToAll}, Options{})
	if method := <-e.asked; method != "client/registerCapability" {
		t.Errorf("the server asks for %s", method)
	}
	e.open("main.tf", openToAll, 1)
	e.one("main.tf")
	configure := func(text string) {
		e.write(".reachlint.yaml", text)
		e.notify("workspace/didChangeWatchedFiles", object{"changes": []object{{"uri": e.uri(".reachlint.yaml"), "type": 2}}})
		e.await("main.tf", 1)
	}
	configure("rules:\n  admin-port-open: note\n")
	if found := e.one("main.tf"); found.Severity != severityInformation {
		t.Errorf("severity %d of a note", found.Severity)
	}
	configure("rules:\n  admin-port-open: off\n")
	e.none("main.tf")
	configure("rules:\n  admin-port-opened: off\n")
	if found := e.one(".reachlint.yaml"); found.Range != (span{position{1, 0}, position{1, 24}}) || !strings.Contains(found.Message, "did you mean admin-port-open?") {
		t.Errorf("%+v", found)
	}
	configure("regions: x\n")
	if found := e.one(".reachlint.yaml"); found.Range != (span{position{0, 0}, position{0, 10}}) {
		t.Errorf("%+v", found)
	}
}

func TestHoverAndIgnore(t *testing.T) {
	for name, text := range map[string]string{"main.tf": openToAll, "stack.yaml": template} {
		t.Run(name, func(t *testing.T) {
			e := start(t, nil, Options{})
			e.open(name, text, 1)
			at := e.one(name).Range
			var shown hover
			e.call("textDocument/hover", object{"textDocument": object{"uri": e.uri(name)}, "position": at.Start}, &shown)
			if shown.Contents.Kind != "markdown" || !strings.HasPrefix(shown.Contents.Value, "# ") || shown.Range != at {
				t.Errorf("hover shows %.60q", shown.Contents.Value)
			}
			var actions []codeAction
			e.call("textDocument/codeAction", object{
				"textDocument": object{"uri": e.uri(name)},
				"range":        span{at.Start, at.Start},
				"context":      object{"diagnostics": []any{}},
			}, &actions)
			if len(actions) != 1 || actions[0].Kind != quickFix || len(actions[0].Diagnostics) != 1 {
				t.Fatalf("actions %+v", actions)
			}
			edit := actions[0].Edit.Changes[e.uri(name)][0]
			if edit.Range.Start != (position{at.Start.Line, 0}) || !strings.HasSuffix(edit.NewText, "# reachlint:ignore admin-port-open -- \n") {
				t.Errorf("edit %+v", edit)
			}
			lines := strings.SplitAfter(text, "\n")
			reasoned := strings.Replace(edit.NewText, "-- ", "-- as agreed", 1)
			e.change(name, strings.Join(lines[:at.Start.Line], "")+reasoned+strings.Join(lines[at.Start.Line:], ""), 2)
			e.none(name)
		})
	}
}

// What is mechanical is offered as an edit, which mends the finding when the editor makes it. Its columns count UTF-16.
func TestFixOfAFinding(t *testing.T) {
	e := start(t, nil, Options{})
	e.open("main.tf", amazonFirst, 1)
	at := e.one("main.tf").Range
	var actions []codeAction
	e.call("textDocument/codeAction", object{
		"textDocument": object{"uri": e.uri("main.tf")}, "range": at, "context": object{"diagnostics": []any{}},
	}, &actions)
	if len(actions) != 2 || !actions[0].IsPreferred || !strings.HasPrefix(actions[0].Title, "Fix this finding") {
		t.Fatalf("actions %+v", actions)
	}
	edits := actions[0].Edit.Changes[e.uri("main.tf")]
	if len(edits) != 1 || edits[0].Range.Start.Line != edits[0].Range.End.Line {
		t.Fatalf("edits %+v", edits)
	}
	lines := strings.SplitAfter(amazonFirst, "\n")
	line := utf16.Encode([]rune(lines[edits[0].Range.Start.Line]))
	line = slices.Concat(line[:edits[0].Range.Start.Character], utf16.Encode([]rune(edits[0].NewText)), line[edits[0].Range.End.Character:])
	lines[edits[0].Range.Start.Line] = string(utf16.Decode(line))
	e.change("main.tf", strings.Join(lines, ""), 2)
	e.none("main.tf")
}

// amazonFirst names Amazon's DNS server before the directory's, behind a character of two UTF-16 units.
const amazonFirst = `
resource "aws_vpc" "main" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "main" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_subnet" "other" {
  vpc_id     = aws_vpc.main.id
  cidr_block = "10.0.9.0/24"
}

resource "aws_directory_service_directory" "corp" {
  name     = "corp.example.com"
  password = "{{resolve}}"
  type     = "MicrosoftAD"

  vpc_settings {
    vpc_id     = aws_vpc.main.id
    subnet_ids = [aws_subnet.main.id, aws_subnet.other.id]
  }
}

resource "aws_vpc_dhcp_options" "corp" {
  /* 🏢 */ domain_name_servers = ["AmazonProvidedDNS", aws_directory_service_directory.corp.dns_ip_addresses[0]]
}

resource "aws_vpc_dhcp_options_association" "corp" {
  vpc_id          = aws_vpc.main.id
  dhcp_options_id = aws_vpc_dhcp_options.corp.id
}
`

func TestNothingToIgnoreInJSON(t *testing.T) {
	e := start(t, nil, Options{})
	e.open("stack.json", templateInJSON, 1)
	at := e.one("stack.json").Range
	var actions []codeAction
	e.call("textDocument/codeAction", object{"textDocument": object{"uri": e.uri("stack.json")}, "range": at, "context": object{}}, &actions)
	if len(actions) > 0 {
		t.Errorf("actions %+v", actions)
	}
}

// A newer text wins, however many come at once, and nothing is said of those between.
func TestNewestTextWins(t *testing.T) {
	e := start(t, nil, Options{})
	e.open("main.tf", closed, 1)
	for version := 2; version < 40; version++ {
		text := openToAll
		if version%2 == 1 {
			text = closed
		}
		e.notify("textDocument/didChange", object{
			"textDocument":   object{"uri": e.uri("main.tf"), "version": version},
			"contentChanges": []object{{"text": text}},
		})
	}
	e.change("main.tf", openToAll, 40)
	e.one("main.tf")
	e.change("main.tf", closed, 41)
	e.none("main.tf")
}

// What is no template, and what is no file, is left alone.
func TestForeignDocuments(t *testing.T) {
	e := start(t, map[string]string{"main.tf": openToAll}, Options{})
	e.open("values.yaml", "replicas: 3\n", 1)
	e.none("values.yaml")
	e.notify("textDocument/didOpen", object{"textDocument": object{"uri": "untitled:Untitled-1", "version": 1, "text": openToAll}})
	e.open("main.tf", openToAll, 1)
	e.one("main.tf")
	if len(e.shown) != 2 {
		t.Errorf("shown are %v", e.shown)
	}
}

// A folder behind a symbolic link keeps the name that the editor has for it.
func TestFolderBehindLink(t *testing.T) {
	e := start(t, map[string]string{"main.tf": caller, "net/main.tf": module}, Options{})
	link := filepath.Join(resolve(t.TempDir()), "link")
	if err := os.Symlink(e.root, link); err != nil {
		t.Skip(err)
	}
	e.notify("workspace/didChangeWorkspaceFolders", object{"event": object{
		"removed": []object{{"uri": addressOf(e.root)}}, "added": []object{{"uri": addressOf(link)}},
	}})
	e.root = link
	e.open("main.tf", caller, 1)
	e.until(func(said publishDiagnosticsParams) bool { return said.URI == e.uri("net/main.tf") })
	e.one("net/main.tf")
}

// A file outside of any folder is a unit with what lies beside it.
func TestNoFolder(t *testing.T) {
	e := start(t, map[string]string{"main.tf": openToAll}, Options{})
	e.notify("workspace/didChangeWorkspaceFolders", object{"event": object{"removed": []object{{"uri": addressOf(e.root)}}, "added": []object{}}})
	e.open("variables.tf", "", 1) // what is said of main.tf comes before, for files are told in order
	e.one("main.tf")
}

func TestLifecycle(t *testing.T) {
	e := connect(t, Options{})
	wantCode := func(method string, want jrpc2.Code) {
		t.Helper()
		if refused := e.ask(method, object{}).Error; refused == nil || refused.Code != want {
			t.Errorf("%s: %v, want code %d", method, refused, want)
		}
	}
	wantCode("textDocument/hover", codeServerNotInitialized)
	e.call("initialize", object{"processId": nil, "rootUri": nil, "capabilities": object{}}, nil)
	wantCode("textDocument/rename", jrpc2.MethodNotFound)
	e.call("textDocument/hover", object{"textDocument": object{"uri": "file:///nowhere/main.tf"}}, nil)
	e.notify("$/cancelRequest", object{"id": 99})
	e.notify("$/unheardOf", object{})
	e.call("shutdown", nil, nil)
	wantCode("textDocument/hover", jrpc2.InvalidRequest)
	e.notify("exit", nil)
	if err := <-e.ended; err != nil {
		t.Errorf("the server ends with %v", err)
	}
}

func TestExitWithoutShutdown(t *testing.T) {
	e := start(t, nil, Options{})
	e.notify("exit", nil)
	if err := <-e.ended; !errors.Is(err, ErrNoShutdown) {
		t.Errorf("the server ends with %v", err)
	}
}

func TestEditorLeaves(t *testing.T) {
	e := start(t, nil, Options{})
	e.close()
	if err := <-e.ended; !errors.Is(err, ErrNoShutdown) {
		t.Errorf("the server ends with %v", err)
	}
}

// What an editor says after exit is heard by nobody, and breaks nothing.
func TestWordsAfterExit(t *testing.T) {
	e := start(t, nil, Options{})
	e.call("shutdown", nil, nil)
	e.notify("exit", nil)
	if err := <-e.ended; err != nil {
		t.Errorf("the server ends with %v", err)
	}
	for range 10 {
		e.notify("textDocument/didSave", object{"textDocument": object{"uri": e.uri("main.tf")}})
	}
}
