package policies_test

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/open-policy-agent/opa/v1/format"
)

// TestFormat keeps all Rego as opa fmt writes it.
func TestFormat(t *testing.T) {
	for _, pattern := range []string{"*/*.rego", "../rego/lib/*.rego"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			t.Fatal(pattern, err)
		}
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			formatted, err := format.Source(file, source)
			if err != nil || string(formatted) != string(source) {
				t.Errorf("%s is not formatted as opa fmt does: %v", filepath.ToSlash(file), err)
			}
		}
	}
}
