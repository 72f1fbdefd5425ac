package terraform

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/functions"
	"github.com/reachlint/reachlint/parsers/terraform/language"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// unit is the evaluation of one root module with its module tree. It is used by one goroutine.
type unit struct {
	ctx       context.Context
	loader    *Loader
	directory string
	planned   map[string]cty.Value // the root variables of the plan that is read along with the source; nil without one

	handed []graph.Handed // by the root module's outputs
	label  string         // what stands before every address: the root module's name, where several are one unit
	group  group
	links  *links
	root   *moduleInstance

	languageContext *hcl.EvalContext // the functions
	names           []string         // attributes that any expression of the unit asks for
	deep            map[string]bool
	installed       map[string]string // directories of downloaded modules, by the path of their calls

	workspaceMemo memo // what terraform.workspace is, where HCP Terraform has it

	resources   []*graph.Resource
	opaque      []graph.Opaque
	diagnostics []graph.Diagnostic
	reported    map[string]bool
	readFiles   map[string]bool

	stack       []string // what is being evaluated, outermost first
	open        *openVariables
	budget      budget
	instances   int
	moduleCount int
}

func newUnit(ctx context.Context, loader *Loader, directory string) *unit {
	created := &unit{
		ctx: ctx, loader: loader, directory: directory,
		deep: map[string]bool{}, installed: map[string]string{},
		reported: map[string]bool{}, readFiles: map[string]bool{}, links: &links{},
	}
	created.group = group{directory: created}
	created.open = newOpenVariables()
	created.budget = budget{left: maximumSteps, unit: maximumUnitSteps}
	available := functions.Of(functions.Unit{
		Files: loader.files, Directory: directory,
		Note:     func(name string) { created.readFiles[name] = true },
		IsCopied: func() bool { return len(loader.terragruntOf(directory)) > 0 },
		Fill:     created.fillTemplate,
	})
	created.languageContext = &hcl.EvalContext{Functions: available, Variables: map[string]cty.Value{
		budgetName: cty.CapsuleVal(budgetType, &created.budget),
		openName:   cty.CapsuleVal(openType, created.open),
	}}
	return created
}

// fillTemplate evaluates a template with the functions of the unit, but with variables of its own.
func (u *unit) fillTemplate(name string, content []byte, template hclsyntax.Expression, variables map[string]cty.Value) (cty.Value, hcl.Diagnostics) {
	scope := u.languageContext.NewChild()
	scope.Variables = variables
	return newExpression(&file{name: name, source: content}, template).syntax.Value(scope)
}

// heldBy returns what the unit holds under a name for the nodes that are evaluated; nil for an expression outside of one.
func heldBy[T any](ctx *hcl.EvalContext, name string) *T {
	for ctx != nil && ctx.Parent() != nil {
		ctx = ctx.Parent()
	}
	if ctx == nil {
		return nil
	}
	if held, ok := ctx.Variables[name]; ok {
		return held.EncapsulatedValue().(*T)
	}
	return nil
}

// prepare reads what must be known before any evaluation. It returns false when there is no source.
func (u *unit) prepare() bool {
	root := u.loader.module(u.directory)
	if root == nil {
		u.report(graph.Diagnostic{
			Severity: graph.SeverityError, ID: idFile, Range: graph.Range{File: u.directory},
			Message: fmt.Sprintf("%s holds no Terraform source that could be read.", u.directory),
		})
		return false
	}
	u.readInstalled()
	names := map[string]bool{"id": true, "arn": true}
	u.survey(root, names, map[*module]bool{})
	u.names = slices.Sorted(maps.Keys(names))
	u.root = newRootInstance(u, root)
	u.root.assign()
	return true
}

// survey goes through all modules of the unit once, for what must be known before any evaluation.
func (u *unit) survey(each *module, names map[string]bool, seen map[*module]bool) {
	if each == nil || seen[each] {
		return
	}
	seen[each] = true
	for _, source := range each.files {
		u.readFiles[source.name] = true
	}
	for _, diagnostic := range each.diagnostics {
		u.report(diagnostic)
	}
	for name := range each.names {
		names[name] = true
	}
	for name := range each.deep {
		u.deep[name] = true
	}
	for _, child := range u.loader.localCalls(each.directory) {
		u.survey(u.loader.module(child), names, seen)
	}
	if each.directory == u.directory {
		for _, key := range slices.Sorted(maps.Keys(u.installed)) {
			u.survey(u.loader.module(u.installed[key]), names, seen)
		}
	}
}

