package lsp

import (
	"cmp"
	"os"
	"path/filepath"
	"slices"
)

// folder is a directory that is open in the editor.
type folder struct {
	named    string // as the editor names it
	resolved string // without symbolic links
}

// addFolder takes over a folder. Nobody who opens a file in the home directory means all that lies there.
func (s *Server) addFolder(uri string) {
	path := pathOf(uri)
	if path == "" {
		return
	}
	added := folder{path, resolve(path)}
	home, _ := os.UserHomeDir()
	if filepath.Dir(added.resolved) == added.resolved || home != "" && added.resolved == resolve(home) {
		return
	}
	if !slices.Contains(s.folders, added) {
		s.folders = append(s.folders, added)
	}
}

// workspace is what is scanned at once: a folder, or the documents of a directory that is in no folder.
type workspace struct {
	folder
	whole     bool // units are looked for in all of the folder
	documents []document
}

// workspaces puts every document into the innermost folder that it lies in.
func (s *Server) workspaces() []*workspace {
	var found []*workspace
	byFolder := map[folder]*workspace{}
	for _, document := range s.documents {
		home, whole := s.folderOf(document)
		if byFolder[home] == nil {
			byFolder[home] = &workspace{folder: home, whole: whole}
			found = append(found, byFolder[home])
		}
		byFolder[home].documents = append(byFolder[home].documents, document)
	}
	slices.SortFunc(found, func(a, b *workspace) int { return cmp.Compare(a.named, b.named) })
	for _, workspace := range found {
		slices.SortFunc(workspace.documents, func(a, b document) int { return cmp.Compare(a.uri, b.uri) })
	}
	return found
}

func (s *Server) folderOf(document document) (home folder, whole bool) {
	for _, candidate := range s.folders {
		if within(candidate.resolved, document.path) && len(candidate.resolved) > len(home.resolved) {
			home, whole = candidate, true
		}
	}
	if !whole {
		home = folder{filepath.Dir(pathOf(document.uri)), filepath.Dir(document.path)}
	}
	return home, whole
}
