package terraform

import (
	"context"
	"io/fs"
	"path"
	"runtime"
	"sort"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
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
	Workspace     string       // default "default"
	Region        string       // where the source does not say
}

// Loader reads Terraform configurations from a file system. Every directory is parsed once, whoever calls
// it. A Loader may be used by several goroutines.
type Loader struct {
	files   fs.FS
	options Options
	slots   chan struct{} // bounds how many files are parsed at a time

	connected atomic.Pointer[connections]
	written   sync.Map // file name to func() *written, for what is mended

	mutex   sync.Mutex
	modules map[string]*moduleEntry
}

type moduleEntry struct {
	once   sync.Once
	module *module
}

// NewLoader returns a loader for the configurations in files.
func NewLoader(files fs.FS, options Options) *Loader {
	if options.Workspace == "" {
		options.Workspace = "default"
	}
	return &Loader{
		files: files, options: options,
		slots:   make(chan struct{}, max(2, runtime.GOMAXPROCS(0))),
		modules: map[string]*moduleEntry{},
	}
}

// RootModules returns those of the directories that no other of them calls as a local module. Of modules
// that call each other in a circle, all are returned, for each is then as good as the others. Of root modules
// that belong together, because one reads what the other creates, the first stands for all.
func (l *Loader) RootModules(directories []string) []string {
	cleaned := make([]string, 0, len(directories))
	seen := map[string]bool{}
	for _, directory := range directories {
		directory = path.Clean(directory)
		if !seen[directory] {
			seen[directory] = true
			cleaned = append(cleaned, directory)
		}
	}
	sort.Strings(cleaned)
	l.parseAll(cleaned)
	called := map[string]bool{}
	calledBy := map[string][]string{}
	for _, directory := range cleaned {
		for _, child := range l.localCalls(directory) {
			if child != directory {
				calledBy[child] = append(calledBy[child], directory)
			}
		}
	}
	for _, directory := range cleaned {
		called[directory] = reachesFromElsewhere(directory, calledBy)
	}
	var roots []string
	for _, directory := range cleaned {
		if !called[directory] && l.module(directory) != nil {
			roots = append(roots, directory)
		}
	}
	connected := l.connect(roots)
	first := connected.group(roots)
	l.connected.Store(connected)
	return first
}

// reachesFromElsewhere tells whether some caller of the directory is not itself called by it, directly or
// through others.
func reachesFromElsewhere(directory string, calledBy map[string][]string) bool {
	ancestors := map[string]bool{}
	pending := append([]string(nil), calledBy[directory]...)
	for len(pending) > 0 {
		next := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		if ancestors[next] {
			continue
		}
		ancestors[next] = true
		pending = append(pending, calledBy[next]...)
	}
	if len(ancestors) == 0 {
		return false
	}
	if !ancestors[directory] {
		return true
	}
	// In a circle: it is no root when something outside of the circle calls it.
	for ancestor := range ancestors {
		if len(calledBy[ancestor]) == 0 {
			return true
		}
	}
	return false
}

func (l *Loader) parseAll(directories []string) {
	var group sync.WaitGroup
	work := make(chan string)
	for range max(2, runtime.GOMAXPROCS(0)) {
		group.Add(1)
		go func() {
			defer group.Done()
			for directory := range work {
				l.module(directory)
			}
		}()
	}
	for _, directory := range directories {
		work <- directory
	}
	close(work)
	group.Wait()
}

func (l *Loader) localCalls(directory string) []string {
	parsed := l.module(directory)
	if parsed == nil {
		return nil
	}
	var called []string
	for _, call := range parsed.callOrder {
		source, ok := sourceOf(call)
		if !ok || !isLocalSource(source) {
			continue
		}
		if resolved := path.Join(directory, source); fs.ValidPath(resolved) {
			called = append(called, resolved)
		}
	}
	return called
}

// Load evaluates the unit whose root module is the given directory, or reads the plan or state of that name.
func (l *Loader) Load(ctx context.Context, name string) graph.Configuration {
	name = path.Clean(name)
	if status, err := fs.Stat(l.files, name); err == nil && status.Mode().IsRegular() {
		return l.loadPlan(ctx, name)
	}
	var loaded graph.Configuration
	for _, each := range l.units(ctx, name) {
		each.loadSafely()
		result := each.result()
		loaded.Resources = append(loaded.Resources, result.Resources...)
		loaded.Opaque = append(loaded.Opaque, result.Opaque...)
		loaded.Handed = append(loaded.Handed, result.Handed...)
		loaded.Diagnostics = append(loaded.Diagnostics, result.Diagnostics...)
		loaded.Files = append(loaded.Files, result.Files...)
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
		if !entry.IsDir() && IsSource(entry.Name()) && !strings.HasPrefix(entry.Name(), ".") {
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

func isLocalSource(source string) bool {
	return strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../") || source == "." || source == ".."
}

func sourceOf(call *declaration) (string, bool) {
	source := call.block.expression("source")
	if source == nil || source.constant == cty.NilVal || source.constant.Type() != cty.String || source.constant.IsNull() {
		return "", false
	}
	return source.constant.AsString(), true
}
