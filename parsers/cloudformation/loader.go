package cloudformation

import (
	"context"
	"fmt"
	"io/fs"
	"sync"
	"sync/atomic"

	"github.com/reachlint/reachlint/parsers/cloudformation/generated"
	"github.com/reachlint/reachlint/parsers/cloudformation/parameterfiles"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// Options are what the command line says about CloudFormation.
type Options struct {
	// Parameters are the values given one by one, in order; the last one of a name counts. Pseudo
	// parameters such as AWS::AccountId can be given too.
	Parameters []Assignment

	// ParameterFiles are files in one of the forms that the AWS CLI, CodePipeline and SAM read. What Parameters
	// says goes before them, and a later file before an earlier one.
	ParameterFiles []string

	// Region is where the stacks are deployed, when that is known.
	Region string
}

// Assignment gives a parameter its value.
type Assignment struct{ Name, Value string }

// Loader reads the templates of one file system. Every file is read and parsed once, however many stacks
// use it. A Loader is safe for concurrent use.
type Loader struct {
	files     fs.FS
	options   Options
	documents sync.Map // file name to func() *syntax.Document
	given     func() *parameterfiles.Values
	scan      atomic.Pointer[scan]
	outputs   *generated.Outputs
}

// NewLoader returns a loader for the templates in files.
func NewLoader(files fs.FS, options Options) *Loader {
	loader := &Loader{files: files, options: options, outputs: generated.NewOutputs(files)}
	loader.given = sync.OnceValue(loader.readParameters)
	return loader
}

// document returns a file as it was read. A path that leaves the file system is none of its files.
func (l *Loader) document(file string) *syntax.Document {
	known, ok := l.documents.Load(file)
	if !ok {
		known, _ = l.documents.LoadOrStore(file, sync.OnceValue(func() *syntax.Document {
			return syntax.Read(l.files, file)
		}))
	}
	return known.(func() *syntax.Document)()
}

// IsTemplate tells by its content whether a file is a CloudFormation template. A file that means to be one
// and cannot be parsed is one too: Load then says what is wrong with it.
func (l *Loader) IsTemplate(file string) bool { return l.document(file).Template }

// Load evaluates the stack that a template describes, with its nested stacks. What is wrong with the
// template becomes a diagnostic; all the rest is still delivered.
func (l *Loader) Load(ctx context.Context, file string) (loaded graph.Configuration) {
	run := l.newRun(ctx)
	defer func() {
		if problem := recover(); problem != nil {
			run.report(internalError(graph.Range{File: file}, problem))
			loaded = run.loaded
		}
	}()
	run.loadRoot(file)
	return run.loaded
}

// internalError reports a fault of ours, so that it costs this unit alone.
func internalError(at graph.Range, problem any) graph.Diagnostic {
	return graph.Diagnostic{
		Severity: graph.SeverityError,
		ID:       "internal-error",
		Range:    at,
		Message:  fmt.Sprintf("reachlint failed on this template: %v.", problem),
		Help:     "Please report this with the template, or with the part of it that is enough to show it.",
	}
}
