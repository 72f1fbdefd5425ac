package graph

import (
	"strings"
	"unicode/utf8"
)

// Reference names something whose value only AWS, or only the person who deploys, will know.
//
// With an empty Reason it is an attribute that AWS computes for the resource at Address, such as the id
// of aws_vpc.main. With a Reason it is a text that is unknown for that reason, such as the value of
// var.environment; it has no resource behind it.
type Reference struct {
	Address   string // of the resource, or of what the unknown text comes from: var.environment
	Attribute string // id, arn, dns_ip_addresses[0], …; empty for an unknown text
	Reason    string // why the text is unknown; empty for a resource's attribute
}

// A token stands for a reference inside an ordinary string. It consists of private-use characters only,
// so that it passes unharmed through the string functions of both languages: changing case, splitting,
// joining, replacing, JSON encoding.
const (
	tokenStart = '\uE000'
	tokenEnd   = '\uE001'
	tokenByte  = '\uE100' // tokenByte+b stands for the byte b
)

// Token returns the reference as text that can be part of any string. SplitText finds it again.
func (r Reference) Token() string {
	plain := r.Address + "\x00" + r.Attribute + "\x00" + r.Reason
	var token strings.Builder
	token.Grow(3 * (len(plain) + 2))
	token.WriteRune(tokenStart)
	for i := 0; i < len(plain); i++ {
		token.WriteRune(tokenByte + rune(plain[i]))
	}
	token.WriteRune(tokenEnd)
	return token.String()
}

// String returns the reference as an author would write it: address.attribute.
func (r Reference) String() string {
	if r.Attribute == "" {
		return r.Address
	}
	return r.Address + "." + r.Attribute
}

// Part is a piece of a text: plain Text, or a Reference when that is not nil.
type Part struct {
	Text      string
	Reference *Reference
}

// HasToken tells whether text contains a reference token, or a damaged piece of one.
func HasToken(text string) bool {
	return strings.ContainsFunc(text, isTokenRune)
}

// SplitText cuts text into its plain pieces and its references, in order. A damaged token, as substr
// may leave it, becomes a reference with a Reason, for the text it stands in is then unknown.
func SplitText(text string) []Part {
	if !HasToken(text) {
		return []Part{{Text: text}}
	}
	var parts []Part
	for len(text) > 0 {
		start := strings.IndexFunc(text, isTokenRune)
		if start < 0 {
			start = len(text)
		}
		if start > 0 {
			parts = append(parts, Part{Text: text[:start]})
			text = text[start:]
			continue
		}
		reference, rest := cutToken(text)
		parts = append(parts, Part{Reference: &reference})
		text = rest
	}
	return parts
}

func isTokenRune(r rune) bool {
	return r == tokenStart || r == tokenEnd || r >= tokenByte && r <= tokenByte+0xFF
}

// cutToken decodes the token at the start of text and returns what follows it.
func cutToken(text string) (Reference, string) {
	damaged := Reference{Reason: "a part of a value that is only known after deployment"}
	length, _, _ := strings.Cut(text, string(tokenEnd))
	plain := make([]byte, 0, len(length)/utf8.RuneLen(tokenByte))
	for i, r := range text {
		switch {
		case r == tokenStart && i == 0:
		case r >= tokenByte && r <= tokenByte+0xFF:
			plain = append(plain, byte(r-tokenByte))
		case r == tokenEnd:
			rest := text[i+utf8.RuneLen(r):]
			reference, whole := decodeReference(string(plain))
			if !whole || !strings.HasPrefix(text, string(tokenStart)) {
				return damaged, rest
			}
			return reference, rest
		default:
			return damaged, text[i:]
		}
	}
	return damaged, ""
}

// decodeReference reads the three parts that Token joins.
func decodeReference(plain string) (reference Reference, whole bool) {
	address, more, _ := strings.Cut(plain, "\x00")
	attribute, reason, whole := strings.Cut(more, "\x00")
	return Reference{Address: address, Attribute: attribute, Reason: reason}, whole && !strings.Contains(reason, "\x00")
}

// Readable returns text with every token replaced by ${address.attribute}, for messages and reports.
func Readable(text string) string {
	if !HasToken(text) {
		return text
	}
	var readable strings.Builder
	for _, part := range SplitText(text) {
		if part.Reference == nil {
			readable.WriteString(part.Text)
			continue
		}
		readable.WriteString("${" + part.Reference.String() + "}")
	}
	return readable.String()
}
