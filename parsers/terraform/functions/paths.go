package functions

import (
	"errors"
	"path"
	"strings"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

const (
	// ofTheRun is why no absolute path is known: the configuration lies elsewhere on the machine where Terraform runs.
	ofTheRun = "it is the directory of the run"
	// ofTheUser is why a path that begins with ~ is not known.
	ofTheUser = "it is the home directory of whoever runs Terraform"

	workingDirectory = "path.cwd"
	scannedDirectory = "path.root" // what stands above all that is scanned
)

// WorkingDirectory is what path.cwd says.
var WorkingDirectory = unknown.Text(workingDirectory, ofTheRun)

// pathFunctions are the functions of paths that depend on where Terraform runs.
func (u *unitFunctions) pathFunctions() map[string]entry {
	return map[string]entry{
		"abspath":    {u.absolutePathFunction(), guarded},
		"pathexpand": {pathExpandFunction, guarded},
	}
}

// absolutePathFunction makes paths absolute and clean. Of a relative one, that part is known which lies within what is
// scanned: a directory has the same name in every copy, but for the one that holds the copy, and for what Terragrunt
// copies to directories of its own.
func (u *unitFunctions) absolutePathFunction() function.Function {
	return pathFunction(func(name string) (string, error) {
		if above, rest, ok := absoluteParts(name); ok {
			return above + rest, nil
		}
		switch {
		case graph.HasToken(name):
			return unknownPath("", unknown.ReasonOfText(name)), nil
		case path.IsAbs(name):
			return path.Clean(name), nil
		case u.IsCopied():
			return unknownPath("", ofTheRun), nil
		}
		within := path.Join(u.Directory, name)
		if within == "." {
			return unknownPath(scannedDirectory, ofTheRun), nil
		}
		if within == ".." || strings.HasPrefix(within, "../") {
			return unknownPath("", ofTheRun), nil
		}
		return unknownPath(scannedDirectory, ofTheRun) + "/" + within, nil
	})
}

// pathExpandFunction leaves a path as it is that does not begin with ~.
var pathExpandFunction = pathFunction(func(name string) (string, error) {
	parts := graph.SplitText(name)
	switch {
	case len(parts) > 0 && parts[0].Reference != nil:
		if _, _, ok := absoluteParts(name); !ok {
			return unknownPath("", unknown.ReasonOfText(name)), nil
		}
	case name == "~" || strings.HasPrefix(name, "~/"):
		return unknownPath("", ofTheUser) + name[1:], nil
	case strings.HasPrefix(name, "~"):
		return "", errors.New("the home directory of somebody else is not available")
	}
	return name, nil
})

// baseNameFunction returns what stands behind the last slash, whatever the part before it is.
var baseNameFunction = pathFunction(func(name string) (string, error) {
	if !graph.HasToken(name) {
		return path.Base(name), nil
	}
	parts := graph.SplitText(name)
	if last := parts[len(parts)-1]; last.Reference == nil {
		if trimmed := strings.TrimRight(last.Text, "/"); strings.Contains(trimmed, "/") {
			return path.Base(trimmed), nil
		}
	}
	return unknownPath("", unknown.ReasonOfText(name)), nil
})

var directoryNameFunction = pathFunction(func(name string) (string, error) {
	if !graph.HasToken(name) {
		return path.Dir(name), nil
	}
	if above, rest, ok := absoluteParts(name); ok && rest != "" {
		return above + strings.TrimSuffix(path.Dir(rest), "/"), nil
	}
	return unknownPath("", unknown.ReasonOfText(name)), nil
})

// pathFunction makes a function of one path, which may begin with a directory that nobody knows.
func pathFunction(compute func(name string) (string, error)) function.Function {
	return guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
		if len(arguments) != 1 {
			return cty.DynamicVal, errors.New("a path is expected")
		}
		plain, _ := arguments[0].Unmark()
		if !plain.IsKnown() {
			return unknown.AsText(arguments[0]), nil
		}
		if plain.IsNull() || plain.Type() != cty.String {
			return cty.DynamicVal, errors.New("a path is expected")
		}
		name, err := compute(plain.AsString())
		return cty.StringVal(name), err
	})
}

// absoluteParts takes a path apart that begins with a directory of the run. The rest is clean: empty, or it begins with a
// slash. A path that climbs out of the directory has no such parts.
func absoluteParts(name string) (above, rest string, ok bool) {
	parts := graph.SplitText(name)
	if len(parts) == 0 || len(parts) > 2 || parts[0].Reference == nil {
		return "", "", false
	}
	directory := parts[0].Reference
	if directory.Address != workingDirectory && directory.Address != scannedDirectory || directory.Reason != ofTheRun {
		return "", "", false
	}
	if len(parts) == 2 {
		if parts[1].Reference != nil || !strings.HasPrefix(parts[1].Text, "/") {
			return "", "", false
		}
		switch within := path.Clean("." + parts[1].Text); {
		case within == ".." || strings.HasPrefix(within, "../"):
			return "", "", false
		case within != ".":
			rest = "/" + within
		}
	}
	return directory.Token(), rest, true
}

// relativeTo turns the first of a function's arguments, where it is an absolute path within what is scanned, into one that
// is relative to the unit's directory.
func (u *unitFunctions) relativeTo(inner function.Function) function.Function {
	return guardedFunction(func(arguments []cty.Value) (cty.Value, error) {
		if len(arguments) > 0 {
			plain, _ := arguments[0].Unmark()
			if plain.IsKnown() && !plain.IsNull() && plain.Type() == cty.String {
				if above, rest, ok := absoluteParts(plain.AsString()); ok && above == unknownPath(scannedDirectory, ofTheRun) {
					to := path.Clean("." + rest)
					arguments = append([]cty.Value{cty.StringVal(language.Relative(u.Directory, to))}, arguments[1:]...)
				}
			}
		}
		return inner.Call(arguments)
	})
}

func unknownPath(address, reason string) string {
	return graph.Reference{Address: address, Reason: reason}.Token()
}
