package lsp

import (
	"context"
	"fmt"
	"maps"
	"runtime/debug"
	"slices"
	"time"
)

// outdate says that former results may be wrong now. The caller holds the mutex.
func (s *Server) outdate() {
	s.generation++
	if s.abandon != nil {
		s.abandon()
	}
	select {
	case s.wake <- struct{}{}:
	default: // a scan is due already
	}
}

// work scans whenever one is due, one scan at a time, until the context ends.
func (s *Server) work(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
		}
		if !s.settle(ctx) {
			return
		}
		s.refresh(ctx)
	}
}

// settle waits until nothing has changed for a moment, so that typing does not scan at every key.
func (s *Server) settle(ctx context.Context) bool {
	timer := time.NewTimer(s.Debounce)
	defer timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return false
		case <-s.wake:
			timer.Reset(s.Debounce)
		case <-timer.C:
			return true
		}
	}
}

// refresh scans everything that a document is open of, and shows the result. A result that something
// has outdated meanwhile is dropped, for the next scan is due already.
func (s *Server) refresh(ctx context.Context) {
	s.mutex.Lock()
	if s.lifecycle != running {
		s.mutex.Unlock()
		return
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	generation := s.generation
	s.abandon = cancel
	workspaces := s.workspaces()
	versions := map[string]*int{}
	for uri, document := range s.documents {
		versions[uri] = document.version
	}
	s.mutex.Unlock()

	found := map[string][]remark{}
	for _, workspace := range workspaces {
		remarks, err := s.scanGuarded(ctx, workspace)
		if err != nil && ctx.Err() == nil {
			s.complain("reachlint cannot scan %s: %v", workspace.named, err)
		}
		for uri, remarks := range remarks {
			found[uri] = appendNew(found[uri], remarks)
		}
	}
	s.show(ctx, generation, found, versions)
}

// scanGuarded makes an error of a panic.
func (s *Server) scanGuarded(ctx context.Context, workspace *workspace) (remarks map[string][]remark, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			s.log("scan %s: %v\n%s", workspace.named, fault, debug.Stack())
			err = fmt.Errorf("it failed: %v", fault)
		}
	}()
	return s.scan(ctx, workspace)
}

// appendNew adds what another workspace found in the same file, unless it is the same.
func appendNew(remarks, more []remark) []remark {
	for _, candidate := range more {
		known := slices.ContainsFunc(remarks, func(r remark) bool {
			return r.Range == candidate.Range && r.Code == candidate.Code && r.Message == candidate.Message
		})
		if !known {
			remarks = append(remarks, candidate)
		}
	}
	return remarks
}

// show publishes what was found, and takes back what was published of other files.
func (s *Server) show(ctx context.Context, generation int, found map[string][]remark, versions map[string]*int) {
	s.mutex.Lock()
	s.abandon = nil
	if s.generation != generation || s.lifecycle != running || ctx.Err() != nil {
		s.mutex.Unlock()
		return
	}
	for uri := range versions {
		found[uri] = append([]remark{}, found[uri]...) // an open document is told that nothing was found
	}
	for uri := range s.published {
		if _, again := found[uri]; !again {
			found[uri] = nil
		}
	}
	s.published = map[string][]remark{}
	for uri, remarks := range found {
		if len(remarks) > 0 {
			s.published[uri] = remarks
		}
	}
	s.mutex.Unlock()
	for _, uri := range slices.Sorted(maps.Keys(found)) {
		s.notify("textDocument/publishDiagnostics", publishDiagnosticsParams{
			URI: uri, Version: versions[uri], Diagnostics: diagnosticsOf(found[uri]),
		})
	}
}

// diagnosticsOf returns what the editor is to show; never null, which it may not be.
func diagnosticsOf(remarks []remark) []diagnostic {
	diagnostics := []diagnostic{}
	for _, remark := range remarks {
		diagnostics = append(diagnostics, remark.diagnostic)
	}
	return diagnostics
}
