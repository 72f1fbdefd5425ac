package terraform

import (
	"context"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// Assignment is a variable's value as the command line gives it.
type Assignment struct {
	Name  string
	Value string
}

// Options are what the command line says about Terraform.
type Options struct {
	Variables     []Assignment // --var NAME=VALUE, in order
	VariableFiles []string     // --var-file, paths in the file system
	Workspace     string       // "" for the one that the source names, or else default
	Region        string       // where the source does not say
}

// Loader reads Terraform configurations from a file system. Every directory is parsed once, whoever calls
// it. A Loader may be used by several goroutines.
type Loader struct {
	files   fs.FS
	options Options
	slots   chan struct{} // bounds how many files are parsed at a time

	connected  atomic.Pointer[connections]
	terragrunt atomic.Pointer[map[string][]*terragrunt] // by the directory of the module

	mutex   sync.Mutex
	modules map[string]*moduleEntry
}

type moduleEntry struct {
	once   sync.Once
	module *module
}

// NewLoader returns a loader for the configurations in files.
func NewLoader(files fs.FS, options Options) *Loader {
	return &Loader{
		files: files, options: options,
		slots:   make(chan struct{}, max(2, runtime.GOMAXPROCS(0))),
		modules: map[string]*moduleEntry{},
	}
}

// Load evaluates the unit whose root module is the given directory, or reads the plan or state of that name.
func (l *Loader) Load(ctx context.Context, name string) graph.Configuration {
	return l.LoadGiven(ctx, name, nil)
}

// LoadGiven is Load in the case that assumptions about open variables hold.
func (l *Loader) LoadGiven(ctx context.Context, name string, assumptions []graph.Assumption) graph.Configuration {
	name = path.Clean(name)
	if status, err := fs.Stat(l.files, name); err == nil && status.Mode().IsRegular() {
		return l.loadPlan(ctx, name)
	}
	loaded := graph.Configuration{Compared: map[string][]string{}, Choices: map[string][]string{}}
	units := l.units(ctx, name)
	for _, each := range units {
		each.assume(assumptions)
	}
	for _, each := range units {
		each.loadSafely()
		result := each.result()
		loaded.Resources = append(loaded.Resources, result.Resources...)
		loaded.Opaque = append(loaded.Opaque, result.Opaque...)
		loaded.Handed = append(loaded.Handed, result.Handed...)
		loaded.Diagnostics = append(loaded.Diagnostics, result.Diagnostics...)
		loaded.Files = append(loaded.Files, result.Files...)
		maps.Copy(loaded.Compared, result.Compared)
		maps.Copy(loaded.Choices, result.Choices)
	}
	return loaded
}

// units makes the unit of a root module, and of those that belong to it.
func (l *Loader) units(ctx context.Context, name string) []*unit {
	connected := l.connected.Load()
	if connected == nil || len(connected.members[name]) == 0 {
		connected = l.connect([]string{name}) // it is no root of the scan, but was asked for by name
	}
	members := connected.members[name]
	if len(members) == 0 {
		members = []string{name}
	}
	together := group{}
	units := make([]*unit, len(members))
	for n, label := range labels(members) {
		units[n] = newUnit(ctx, l, members[n])
		units[n].group, units[n].links = together, connected.of(members[n])
		if len(members) > 1 {
			units[n].label = label + "/"
		}
		if units[n].prepare() {
			together[members[n]] = units[n]
		}
	}
	return units
}

// loadSafely keeps a mistake of ours from costing more than the unit.
func (u *unit) loadSafely() {
	defer func() {
		if problem := recover(); problem != nil {
			u.reportPanic(graph.Range{File: u.directory}, problem)
		}
	}()
	if u.root != nil {
		u.root.emit(0)
		u.handed = u.root.handed()
	}
}

// module returns what a directory declares, or nil when it holds no source file.
func (l *Loader) module(directory string) *module {
	l.mutex.Lock()
	entry := l.modules[directory]
	if entry == nil {
		entry = &moduleEntry{}
		l.modules[directory] = entry
	}
	l.mutex.Unlock()
	entry.once.Do(func() { entry.module = l.parse(directory) })
	return entry.module
}

func (l *Loader) parse(directory string) *module {
	names := l.sourcesIn(directory)
	if len(names) == 0 {
		return nil
	}
	files := make([]*file, len(names))
	diagnostics := make([][]graph.Diagnostic, len(names))
	var group sync.WaitGroup
	for i, name := range names {
		group.Add(1)
		go func() {
			defer group.Done()
			l.slots <- struct{}{}
			defer func() { <-l.slots }()
			files[i], diagnostics[i] = l.readSafely(path.Join(directory, name))
		}()
	}
	group.Wait()
	parsed := newModule(directory, files)
	for i := len(names) - 1; i >= 0; i-- {
		parsed.broken = parsed.broken || len(diagnostics[i]) > 0
		parsed.diagnostics = append(diagnostics[i], parsed.diagnostics...)
	}
	return parsed
}

func (l *Loader) readSafely(name string) (read *file, diagnostics []graph.Diagnostic) {
	defer func() {
		if problem := recover(); problem != nil {
			read = &file{name: name}
			diagnostics = []graph.Diagnostic{panicDiagnostic(graph.Range{File: name}, problem)}
		}
	}()
	return readFile(l.files, name)
}

// sourcesIn lists a directory's source files. Where main.tofu stands beside main.tf, OpenTofu reads only
// the former (OpenTofu, "Files and Directories").
func (l *Loader) sourcesIn(directory string) []string {
	entries, err := fs.ReadDir(l.files, directory)
	if err != nil {
		return nil
	}
	present := map[string]bool{}
	var names []string
	for _, entry := range entries {
		if !entry.IsDir() && language.IsSource(entry.Name()) && !strings.HasPrefix(entry.Name(), ".") {
			present[entry.Name()] = true
			names = append(names, entry.Name())
		}
	}
	kept := names[:0]
	for _, name := range names {
		preferred := strings.Replace(name, ".tf", ".tofu", 1)
		if preferred != name && present[preferred] || len(kept) == maximumFilesInDir {
			continue
		}
		kept = append(kept, name)
	}
	return kept
}
