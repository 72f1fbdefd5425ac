package language

import (
	"fmt"
	"io/fs"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Bounds on a source file, which is hostile until shown otherwise.
const (
	MaximumBytes       = 16 << 20
	MaximumNesting     = 500    // brackets within brackets
	maximumTernaries   = 20_000 // question marks: each may nest in the one before
	maximumOperatorRun = 1_000  // unary operators in a row
)

// Read returns the content of a regular file of at most so many bytes, or else the problem as a sentence that begins
// with the file's name and has no full stop.
func Read(files fs.FS, name string, limit int64) (content []byte, problem string) {
	status, err := fs.Stat(files, name)
	if err != nil {
		return nil, fmt.Sprintf("%s cannot be read: %s", name, graph.WithoutPath(err))
	}
	if !status.Mode().IsRegular() {
		return nil, fmt.Sprintf("%s is not a regular file", name)
	}
	if status.Size() > limit {
		return nil, fmt.Sprintf("%s is larger than %d bytes", name, limit)
	}
	content, err = fs.ReadFile(files, name)
	if err != nil {
		return nil, fmt.Sprintf("%s cannot be read: %s", name, graph.WithoutPath(err))
	}
	if int64(len(content)) > limit {
		return nil, fmt.Sprintf("%s is larger than %d bytes", name, limit)
	}
	return content, ""
}

// TooDeep returns the problem with a source whose expressions are nested too deeply to be parsed, or "". It looks at
// the raw bytes, before the parser does: that recurses on brackets, conditionals and unary operators, and a stack that
// overflows cannot be recovered from.
func TooDeep(source []byte) string {
	depth, ternaries, run := 0, 0, 0
	for _, each := range source {
		switch each {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth = max(0, depth-1)
		case '?':
			ternaries++
		case '!', '-':
			run++
		}
		if each != '!' && each != '-' && each != ' ' && each != '\t' && each != '\n' && each != '\r' {
			run = 0
		}
		if depth > MaximumNesting || ternaries > maximumTernaries || run > maximumOperatorRun {
			return fmt.Sprintf("its expressions are nested more than %d deep", MaximumNesting)
		}
	}
	return ""
}
