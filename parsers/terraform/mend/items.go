package mend

import (
	"slices"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/terraform/language"
	"github.com/reachlint/reachlint/parsers/words"
)

// extendList adds an item behind the last one.
func (s *written) extendList(list *hclsyntax.TupleConsExpr, from, to string) bool {
	model := -1
	for i, item := range list.Exprs {
		text, literal := language.LiteralText(item)
		if !literal || words.Contains(text, to) {
			return false
		}
		if words.Contains(text, from) {
			model = i
		}
	}
	if model < 0 {
		return false
	}
	item := words.Replace(s.slice(list.Exprs[model].Range()), from, to)
	s.appendItem(list.Exprs, item)
	return true
}

// appendItem writes an item behind the last one: on a line of its own where the last one has one.
func (s *written) appendItem(items []hclsyntax.Expression, text string) {
	last := items[len(items)-1].Range()
	ownLine := strings.TrimSpace(string(s.text[s.lineStart(last.Start.Byte):last.Start.Byte])) == ""
	if !ownLine {
		s.insert(last.End.Byte, ", "+text)
		return
	}
	indent := s.indentation(last.Start.Byte)
	end := s.lineEnd(last.End.Byte)
	switch behind := strings.TrimSpace(string(s.text[last.End.Byte:end])); {
	case strings.HasPrefix(behind, ","):
		s.insert(end, "\n"+indent+text+",")
	case strings.HasPrefix(behind, "#"), strings.HasPrefix(behind, "//"):
		s.insert(last.End.Byte, ",")
		s.insert(end, "\n"+indent+text+",")
	default:
		s.insert(last.End.Byte, ",\n"+indent+text)
	}
}

// extendMap adds an entry behind the one that has the word.
func (s *written) extendMap(entries *hclsyntax.ObjectConsExpr, from, to string) bool {
	for _, item := range entries.Items {
		if strings.Contains(s.slice(item.KeyExpr.Range()), to) && words.Contains(s.slice(item.KeyExpr.Range()), to) {
			return false
		}
	}
	for _, item := range entries.Items {
		key, value := item.KeyExpr.Range(), item.ValueExpr.Range()
		whole := hcl.Range{Filename: key.Filename, Start: key.Start, End: value.End}
		if !words.Contains(s.slice(key), from) {
			continue
		}
		text := words.Replace(s.slice(whole), from, to)
		if strings.TrimSpace(string(s.text[s.lineStart(key.Start.Byte):key.Start.Byte])) != "" {
			s.insert(value.End.Byte, ", "+text)
			return true
		}
		end := s.lineEnd(value.End.Byte)
		comma := ""
		if strings.HasPrefix(strings.TrimSpace(string(s.text[value.End.Byte:end])), ",") {
			comma = ","
		}
		s.insert(end, "\n"+s.indentation(key.Start.Byte)+text+comma)
		return true
	}
	return false
}

// entryNamed returns what an object has under a name; nil when it has nothing.
func entryNamed(object *hclsyntax.ObjectConsExpr, name string) hclsyntax.Expression {
	for _, item := range object.Items {
		if key, _ := language.LiteralText(item.KeyExpr); key == name || hcl.ExprAsKeyword(item.KeyExpr) == name {
			return item.ValueExpr
		}
	}
	return nil
}

// appendEntry writes an entry behind the last one of an object, in its form.
func (s *written) appendEntry(object *hclsyntax.ObjectConsExpr, key, value string) bool {
	if len(object.Items) == 0 {
		return false
	}
	last := object.Items[len(object.Items)-1]
	from, to := last.KeyExpr.Range(), last.ValueExpr.Range()
	if strings.HasPrefix(s.slice(from), `"`) {
		key = strconv.Quote(key)
	}
	text := key + string(s.text[from.End.Byte:to.Start.Byte]) + value
	if strings.TrimSpace(string(s.text[s.lineStart(from.Start.Byte):from.Start.Byte])) != "" {
		s.insert(to.End.Byte, ", "+text)
		return true
	}
	end, comma := s.lineEnd(to.End.Byte), ""
	if strings.HasPrefix(strings.TrimSpace(string(s.text[to.End.Byte:end])), ",") {
		comma = ","
	}
	s.insert(end, "\n"+s.indentation(from.Start.Byte)+text+comma)
	return true
}

// removeItems takes literals out of the lists in an expression. A list that has nothing left leaves the concat that it
// is part of, and a concat of one list is that list.
func (s *written) removeItems(expression hclsyntax.Expression, items []string) bool {
	removed := false
	_ = hclsyntax.VisitAll(expression, func(node hclsyntax.Node) hcl.Diagnostics {
		switch node := node.(type) {
		case *hclsyntax.TupleConsExpr:
			kept := without(node, items)
			if len(kept) > 0 && len(kept) < len(node.Exprs) {
				s.drop(node.Exprs, kept)
				removed = true
			}
		case *hclsyntax.FunctionCallExpr:
			var kept []hclsyntax.Expression
			for _, argument := range node.Args {
				if list, ok := argument.(*hclsyntax.TupleConsExpr); !ok || len(without(list, items)) > 0 || len(list.Exprs) == 0 {
					kept = append(kept, argument)
				}
			}
			switch {
			case node.Name != "concat" || len(kept) == len(node.Args) || len(kept) == 0:
				return nil
			case len(kept) == 1:
				s.replace(node.Range(), s.slice(kept[0].Range()))
			default:
				s.drop(node.Args, kept)
			}
			removed = true
		}
		return nil
	})
	return removed
}

// without returns the items of a list that are none of the literals.
func without(list *hclsyntax.TupleConsExpr, literals []string) []hclsyntax.Expression {
	kept := make([]hclsyntax.Expression, 0, len(list.Exprs))
	for _, item := range list.Exprs {
		if text, known := language.LiteralText(item); !known || !slices.Contains(literals, text) {
			kept = append(kept, item)
		}
	}
	return kept
}

// drop removes the items that are not kept, each with its comma.
func (s *written) drop(items, kept []hclsyntax.Expression) {
	for i, item := range items {
		if slices.Contains(kept, item) {
			continue
		}
		switch {
		case i+1 < len(items):
			s.splice(item.Range().Start.Byte, items[i+1].Range().Start.Byte, "")
		default:
			s.splice(items[i-1].Range().End.Byte, item.Range().End.Byte, "")
		}
	}
}
