package parsers

import (
	"strings"

	cloudformationsyntax "github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/terraform"
)

// Comments returns the lines of a source file with all blotted out that is no comment.
func Comments(file string, source []byte) [][]byte {
	if terraform.IsSource(file) && !strings.HasSuffix(file, ".json") {
		return terraform.Comments(source)
	}
	return cloudformationsyntax.Comments(source)
}
