package lsp

import (
	"context"
	"slices"
	"time"
)

// abilities is what the editor can do, as far as it matters here.
type abilities struct {
	relatedInformation bool
	watchesFiles       bool
}

// initialize is the first request: each side tells what it can do.
func (s *Server) initialize(_ context.Context, params initializeParams) (any, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if s.lifecycle == created {
		s.lifecycle = running
		s.abilities = abilities{
			relatedInformation: params.Capabilities.TextDocument.PublishDiagnostics.RelatedInformation,
			watchesFiles:       params.Capabilities.Workspace.DidChangeWatchedFiles.DynamicRegistration,
		}
		for _, uri := range params.roots() {
			s.addFolder(uri)
		}
	}
	const wholeText = 1 // every change sends the whole text (TextDocumentSyncKind.Full)
	return object{
		"serverInfo": object{"name": source, "version": s.Version},
		"capabilities": object{
			"textDocumentSync":   object{"openClose": true, "change": wholeText, "save": object{"includeText": false}},
			"hoverProvider":      true,
			"codeActionProvider": object{"codeActionKinds": []string{quickFix}},
			"workspace":          object{"workspaceFolders": object{"supported": true, "changeNotifications": true}},
		},
	}, nil
}

// roots returns the folders that are open, by the newest way in which the client tells them.
func (p initializeParams) roots() []string {
	if len(p.WorkspaceFolders) > 0 {
		var roots []string
		for _, folder := range p.WorkspaceFolders {
			roots = append(roots, folder.URI)
		}
		return roots
	}
	switch {
	case p.RootURI != "":
		return []string{p.RootURI}
	case p.RootPath != "":
		return []string{addressOf(p.RootPath)}
	}
	return nil
}

// watched are the files whose change outside of the editor matters.
const watched = "**/{*.tf,*.tofu,*.tf.json,*.tofu.json,*.tfvars,*.tfvars.json,*.yaml,*.yml,*.json,*.template}"

// initialized asks the editor to tell when files change on disk. It does not wait for the answer here,
// for that comes over the connection that this notification holds up.
func (s *Server) initialized(ctx context.Context, _ struct{}) (any, error) {
	s.mutex.Lock()
	watches := s.abilities.watchesFiles
	s.mutex.Unlock()
	if !watches {
		return nil, nil
	}
	go func() {
		// A client that never answers must not keep this waiting for ever.
		ctx, cancel := context.WithTimeout(ctx, time.Minute)
		defer cancel()
		_, err := s.connection.Callback(ctx, "client/registerCapability", object{
			"registrations": []object{{
				"id":              "files",
				"method":          "workspace/didChangeWatchedFiles",
				"registerOptions": object{"watchers": []object{{"globPattern": watched}}},
			}},
		})
		if err != nil {
			s.log("watch files: %v", err)
		}
	}()
	return nil, nil
}

func (s *Server) shutdown(context.Context, struct{}) (any, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.lifecycle = shutDown
	if s.abandon != nil {
		s.abandon()
	}
	return nil, nil
}

func (s *Server) exit(context.Context, struct{}) (any, error) {
	s.exitOnce.Do(func() { close(s.exited) })
	return nil, nil
}

func (s *Server) filesChanged(context.Context, any) (any, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.outdate()
	return nil, nil
}

func (s *Server) foldersChanged(_ context.Context, params didChangeWorkspaceFoldersParams) (any, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	for _, removed := range params.Event.Removed {
		s.folders = slices.DeleteFunc(s.folders, func(f folder) bool { return f.named == pathOf(removed.URI) })
	}
	for _, added := range params.Event.Added {
		s.addFolder(added.URI)
	}
	s.outdate()
	return nil, nil
}
