package lint

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// write makes files below a temporary directory, whose path without symbolic links it returns.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	directory, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		file := filepath.Join(directory, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return directory
}

func TestOpenDisk(t *testing.T) {
	top := write(t, map[string]string{
		"repository/.git/HEAD":         "",
		"repository/infra/net/main.tf": "",
		"plain/a/main.tf":              "",
		"plain/b/main.tf":              "",
	})
	for _, c := range []struct {
		name    string
		working string
		paths   []string
		root    string
		want    []string
	}{
		{"a repository from its top", "repository", nil, "repository", []string{"."}},
		{"a repository from within", "repository/infra", []string{"net"}, "repository", []string{"infra/net"}},
		{"a file from elsewhere", "plain", []string{"../repository/infra/net/main.tf"}, "repository", []string{"infra/net/main.tf"}},
		{"no repository, from above", "plain", []string{"a", "b"}, "plain", []string{"a", "b"}},
		{"no repository, from beside", "plain/a", []string{"../b"}, "plain/b", []string{"."}},
		{"no repository, several", "plain/a", []string{"../a", "../b/main.tf"}, "plain", []string{"a", "b/main.tf"}},
		{"a repository and more", ".", []string{"repository", "plain"}, ".", []string{"repository", "plain"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Chdir(filepath.Join(top, c.working))
			disk, err := OpenDisk(c.paths)
			if err != nil {
				t.Fatal(err)
			}
			defer disk.Close()
			if want := filepath.Join(top, c.root); disk.Root != want {
				t.Errorf("root %s, want %s", disk.Root, want)
			}
			if !reflect.DeepEqual(disk.Paths, c.want) {
				t.Errorf("paths %q, want %q", disk.Paths, c.want)
			}
		})
	}
}

func TestDiskKeepsInside(t *testing.T) {
	top := write(t, map[string]string{"secret.txt": "secret", "repository/.git/HEAD": "", "repository/main.tf": ""})
	if err := os.Symlink("../secret.txt", filepath.Join(top, "repository", "link.tf")); err != nil {
		t.Skip(err)
	}
	disk, err := OpenDisk([]string{filepath.Join(top, "repository")})
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	for _, name := range []string{"link.tf", "../secret.txt"} {
		if content, err := fs.ReadFile(disk.Files, name); err == nil {
			t.Errorf("%s was read: %s", name, content)
		}
	}
	name, err := disk.Admit(filepath.Join(top, "secret.txt"))
	if err != nil {
		t.Fatal(err)
	}
	if content, err := fs.ReadFile(disk.Files, name); err != nil || string(content) != "secret" {
		t.Errorf("what the user names is not read: %s, %v", content, err)
	}
	if name, err := disk.Admit(filepath.Join(top, "repository", "main.tf")); err != nil || name != "main.tf" {
		t.Errorf("a file inside is %q, %v", name, err)
	}
}

func TestConfigurationCannotNameFilesOutside(t *testing.T) {
	top := write(t, map[string]string{
		"secret.tfvars":              "",
		"repository/.git/HEAD":       "",
		"repository/.reachlint.yaml": "variable_files: [../secret.tfvars]",
		"named.yaml":                 "variable_files: [secret.tfvars]",
	})
	disk, err := OpenDisk([]string{filepath.Join(top, "repository")})
	if err != nil {
		t.Fatal(err)
	}
	defer disk.Close()
	if _, err := disk.Configuration(""); err == nil || !strings.Contains(err.Error(), "outside") {
		t.Errorf("error %v", err)
	}
	configuration, err := disk.Configuration(filepath.Join(top, "named.yaml"))
	if err != nil || len(configuration.VariableFiles) != 1 {
		t.Errorf("the user's own configuration: %v, %v", configuration.VariableFiles, err)
	}
}
