package lsp

import (
	"context"
	"path"
	"slices"

	"github.com/reachlint/reachlint/cmd/internal/lint"
	"github.com/reachlint/reachlint/parsers"
)

// units are those that a document is open of. All else that a scan finds is left to the command line: a
// repository may hold a hundred stacks, and its editor shows the one that is worked on.
type units []openUnit

type openUnit struct {
	parsers.Unit
	files []string // that it is read from
}

// findUnits finds the units that the documents belong to. Only when one belongs to no unit by its place, as
// the file of a module does, are all units read to find out.
func findUnits(ctx context.Context, view *view, options lint.Options) (units, error) {
	loader := parsers.NewLoader(view.files, parsers.Options{Exclude: options.Configuration.Exclude})
	all, _, err := loader.Find(ctx, options.Paths)
	if err != nil {
		return nil, err
	}
	var found units
	var strangers []string
	for _, name := range view.names {
		i := slices.IndexFunc(all, func(unit parsers.Unit) bool { return contains(unit, name) })
		switch {
		case i < 0:
			strangers = append(strangers, name)
		case !found.has(all[i]):
			found = append(found, openUnit{all[i], loader.Load(ctx, all[i]).Configuration.Files})
		}
	}
	for _, unit := range all {
		if len(strangers) == 0 || ctx.Err() != nil {
			break
		}
		if found.has(unit) {
			continue
		}
		files := loader.Load(ctx, unit).Configuration.Files
		if slices.ContainsFunc(strangers, func(name string) bool { return slices.Contains(files, name) }) {
			found = append(found, openUnit{unit, files})
		}
	}
	return found, ctx.Err()
}

// contains tells whether a file belongs to a unit by its place.
func contains(unit parsers.Unit, name string) bool {
	return unit.Path == name || unit.Language == parsers.Terraform && unit.Path == path.Dir(name)
}

func (u units) has(unit parsers.Unit) bool {
	return slices.ContainsFunc(u, func(open openUnit) bool { return open.Unit == unit })
}

// shows tells whether what is said of a file is shown.
func (u units) shows(name string) bool {
	return slices.ContainsFunc(u, func(unit openUnit) bool {
		return contains(unit.Unit, name) || slices.Contains(unit.files, name)
	})
}

// fileOf returns a file to show what concerns a whole unit: its name when it is a file, or else its first one.
func (u units) fileOf(name string) string {
	for _, unit := range u {
		if unit.Path == name && !slices.Contains(unit.files, name) && len(unit.files) > 0 {
			return unit.files[0]
		}
	}
	return name
}
