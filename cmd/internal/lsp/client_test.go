package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"

	"github.com/reachlint/reachlint/policies"
	"github.com/reachlint/reachlint/rego"
)

var bundled = sync.OnceValues(func() (*rego.Engine, error) { return rego.New(context.Background(), policies.FS) })

// editor is the other side of a connection: it remembers what it is told of every file.
type editor struct {
	t        *testing.T
	root     string
	wire     channel.Channel
	speaking sync.Mutex // while a message is written
	calls    int
	heard    chan message // answers to calls
	said     chan publishDiagnosticsParams
	asked    chan string // methods that the server calls
	ended    chan error
	shown    map[string][]diagnostic // by name relative to the root
	close    func()
}

// start opens a folder with files in an editor. Every connection ends with its test.
func start(t *testing.T, files map[string]string, options Options) *editor {
	t.Helper()
	e := connect(t, options)
	e.root = resolve(t.TempDir())
	e.write(".git/HEAD", "")
	for name, text := range files {
		e.write(name, text)
	}
	e.call("initialize", object{
		"rootUri": addressOf(e.root),
		"capabilities": object{
			"workspace":    object{"didChangeWatchedFiles": object{"dynamicRegistration": true}},
			"textDocument": object{"publishDiagnostics": object{"relatedInformation": true}},
		},
	}, nil)
	e.notify("initialized", object{})
	return e
}

func connect(t *testing.T, options Options) *editor {
	t.Helper()
	engine, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	options.Engine = engine
	serverIn, clientOut := io.Pipe()
	clientIn, serverOut := io.Pipe()
	e := &editor{
		t:     t,
		wire:  channel.LSP(clientIn, clientOut),
		heard: make(chan message, 10),
		said:  make(chan publishDiagnosticsParams, 1000),
		asked: make(chan string, 10),
		ended: make(chan error, 1),
		shown: map[string][]diagnostic{},
		close: sync.OnceFunc(func() { clientOut.Close(); clientIn.Close() }),
	}
	go func() { e.ended <- Serve(context.Background(), serverIn, serverOut, options) }()
	go e.listen()
	t.Cleanup(e.close)
	return e
}

// message is any message of JSON-RPC.
type message struct {
	ID     json.RawMessage `json:"id,omitempty"`
	Method string          `json:"method,omitempty"`
	Params json.RawMessage `json:"params,omitempty"`
	Result json.RawMessage `json:"result,omitempty"`
	Error  *jrpc2.Error    `json:"error,omitempty"`
}

// listen takes what the server says in its order, which the client of jrpc2 does not keep.
func (e *editor) listen() {
	for {
		text, err := e.wire.Recv()
		if err != nil {
			return
		}
		var heard message
		if err := json.Unmarshal(text, &heard); err != nil {
			e.t.Errorf("the server says %s: %v", text, err)
			return
		}
		var params publishDiagnosticsParams
		switch {
		case heard.Method == "":
			e.heard <- heard
		case heard.ID != nil:
			e.asked <- heard.Method
			e.say([]byte(`{"jsonrpc":"2.0","id":` + string(heard.ID) + `,"result":null}`))
		case heard.Method == "textDocument/publishDiagnostics" && json.Unmarshal(heard.Params, &params) == nil:
			e.said <- params
		}
	}
}

func (e *editor) write(name, text string) {
	e.t.Helper()
	path := filepath.Join(e.root, filepath.FromSlash(name))
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o644)); err != nil {
		e.t.Fatal(err)
	}
}

func (e *editor) uri(name string) string {
	return addressOf(filepath.Join(e.root, filepath.FromSlash(name)))
}

// ask calls a method and returns the server's answer or refusal.
func (e *editor) ask(method string, params any) message {
	e.t.Helper()
	e.calls++
	e.send(object{"jsonrpc": "2.0", "id": e.calls, "method": method, "params": params})
	select {
	case answer := <-e.heard:
		return answer
	case <-time.After(time.Minute):
		e.t.Fatalf("%s: no answer", method)
	}
	panic("unreachable")
}

func (e *editor) call(method string, params, answer any) {
	e.t.Helper()
	heard := e.ask(method, params)
	if heard.Error != nil {
		e.t.Fatalf("%s: %v", method, heard.Error)
	}
	if answer != nil {
		if err := json.Unmarshal(heard.Result, answer); err != nil {
			e.t.Fatalf("%s: %v", method, err)
		}
	}
}

func (e *editor) notify(method string, params any) {
	e.t.Helper()
	e.send(object{"jsonrpc": "2.0", "method": method, "params": params})
}

func (e *editor) send(said object) {
	e.t.Helper()
	text, err := json.Marshal(said)
	if err != nil {
		e.t.Fatal(err)
	}
	e.say(text)
}

// say sends a message whole. The server may be gone by now, which the test then finds out by itself.
func (e *editor) say(text []byte) {
	e.speaking.Lock()
	defer e.speaking.Unlock()
	_ = e.wire.Send(text)
}

func (e *editor) open(name, text string, version int) {
	e.t.Helper()
	e.notify("textDocument/didOpen", object{"textDocument": object{"uri": e.uri(name), "languageId": "any", "version": version, "text": text}})
	e.await(name, version)
}

func (e *editor) change(name, text string, version int) {
	e.t.Helper()
	e.notify("textDocument/didChange", object{
		"textDocument":   object{"uri": e.uri(name), "version": version},
		"contentChanges": []object{{"text": text}},
	})
	e.await(name, version)
}

// await reads what the server says until it speaks of that version of the file. What it says of other
// files comes in the order of their names, so a later one is awaited by its own name.
func (e *editor) await(name string, version int) {
	e.t.Helper()
	e.until(func(said publishDiagnosticsParams) bool {
		return said.URI == e.uri(name) && said.Version != nil && *said.Version == version
	})
}

// until reads what the server says until the wanted is said.
func (e *editor) until(wanted func(publishDiagnosticsParams) bool) {
	e.t.Helper()
	deadline := time.After(time.Minute)
	for {
		select {
		case said := <-e.said:
			relative, err := filepath.Rel(e.root, pathOf(said.URI))
			if err != nil {
				e.t.Fatal(err)
			}
			e.shown[filepath.ToSlash(relative)] = said.Diagnostics
			if wanted(said) {
				return
			}
		case err := <-e.ended:
			e.t.Fatalf("the server left: %v", err)
		case <-deadline:
			e.t.Fatalf("the server says nothing more; shown is %v", e.shown)
		}
	}
}

// one returns the only diagnostic of a file.
func (e *editor) one(name string) diagnostic {
	e.t.Helper()
	if len(e.shown[name]) != 1 {
		e.t.Fatalf("%s shows %+v, want one diagnostic", name, e.shown[name])
	}
	return e.shown[name][0]
}

func (e *editor) none(name string) {
	e.t.Helper()
	if len(e.shown[name]) > 0 {
		e.t.Fatalf("%s shows %+v, want nothing", name, e.shown[name])
	}
}
