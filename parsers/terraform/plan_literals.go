package terraform

import (
	"encoding/json"
	"maps"
	"net/netip"
	"regexp"
	"slices"
	"strings"
)

// resourceID is the form of the ids that AWS gives: sg-0f5e2b0c5d1a9e001.
var resourceID = regexp.MustCompile(`^[a-z]+(-[a-z]+)*-[0-9a-f]{8,17}$`)

// literalsOf returns the ids and addresses that stand in a constant. A variable can add them to a list whose
// other items are references, and of such a list a plan keeps only what it mentions.
func literalsOf(constant any) []string {
	var found []string
	switch constant := constant.(type) {
	case string:
		if namesThing(constant) {
			return []string{constant}
		}
	case []any:
		for _, item := range constant {
			found = append(found, literalsOf(item)...)
		}
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(constant)) {
			found = append(found, literalsOf(constant[name])...)
		}
	}
	return found
}

// namesThing tells whether a text is an id, an ARN, an address or a block of addresses.
func namesThing(text string) bool {
	if _, err := netip.ParseAddr(text); err == nil {
		return true
	}
	if _, err := netip.ParsePrefix(text); err == nil {
		return true
	}
	return resourceID.MatchString(text) || strings.HasPrefix(text, "arn:")
}

// constantOf is the value of an expression that mentions nothing.
func constantOf(expression any) any {
	written, _ := expression.(map[string]any)
	return written["constant_value"]
}

// plain is the value of a root variable as JSON has it.
func (v planVariable) plain() any {
	var value any
	if len(v.Value) == 0 || json.Unmarshal(v.Value, &value) != nil {
		return nil
	}
	return value
}
