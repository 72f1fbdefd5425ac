package lsp

import "context"

// document is a text that is open in the editor, saved or not.
type document struct {
	uri     string // as the editor writes it, which may differ from what addressOf makes
	path    string // without symbolic links
	text    string
	version *int
}

func (s *Server) didOpen(_ context.Context, params documentParams) (any, error) {
	s.take(params.TextDocument, params.TextDocument.Text)
	return nil, nil
}

func (s *Server) didChange(_ context.Context, params documentParams) (any, error) {
	if last := len(params.ContentChanges) - 1; last >= 0 {
		s.take(params.TextDocument, params.ContentChanges[last].Text)
	}
	return nil, nil
}

// take takes over the newest text of a document. What is no file (a diff, a scratch buffer) is left alone.
func (s *Server) take(given textDocument, text string) {
	path := pathOf(given.URI)
	if path == "" {
		return
	}
	resolved := resolve(path)
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.documents[given.URI] = document{uri: given.URI, path: resolved, text: text, version: given.Version}
	s.outdate()
}

// didSave scans again: what a save changes beside the document (a formatter, a generator) may not be watched.
func (s *Server) didSave(ctx context.Context, _ documentParams) (any, error) {
	return s.filesChanged(ctx, nil)
}

func (s *Server) didClose(_ context.Context, params documentParams) (any, error) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	delete(s.documents, params.TextDocument.URI)
	s.outdate()
	return nil, nil
}
