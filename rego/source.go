package rego

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"golang.org/x/sync/errgroup"
)

//go:embed lib/*.rego
var library embed.FS

// source is one file of Rego.
type source struct {
	name    string // as errors name it; unique
	text    string
	bundled bool   // part of reachlint
	help    string // the README.md beside a policy
}

// module is a parsed source.
type module struct {
	source
	*ast.Module
}

const testSuffix = "_test.rego"

// readSources returns the library, the bundled policies and the user's, without their tests.
func readSources(bundled fs.FS, extra []fs.FS) ([]source, error) {
	sources, err := readFolder(library, "rego/", true)
	if err != nil {
		return nil, err
	}
	policies, err := readFolder(bundled, "policies/", true)
	if err != nil {
		return nil, err
	}
	sources = append(sources, policies...)
	for i, folder := range extra {
		own, err := readFolder(folder, folderPrefix("", i), false)
		if err != nil {
			return nil, err
		}
		sources = append(sources, own...)
	}
	return slices.DeleteFunc(sources, source.isTest), nil
}

// folderPrefix keeps the files of several folders apart.
func folderPrefix(prefix string, i int) string {
	if i == 0 {
		return prefix
	}
	return fmt.Sprintf("%s%d/", prefix, i+1)
}

func (s source) isTest() bool { return strings.HasSuffix(s.name, testSuffix) }

// readFolder returns every file of Rego in a folder. Hidden folders are left out.
func readFolder(folder fs.FS, prefix string, bundled bool) ([]source, error) {
	var sources []source
	err := fs.WalkDir(folder, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && strings.HasPrefix(entry.Name(), "."):
			return fs.SkipDir
		case entry.IsDir() || path.Ext(name) != ".rego":
			return nil
		}
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return err
		}
		file := source{name: prefix + name, text: string(text), bundled: bundled}
		if help, err := fs.ReadFile(folder, path.Join(path.Dir(name), "README.md")); err == nil && !file.isTest() {
			file.help = string(help)
		}
		sources = append(sources, file)
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read policies: %w", err)
	}
	return sources, nil
}

// parse parses every source. Only policies speak through METADATA, so only theirs is looked at.
func parse(ctx context.Context, sources []source) ([]module, error) {
	modules := make([]module, len(sources))
	mistakes := make([]error, len(sources))
	group, _ := errgroup.WithContext(ctx)
	group.SetLimit(4)
	for i, file := range sources {
		group.Go(func() error {
			options := ast.ParserOptions{RegoVersion: ast.RegoV1, ProcessAnnotation: strings.Contains(file.text, "package policies[")}
			parsed, err := ast.ParseModuleWithOpts(file.name, file.text, options)
			if err != nil {
				mistakes[i] = located(err)
			}
			modules[i] = module{file, parsed}
			return nil
		})
	}
	_ = group.Wait() // what went wrong is in mistakes
	return modules, errors.Join(mistakes...)
}

func byName(modules []module) map[string]*ast.Module {
	named := make(map[string]*ast.Module, len(modules))
	for _, module := range modules {
		named[module.name] = module.Module
	}
	return named
}

// located turns OPA's errors into file:line: message.
func located(err error) error {
	var mistakes ast.Errors
	var alone *ast.Error
	switch {
	case errors.As(err, &mistakes):
	case errors.As(err, &alone):
		mistakes = ast.Errors{alone}
	default:
		return err
	}
	lines := make([]error, len(mistakes))
	for i, mistake := range mistakes {
		lines[i] = errors.New(mistake.Message)
		if at := mistake.Location; at != nil {
			// OPA puts an empty file's mistake on line 0.
			lines[i] = fmt.Errorf("%s:%d: %s", at.File, max(at.Row, 1), mistake.Message)
		}
	}
	return errors.Join(lines...)
}
