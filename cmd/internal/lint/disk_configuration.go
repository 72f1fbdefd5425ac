package lint

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
)

// Configuration reads the configuration file that the user named, or else the nearest one upwards from
// the first path. Without any it is empty.
func (d *Disk) Configuration(named string) (Configuration, error) {
	if named != "" {
		content, err := os.ReadFile(named)
		if err != nil {
			return Configuration{}, fmt.Errorf("read the configuration: %w", err)
		}
		return readWith(named, content, func(file string) (string, error) {
			if filepath.IsAbs(file) {
				return d.Admit(file)
			}
			return d.Admit(filepath.Join(filepath.Dir(named), file))
		})
	}
	found := FindConfiguration(d.Files, d.Paths[0])
	if found == "" {
		return Configuration{}, nil
	}
	return LoadConfiguration(d.Files, found)
}

// LoadConfiguration reads a configuration among the files that are scanned. Like them it may come from
// anybody, so it can name files among them only.
func LoadConfiguration(files fs.FS, name string) (Configuration, error) {
	content, err := fs.ReadFile(files, name)
	if err != nil {
		return Configuration{}, fmt.Errorf("read the configuration: %w", err)
	}
	return readWith(name, content, func(file string) (string, error) {
		joined := path.Join(path.Dir(name), filepath.ToSlash(file))
		if !fs.ValidPath(joined) {
			return "", fmt.Errorf("%s lies outside of what is scanned", file)
		}
		if _, err := fs.Stat(files, joined); err != nil {
			return "", fmt.Errorf("%s: there is no such file", file)
		}
		return joined, nil
	})
}

// readWith reads a configuration and finds the files that it names.
func readWith(name string, content []byte, find func(string) (string, error)) (Configuration, error) {
	configuration, err := ReadConfiguration(name, content)
	if err != nil {
		return configuration, err
	}
	var mistakes []error
	for _, files := range [][]string{configuration.VariableFiles, configuration.ParameterFiles} {
		for i, file := range files {
			found, err := find(file)
			if err != nil {
				mistakes = append(mistakes, fmt.Errorf("%s: %w", name, err))
			}
			files[i] = found
		}
	}
	return configuration, errors.Join(mistakes...)
}
