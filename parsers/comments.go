package parsers

import (
	"github.com/reachlint/reachlint/parsers/cloudformation"
	terraformlanguage "github.com/reachlint/reachlint/parsers/terraform/language"
)

// Comments returns the lines of a source file with all blotted out that is no comment.
func Comments(file string, source []byte) [][]byte {
	if terraformlanguage.IsNative(file) {
		return terraformlanguage.Comments(source)
	}
	return cloudformation.Comments(source)
}
