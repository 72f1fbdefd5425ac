package mend

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/resourcetypes"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// copyValues gives a resource properties of its sibling, as they are written there. They take the place of one that
// goes.
func (m *mender) copyValues(change graph.CopyValues) bool {
	at, ok := m.spot(change.Node)
	like, found := m.spot(change.Like)
	if !ok || !found || at.template != like.template || at.prefix != like.prefix {
		return false
	}
	kind := m.nodes.Node(change.Node).Resource.Type
	own, model := at.body.Find("Properties"), like.body.Find("Properties")
	var missing []part
	for _, name := range change.Attributes {
		from, exists := at.find(model, resourcetypes.Table[kind].Property(name))
		if !exists {
			return false
		}
		value, short := at.draftOf(from)
		if !short {
			return false
		}
		if to, written := at.find(own, resourcetypes.Table[kind].Property(name)); written {
			at.replaceValue(to, value)
		} else {
			missing = append(missing, part{resourcetypes.Table[kind].Property(name), value})
		}
	}
	for _, name := range change.Drop {
		if to, written := at.find(own, resourcetypes.Table[kind].Property(name)); written && len(missing) > 0 {
			at.replace(to.start, to.end, at.entries(to, missing))
			return true
		}
	}
	for _, each := range missing {
		if !at.addEntry(own, each) {
			return false
		}
	}
	return true
}

// draftOf returns a value to be written elsewhere: one of a line, or a list of such.
func (t *template) draftOf(of slot) (draft, bool) {
	if !strings.Contains(t.raw(of), "\n") {
		return raw(t.raw(of)), true
	}
	if of.value.Kind != syntax.Sequence {
		return draft{}, false
	}
	items := make([]draft, len(of.value.Items))
	for i := range of.value.Items {
		if t.isFlow(of.value) {
			start := t.flowStart(of, i)
			items[i] = raw(strings.Join(strings.Fields(string(t.text[start:t.flowEnd(start)])), " "))
			continue
		}
		dash := t.dash(&of.value.Items[i])
		if dash < 0 || of.value.Items[i].Kind == syntax.Mapping || of.value.Items[i].Start.Line != of.value.Items[i].End.Line {
			return draft{}, false
		}
		text := strings.TrimSpace(string(t.text[dash+1 : t.lineEnd(dash)]))
		if strings.Contains(text, " #") || strings.Contains(text, ": ") {
			return draft{}, false
		}
		items[i] = raw(text)
	}
	return draft{items: items}, len(items) > 0
}

// entries writes entries in the place of another one.
func (t *template) entries(instead slot, all []part) string {
	if !instead.flow {
		return draft{parts: all}.block(int(instead.id.Start.Column)-1, t.margins())
	}
	texts := make([]string, len(all))
	for i, each := range all {
		texts[i] = t.name(each.name) + ": " + each.form.flow(0, 0, t.json)
	}
	between := ", "
	if t.isFirst(instead.start) {
		between = ",\n" + strings.Repeat(" ", t.indentation(instead.start))
	}
	return strings.Join(texts, between)
}
