package language

import (
	"path"
	"strings"
)

// IsSource tells whether a file of this name holds Terraform or OpenTofu configuration.
func IsSource(name string) bool {
	return IsNative(name) || IsJSON(name)
}

// IsNative tells whether a file of this name is written in the language's own syntax (Terraform language,
// "Configuration Syntax").
func IsNative(name string) bool {
	return strings.HasSuffix(name, ".tf") || strings.HasSuffix(name, ".tofu")
}

// IsJSON tells whether a file of this name is written in JSON (Terraform language, "JSON Configuration Syntax").
func IsJSON(name string) bool {
	return strings.HasSuffix(name, ".tf.json") || strings.HasSuffix(name, ".tofu.json")
}

// IsOverride tells whether the file's blocks are merged into those of the other files (Terraform language,
// "Override Files").
func IsOverride(name string) bool {
	base := path.Base(name)
	base, _, _ = strings.Cut(base, ".")
	return base == "override" || strings.HasSuffix(base, "_override")
}
