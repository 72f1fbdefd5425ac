package report

import (
	"regexp"
	"strings"
)

// secretName finds an attribute whose name says that its value is a secret, up to where the value begins.
var secretName = regexp.MustCompile(`(?i)[\w.-]*(?:passw(?:or)?d|passphrase|secret|token|credential|(?:api|access|private|license|encryption)[_-]?key|connection[_-]?string|user[_-]?data)[\w.-]*["']?\s*[:=]\s*`)

// maskSecrets replaces every letter and digit of a value whose attribute's name says that it is a
// secret. The line keeps its length, so that carets still point right.
func maskSecrets(line string) string {
	found := secretName.FindStringIndex(line)
	if found == nil {
		return line
	}
	return line[:found[1]] + strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\"'{}[](),", r) {
			return r
		}
		return '*'
	}, line[found[1]:])
}
