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
