package mend

import (
	"slices"
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

// raw is a text as it is to stand in the source.
func raw(text string) draft { return draft{raw: text} }

// block writes a draft as YAML whose lines begin at an indentation; the first line is already indented.
func (d draft) block(indent int, by margins) string {
	margin := "\n" + strings.Repeat(" ", indent)
	var lines []string
	switch {
	case d.parts != nil:
		for _, each := range d.parts {
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
	case d.items != nil:
		for _, each := range d.items {
			lines = append(lines, "- "+each.block(indent+2, by))
		}
	default:
		return d.raw
	}
	return strings.Join(lines, margin)
}

// flow writes a draft in brackets: on one line, or with lines of their own below an indentation.
func (d draft) flow(indent, step int, json bool) string {
	open, closing := "{", "}"
	var inner []string
	switch {
	case d.parts != nil:
		for _, each := range d.parts {
			name := each.name
			if json {
				name = `"` + name + `"`
			}
			inner = append(inner, name+": "+each.form.flow(indent+step, step, json))
		}
	case d.items != nil:
		open, closing = "[", "]"
		for _, each := range d.items {
			inner = append(inner, each.flow(indent+step, step, json))
		}
	default:
		return d.raw
	}
	if step == 0 {
		return open + strings.Join(inner, ", ") + closing
	}
	margin := "\n" + strings.Repeat(" ", indent)
	deeper := margin + strings.Repeat(" ", step)
	return open + deeper + strings.Join(inner, ","+deeper) + margin + closing
}

// inOrderOf sorts parts as a model has them, where it has them.
func inOrderOf(model *syntax.Node, parts []part) []part {
	if model == nil || model.Kind != syntax.Mapping {
		return parts
	}
	place := func(each part) int {
		for i := range model.Names {
			if model.Names[i].Text == each.name {
				return i
			}
		}
		return len(model.Names)
	}
	slices.SortStableFunc(parts, func(a, b part) int { return place(a) - place(b) })
	return parts
}
