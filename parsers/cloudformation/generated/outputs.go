package generated

import (
	"io/fs"
	"path"
	"sync"
)

// Outputs are what tools wrote into a file system. The manifest of an assembly is read once; several goroutines may
// ask.
type Outputs struct {
	files     fs.FS
	manifests sync.Map // directory to map[string]Environment
}

// NewOutputs returns the outputs of tools in files.
func NewOutputs(files fs.FS) *Outputs { return &Outputs{files: files} }

// outputDirectories are where tools put the templates that they write: "sam build" (AWS SAM CLI Command Reference)
// and "serverless package" (Serverless Framework Documentation, "AWS - package").
var outputDirectories = map[string]bool{".aws-sam": true, ".serverless": true}

// Holds tells by its place whether a tool wrote a template. All that lies in an assembly is CDK's, also where
// its author switched the paths of constructs off, and so are nested stacks, which the manifest does not name.
func (o *Outputs) Holds(file string) bool {
	directory := path.Dir(file)
	for ; directory != "." && directory != "/"; directory = path.Dir(directory) {
		if outputDirectories[path.Base(directory)] || o.assembly(directory) != nil {
			return true
		}
	}
	return o.assembly(directory) != nil
}
