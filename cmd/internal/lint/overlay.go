package lint

import (
	"cmp"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
)

// Overlay is a file system in which some texts, such as those of an editor, stand for, or beside, the files on disk.
type Overlay struct {
	fs.FS
	Texts map[string]string // by name
}

// Open opens a text, or else what is on disk.
func (o Overlay) Open(name string) (fs.File, error) {
	if text, ok := o.Texts[name]; ok {
		return &openText{strings.NewReader(text), o.status(name)}, nil
	}
	return o.FS.Open(name)
}

// Stat describes a text, or else what is on disk.
func (o Overlay) Stat(name string) (fs.FileInfo, error) {
	if _, ok := o.Texts[name]; ok {
		return o.status(name), nil
	}
	return fs.Stat(o.FS, name)
}

// ReadFile returns a text, or else what is on disk.
func (o Overlay) ReadFile(name string) ([]byte, error) {
	if text, ok := o.Texts[name]; ok {
		return []byte(text), nil
	}
	return fs.ReadFile(o.FS, name)
}

// ReadDir lists a directory with the texts in it, also those that were never saved.
func (o Overlay) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, err := fs.ReadDir(o.FS, name)
	if err != nil {
		return entries, err
	}
	for text := range o.Texts {
		if path.Dir(text) != name {
			continue
		}
		entries = slices.DeleteFunc(entries, func(entry fs.DirEntry) bool { return entry.Name() == path.Base(text) })
		entries = append(entries, fs.FileInfoToDirEntry(o.status(text)))
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, nil
}

func (o Overlay) status(name string) textStatus {
	return textStatus{path.Base(name), int64(len(o.Texts[name]))}
}

// openText is a text that is being read.
type openText struct {
	*strings.Reader
	status textStatus
}

// Stat describes the text.
func (t *openText) Stat() (fs.FileInfo, error) { return t.status, nil }

// Close does nothing.
func (t *openText) Close() error { return nil }

// textStatus describes a text as a file.
type textStatus struct {
	name string
	size int64
}

// Name is the last element of the file's name.
func (t textStatus) Name() string { return t.name }

// Size is the text's length in bytes.
func (t textStatus) Size() int64 { return t.size }

// Mode says that it is a regular file that can only be read.
func (t textStatus) Mode() fs.FileMode { return 0o444 }

// ModTime is unknown.
func (t textStatus) ModTime() time.Time { return time.Time{} }

// IsDir says no.
func (t textStatus) IsDir() bool { return false }

// Sys is nothing.
func (t textStatus) Sys() any { return nil }