// readInstalled reads where terraform init put the modules that it downloaded.
func (u *unit) readInstalled() {
	name := path.Join(u.directory, ".terraform/modules/modules.json")
	content, problem := language.Read(u.loader.files, name, maximumManifest)
	if problem != "" {
		return
	}
	var manifest struct {
		Modules []struct{ Key, Dir string }
	}
	if json.Unmarshal(content, &manifest) != nil {
		return
	}
	for _, each := range manifest.Modules {
		if resolved, err := language.Inside(u.directory, each.Dir); err == nil && each.Key != "" {
			u.installed[each.Key] = resolved
		}
	}
}

func (u *unit) result() graph.Configuration {
	sort.SliceStable(u.resources, func(i, j int) bool { return before(u.resources[i].Range, u.resources[j].Range) })
	sort.SliceStable(u.opaque, func(i, j int) bool { return before(u.opaque[i].Range, u.opaque[j].Range) })
	sort.SliceStable(u.diagnostics, func(i, j int) bool { return before(u.diagnostics[i].Range, u.diagnostics[j].Range) })
	compared, limited := u.open.choices()
	return graph.Configuration{
		Resources: u.resources, Opaque: u.opaque, Handed: u.handed, Diagnostics: u.diagnostics, Files: slices.Sorted(maps.Keys(u.readFiles)),
		Compared: compared, Choices: limited,
	}
}

func before(a, b graph.Range) bool {
	if a.File != b.File {
		return a.File < b.File
	}
	if a.Start.Line != b.Start.Line {
		return a.Start.Line < b.Start.Line
	}
	return a.Start.Column < b.Start.Column
}

// memo is a value that is evaluated when it is first asked for.
type memo struct {
	value   cty.Value
	running bool
	done    bool
}

// remember evaluates a value once. A value that asks for itself is a cycle: it is reported with all that
// take part in it, and unknown.
func (u *unit) remember(m *memo, name string, at func() graph.Range, compute func() cty.Value) cty.Value {
	switch {
	case m.done:
		return m.value
	case m.running:
		return u.cycle(name, at())
	case len(u.stack) >= maximumEvaluation:
		u.limit(at(), fmt.Sprintf("More than %d values wait for each other.", maximumEvaluation))
		return unknown.Because("too many values depend on each other")
	}
	m.running = true
	depth := len(u.stack)
	u.stack = append(u.stack, name)
	defer func() {
		u.stack = u.stack[:depth]
		m.running, m.done = false, true
		if m.value == cty.NilVal {
			m.value = unknown.Because("it cannot be evaluated")
		}
	}()
	m.value = u.bounded(compute(), name, at)
	return m.value
}

// bounded replaces a value that is too large to be walked.
func (u *unit) bounded(value cty.Value, name string, at func() graph.Range) cty.Value {
	if functions.Weight(value, maximumWeight) <= maximumWeight {
		return value
	}
	u.limit(at(), fmt.Sprintf("%s has more than %d items.", name, maximumWeight))
	return unknown.Because(tooLargeReason)
}

func (u *unit) cycle(name string, at graph.Range) cty.Value {
	start := 0
	for i := range u.stack {
		if u.stack[i] == name {
			start = i
		}
	}
	circle := append(append([]string(nil), u.stack[start:]...), name)
	text := strings.Join(circle, " → ")
	if len(circle) > 12 {
		text = strings.Join(circle[:10], " → ") + " → … → " + name
	}
	u.report(graph.Diagnostic{
		Severity: graph.SeverityError, ID: idCycle, Range: at,
		Message: fmt.Sprintf("%s refers to itself: %s.", name, text),
		Help:    "Terraform refuses such a configuration; break the circle at one of these places.",
	})
	return unknown.Because(name + " refers to itself")
}

func (u *unit) limit(at graph.Range, message string) {
	u.report(graph.Diagnostic{
		Severity: graph.SeverityError, ID: idLimit, Range: at, Message: message,
		Help: "What lies beyond the limit was left out; findings of this unit may be incomplete.",
	})
}

func (u *unit) reportPanic(at graph.Range, problem any) { u.report(panicDiagnostic(at, problem)) }

func panicDiagnostic(at graph.Range, problem any) graph.Diagnostic {
	return graph.Diagnostic{
		Severity: graph.SeverityError, ID: idInternal, Range: at,
		Message: fmt.Sprintf("This could not be evaluated because of a mistake in reachlint: %v.", problem),
		Help:    "Please report it with the source that shows it; everything else was evaluated.",
	}
}
