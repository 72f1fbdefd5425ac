package mend

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/resourcetypes"
	"github.com/reachlint/reachlint/parsers/graph"
)

// rename writes a value under the name of another property beside it.
func (m *mender) rename(change graph.Rename) bool {
	at, ok := m.spot(change.Node)
	if !ok {
		return false
	}
	kind := resourcetypes.Table[m.nodes.Node(change.Node).Resource.Type]
	properties := at.body.Find("Properties")
	from, to := kind.ValueProperty(change.From), kind.ValueProperty(change.To)
	found, ok := at.find(properties, from)
	if _, taken := at.find(properties, to); !ok || taken || from == "" || to == "" {
		return false
	}
	name := to[strings.LastIndexByte(to, '.')+1:]
	at.replace(at.source.OffsetOf(found.id.Start), at.source.OffsetOf(found.id.End), at.name(name))
	return true
}
