package mend

import (
	"bytes"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// addEntry writes one more entry at the end of a mapping, or before its tags.
func (t *template) addEntry(within *syntax.Node, added part) bool {
	if within == nil || within.Kind != syntax.Mapping || len(within.Names) == 0 {
		return false
	}
	last := len(within.Names) - 1
	for last > 0 && within.Names[last].Text == "Tags" {
		last--
	}
	t.addBehind(t.slotOf(within, last), added)
	return true
}

// addBehind writes an entry behind another one of the same mapping.
func (t *template) addBehind(behind slot, added part) {
	if !behind.flow {
		indent := int(behind.id.Start.Column) - 1
		text := draft{parts: []part{added}}.block(indent, t.margins())
		t.insert(behind.end, "\n"+strings.Repeat(" ", indent)+text)
		return
	}
	name := t.name(added.name)
	if !t.isFirst(behind.start) {
		t.insert(behind.end, ", "+name+": "+added.form.flow(0, 0, t.json))
		return
	}
	indent := t.indentation(behind.start)
	text := name + ": " + added.form.flow(indent, t.step(), t.json)
	t.insert(behind.end, ",\n"+strings.Repeat(" ", indent)+text)
}

// addItem writes one more item at the end of a list that has some.
func (t *template) addItem(list slot, added draft) bool {
	items := list.value.Items
	if list.value.Kind != syntax.Sequence || len(items) == 0 {
		return false
	}
	if !t.isFlow(list.value) {
		dash := t.dash(&items[len(items)-1])
		if dash < 0 {
			return false
		}
		indent := dash - t.lineStart(dash)
		text := added.block(indent+2, t.margins())
		if inBrackets := added.flow(0, 0, false); t.isFlow(&items[len(items)-1]) && items[len(items)-1].Kind == syntax.Mapping && !strings.Contains(inBrackets, "${") {
			text = inBrackets
		}
		t.insert(list.end, "\n"+strings.Repeat(" ", indent)+"- "+text)
		return true
	}
	last := t.flowStart(list, len(items)-1)
	end := t.flowEnd(last)
	if !t.isFirst(last) {
		t.insert(end, ", "+added.flow(0, 0, t.json))
		return true
	}
	indent, step := t.indentation(last), t.step()
	if !strings.Contains(string(t.text[last:end]), "\n") {
		step = 0
	}
	t.insert(end, ",\n"+strings.Repeat(" ", indent)+added.flow(indent, step, t.json))
	return true
}

// dash returns where the dash of a list's item stands.
func (t *template) dash(item *syntax.Node) int {
	offset := t.source.OffsetOf(item.Start)
	start := t.lineStart(offset)
	dash := strings.LastIndexByte(string(t.text[start:offset]), '-')
	if dash < 0 {
		return -1
	}
	return start + dash
}

// flowStart returns where an item of a list in brackets begins: a call's place is that of its argument.
func (t *template) flowStart(list slot, index int) int {
	at := list.valueStart + 1
	for i := 0; ; i++ {
		for at < len(t.text) && (syntax.IsBlank(t.text[at]) || t.text[at] == ',') {
			at++
		}
		if i == index {
			return at
		}
		at = t.flowEnd(at)
	}
}

// removeItem takes one item out of a list.
func (t *template) removeItem(list slot, index int) bool {
	items := list.value.Items
	if t.isFlow(list.value) {
		start := t.flowStart(list, index)
		if index+1 < len(items) {
			t.replace(start, t.flowStart(list, index+1), "")
			return true
		}
		t.replace(t.flowEnd(t.flowStart(list, index-1)), t.flowEnd(start), "")
		return true
	}
	dash := t.dash(&items[index])
	if dash < 0 || items[index].Start.Line != items[index].End.Line {
		return false
	}
	end := bytes.IndexByte(t.text[dash:], '\n')
	if end < 0 {
		return false
	}
	t.replace(t.lineStart(dash), dash+end+1, "")
	return true
}

// replaceScalar gives a literal another content and keeps its quotes.
func (t *template) replaceScalar(of slot, value graph.Value) bool {
	text, ok := value.RawText()
	if !ok {
		return false
	}
	start, end := t.source.OffsetOf(of.value.Start), t.source.OffsetOf(of.value.End)
	before := t.text[start:end]
	switch {
	case len(before) == 0 || bytes.ContainsAny(before, "|>\n"):
		return false
	case before[0] == '"', before[0] == '\'':
		quote := string(before[:1])
		if strings.ContainsAny(text, `"'\`) {
			return false
		}
		t.replace(start, end, quote+text+quote)
	default:
		if _, truth := value.Boolean(); !truth {
			text = t.quoted(text)
		}
		t.replace(start, end, text)
	}
	return true
}

// replaceValue gives a property another value as a whole.
func (t *template) replaceValue(of slot, written draft) {
	if of.flow {
		t.replace(of.valueStart, of.end, written.flow(t.indentation(of.start), 0, t.json))
		return
	}
	indent := int(of.id.Start.Column) - 1
	start := t.source.OffsetOf(of.id.End) + 1
	text := " " + written.raw
	if written.items != nil {
		deeper := indent + t.margins().list
		text = "\n" + strings.Repeat(" ", deeper) + written.block(deeper, t.margins())
	}
	t.replace(start, of.end, text)
}
