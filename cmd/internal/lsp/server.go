// Package lsp shows findings in an editor: a language server that speaks the Language Server Protocol 3.17
// (the sections that comments name are those of its specification) on a pair of pipes.
package lsp

import (
	"context"
	"errors"
	"io"
	"sync"
	"time"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/channel"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/rego"
)

// Options say how to serve.
type Options struct {
	Engine           *rego.Engine
	Version          string
	Debounce         time.Duration                         // how long to wait for more changes before a scan
	ShowUndetermined bool                                  // also what could not be decided, as hints
	Page             func(rule string) string              // the address of a rule's page on the web; "" when it has none
	Log              func(format string, arguments ...any) // what went wrong inside; nil drops it
}

// ErrNoShutdown tells that the client left without asking for a shutdown first ("Exit Notification": the
// server then exits with code 1).
var ErrNoShutdown = errors.New("the editor left without a shutdown request")

// Server is one connection with an editor.
type Server struct {
	Options
	connection *jrpc2.Server
	rules      map[string]lint.Rule
	wake       chan struct{} // a scan is due; holds one at most
	exited     chan struct{} // the editor said exit
	exitOnce   sync.Once

	mutex      sync.Mutex
	lifecycle  lifecycle
	abilities  abilities // of the editor
	folders    []folder
	documents  map[string]document // by the address that the editor uses
	generation int                 // counts what makes former results out of date
	abandon    context.CancelFunc  // ends the scan under way; nil when there is none
	published  map[string][]remark // what the editor shows now, by address
}

// lifecycle is how far the connection is ("Server lifecycle").
type lifecycle int

const (
	created lifecycle = iota
	running
	shutDown
)

// Serve serves an editor until it says exit, closes the connection, or the context ends.
func Serve(ctx context.Context, in io.Reader, out io.WriteCloser, options Options) error {
	s := &Server{
		Options:   options,
		rules:     map[string]lint.Rule{},
		wake:      make(chan struct{}, 1),
		exited:    make(chan struct{}),
		documents: map[string]document{},
		published: map[string][]remark{},
	}
	for _, rule := range lint.Rules(options.Engine) {
		s.rules[rule.ID] = rule
	}
	ctx, cancel := context.WithCancel(ctx)
	var background sync.WaitGroup
	defer background.Wait()
	defer cancel()
	s.connection = jrpc2.NewServer(s.methods(), &jrpc2.ServerOptions{
		AllowPush:      true,
		DisableBuiltin: true,
		NewContext:     func() context.Context { return ctx },
	})
	s.connection.Start(tolerant{channel.StrictHeader("")(in, out)})
	background.Go(func() { s.work(ctx) })

	// The transport ends only with its input, which an editor may keep open after its last word. It is not
	// told to stop, for it cannot bear another message after that.
	ended := make(chan error, 1)
	go func() { ended <- s.connection.Wait() }()
	var err error
	select {
	case err = <-ended:
	case <-s.exited:
	case <-ctx.Done():
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	former := s.lifecycle
	s.lifecycle = shutDown
	if former == running {
		return errors.Join(ErrNoShutdown, err)
	}
	return err
}

// tolerant takes messages of any content type: clients write both utf-8 and utf8 ("Header Part").
type tolerant struct{ channel.Channel }

// Recv receives one message.
func (t tolerant) Recv() ([]byte, error) {
	message, err := t.Channel.Recv()
	var mismatch *channel.ContentTypeMismatchError
	if errors.As(err, &mismatch) {
		err = nil
	}
	return message, err
}

func (s *Server) log(format string, arguments ...any) {
	if s.Log != nil {
		s.Log(format, arguments...)
	}
}
