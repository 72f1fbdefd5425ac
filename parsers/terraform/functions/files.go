package functions

import (
	"encoding/base64"
	"errors"
	"io/fs"
	"path"
	"sort"
	"unicode/utf8"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/hashicorp/go-cty-funcs/crypto"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"

	"github.com/reachlint/reachlint/parsers/terraform/language"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// readers are the functions that read files or fill in templates. Paths are relative to the unit's directory and stay
// inside the scanned file system.
func (u *unitFunctions) readers() map[string]function.Function {
	hashed := func(hash function.Function) function.Function {
		return u.fileFunction(func(content []byte) (cty.Value, error) {
			return hash.Call([]cty.Value{cty.StringVal(string(content))})
		})
	}
	functions := map[string]entry{
		"file": {u.fileFunction(func(content []byte) (cty.Value, error) {
			if !utf8.Valid(content) {
				return cty.DynamicVal, errors.New("the file is not UTF-8")
			}
			return cty.StringVal(string(content)), nil
		}), looksInside},
		"filebase64": {u.fileFunction(func(content []byte) (cty.Value, error) {
			return cty.StringVal(base64.StdEncoding.EncodeToString(content)), nil
		}), looksInside},
		"filemd5": {hashed(crypto.Md5Func), looksInside}, "filesha1": {hashed(crypto.Sha1Func), looksInside},
		"filesha256": {hashed(crypto.Sha256Func), looksInside}, "filesha512": {hashed(crypto.Sha512Func), looksInside},
		"filebase64sha256": {hashed(base64SHA256Function), looksInside},
		"filebase64sha512": {hashed(base64SHA512Function), looksInside},
		"fileexists":       {u.fileExistsFunction(), looksInside},
		"fileset":          {u.fileSetFunction(), looksInside},
	}
	wrappedAll := make(map[string]function.Function, len(functions)+4)
	for name, each := range functions {
		wrappedAll[name] = u.relativeTo(wrapped(name, each.function, each.how))
	}
	for name, each := range u.pathFunctions() {
		wrappedAll[name] = wrapped(name, each.function, each.how)
	}
	wrappedAll["templatefile"] = u.relativeTo(u.templateFileFunction())
	wrappedAll["templatestring"] = u.templateStringFunction()
	return wrappedAll
}

// read returns a file's content. A file that we may not or cannot read gives an unknown, not an error: it
// may be generated, or lie outside of what is scanned.
func (u *unitFunctions) read(name string) (content []byte, missing string) {
	resolved, err := language.Inside(u.Directory, name)
	if err != nil {
		return nil, "the file " + name + " lies outside of the scanned directory"
	}
	content, problem := language.Read(u.Files, resolved, maximumBytes)
	if problem != "" {
		return nil, "the file " + name + " cannot be read"
	}
	u.Note(resolved)
	return content, ""
}

func (u *unitFunctions) fileFunction(use func([]byte) (cty.Value, error)) function.Function {
	return plainFunction(func(arguments []cty.Value) (cty.Value, error) {
		content, missing := u.read(arguments[0].AsString())
		if missing != "" {
			return unknown.Text("", missing), nil
		}
		return use(content)
	}, cty.String)
}

func (u *unitFunctions) fileExistsFunction() function.Function {
	return plainFunction(func(arguments []cty.Value) (cty.Value, error) {
		resolved, err := language.Inside(u.Directory, arguments[0].AsString())
		if err != nil {
			return unknown.Of(cty.Bool, "the file lies outside of the scanned directory"), nil
		}
		status, err := fs.Stat(u.Files, resolved)
		return cty.BoolVal(err == nil && status.Mode().IsRegular()), nil
	}, cty.String)
}

func (u *unitFunctions) fileSetFunction() function.Function {
	return plainFunction(func(arguments []cty.Value) (cty.Value, error) {
		directory, err := language.Inside(u.Directory, arguments[0].AsString())
		if err != nil {
			return unknown.Of(cty.Set(cty.String), "the directory lies outside of the scanned directory"), nil
		}
		var found []string
		err = doublestar.GlobWalk(subtree{u.Files, directory}, path.Clean(arguments[1].AsString()), func(name string, each fs.DirEntry) error {
			if !each.IsDir() {
				found = append(found, name)
			}
			if len(found) > maximumFiles {
				return errors.New("too many files")
			}
			return nil
		})
		if err != nil {
			return unknown.Of(cty.Set(cty.String), "the files cannot be listed"), nil
		}
		if len(found) == 0 {
			return cty.SetValEmpty(cty.String), nil
		}
		sort.Strings(found)
		values := make([]cty.Value, len(found))
		for i, name := range found {
			values[i] = cty.StringVal(name)
		}
		return cty.SetVal(values), nil
	}, cty.String, cty.String)
}

// subtree is a directory of a file system.
type subtree struct {
	files     fs.FS
	directory string
}

func (s subtree) Open(name string) (fs.File, error) {
	return s.files.Open(path.Join(s.directory, name))
}
