package parsers

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation"
	"github.com/reachlint/reachlint/parsers/terraform"
)

// WithoutSecrets returns the lines of a source file, or of a piece of one, with each value blotted out whose name says
// that it is a secret, or may hold some as user data does.
func WithoutSecrets(file string, source []byte) [][]byte {
	if terraform.IsSource(file) && !strings.HasSuffix(file, ".json") {
		return terraform.WithoutSecrets(source)
	}
	return cloudformation.WithoutSecrets(source)
}
