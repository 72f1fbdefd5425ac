package network

import (
	"encoding/base64"
	"strings"
	"unicode/utf8"
)

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
