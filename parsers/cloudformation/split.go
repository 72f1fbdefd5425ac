package cloudformation

import (
	"strings"

	"github.com/awslabs/goformation/v7/intrinsics"

	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/cloudformation/schema"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// split evaluates Fn::Split. A text that is wholly open may have any number of parts.
func (s *stack) split(n *syntax.Node) graph.Value {
	given, ok := arguments(n, 2)
	delimiter := ""
	if ok {
		delimiter = given[0].Literal()
	}
	if delimiter == "" {
		return s.misused(n, "a delimiter and a text")
	}
	at := s.document.RangeOf(n)
	source := s.evaluate(&given[1], schema.Text)
	return openvalues.Distribute([]graph.Value{source}, at, func(sources []graph.Value) graph.Value {
		raw, isText := sources[0].RawText()
		if !isText {
			if openvalues.IsUnknown(sources[0]) {
				return sources[0].At(at)
			}
			return s.misused(n, "a delimiter and a text")
		}
		items := splitText(delimiter, raw, at)
		return openvalues.WithVia(items, openvalues.JoinTrails(sources[0].Via, items.Via))
	})
}

// splitText splits a text. Behind a part that is open, and may hold the delimiter itself, no one knows how
// many items there are.
func splitText(delimiter, raw string, at graph.Range) graph.Value {
	if entry, ok := dnsEntry(raw); ok && delimiter == ":" {
		return graph.List([]graph.Value{entry.part("HostedZoneId", at), entry.part("DNSName", at)}, at)
	}
	if parts := graph.SplitText(raw); len(parts) == 1 && parts[0].Reference != nil && !isID(*parts[0].Reference, delimiter) {
		whole := graph.Unknown(reasonOfReference(*parts[0].Reference), at)
		if parts[0].Reference.Reason != "" {
			whole.Via = []string{parts[0].Reference.Address} // so that its items can be told from others
		}
		return whole
	}
	pieces, _ := intrinsics.FnSplit("Fn::Split", []any{delimiter, raw}, nil).([]string)
	items := make([]graph.Value, 0, len(pieces))
	for _, piece := range pieces {
		for _, part := range graph.SplitText(piece) {
			if part.Reference != nil && mayHold(*part.Reference, delimiter) {
				return graph.List(append(items, graph.Unknown(reasonOfReference(*part.Reference), at)), at)
			}
		}
		items = append(items, graph.Text(piece, at))
	}
	return graph.List(items, at)
}

func reasonOfReference(reference graph.Reference) string {
	if reference.Reason != "" {
		return reference.Reason
	}
	return reference.String() + " is only known after deployment"
}

// isID tells whether an open part is the id of one thing, which no comma splits: !Split [",", !Ref Group].
func isID(reference graph.Reference, delimiter string) bool {
	return delimiter == "," && reference.Reason == "" && (reference.Attribute == "Ref" || strings.HasSuffix(reference.Attribute, "Id"))
}

// mayHold tells whether an open part may hold a delimiter. One that an author joins with commas holds none,
// and no region or account holds a dot, a colon or a slash; but ids hold hyphens, and ARNs colons.
func mayHold(reference graph.Reference, delimiter string) bool {
	if strings.ContainsAny(delimiter, ",;| \n") {
		return false
	}
	switch reference.Address {
	case regionName, partition, accountID:
		return strings.Trim(delimiter, ".:/") != ""
	}
	return true
}
