package graph

import (
	"cmp"
	"regexp"
	"strings"
)

// ids are the kinds that are nodes even where they stand outside of the unit, with the form of their ids:
// what the unit adds to somebody else's VPC, it adds to one and the same.
var ids = map[string]*regexp.Regexp{"vpc": regexp.MustCompile(`^vpc-[0-9a-f]+$`)}

// outside returns the node of something that the unit is given by its id, literally or through a variable, a
// parameter or an output of what cannot be seen into. Its address is what was written for it. It returns nil for
// texts that are no id, and for kinds that are not told apart outside.
func (b *builder) outside(kind, text string, at Range) *Node {
	form, ok := ids[kind]
	if !ok {
		return nil
	}
	address, external := text, text+" is not part of this configuration"
	if !form.MatchString(text) {
		parts := SplitText(text)
		if len(parts) != 1 || parts[0].Reference == nil {
			return nil
		}
		reference := *parts[0].Reference
		address = reference.String()
		// What a resource of the unit tells is looked for elsewhere; but a variable is a node itself once it was met.
		if named := b.graph.Node(reference.Address); !reference.IsOne() || named != nil && named.Address != address {
			return nil
		}
		external = cmp.Or(reference.Reason, address+" is not part of this configuration")
	}
	if node := b.graph.Node(address); node != nil {
		if node.Kind != kind || node.External == "" {
			return nil
		}
		return node
	}
	node := b.addNode(&Resource{Address: address, Range: at}, address, kind, at)
	node.External = external
	return node
}

// IsOne tells whether an unknown text is the same wherever it is named so. What comes from nowhere that has a
// name is not, nor is the key of a repetition.
func (r Reference) IsOne() bool {
	return r.Address != "" && r.Address != "unknown" && !strings.HasPrefix(r.Attribute, "each.")
}
