package syntax

import (
	"bytes"
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
)

// maximumDiagnosed is the size of a malformed template that is read once more for the place of its fault.
const maximumDiagnosed = 1 << 20

// placeOfError finds the place and the plain words of a syntax error.
func placeOfError(text []byte, err error) (Place, string) {
	if syntax := (*syntaxError)(nil); errors.As(err, &syntax) {
		return syntax.at, syntax.message
	}
	if errors.Is(err, errRepeated) || errors.Is(err, errDepth) {
		return Place{1, 1}, err.Error()
	}
	if !utf8.Valid(text) {
		return placeAt(text, validLength(text)), "it holds what is not UTF-8"
	}
	if at, message, ok := placeInYAML(text); ok {
		return at, message
	}
	if found := unknownAnchor.FindStringSubmatch(err.Error()); found != nil {
		alias := regexp.MustCompile(`(?m)^[^#\n]*?[\s,:\[{](\*` + regexp.QuoteMeta(found[1]) + `)(?:[\s,\]}]|$)`)
		if at := alias.FindSubmatchIndex(text); at != nil {
			return placeAt(text, at[2]), strings.TrimPrefix(err.Error(), "yaml: ")
		}
	}
	return lineInYAML(text, err)
}

// unknownAnchor is what yaml.v3 says of an alias without its anchor, and not where it stands.
var unknownAnchor = regexp.MustCompile(`unknown anchor '(.*)' referenced`)

// validLength returns how many bytes of a text are UTF-8.
func validLength(text []byte) int {
	offset := 0
	for offset < len(text) {
		r, size := utf8.DecodeRune(text[offset:])
		if r == utf8.RuneError && size < 2 {
			break
		}
		offset += size
	}
	return offset
}

// placeAt returns the place of an offset.
func placeAt(text []byte, offset int) Place {
	before := text[:offset]
	line := bytes.Count(before, []byte("\n")) + 1
	return Place{int32(line), int32(utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:])) + 1}
}

// placeInYAML asks goccy/go-yaml for the place. yaml.v3, which reads templates, names the line where the
// outer mapping begins rather than that of the fault, and no column.
func placeInYAML(text []byte) (at Place, message string, ok bool) {
	if len(text) > maximumDiagnosed {
		return Place{}, "", false
	}
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	_, err := parser.ParseBytes(text, 0)
	fault := yaml.Error(nil)
	if !errors.As(err, &fault) || fault.GetToken() == nil || fault.GetToken().Position == nil {
		return Place{}, "", false
	}
	position := fault.GetToken().Position
	if position.Line < 1 || position.Line > bytes.Count(text, []byte("\n"))+1 || position.Column < 1 {
		return Place{}, "", false
	}
	return Place{int32(position.Line), int32(position.Column)}, strings.ReplaceAll(fault.GetMessage(), "\t", "tab"), true
}

var lineOfError = regexp.MustCompile(`^(?:yaml: )?(?:line (\d+): )?(.*)$`)

// lineInYAML takes the line from yaml.v3's message; the column is where the line's text begins, or its tab.
func lineInYAML(text []byte, err error) (Place, string) {
	message, line := err.Error(), 1
	if found := lineOfError.FindStringSubmatch(message); found != nil {
		message = found[2]
		if number, err := strconv.Atoi(found[1]); err == nil {
			line = number
		}
	}
	return Place{int32(line), columnOfError(text, line, message)}, message
}

func columnOfError(text []byte, line int, message string) int32 {
	source := NewSource(text)
	start := source.OffsetOf(Place{int32(line), 1})
	written, _, _ := bytes.Cut(text[start:], []byte("\n"))
	at := len(written) - len(bytes.TrimLeft(written, " "))
	if strings.Contains(message, "cannot start any token") {
		if wrong := bytes.IndexAny(written, "\t@`%"); wrong >= 0 {
			at = wrong
		}
	}
	return int32(utf8.RuneCount(written[:at])) + 1
}

// helpForSyntax says what to do about the faults that people make most.
func helpForSyntax(message string) string {
	switch {
	case strings.Contains(message, "cannot start any token"):
		return "Indent with spaces, for YAML allows no tabs, and put quotes around values that begin with %, @ or `."
	case strings.Contains(message, "mapping value"):
		return "Check the indentation, and put quotes around values that contain a colon."
	case strings.Contains(message, "unknown anchor"):
		return "Define the anchor with & before it is used, or put quotes around a value that begins with *."
	case strings.Contains(message, "not UTF-8"):
		return "Save the file as UTF-8."
	case strings.Contains(message, "end character"):
		return "Close the quotes."
	case strings.Contains(message, "expected"), strings.Contains(message, "value is"):
		return "Check the indentation and the quotes here and on the line above."
	}
	return ""
}
