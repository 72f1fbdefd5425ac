package syntax

import (
	"bytes"
	"path"
	"regexp"
	"strings"
)

// IsSource tells by its name whether a file could be a template. Many a template has another ending, but
// then its author names it on the command line.
func IsSource(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml", ".json", ".template", ".cfn", ".cform", ".cf":
		return true
	}
	return false
}

const formatVersion = "AWSTemplateFormatVersion"

// mayBeTemplate is a look at the bytes alone: most YAML and JSON files of a repository are no templates, and
// to parse them all would cost more than the scan.
func mayBeTemplate(text []byte) bool {
	if bytes.Contains(text, []byte(formatVersion)) {
		return true
	}
	if !bytes.Contains(text, []byte("Resources")) {
		return false
	}
	for _, mark := range []string{"AWS::", "Custom::", "::MODULE", "Alexa::ASK::"} {
		if bytes.Contains(text, []byte(mark)) {
			return true
		}
	}
	return false
}

// resourceType is the form of the provider's names: AWS::EC2::VPC, Custom::Lookup, My::Own::Thing::MODULE.
var resourceType = regexp.MustCompile(`^(?:Custom::[A-Za-z0-9_@-]+(?:::[A-Za-z0-9_@-]+)*|[A-Za-z0-9]+(?:::[A-Za-z0-9]+){2,3})$`)

// isTemplate tells whether what a file says is a template.
func isTemplate(root *Node) bool {
	if root.Kind != Mapping {
		return false
	}
	if root.Find(formatVersion) != nil {
		return true
	}
	resources := root.Find("Resources")
	if resources == nil || resources.Kind != Mapping {
		return false
	}
	for i := range resources.Items {
		if resourceType.MatchString(resources.Items[i].Find("Type").Literal()) {
			return true
		}
		if strings.HasPrefix(resources.Names[i].Text, ForEachPrefix) {
			return true
		}
	}
	return false
}

var (
	formatVersionKey = regexp.MustCompile(`(?m)^(?:"?'?|\s*\{?\s*")` + formatVersion + `["']?\s*:`)
	resourcesKey     = regexp.MustCompile(`(?m)^(?:"?'?|\s*\{?\s*")Resources["']?\s*:`)
)

// saysTemplate tells whether a text that cannot be parsed was meant as a template.
func saysTemplate(text []byte) bool {
	return formatVersionKey.Match(text) ||
		resourcesKey.Match(text) && bytes.Contains(text, []byte("AWS::"))
}
