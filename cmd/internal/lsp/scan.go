package lsp

import (
	"context"
	"path/filepath"
	"strings"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers/graph"
)

// scan scans a workspace as the editor has it, and returns what there is to say of the units that its
// documents belong to, by the address of the file.
func (s *Server) scan(ctx context.Context, workspace *workspace) (map[string][]remark, error) {
	disk, err := lint.OpenDisk([]string{workspace.resolved})
	if err != nil {
		return nil, err
	}
	defer disk.Close()
	view := newView(workspace, disk)
	paths := disk.Paths
	if !workspace.whole {
		paths = view.names
	}
	remarks := s.newRemarks(view)
	configurationFile := lint.FindConfiguration(view.files, disk.Paths[0])
	options := lint.Options{Files: view.files, Paths: paths, Engine: s.Engine}
	if configurationFile != "" {
		if options.Configuration, err = lint.LoadConfiguration(view.files, configurationFile); err != nil {
			remarks.addMistakes(configurationFile, err)
			return remarks.byAddress, nil
		}
	}
	units, err := findUnits(ctx, view, options)
	if err != nil || len(units) == 0 {
		return nil, err
	}
	result, err := lint.Run(ctx, options)
	switch {
	case err != nil && ctx.Err() == nil && configurationFile != "":
		remarks.addMistakes(configurationFile, err) // such as a rule that does not exist
		return remarks.byAddress, nil
	case err != nil:
		return nil, err
	}
	remarks.addResult(result, units)
	return remarks.byAddress, nil
}

// view is a workspace as one file system: its files on disk, and over them the texts of the editor.
type view struct {
	files lint.Overlay
	names []string          // of the documents, relative to the root
	open  map[string]string // from a document's name to the address that the editor uses
	root  string
	folder
}

func newView(workspace *workspace, disk *lint.Disk) *view {
	v := &view{
		files:  lint.Overlay{FS: disk.Files, Texts: map[string]string{}},
		open:   map[string]string{},
		root:   disk.Root,
		folder: workspace.folder,
	}
	for _, document := range workspace.documents {
		relative, err := filepath.Rel(disk.Root, document.path)
		if err != nil {
			continue
		}
		name := filepath.ToSlash(relative)
		v.files.Texts[name] = strings.TrimPrefix(document.text, "\ufeff")
		v.open[name] = document.uri
		v.names = append(v.names, name)
	}
	return v
}

// address returns the address of a file: the editor's own where it is open, or else one below the folder
// as the editor names it, so that a folder behind a symbolic link does not appear twice.
func (v *view) address(name string) string {
	if uri, ok := v.open[name]; ok {
		return uri
	}
	path := filepath.Join(v.root, filepath.FromSlash(name))
	if relative, err := filepath.Rel(v.resolved, path); err == nil && filepath.IsLocal(relative) {
		path = filepath.Join(v.named, relative)
	}
	return addressOf(path)
}

// span returns a range as the editor counts.
func (v *view) span(sources *lint.Sources, at graph.Range) span {
	return spanOf(at, func(line int) string { return sources.Line(at.File, line) })
}
