package functions

import (
	"encoding/base64"
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/zclconf/go-cty/cty"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// charsets are the character sets that scripts are written in, by their names in the registry of the IANA (Terraform
// language, "textencodebase64 Function"). PowerShell takes an encoded command in UTF-16LE.
var charsets = map[string]encoding.Encoding{
	"utf-8":        unicode.UTF8,
	"utf-16le":     unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM),
	"utf-16be":     unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM),
	"iso-8859-1":   charmap.ISO8859_1,
	"windows-1252": charmap.Windows1252,
}

const otherCharset = "its character set is not one that is evaluated"

var textEncodeBase64Function = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	charset := charsets[strings.ToLower(arguments[1].AsString())]
	if charset == nil {
		return unknown.Text("", otherCharset), nil
	}
	encoded, err := charset.NewEncoder().Bytes([]byte(arguments[0].AsString()))
	if err != nil {
		return cty.DynamicVal, errors.New("the character set lacks a character of the text")
	}
	return cty.StringVal(base64.StdEncoding.EncodeToString(encoded)), nil
}, cty.String, cty.String)

var textDecodeBase64Function = plainFunction(func(arguments []cty.Value) (cty.Value, error) {
	charset := charsets[strings.ToLower(arguments[1].AsString())]
	if charset == nil {
		return unknown.Text("", otherCharset), nil
	}
	encoded, err := base64.StdEncoding.DecodeString(arguments[0].AsString())
	if err != nil {
		return cty.DynamicVal, err
	}
	decoded, err := charset.NewDecoder().Bytes(encoded)
	if err != nil || strings.ContainsRune(string(decoded), utf8.RuneError) {
		return cty.DynamicVal, errors.New("the text is not in its character set")
	}
	return cty.StringVal(string(decoded)), nil
}, cty.String, cty.String)
