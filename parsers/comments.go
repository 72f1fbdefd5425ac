package parsers

import (
	"strings"

	cloudformationsyntax "github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	terraformlanguage "github.com/reachlint/reachlint/parsers/terraform/language"
)

// Comments returns the lines of a source file with all blotted out that is no comment.
func Comments(file string, source []byte) [][]byte {
	if terraformlanguage.IsNative(file) || strings.HasSuffix(file, ".tfvars") {
		return terraformlanguage.Comments(source)
	}
	return cloudformationsyntax.Comments(source)
}
