package lsp

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/creachadair/jrpc2"
	"github.com/creachadair/jrpc2/handler"
)

// The error codes that the protocol adds to those of JSON-RPC ("ErrorCodes").
const (
	codeServerNotInitialized jrpc2.Code = -32002
	codeRequestCancelled     jrpc2.Code = -32800
)

// methods is all that an editor can ask for.
func (s *Server) methods() handler.Map {
	methods := handler.Map{
		"initialize": handle(s.initialize),
		"shutdown":   handle(s.shutdown),
		"exit":       handle(s.exit),
	}
	for name, method := range map[string]jrpc2.Handler{
		"initialized":                         handle(s.initialized),
		"$/cancelRequest":                     handle(s.cancelRequest),
		"$/setTrace":                          handle(s.ignore),
		"textDocument/didOpen":                handle(s.didOpen),
		"textDocument/didChange":              handle(s.didChange),
		"textDocument/didSave":                handle(s.didSave),
		"textDocument/didClose":               handle(s.didClose),
		"textDocument/hover":                  handle(s.hover),
		"textDocument/codeAction":             handle(s.codeAction),
		"workspace/didChangeWatchedFiles":     handle(s.filesChanged),
		"workspace/didChangeConfiguration":    handle(s.filesChanged),
		"workspace/didChangeWorkspaceFolders": handle(s.foldersChanged),
	} {
		methods[name] = s.onlyWhileRunning(method)
	}
	for name, method := range methods {
		methods[name] = s.guarded(method)
	}
	return methods
}

// handle makes a handler of a method. Missing parameters are empty ones.
func handle[P any](method func(context.Context, P) (any, error)) jrpc2.Handler {
	return func(ctx context.Context, request *jrpc2.Request) (any, error) {
		var params P
		if request.HasParams() {
			if err := request.UnmarshalParams(&params); err != nil {
				return nil, err
			}
		}
		return method(ctx, params)
	}
}

// onlyWhileRunning refuses requests before initialize and after shutdown, and drops notifications then
// ("Initialize Request", "Shutdown Request").
func (s *Server) onlyWhileRunning(method jrpc2.Handler) jrpc2.Handler {
	return func(ctx context.Context, request *jrpc2.Request) (any, error) {
		s.mutex.Lock()
		lifecycle := s.lifecycle
		s.mutex.Unlock()
		switch {
		case ctx.Err() != nil && !request.IsNotification():
			return nil, jrpc2.Errorf(codeRequestCancelled, "cancelled")
		case lifecycle == created:
			return nil, jrpc2.Errorf(codeServerNotInitialized, "initialize comes first")
		case lifecycle == shutDown:
			return nil, jrpc2.Errorf(jrpc2.InvalidRequest, "nothing but exit comes after shutdown")
		}
		return method(ctx, request)
	}
}

// guarded makes an error of a panic, for an editor that loses its server loses it for the session.
func (s *Server) guarded(method jrpc2.Handler) jrpc2.Handler {
	return func(ctx context.Context, request *jrpc2.Request) (answer any, err error) {
		defer func() {
			if fault := recover(); fault != nil {
				s.log("%s: %v\n%s", request.Method(), fault, debug.Stack())
				answer, err = nil, jrpc2.Errorf(jrpc2.InternalError, "reachlint failed: %v", fault)
			}
		}()
		return method(ctx, request)
	}
}

// cancelRequest ends a request under way ("Cancellation Support").
func (s *Server) cancelRequest(_ context.Context, params cancelParams) (any, error) {
	s.connection.CancelRequest(string(params.ID))
	return nil, nil
}

func (s *Server) ignore(context.Context, struct{}) (any, error) { return nil, nil }

// notify sends a notification. The connection may be gone by now, which nobody need know.
func (s *Server) notify(method string, params any) {
	if err := s.connection.Notify(context.Background(), method, params); err != nil {
		s.log("%s: %v", method, err)
	}
}

// complain tells the user what went wrong inside.
func (s *Server) complain(format string, arguments ...any) {
	message := fmt.Sprintf(format, arguments...)
	s.log("%s", message)
	s.notify("window/logMessage", object{"type": severityError, "message": message})
}
