package cloudformation

import (
	"path"
	"strings"
)

// environment is where a template is deployed, as the tool that wrote it says.
type environment struct{ account, region string }

// environmentOf reads the manifest of the CDK assembly that a template is part of (AWS CDK, "Cloud assembly
// manifest"). A stack without a fixed environment has neither account nor Region.
func (l *Loader) environmentOf(file string) environment {
	manifest, ok := l.manifests.Load(path.Dir(file))
	if !ok {
		manifest, _ = l.manifests.LoadOrStore(path.Dir(file), l.readManifest(path.Dir(file)))
	}
	return manifest.(map[string]environment)[path.Base(file)]
}

// readManifest returns the environments of an assembly's templates, by their file names.
func (l *Loader) readManifest(directory string) map[string]environment {
	text, err := readBounded(l.files, path.Join(directory, "manifest.json"))
	if err != nil || !strings.Contains(string(text), "aws:cloudformation:stack") {
		return nil
	}
	root, _, err := readJSON(text)
	if err != nil {
		return nil
	}
	environments := map[string]environment{}
	artifacts := root.find("artifacts")
	if artifacts == nil {
		return nil
	}
	for i := range artifacts.items {
		artifact := &artifacts.items[i]
		file := artifact.find("properties").find("templateFile").literal()
		account, region, ok := strings.Cut(strings.TrimPrefix(artifact.find("environment").literal(), "aws://"), "/")
		if file != "" && ok {
			environments[file] = environment{known(account), known(region)}
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

// title is the path of the construct that a resource comes from, by which its author knows it; what CDK adds
// for the resource itself is left out.
func title(body *node) string {
	return strings.TrimSuffix(body.find("Metadata").find("aws:cdk:path").literal(), "/Resource")
}
