package parsers

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
	"golang.org/x/sync/errgroup"

	cloudformationsyntax "github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform"
	terraformlanguage "github.com/reachlint/reachlint/parsers/terraform/language"
)

// Find returns the units below the paths, sorted: those of a directory and all below it, or the one that
// a file belongs to. What cannot be read becomes a diagnostic. The error is the context's.
//
// A plan or state in JSON is a unit where no Terraform source stands beside it, for there it would tell the
// same a second time. Whoever names it gets it in place of that source, which it is then read along with.
func (l *Loader) Find(ctx context.Context, paths []string) ([]Unit, []graph.Diagnostic, error) {
	s := search{Loader: l, directories: map[string]bool{}, candidates: map[string]bool{}, planned: map[string]bool{}}
	for _, start := range paths {
		if err := s.add(ctx, start); err != nil {
			return nil, nil, err
		}
	}
	l.terraform.UseTerragrunt(s.terragrunt)
	templates, plans, err := s.templates(ctx)
	if err != nil {
		return nil, nil, err
	}
	units := make([]Unit, 0, len(s.directories)+len(templates)+len(plans))
	for _, directory := range l.terraform.RootModules(slices.Sorted(maps.Keys(s.directories))) {
		if !s.planned[directory] {
			units = append(units, Unit{directory, Terraform})
		}
	}
	for _, file := range plans {
		if !s.directories[path.Dir(file)] {
			units = append(units, Unit{file, Terraform})
		}
	}
	for _, file := range l.cloudformation.RootTemplates(templates, s.templatesByName) {
		units = append(units, Unit{file, CloudFormation})
	}
	units = append(units, s.named...)
	slices.SortFunc(units, compareUnits)
	return slices.Compact(units), s.diagnostics, nil
}

// search collects where units may be.
type search struct {
	*Loader
	directories map[string]bool // that hold Terraform
	candidates  map[string]bool // files that may be templates or plans
	planned     map[string]bool // directories that a plan was named for
	terragrunt  []string        // files by which Terragrunt deploys modules
	named       []Unit          // whose file was asked for by name

	templatesByName []string
	diagnostics     []graph.Diagnostic
}

func (s *search) add(ctx context.Context, start string) error {
	status, err := fs.Stat(s.files, start)
	switch {
	case err != nil:
		s.unreadable(start, err)
		return nil
	case status.IsDir():
		return s.walk(ctx, start)
	case isTerraformFile(start):
		s.named = append(s.named, Unit{path.Dir(start), Terraform})
	case s.terraform.IsPlan(start):
		s.named = append(s.named, Unit{start, Terraform})
		s.planned[path.Dir(start)] = true
	case s.cloudformation.IsTemplate(start):
		s.templatesByName = append(s.templatesByName, start)
	case s.cloudformation.Unreadable(start) != nil:
		s.unreadable(start, s.cloudformation.Unreadable(start))
	case terraform.IsRawPlan(s.files, start):
		s.diagnostics = append(s.diagnostics, rawPlan(start))
	default:
		s.diagnostics = append(s.diagnostics, graph.Diagnostic{
			Severity: graph.SeverityError,
			ID:       "not-a-template",
			Range:    graph.Range{File: start, Start: graph.Position{Line: 1, Column: 1}, End: graph.Position{Line: 1, Column: 1}},
			Message:  "This file is neither Terraform nor a CloudFormation template.",
			Help:     "A template has a Resources section whose resources have a Type such as AWS::EC2::VPC.",
		})
	}
	return nil
}

func rawPlan(file string) graph.Diagnostic {
	return graph.Diagnostic{
		Severity: graph.SeverityError,
		ID:       "plan-not-json",
		Range:    graph.Range{File: file},
		Message:  "This plan or state is in Terraform's own format.",
		Help:     "Write it as JSON and scan that: terraform show -json " + path.Base(file) + " > plan.json.",
	}
}

