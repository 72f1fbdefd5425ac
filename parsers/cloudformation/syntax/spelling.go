package syntax

import "strings"

// Truth reads a literal as a truth value; ok is false when it is none. Without quotes YAML 1.1 spells it in more ways
// ("Boolean Language-Independent Type for YAML").
func (n *Node) Truth() (truth, ok bool) {
	word := strings.ToLower(n.Text)
	switch word {
	case "true":
		return true, true
	case "false":
		return false, true
	}
	if n.Quoted {
		return false, false
	}
	switch word {
	case "yes", "on", "y":
		return true, true
	case "no", "off", "n":
		return false, true
	}
	return false, false
}

// IsTrue tells whether the node is written, and is true.
func (n *Node) IsTrue() bool {
	if n == nil || n.Kind != Scalar {
		return false
	}
	truth, _ := n.Truth()
	return truth
}

// Spelled returns a literal as CloudFormation hands it on where a text is expected: truth values without quotes in
// lower case, everything else as written.
func (n *Node) Spelled() string {
	if n.Quoted {
		return n.Text
	}
	switch n.Text {
	case "True", "TRUE":
		return "true"
	case "False", "FALSE":
		return "false"
	}
	return n.Text
}
