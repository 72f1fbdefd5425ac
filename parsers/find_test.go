package parsers

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/terraform"
)

const (
	terraformSource = `resource "aws_vpc" "main" {}`
	templateSource  = "Resources:\n  Vpc:\n    Type: AWS::EC2::VPC\n"
)

func tree(files map[string]string) fstest.MapFS {
	made := fstest.MapFS{}
	for name, text := range files {
		made[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return made
}

var project = tree(map[string]string{
	"main.tf":                       `module "net" { source = "./modules/net" }`,
	"modules/net/main.tf":           terraformSource,
	"modules/unused/main.tf":        terraformSource,
	"other/main.tofu":               terraformSource,
	"other/prod.tfvars":             "",
	"stack.yaml":                    "Resources:\n  Nested:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ./nested.yaml\n",
	"nested.yaml":                   templateSource,
	"cdk.out/App.template.json":     `{"Resources": {"Vpc": {"Type": "AWS::EC2::VPC"}}}`,
	"values.yaml":                   "replicas: 3\n",
	".github/workflows/ci.yml":      templateSource,
	".terraform/modules/x/main.tf":  terraformSource,
	"node_modules/pkg/template.yml": templateSource,
	"examples/small/main.tf":        terraformSource,
	"odd.txt":                       templateSource,
})

func TestFind(t *testing.T) {
	for _, c := range []struct {
		name    string
		paths   []string
		exclude []string
		want    []Unit
	}{
		{"everything", []string{"."}, nil, []Unit{
			{".", Terraform},
			{"cdk.out/App.template.json", CloudFormation},
			{"examples/small", Terraform},
			{"modules/unused", Terraform},
			{"other", Terraform},
			{"stack.yaml", CloudFormation},
		}},
		{"an exclusion", []string{"."}, []string{"examples/", "cdk.out/**", "{modules,other}/**"}, []Unit{{".", Terraform}, {"stack.yaml", CloudFormation}}},
		{"an excluded directory by name", []string{"examples/small"}, []string{"examples/**"}, []Unit{{"examples/small", Terraform}}},
		{"a module by itself", []string{"modules/net"}, nil, []Unit{{"modules/net", Terraform}}},
		{"a Terraform file", []string{"other/main.tofu"}, nil, []Unit{{"other", Terraform}}},
		{"a file of variables", []string{"other/prod.tfvars"}, nil, []Unit{{"other", Terraform}}},
		{"a nested template by name", []string{"nested.yaml"}, nil, []Unit{{"nested.yaml", CloudFormation}}},
		{"a template with another ending", []string{"odd.txt"}, nil, []Unit{{"odd.txt", CloudFormation}}},
		{"the same twice", []string{"other", "other/main.tofu"}, nil, []Unit{{"other", Terraform}}},
	} {
		t.Run(c.name, func(t *testing.T) {
			units, diagnostics, err := NewLoader(project, Options{Exclude: c.exclude}).Find(t.Context(), c.paths)
			if err != nil || len(diagnostics) > 0 {
				t.Fatalf("error %v, diagnostics %v", err, diagnostics)
			}
			if !slices.Equal(units, c.want) {
				t.Errorf("found %v, want %v", units, c.want)
			}
		})
	}
}

func TestFindNothing(t *testing.T) {
	for path, want := range map[string]string{"values.yaml": "not-a-template", "nowhere": "unreadable"} {
		units, diagnostics, err := NewLoader(project, Options{}).Find(t.Context(), []string{path})
		if err != nil || len(units) > 0 {
			t.Fatalf("%s: found %v, error %v", path, units, err)
		}
		if len(diagnostics) != 1 || diagnostics[0].ID != want || diagnostics[0].Range.File != path {
			t.Errorf("%s: diagnostics %v, want %s", path, diagnostics, want)
		}
	}
}

// denied is a file system that keeps one file to itself.
type denied struct {
	fs.FS
	name string
}

func (d denied) Open(name string) (fs.File, error) {
	if name == d.name {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return d.FS.Open(name)
}

// Nobody knows what is in a file that cannot be read, so it is told wherever a template could be, named or found.
func TestFindUnreadable(t *testing.T) {
	for _, name := range []string{"stack.yaml", "cdk.out/App.template.json", "odd.txt"} {
		for _, path := range []string{".", name} {
			_, diagnostics, err := NewLoader(denied{project, name}, Options{}).Find(t.Context(), []string{path})
			if err != nil {
				t.Fatal(err)
			}
			if path == "." && name == "odd.txt" {
				if len(diagnostics) > 0 {
					t.Errorf("%s is nobody's business, but is told as %v", name, diagnostics)
				}
				continue
			}
			if len(diagnostics) != 1 || diagnostics[0].ID != "unreadable" || diagnostics[0].Range.File != name ||
				diagnostics[0].Message != "This cannot be read: permission denied." {
				t.Errorf("%s in %s: diagnostics %v", name, path, diagnostics)
			}
		}
	}
}

// The hook for pre-commit runs when a file changes that a scan looks at.
func TestHookRunsForWhatIsScanned(t *testing.T) {
	hooks, err := os.ReadFile("../.pre-commit-hooks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	files := regexp.MustCompile(`(?m)^  files: (.*)$`).FindSubmatch(hooks)
	if files == nil {
		t.Fatal("the hook does not say for which files it runs")
	}
	pattern := regexp.MustCompile(string(files[1]))
	names := []string{"main.tf", "main.tofu", "main.tf.json", "main.tofu.json", "a.tfvars", "a.tfvars.json", terraform.TerragruntFile}
	for _, ending := range syntax.Endings {
		names = append(names, "stack"+ending)
	}
	for _, name := range names {
		if !pattern.MatchString(name) || !pattern.MatchString("infra/"+name) {
			t.Errorf("the hook does not run for %s", name)
		}
	}
	if pattern.MatchString("main.go") {
		t.Error("the hook runs for main.go")
	}
}

func TestFindStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := NewLoader(project, Options{}).Find(ctx, []string{"."}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}

func TestLoad(t *testing.T) {
	loader := NewLoader(project, Options{})
	for _, unit := range []Unit{{".", Terraform}, {"stack.yaml", CloudFormation}} {
		loaded := loader.Load(t.Context(), unit)
		if vpcs := loaded.Graph.OfKind("vpc"); len(vpcs) != 1 {
			t.Errorf("%s has %d VPCs, want 1", unit.Path, len(vpcs))
		}
		if len(loaded.Configuration.Files) != 2 {
			t.Errorf("%s was read from %v, want two files", unit.Path, loaded.Configuration.Files)
		}
	}
}
