package lint

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"go.yaml.in/yaml/v3"
)

// FindConfiguration returns the nearest configuration from a path upwards to the root of the files, or ""
// when there is none.
func FindConfiguration(files fs.FS, start string) string {
	if start == "" {
		start = "."
	}
	if status, err := fs.Stat(files, start); err == nil && !status.IsDir() {
		start = path.Dir(start)
	}
	for {
		name := path.Join(start, ConfigurationFile)
		if status, err := fs.Stat(files, name); err == nil && status.Mode().IsRegular() {
			return name
		}
		if start == "." {
			return ""
		}
		start = path.Dir(start)
	}
}

// ReadConfiguration reads a configuration. The error lists every mistake in it as file:line: message.
func ReadConfiguration(name string, content []byte) (Configuration, error) {
	var document yaml.Node
	configuration := Configuration{File: name, Rules: map[string]RuleSetting{}}
	if err := yaml.Unmarshal(content, &document); err != nil {
		return configuration, fmt.Errorf("%s: %s", name, strings.TrimPrefix(err.Error(), "yaml: "))
	}
	if len(document.Content) == 0 {
		return configuration, nil // an empty file changes nothing
	}
	reader := configurationReader{file: name}
	reader.object(document.Content[0], configuration.keys(&reader))
	return configuration, errors.Join(reader.mistakes...)
}

type key struct {
	name string
	read func(*yaml.Node)
}

// keys is all that a configuration may say.
func (c *Configuration) keys(r *configurationReader) []key {
	return []key{
		{"rules", func(n *yaml.Node) { r.rules(n, c.Rules) }},
		{"exclude", func(n *yaml.Node) { r.globs(n, &c.Exclude) }},
		{"licensed_amis", func(n *yaml.Node) { r.texts(n, &c.LicensedAMIs) }},
		{"directory_dns", func(n *yaml.Node) { r.texts(n, &c.DirectoryDNS) }},
		{"assume_default_host_management", func(n *yaml.Node) { r.truth(n, &c.AssumeDefaultHostManagement) }},
		{"assume_complete", func(n *yaml.Node) { r.texts(n, &c.AssumeComplete) }},
		{"systems_manager", func(n *yaml.Node) {
			r.object(n, []key{
				{"ec2messages", func(n *yaml.Node) { r.word(n, &c.SystemsManager.EC2Messages, "warn", "require", "ignore") }},
				{"instances", func(n *yaml.Node) { r.word(n, &c.SystemsManager.Instances, "all", "inferred") }},
			})
		}},
		{"variables", func(n *yaml.Node) { r.assignments(n, &c.Variables) }},
		{"variable_files", func(n *yaml.Node) { r.texts(n, &c.VariableFiles) }},
		{"workspace", func(n *yaml.Node) { r.text(n, &c.Workspace) }},
		{"parameters", func(n *yaml.Node) { r.assignments(n, &c.Parameters) }},
		{"parameter_files", func(n *yaml.Node) { r.texts(n, &c.ParameterFiles) }},
		{"region", func(n *yaml.Node) { r.text(n, &c.Region) }},
		{"fail_on", func(n *yaml.Node) { r.word(n, &c.FailOn, FailOnWords...) }},
	}
}
