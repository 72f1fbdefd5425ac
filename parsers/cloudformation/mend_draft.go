package cloudformation

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
)

// draft is something to be written: a text as it stands in the source, named parts, or items.
type draft struct {
	raw   string
	parts []part
	items []draft
}

// part is one name with what it holds.
type part struct {
	name string
	form draft
}

func raw(text string) draft { return draft{raw: text} }

// block writes a form as YAML whose lines begin at an indentation; the first line is already indented.
func (f draft) block(indent int, by margins) string {
	margin := "\n" + strings.Repeat(" ", indent)
	var lines []string
	switch {
	case f.parts != nil:
		for _, each := range f.parts {
			switch {
			case each.form.items != nil:
				below := "\n" + strings.Repeat(" ", indent+by.list)
				lines = append(lines, each.name+":"+below+each.form.block(indent+by.list, by))
			case each.form.parts != nil:
				lines = append(lines, each.name+":"+margin+strings.Repeat(" ", by.mapping)+each.form.block(indent+by.mapping, by))
			default:
				lines = append(lines, each.name+": "+each.form.raw)
			}
		}
	case f.items != nil:
		for _, each := range f.items {
			lines = append(lines, "- "+each.block(indent+2, by))
		}
	default:
		return f.raw
	}
	return strings.Join(lines, margin)
}

// flow writes a form in brackets: on one line, or with lines of their own below an indentation.
func (f draft) flow(indent, step int, json bool) string {
	open, closing := "{", "}"
	var inner []string
	switch {
	case f.parts != nil:
		for _, each := range f.parts {
			name := each.name
			if json {
				name = `"` + name + `"`
			}
			inner = append(inner, name+": "+each.form.flow(indent+step, step, json))
		}
	case f.items != nil:
		open, closing = "[", "]"
		for _, each := range f.items {
			inner = append(inner, each.flow(indent+step, step, json))
		}
	default:
		return f.raw
	}
	if step == 0 {
		return open + strings.Join(inner, ", ") + closing
	}
	margin := "\n" + strings.Repeat(" ", indent)
	deeper := margin + strings.Repeat(" ", step)
	return open + deeper + strings.Join(inner, ","+deeper) + margin + closing
}

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

// name writes a name as the template's language needs it.
func (t *template) name(text string) string {
	if t.json {
		return `"` + text + `"`
	}
	return text
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

var (
	listBelow = regexp.MustCompile(`(?m)^( *)[A-Za-z0-9"']+:[ \t]*\r?\n( *)- `)
	stepOf    = regexp.MustCompile(`(?m)^([ \t]+)"`)
)

// margins are how far a template in YAML indents what stands below a name.
type margins struct{ mapping, list int }

func (t *template) margins() margins {
	by := margins{mapping: 2, list: 2}
	if resources := t.document.Root.Find("Resources"); resources != nil && resources.Kind == syntax.Mapping {
		for i := range resources.Items {
			if body := &resources.Items[i]; body.Kind == syntax.Mapping && len(body.Names) > 0 && body.Names[0].Start.Column > resources.Names[i].Start.Column {
				by.mapping = int(body.Names[0].Start.Column - resources.Names[i].Start.Column)
				break
			}
		}
	}
	for i, match := range listBelow.FindAllSubmatch(t.text, -1) {
		switch added := len(match[2]) - len(match[1]); {
		case added == 0:
			by.list = 0
			return by
		case i == 0 && added > 0:
			by.list = added
		}
	}
	return by
}

// step returns how far JSON is indented from level to level.
func (t *template) step() int {
	if match := stepOf.FindSubmatch(t.text); match != nil {
		return len(match[1])
	}
	return 2
}

var plainText = regexp.MustCompile(`^[A-Za-z/][A-Za-z0-9._/-]*(?:[: ][A-Za-z0-9._/-]+)*$|^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+(?:/[0-9]+)?$`)

// quoted writes a text as the template's language needs it.
func (t *template) quoted(text string) string {
	switch strings.ToLower(text) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
	default:
		if !t.json && plainText.MatchString(text) {
			return text
		}
	}
	written, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(written)
}
