package syntax

import (
	"bytes"
	"errors"
	"io"
	"io/fs"

	"github.com/reachlint/reachlint/parsers/graph"
)

// MaximumSize is how many bytes of a file are read. CloudFormation takes templates up to 1 MB (CloudFormation quotas,
// "Template body size in an S3 object"); ten times that is room for what is packaged later.
const MaximumSize = 10 << 20

var errTooLarge = errors.New("too large")

// ReadFile reads a whole file, or the beginning of one that is too large, with an error that says so. No error
// names the file: the message that it becomes does.
func ReadFile(files fs.FS, file string) ([]byte, error) {
	opened, err := files.Open(file)
	if err != nil {
		return nil, graph.WithoutPath(err)
	}
	defer opened.Close()
	var read bytes.Buffer
	if about, err := opened.Stat(); err == nil {
		read.Grow(int(min(about.Size(), MaximumSize)) + bytes.MinRead)
	}
	if _, err := read.ReadFrom(io.LimitReader(opened, MaximumSize+1)); err != nil {
		return nil, graph.WithoutPath(err)
	}
	text := read.Bytes()
	if len(text) > MaximumSize {
		return text[:64<<10], errTooLarge
	}
	return text, nil
}
