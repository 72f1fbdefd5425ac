package cloudformation

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/cloudformation/schema"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// export is an output that a stack gives to all others of its account and Region (CloudFormation User Guide,
// "Get exported outputs from a deployed CloudFormation stack").
type export struct {
	name   string // may hold tokens, such as the stack's own name
	stack  *stack
	output string
}

// exports returns what the stacks of this run export, nested ones included.
func (r *run) exports() []export {
	if r.exported == nil {
		r.exported = []export{} // an export's name cannot need another export
		var found []export
		for _, root := range r.roots {
			root.walk(func(s *stack) { found = append(found, s.exports()...) })
		}
		r.exported = found
	}
	return r.exported
}

// walk visits a stack and all that are nested in it.
func (s *stack) walk(visit func(*stack)) {
	s.declare()
	visit(s)
	for _, resource := range s.order {
		if resource.isNestedStack() {
			if child := s.childOf(resource); child != nil {
				child.walk(visit)
			}
		}
	}
}

func (s *stack) exports() []export {
	if !s.document.MentionsExport {
		return nil
	}
	var found []export
	for _, title := range slices.Sorted(maps.Keys(s.outputs)) {
		body := s.outputs[title].body
		written := body.Find("Export").Find("Name")
		if written == nil || s.outputExists(body).truth == no {
			continue
		}
		before := s.view
		s.view = newView()
		if text, ok := s.evaluate(written, schema.Text).RawText(); ok {
			found = append(found, export{name: text, stack: s, output: title})
		}
		s.view = before
	}
	return found
}

func (s *stack) outputExists(body *syntax.Node) verdict {
	if condition := body.Find("Condition"); condition != nil {
		return s.decide(condition)
	}
	return verdict{truth: yes}
}

// findExports returns the exports that a name may mean: the one of exactly that name, or else those that what is
// still open in both names allows. The name of a stack is open, but it is that stack's alone.
func findExports(exports []export, name string, asking *stack) []export {
	var possible []export
	for _, each := range exports {
		if each.stack == asking || !mayMean(name, each.name) {
			continue
		}
		switch compareStackNames(name, each.name, each.stack.run == asking.run) {
		case yes:
			return []export{each}
		case no:
			continue
		}
		possible = append(possible, each)
	}
	return possible
}

// compareStackNames tells whether two names, in which nothing is open but the names of stacks, are the same. Stacks
// of one run have names of their own there; those of several runs are not told apart.
func compareStackNames(a, b string, sameRun bool) truthValue {
	first, second := graph.SplitText(a), graph.SplitText(b)
	if len(first) != len(second) {
		return undecided
	}
	different := 0
	for i := range first {
		one, other := first[i].Reference, second[i].Reference
		switch {
		case one == nil && other == nil && first[i].Text == second[i].Text:
		case one == nil || other == nil || !sameRun || !isStackName(one) || !isStackName(other):
			return undecided
		case one.Address != other.Address:
			different++
		}
	}
	switch different {
	case 0:
		return yes
	case 1:
		return no
	}
	return undecided
}

func isStackName(reference *graph.Reference) bool {
	return reference.Address == stackName || strings.HasSuffix(reference.Address, "/"+stackName)
}

// imported evaluates Fn::ImportValue: what a stack of this scan exports, or a text of another stack.
func (s *stack) imported(n *syntax.Node) graph.Value {
	at := s.document.RangeOf(n)
	value := s.evaluate(n.Argument(), schema.Text)
	return openvalues.Distribute([]graph.Value{value}, at, func(names []graph.Value) graph.Value {
		raw, ok := openvalues.AsText(names[0])
		if !ok {
			return s.misused(n, "the name of an export")
		}
		found := findExports(s.run.exports(), raw, s)
		if len(found) == 1 {
			exporter := found[0].stack
			return openvalues.WithTrailOf(exporter.outputValue(found[0].output, n, s).At(at), names[0])
		}
		name := graph.Readable(raw)
		reason := fmt.Sprintf("export %s is what another stack provides", name)
		if len(found) > 1 {
			reason = fmt.Sprintf("export %s is what %s or %s provides", name, found[0].stack.document.File, found[1].stack.document.File)
		}
		open := graph.Reference{Address: n.Text + " " + name, Reason: reason}
		return openvalues.WithVia(graph.Text(open.Token(), at), names[0].Via)
	})
}

// mayMean tells whether two names can be the same: what is open in them may be anything, but something that
// is written must agree.
func mayMean(a, b string) bool {
	first, second := openvalues.Fill(a, wildcard), openvalues.Fill(b, wildcard)
	if strings.Trim(first, wildcard) == "" || strings.Trim(second, wildcard) == "" {
		return false
	}
	return overlap(first, second)
}

// wildcard stands for what is open in a pattern; no name that a person writes holds it.
const wildcard = "\x00"

// overlap tells whether some text fits both patterns. A row of the table holds whether the first i characters
// of a can come to the same as each beginning of b.
func overlap(a, b string) bool {
	row := make([]bool, len(b)+1)
	for i := range len(a) + 1 {
		next := make([]bool, len(b)+1)
		for j := range next {
			open := i > 0 && a[i-1] == wildcard[0] || j > 0 && b[j-1] == wildcard[0]
			switch {
			case i == 0 && j == 0:
				next[j] = true
			case open: // it takes in what the other has there, or nothing
				next[j] = i > 0 && row[j] || j > 0 && next[j-1]
			case i > 0 && j > 0:
				next[j] = a[i-1] == b[j-1] && row[j-1]
			}
		}
		row = next
	}
	return row[len(b)]
}