// isTerraformFile tells whether a file that was named belongs to the module in its directory.
func isTerraformFile(name string) bool {
	return terraformlanguage.IsSource(name) || strings.HasSuffix(name, ".tfvars") || strings.HasSuffix(name, ".tfvars.json")
}

func (s *search) walk(ctx context.Context, start string) error {
	// Whoever names a directory that is excluded wants it.
	excluded := slices.DeleteFunc(slices.Clone(s.exclude), func(pattern string) bool { return matches(pattern, start) })
	return fs.WalkDir(s.files, start, func(name string, entry fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return fmt.Errorf("look for units: %w", ctx.Err())
		case err != nil:
			s.unreadable(name, err)
			if entry != nil && entry.IsDir() {
				return fs.SkipDir
			}
			return nil
		case entry.IsDir():
			if name != start && (isIgnored(entry.Name()) || matchesAny(excluded, name)) {
				return fs.SkipDir
			}
			return nil
		case matchesAny(excluded, name):
			return nil
		case terraformlanguage.IsSource(entry.Name()):
			s.directories[path.Dir(name)] = true
		case entry.Type().IsRegular() && entry.Name() == terraform.TerragruntFile:
			s.terragrunt = append(s.terragrunt, name)
		case entry.Type().IsRegular() && cloudformationsyntax.IsSource(entry.Name()):
			s.candidates[name] = true
		case entry.Type()&fs.ModeSymlink != 0 && cloudformationsyntax.IsSource(entry.Name()):
			s.follow(name)
		}
		return nil
	})
}

// follow looks where a link leads that has the name of a template. What lies within the root is found in its own
// place. Of the rest nobody knows whether it is a template, so it is no error.
func (s *search) follow(link string) {
	if _, err := fs.Stat(s.files, link); err != nil {
		s.diagnostics = append(s.diagnostics, graph.Diagnostic{
			Severity: graph.SeverityWarning,
			ID:       "unreadable",
			Range:    graph.Range{File: link},
			Message:  "This link cannot be followed: " + graph.WithoutPath(err).Error() + ".",
			Help:     "If it is a template, scan a directory that holds both the link and what it leads to.",
		})
	}
}

// isIgnored tells whether a directory holds what others made: version control, downloaded modules and
// packages, caches. The modules below .terraform are read where they are called.
func isIgnored(directory string) bool {
	return directory == "node_modules" || strings.HasPrefix(directory, ".") && directory != "."
}

func matchesAny(patterns []string, name string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool { return matches(pattern, name) })
}

func matches(pattern, name string) bool {
	matched, _ := doublestar.Match(strings.TrimSuffix(pattern, "/"), name)
	return matched
}

// templates returns the candidates that are templates, and those that are plans. Only their content tells,
// so they are read side by side.
func (s *search) templates(ctx context.Context) (templates, plans []string, err error) {
	candidates := slices.Sorted(maps.Keys(s.candidates))
	isTemplate := make([]bool, len(candidates))
	isPlan := make([]bool, len(candidates))
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, file := range candidates {
		group.Go(func() error {
			isPlan[i] = s.terraform.IsPlan(file)
			isTemplate[i] = !isPlan[i] && s.cloudformation.IsTemplate(file)
			return ctx.Err()
		})
	}
	if err := group.Wait(); err != nil {
		return nil, nil, fmt.Errorf("look for templates: %w", err)
	}
	for i, file := range candidates {
		switch {
		case isPlan[i]:
			plans = append(plans, file)
		case isTemplate[i]:
			templates = append(templates, file)
		default:
			if err := s.cloudformation.Unreadable(file); err != nil {
				s.unreadable(file, err)
			}
		}
	}
	return templates, plans, nil
}

func (s *search) unreadable(name string, err error) {
	s.diagnostics = append(s.diagnostics, graph.Diagnostic{
		Severity: graph.SeverityError,
		ID:       "unreadable",
		Range:    graph.Range{File: name},
		Message:  "This cannot be read: " + graph.WithoutPath(err).Error() + ".",
	})
}
