package language

import (
	"errors"
	"io/fs"
	"path"
	"strings"
)

// Inside resolves a path that is relative to a directory to one of the file system. It returns an error for one that
// leads out of the file system: that does not exist for us.
func Inside(directory, name string) (string, error) {
	if path.IsAbs(name) || strings.HasPrefix(name, "~") || strings.Contains(name, "\\") {
		return "", errors.New("the path leads out of the scanned directory")
	}
	resolved := path.Join(directory, name)
	if !fs.ValidPath(resolved) {
		return "", errors.New("the path leads out of the scanned directory")
	}
	return resolved, nil
}

// Relative returns the path that leads from one directory of the file system to another.
func Relative(from, to string) string {
	if from == to {
		return "."
	}
	up := ""
	for from != "." && to != from && !hasPathPrefix(to, from) {
		from = path.Dir(from)
		up += "../"
	}
	if from == to {
		return path.Clean(up)
	}
	if from == "." {
		return path.Clean(up + to)
	}
	return path.Clean(up + to[len(from)+1:])
}

func hasPathPrefix(name, prefix string) bool {
	return len(name) > len(prefix) && name[:len(prefix)] == prefix && name[len(prefix)] == '/'
}
