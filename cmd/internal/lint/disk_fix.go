package lint

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
)

// Editable tells whether a file may be written: a regular file below the root that no symbolic link leads to, for
// such a link may stand for a file that belongs to others.
func (d *Disk) Editable(name string) bool {
	if !fs.ValidPath(name) {
		return false
	}
	if files, ok := d.Files.(admitted); ok && files.outside[name] != "" {
		return false
	}
	for i, b := range name {
		if b == '/' && !d.isPlain(name[:i], fs.ModeDir) {
			return false
		}
	}
	return d.isPlain(name, 0)
}

func (d *Disk) isPlain(name string, kind fs.FileMode) bool {
	status, err := d.root.Lstat(name)
	return err == nil && status.Mode().Type() == kind
}

// Write replaces files by new texts, each as a whole: there is no moment at which one is half written. Modes are
// kept. What cannot be written is in the error; the others are written.
func (d *Disk) Write(texts map[string]string) error {
	var problems []error
	for name, text := range texts {
		if err := d.write(name, text); err != nil {
			problems = append(problems, fmt.Errorf("write %s: %w", name, err))
		}
	}
	return errors.Join(problems...)
}

func (d *Disk) write(name, text string) error {
	if !d.Editable(name) {
		return errors.New("it is no regular file below the scanned root")
	}
	status, err := d.root.Stat(name)
	if err != nil {
		return err
	}
	beside := path.Join(path.Dir(name), "."+path.Base(name)+".reachlint")
	file, err := d.root.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, status.Mode().Perm())
	if err != nil {
		return err
	}
	_, err = strings.NewReader(text).WriteTo(file)
	err = errors.Join(err, file.Chmod(status.Mode().Perm()), file.Sync(), file.Close())
	if err == nil {
		err = d.root.Rename(beside, name)
	}
	if err != nil {
		return errors.Join(err, d.root.Remove(beside))
	}
	return nil
}
