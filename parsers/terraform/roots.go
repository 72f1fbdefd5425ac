package terraform

import (
	"io/fs"
	"path"
	"runtime"
	"sort"
	"sync"
)

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
		source, ok := l.earlySource(parsed, call)
		if !ok || !isLocalSource(source) {
			continue
		}
		if resolved := path.Join(directory, source); fs.ValidPath(resolved) {
			called = append(called, resolved)
		}
	}
	return called
}
