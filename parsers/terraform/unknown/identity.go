package unknown

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// IsIdentity tells whether a reference names a value that AWS makes up, unlike any other.
func IsIdentity(reference graph.Reference) bool {
	return reference.Reason == "" && IsIdentityName(reference.Attribute)
}

// IsIdentityName tells by its name whether an attribute holds what AWS makes up. That of ids and ARNs ends in "id" or
// "arn" throughout the AWS provider.
func IsIdentityName(attribute string) bool {
	return attribute == "id" || attribute == "arn" ||
		strings.HasSuffix(attribute, "_id") || strings.HasSuffix(attribute, "_arn")
}

// IsLookup tells whether an address is that of a data source, in whatever module or unit.
func IsLookup(address string) bool {
	return strings.HasPrefix(address, "data.") || strings.Contains(address, ".data.") || strings.Contains(address, "/data.")
}
