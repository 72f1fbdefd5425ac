package parsers

import (
	"strings"

	cloudformationsyntax "github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	terraformlanguage "github.com/reachlint/reachlint/parsers/terraform/language"
)

// WithoutSecrets returns the lines of a source file, or of a piece of one, with each value blotted out whose name says
// that it is a secret, or may hold some as user data does.
func WithoutSecrets(file string, source []byte) [][]byte {
	if terraformlanguage.IsNative(file) || strings.HasSuffix(file, ".tfvars") {
		return terraformlanguage.WithoutSecrets(source)
	}
	return cloudformationsyntax.WithoutSecrets(source)
}
