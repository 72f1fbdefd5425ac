package parsers

import (
	"context"
	"io/fs"

	"github.com/reachlint/reachlint/parsers/cloudformation"
	cloudformationmend "github.com/reachlint/reachlint/parsers/cloudformation/mend"
	cloudformationtypes "github.com/reachlint/reachlint/parsers/cloudformation/resourcetypes"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform"
	terraformmend "github.com/reachlint/reachlint/parsers/terraform/mend"
	terraformtypes "github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

// Options say what the source does not.
type Options struct {
	Terraform      terraform.Options
	CloudFormation cloudformation.Options
	Exclude        []string // globs of directories and files in which no unit is looked for
}

// Loader reads the units of one file system. It is safe for concurrent use, and reads and parses every
// file once, however many units share it.
type Loader struct {
	files          fs.FS
	exclude        []string
	terraform      *terraform.Loader
	terraformMends *terraformmend.Sources
	cloudformation *cloudformation.Loader
}

// NewLoader returns a loader of the units in files.
func NewLoader(files fs.FS, options Options) *Loader {
	configurations := terraform.NewLoader(files, options.Terraform)
	return &Loader{
		files:          files,
		exclude:        options.Exclude,
		terraform:      configurations,
		terraformMends: terraformmend.NewSources(files, configurations.Assigns),
		cloudformation: cloudformation.NewLoader(files, options.CloudFormation),
	}
}

// Load reads a unit and builds its graph. What is wrong with the source is told by the configuration's
// diagnostics.
func (l *Loader) Load(ctx context.Context, unit Unit) Loaded {
	loaded := Loaded{Unit: unit}
	if unit.Language == CloudFormation {
		loaded.Configuration = l.cloudformation.Load(ctx, unit.Path)
	} else {
		loaded.Configuration = l.terraform.Load(ctx, unit.Path)
		if len(loaded.Configuration.Compared) > 0 {
			loaded.again = func(ctx context.Context, assumptions []graph.Assumption) graph.Configuration {
				return l.terraform.LoadGiven(ctx, unit.Path, assumptions)
			}
		}
	}
	loaded.Graph = graph.Build(ctx, loaded.Configuration, unit.types())
	return loaded
}

// types says how the resources of the unit's language become nodes.
func (u Unit) types() map[string]graph.Type {
	if u.Language == CloudFormation {
		return cloudformationtypes.Table
	}
	return terraformtypes.Table
}

// Mend writes changes of a unit's graph as edits of its source. It returns none where one of them cannot be
// written safely.
func (l *Loader) Mend(loaded Loaded, changes []graph.Change) []graph.Edit {
	if len(changes) == 0 {
		return nil
	}
	if loaded.Unit.Language == CloudFormation {
		return cloudformationmend.Edits(l.cloudformation, loaded.Configuration, loaded.Graph, changes)
	}
	return l.terraformMends.Edits(loaded.Configuration, loaded.Graph, changes)
}
