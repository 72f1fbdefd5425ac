package generated

import (
	"path"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
)

// Environment is where a template is deployed, as the tool that wrote it says.
type Environment struct{ Account, Region string }

// EnvironmentOf reads the manifest of the CDK assembly that a template is part of (AWS CDK, "Cloud assembly
// manifest"). A stack without a fixed environment has neither account nor Region.
func (o *Outputs) EnvironmentOf(file string) Environment {
	return o.assembly(path.Dir(file))[path.Base(file)]
}

// assembly returns the environments of the templates of the assembly in a directory; nil where there is none.
func (o *Outputs) assembly(directory string) map[string]Environment {
	manifest, ok := o.manifests.Load(directory)
	if !ok {
		manifest, _ = o.manifests.LoadOrStore(directory, o.readManifest(directory))
	}
	return manifest.(map[string]Environment)
}

// readManifest returns the environments of an assembly's templates, by their file names.
func (o *Outputs) readManifest(directory string) map[string]Environment {
	text, err := syntax.ReadFile(o.files, path.Join(directory, "manifest.json"))
	if err != nil || !strings.Contains(string(text), "aws:cloudformation:stack") {
		return nil
	}
	root, err := syntax.ParseJSON(text)
	if err != nil {
		return nil
	}
	environments := map[string]Environment{}
	artifacts := root.Find("artifacts")
	if artifacts == nil {
		return nil
	}
	for i := range artifacts.Items {
		artifact := &artifacts.Items[i]
		file := artifact.Find("properties").Find("templateFile").Literal()
		account, region, ok := strings.Cut(strings.TrimPrefix(artifact.Find("environment").Literal(), "aws://"), "/")
		if file != "" && ok {
			environments[file] = Environment{known(account), known(region)}
		}
	}
	return environments
}

func known(text string) string {
	if strings.HasPrefix(text, "unknown-") {
		return ""
	}
	return text
}

// Title is the path of the construct that a resource comes from, by which its author knows it; what CDK adds
// for the resource itself is left out.
func Title(body *syntax.Node) string {
	return strings.TrimSuffix(body.Find("Metadata").Find("aws:cdk:path").Literal(), "/Resource")
}
