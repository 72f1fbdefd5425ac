package lint

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Disk is a part of the disk that is open for a run. Nothing outside of it can be read, whatever a
// module's source or a symbolic link says.
type Disk struct {
	Root  string   // absolute
	Files fs.FS    // what is below the root
	Paths []string // what to scan, slash-separated and relative to the root
	root  *os.Root
}

// OpenDisk opens the Git repository that the paths lie in, or else the working directory, or else the
// directory that all the paths share. No paths mean the working directory.
func OpenDisk(paths []string) (*Disk, error) {
	if len(paths) == 0 {
		paths = []string{"."}
	}
	absolute := make([]string, len(paths))
	for i, path := range paths {
		resolved, err := resolve(path)
		if err != nil {
			return nil, err
		}
		absolute[i] = resolved
	}
	directory, err := rootOf(absolute)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(directory)
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", directory, err)
	}
	disk := &Disk{Root: directory, Files: root.FS(), root: root}
	for _, path := range absolute {
		relative, err := filepath.Rel(directory, path)
		if err != nil {
			return nil, fmt.Errorf("open %s: %w", path, err)
		}
		disk.Paths = append(disk.Paths, filepath.ToSlash(relative))
	}
	return disk, nil
}

// Close lets go of the disk.
func (d *Disk) Close() error { return d.root.Close() }

// Admit lets one more file be read, which the user named and which may lie anywhere. It returns the
// file's name in Files.
func (d *Disk) Admit(path string) (string, error) {
	absolute, err := resolve(path)
	if err != nil {
		return "", err
	}
	if within(d.Root, absolute) {
		relative, err := filepath.Rel(d.Root, absolute)
		return filepath.ToSlash(relative), err
	}
	name := strings.TrimLeft(filepath.ToSlash(strings.TrimPrefix(absolute, filepath.VolumeName(absolute))), "/")
	files, ok := d.Files.(admitted)
	if !ok {
		files = admitted{FS: d.Files, outside: map[string]string{}}
		d.Files = files
	}
	files.outside[name] = absolute
	return name, nil
}

// admitted is a file system with some files from outside of it.
type admitted struct {
	fs.FS
	outside map[string]string // name to path on disk
}

// Open opens a file.
func (a admitted) Open(name string) (fs.File, error) {
	if path, ok := a.outside[name]; ok {
		return os.Open(path)
	}
	return a.FS.Open(name)
}

// resolve returns the absolute path without symbolic links.
func resolve(path string) (string, error) {
	absolute, err := filepath.Abs(path)
	if err != nil {
		return "", fmt.Errorf("find %s: %w", path, err)
	}
	if absolute, err = filepath.EvalSymlinks(absolute); err != nil {
		return "", fmt.Errorf("%s: there is no such file or directory", path)
	}
	return absolute, nil
}

func rootOf(paths []string) (string, error) {
	if repository := repositoryOf(paths[0]); repository != "" && allWithin(repository, paths) {
		return repository, nil
	}
	if working, err := resolve("."); err == nil && allWithin(working, paths) {
		return working, nil
	}
	shared := directoryOf(paths[0])
	for !allWithin(shared, paths) {
		parent := filepath.Dir(shared)
		if parent == shared {
			return "", fmt.Errorf("the paths share no directory")
		}
		shared = parent
	}
	return shared, nil
}

// repositoryOf returns the nearest directory upwards that is a Git work tree: .git is a file in a
// worktree or a submodule.
func repositoryOf(path string) string {
	for directory := directoryOf(path); ; directory = filepath.Dir(directory) {
		if _, err := os.Lstat(filepath.Join(directory, ".git")); err == nil {
			return directory
		}
		if directory == filepath.Dir(directory) {
			return ""
		}
	}
}

func directoryOf(path string) string {
	if status, err := os.Stat(path); err == nil && !status.IsDir() {
		return filepath.Dir(path)
	}
	return path
}

func allWithin(directory string, paths []string) bool {
	for _, path := range paths {
		if !within(directory, path) {
			return false
		}
	}
	return true
}

func within(directory, path string) bool {
	relative, err := filepath.Rel(directory, path)
	return err == nil && filepath.IsLocal(relative)
}
