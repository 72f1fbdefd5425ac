package cloudformation

import (
	"path"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
)

// environment is where a template is deployed, as the tool that wrote it says.
type environment struct{ account, region string }

// environmentOf reads the manifest of the CDK assembly that a template is part of (AWS CDK, "Cloud assembly
// manifest"). A stack without a fixed environment has neither account nor Region.
func (l *Loader) environmentOf(file string) environment {
	return l.assembly(path.Dir(file))[path.Base(file)]
}

// assembly returns the environments of the templates of the assembly in a directory; nil where there is none.
func (l *Loader) assembly(directory string) map[string]environment {
	manifest, ok := l.manifests.Load(directory)
	if !ok {
		manifest, _ = l.manifests.LoadOrStore(directory, l.readManifest(directory))
	}
	return manifest.(map[string]environment)
}

// outputDirectories are where tools put the templates that they write: "sam build" (AWS SAM CLI Command Reference)
// and "serverless package" (Serverless Framework Documentation, "AWS - package").
var outputDirectories = map[string]bool{".aws-sam": true, ".serverless": true}

// isGenerated tells by its place whether a tool wrote a template. All that lies in an assembly is CDK's, also where
// its author switched the paths of constructs off, and so are nested stacks, which the manifest does not name.
func (l *Loader) isGenerated(file string) bool {
	directory := path.Dir(file)
	for ; directory != "." && directory != "/"; directory = path.Dir(directory) {
		if outputDirectories[path.Base(directory)] || l.assembly(directory) != nil {
			return true
		}
	}
	return l.assembly(directory) != nil
}

// readManifest returns the environments of an assembly's templates, by their file names.
func (l *Loader) readManifest(directory string) map[string]environment {
	text, err := syntax.ReadFile(l.files, path.Join(directory, "manifest.json"))
	if err != nil || !strings.Contains(string(text), "aws:cloudformation:stack") {
		return nil
	}
	root, err := syntax.ParseJSON(text)
	if err != nil {
		return nil
	}
	environments := map[string]environment{}
	artifacts := root.Find("artifacts")
	if artifacts == nil {
		return nil
	}
	for i := range artifacts.Items {
		artifact := &artifacts.Items[i]
		file := artifact.Find("properties").Find("templateFile").Literal()
		account, region, ok := strings.Cut(strings.TrimPrefix(artifact.Find("environment").Literal(), "aws://"), "/")
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
func title(body *syntax.Node) string {
	return strings.TrimSuffix(body.Find("Metadata").Find("aws:cdk:path").Literal(), "/Resource")
}
