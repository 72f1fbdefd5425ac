package cloudformation

import (
	"path"
	"slices"
	"strings"
)

// scan is what a loader knows of all templates that are looked at together.
type scan struct {
	byName map[string][]string // templates by file name
	groups map[string]group    // what is evaluated together, by the file that stands for it
}

// group is the root templates whose stacks import from one another: what one exports the other builds on, so
// only together do they show what is there.
type group struct {
	files []string
	names []string // that their resources' addresses begin with; "" for a template alone
}

// scanned returns what is known of the scan; a template that is loaded without one stands alone.
func (l *Loader) scanned() *scan {
	if known := l.scan.Load(); known != nil {
		return known
	}
	return &scan{}
}

func (s *scan) groupOf(file string) group {
	if found, ok := s.groups[file]; ok {
		return found
	}
	return group{files: []string{file}, names: []string{""}}
}

// called returns the templates of the scan that a URL may name: those with its file name, and of several the
// one that shares most of its path.
func (s *scan) called(url, from string) []string {
	url, _, _ = strings.Cut(url, "?")
	name := url[strings.LastIndexAny(url, "/}")+1:]
	var best []string
	longest := 0
	for _, file := range s.byName[name] {
		if file == from {
			continue
		}
		if common := commonSteps(url, file); common > longest {
			best, longest = []string{file}, common
		} else if common == longest {
			best = append(best, file)
		}
	}
	return best
}

// commonSteps counts the steps of two paths that are the same, from their ends.
func commonSteps(a, b string) int {
	first, second := strings.Split(a, "/"), strings.Split(b, "/")
	slices.Reverse(first)
	slices.Reverse(second)
	count := 1 // the file name, which is known to be the same
	for count < min(len(first), len(second)) && first[count] == second[count] {
		count++
	}
	return count
}

func namesOfFiles(files []string) map[string][]string {
	byName := map[string][]string{}
	for _, file := range files {
		byName[path.Base(file)] = append(byName[path.Base(file)], file)
	}
	return byName
}

// distinctNames names each file by the end of its path, without extensions, as far as needed to tell it from
// the others.
func distinctNames(files []string) []string {
	names := make([]string, len(files))
	for i, file := range files {
		steps := strings.Split(stem(file), "/")
		for from := len(steps) - 1; from >= 0; from-- {
			names[i] = strings.Join(steps[from:], "/")
			if !slices.ContainsFunc(files, func(other string) bool {
				return other != file && strings.HasSuffix("/"+stem(other), "/"+names[i])
			}) {
				break
			}
		}
	}
	return names
}

func stem(file string) string {
	base := path.Base(file)
	if dot := strings.IndexByte(base, '.'); dot > 0 {
		base = base[:dot]
	}
	return path.Join(path.Dir(file), base)
}
