package network

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"

	"github.com/reachlint/reachlint/parsers/graph"
)

// hiddenUserData tells why nothing is known of the user data of a computer; "" when something is, or it has none.
func hiddenUserData(computer *graph.Node) string {
	if value := computer.Value("user_data"); len(value.Alternatives()) == 1 {
		if _, isText := value.RawText(); !isText && value.Reason() != "" {
			return "its user data is not known: " + value.Reason()
		}
	}
	return ""
}

// decoded returns the text behind base64, as user data often is written, or the text itself.
func decoded(written string) string {
	compact := strings.TrimSpace(written)
	if len(compact) < 16 || strings.ContainsAny(compact, " \n<#") {
		return written
	}
	plain, err := base64.StdEncoding.DecodeString(compact)
	if err != nil || !utf8.Valid(plain) {
		return written
	}
	return string(plain)
}
