// Package lint is one run: find the units, read them, ask the rules, and make findings of the answers
// that are located, merged, suppressed and sorted.
package lint

import (
	"io/fs"
	"time"

	"github.com/reachlint/reachlint/rego"
)

// defaultDeadline bounds what one unit may cost. A unit that takes longer is made to.
const defaultDeadline = 2 * time.Minute

// Options say what to scan and how.
type Options struct {
	// Files is the input; the paths are slash-separated and relative to it. OpenDisk makes one of a
	// directory.
	Files fs.FS
	Paths []string // directories and files; none means everything

	Engine        *rego.Engine
	Configuration Configuration
	Rules         []string        // only these; none means all
	Skip          []string        // not these
	FailOn        string          // a level or "never"; "" for the configuration's, or else error
	Known         map[string]bool // the fingerprints of a baseline

	// What the command line says about the source. It is stronger than what the configuration says.
	Variables      []Assignment // of Terraform
	VariableFiles  []string
	Workspace      string       // of Terraform; "" for the configuration's, or else the source's
	Parameters     []Assignment // of CloudFormation
	ParameterFiles []string
	Region         string

	Now      time.Time     // for suppressions that expire; zero means the present
	Deadline time.Duration // for each unit; zero means two minutes
	Progress func(done, total int)

	mending bool // the fixes will be made

	KeepGraphs bool // in the result, for those who draw them
}
