package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/reachlint/reachlint/cmd/internal/report"
)

// terminal adds colour and width to the options where out is a terminal. NO_COLOR with any value means
// no colour (no-color.org).
func terminal(out io.Writer, options report.Options) report.Options {
	file, ok := out.(*os.File)
	if !ok || !term.IsTerminal(int(file.Fd())) {
		return options
	}
	options.Colour = os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	if width, _, err := term.GetSize(int(file.Fd())); err == nil {
		options.Width = width
	}
	return options
}

// patience is how long a scan may take before it tells how far it is.
const patience = 2 * time.Second

// progress tells on a terminal how far a slow scan is, on one line that it clears at the end.
type progress struct {
	out     io.Writer
	started time.Time
	mutex   sync.Mutex
	shown   bool
}

func newProgress(out io.Writer) *progress {
	if file, ok := out.(*os.File); !ok || !term.IsTerminal(int(file.Fd())) {
		return &progress{}
	}
	return &progress{out: out, started: time.Now()}
}

func (p *progress) step(done, total int) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.out != nil && time.Since(p.started) > patience && done < total {
		fmt.Fprintf(p.out, "\r%d of %d units scanned", done, total)
		p.shown = true
	}
}

func (p *progress) clear() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	if p.shown {
		fmt.Fprint(p.out, "\r\x1b[K")
	}
}
