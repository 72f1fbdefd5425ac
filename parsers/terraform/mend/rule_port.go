package mend

import (
	"path"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/words"
)

// correct gives a rule that is surely meant for one port that port, where the ends of its range are written as numbers.
func (e *mender) correct(change graph.Allow) bool {
	rule := e.nodes.Node(change.Corrects)
	if rule == nil || len(change.Ports) != 1 {
		return false
	}
	var ends []hcl.Range
	var source *written
	for _, name := range []string{"from_port", "to_port"} {
		at := rule.Value(name).Range
		if source = e.source(at.File); source == nil || e.callers(path.Dir(at.File)) > 1 {
			return false
		}
		number, ok := source.expressionAt(at).(*hclsyntax.LiteralValueExpr)
		if !ok {
			return false
		}
		ends = append(ends, number.Range())
	}
	source.replace(ends[0], strconv.Itoa(change.Ports[0].From))
	source.replace(ends[1], strconv.Itoa(change.Ports[0].To))
	e.retitle(source, rule)
	return true
}

// retitle says HTTPS where the description of a rule that is corrected says HTTP.
func (e *mender) retitle(source *written, rule *graph.Node) {
	at := rule.Value("description").Range
	if at.File != source.name {
		return
	}
	if expression := source.expressionAt(at); expression != nil {
		eachLiteral(expression, func(at hcl.Range) {
			if text := source.slice(at); words.Contains(text, "HTTP") {
				source.replace(at, words.Replace(text, "HTTP", "HTTPS"))
			}
		})
	}
}
