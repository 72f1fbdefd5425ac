package functions

import (
	"io/fs"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
)

// Bounds on what one function may cost.
const (
	maximumElements  = 200_000               // items that it builds
	maximumText      = 300_000 * TextPerStep // bytes of a text that it makes
	maximumBytes     = 1 << 20               // of a file that it reads
	maximumFiles     = 5_000                 // that fileset lists
	maximumTemplates = 16                    // templates within each other
)

// Unit is what the functions work with that read files or fill in templates.
type Unit struct {
	Files     fs.FS             // the scanned file system
	Directory string            // what paths are relative to
	Note      func(name string) // is told of every file that is read
	IsCopied  func() bool       // whether Terragrunt copies the directory to another place

	// Fill evaluates a parsed template of that name and content with the variables.
	Fill func(name string, content []byte, template hclsyntax.Expression, variables map[string]cty.Value) (cty.Value, hcl.Diagnostics)
}

// unitFunctions makes the functions that belong to a unit.
type unitFunctions struct {
	Unit
	templates int // that are being filled in
}

// Of returns the functions that the expressions of a unit may call, by their names.
func Of(unit Unit) map[string]function.Function {
	functions := make(map[string]function.Function, len(languageFunctions)+16)
	for name, each := range languageFunctions {
		functions[name] = each
	}
	own := &unitFunctions{Unit: unit}
	for name, each := range own.readers() {
		functions[name] = each
	}
	return functions
}

// IsForeign tells whether a function belongs to a provider and is none of those that we know, so that nobody knows what
// it returns.
func IsForeign(name string) bool {
	_, known := languageFunctions[name]
	return strings.HasPrefix(name, "provider::") && !known
}
