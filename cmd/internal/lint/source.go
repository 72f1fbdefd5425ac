package lint

import (
	"bytes"
	"io/fs"
	"sync"
	"unicode/utf8"

	"github.com/reachlint/reachlint/parsers"
)

// maximumSourceSize bounds what is kept of a file for showing its lines.
const maximumSourceSize = 16 << 20

// Sources reads the lines behind ranges, each file once. It is safe for concurrent use.
type Sources struct {
	files    fs.FS
	mutex    sync.Mutex
	lines    map[string][][]byte
	comments map[string][][]byte // of files that were asked for theirs
	shown    map[string][][]byte // without secrets
}

// NewSources returns the sources below a file system.
func NewSources(files fs.FS) *Sources {
	return &Sources{files: files, lines: map[string][][]byte{}, comments: map[string][][]byte{}, shown: map[string][][]byte{}}
}

// Lines returns the lines of a file without their ends; none when it cannot be read.
func (s *Sources) Lines(file string) [][]byte {
	if s == nil || s.files == nil {
		return nil
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if lines, ok := s.lines[file]; ok {
		return lines
	}
	var lines [][]byte
	if content, err := s.read(file); err == nil {
		content = bytes.TrimPrefix(content, []byte("\xef\xbb\xbf"))
		for _, line := range bytes.Split(content, []byte("\n")) {
			lines = append(lines, bytes.TrimSuffix(line, []byte("\r")))
		}
	}
	s.lines[file] = lines
	return lines
}

// Comments returns the lines of a file with all blotted out that is no comment.
func (s *Sources) Comments(file string) [][]byte {
	return s.blotted(s.comments, file, parsers.Comments)
}

// WithoutSecrets returns the lines of a file with secret values blotted out, as reports show them. Every character keeps
// its place.
func (s *Sources) WithoutSecrets(file string) [][]byte {
	return s.blotted(s.shown, file, parsers.WithoutSecrets)
}

// blotted returns what is made of a file, each time the same.
func (s *Sources) blotted(made map[string][][]byte, file string, blot func(string, []byte) [][]byte) [][]byte {
	if s == nil || s.files == nil {
		return nil
	}
	s.mutex.Lock()
	defer s.mutex.Unlock()
	if lines, ok := made[file]; ok {
		return lines
	}
	var lines [][]byte
	if content, err := s.read(file); err == nil {
		lines = blot(file, bytes.TrimPrefix(content, []byte("\xef\xbb\xbf")))
	}
	made[file] = lines
	return lines
}

// LineWithoutSecrets returns one line of a file as Line does, with secret values blotted out.
func (s *Sources) LineWithoutSecrets(file string, number int) string {
	return textOf(s.WithoutSecrets(file), number)
}

// Line returns one line of a file, counted from 1, as valid UTF-8; "" when there is none.
func (s *Sources) Line(file string, number int) string {
	return textOf(s.Lines(file), number)
}

func textOf(lines [][]byte, number int) string {
	if number < 1 || number > len(lines) {
		return ""
	}
	line := lines[number-1]
	if !utf8.Valid(line) {
		line = bytes.ToValidUTF8(line, []byte("\uFFFD"))
	}
	return string(line)
}

// read reads a file that is not too large: a plan in JSON may be larger than memory.
func (s *Sources) read(file string) ([]byte, error) {
	status, err := fs.Stat(s.files, file)
	if err != nil {
		return nil, err
	}
	if status.Size() > maximumSourceSize {
		return nil, fs.ErrInvalid
	}
	return fs.ReadFile(s.files, file)
}

// size returns how many bytes a file has, and 0 when there is none.
func (s *Sources) size(file string) int {
	status, err := fs.Stat(s.files, file)
	if err != nil {
		return 0
	}
	return int(status.Size())
}

// mentions tells whether a file contains a word, without keeping its lines.
func (s *Sources) mentions(file, word string) bool {
	if s == nil || s.files == nil {
		return false
	}
	content, err := s.read(file)
	return err == nil && bytes.Contains(content, []byte(word))
}

// WithoutSecrets returns a piece of a file with secret values blotted out.
func WithoutSecrets(file, text string) string {
	return string(bytes.Join(parsers.WithoutSecrets(file, []byte(text)), []byte("\n")))
}
