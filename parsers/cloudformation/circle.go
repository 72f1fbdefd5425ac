package cloudformation

import (
	"fmt"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// need is one thing that another one is made of, by its name and where that is written.
type need struct {
	name string
	at   *syntax.Node
}

// checkCircles reports what depends on itself, which CloudFormation refuses ("Circular dependency between resources").
// What a macro or SAM writes, or leaves of what is written here, is not known.
func (s *stack) checkCircles() {
	if len(s.macros()) == 0 {
		found := circles{stack: s, kind: "Condition ", needs: s.needsOfCondition}
		for _, name := range s.section("Conditions").Keys() {
			found.follow(name)
		}
	}
	if !s.mayBeGenerated() && !slices.ContainsFunc(s.order, (*declared).isServerless) {
		found := circles{stack: s, needs: s.needsOfResource}
		for _, resource := range s.order {
			found.follow(resource.id.Text)
		}
	}
}

// isServerless tells whether SAM writes other resources in place of this one.
func (d *declared) isServerless() bool { return strings.HasPrefix(d.typeName, samPrefix) }

// circles walks from one thing to those that it needs, each once.
type circles struct {
	stack *stack
	kind  string // that the first one is introduced by
	needs func(string) []need
	path  []need          // that leads here
	seen  map[string]bool // true while it is on the path
	told  map[string]bool // that a circle was reported of
}

func (c *circles) follow(name string) {
	if c.seen == nil {
		c.seen, c.told = map[string]bool{}, map[string]bool{}
	}
	if _, seen := c.seen[name]; seen || len(c.path) >= maximumResources {
		return
	}
	c.seen[name] = true
	for _, needed := range c.needs(name) {
		c.path = append(c.path, needed)
		if c.seen[needed.name] {
			c.report()
		} else {
			c.follow(needed.name)
		}
		c.path = c.path[:len(c.path)-1]
	}
	c.seen[name] = false
}

// report tells the circle that the last step of the path closes.
func (c *circles) report() {
	last := c.path[len(c.path)-1]
	from := len(c.path) - 1
	for from > 0 && c.path[from-1].name != last.name {
		from--
	}
	circle := c.path[from:]
	if len(c.told) > maximumTold || slices.ContainsFunc(circle, func(step need) bool { return c.told[step.name] }) {
		return // one place may break several circles
	}
	for _, step := range circle {
		c.told[step.name] = true
	}
	steps := make([]string, 0, maximumSteps)
	for i, step := range circle {
		if i == maximumSteps {
			steps = append(steps, fmt.Sprintf("which after %d more needs %s", len(circle)-i, last.name))
			break
		}
		steps = append(steps, fmt.Sprintf("needs %s (line %d)", step.name, c.stack.document.RangeOf(step.at).Start.Line))
	}
	c.stack.run.report(graph.Diagnostic{
		Severity: graph.SeverityError, ID: "cloudformation-cycle", Range: c.stack.document.RangeOf(circle[0].at),
		Message: fmt.Sprintf("%s%s depends on itself: it %s.", c.kind, last.name, strings.Join(steps, ", which ")),
		Help:    "CloudFormation refuses such a template; break the circle at one of these places.",
	})
}

// maximumTold bounds the circles of a template by what takes part in them.
const maximumTold = 50

// maximumSteps is how many steps of a circle are named.
const maximumSteps = 8

// needsOfCondition returns the conditions that one is made of.
func (s *stack) needsOfCondition(name string) []need {
	var needs []need
	if body := s.conditions[name]; body != nil {
		s.eachCondition(body, func(n *syntax.Node) {
			if s.conditions[n.Text] != nil {
				needs = append(needs, need{n.Text, n})
			}
		})
	}
	return needs
}

// eachCondition visits the names of conditions in one.
func (s *stack) eachCondition(n *syntax.Node, visit func(*syntax.Node)) {
	if named := n.Find("Condition"); named != nil && len(n.Names) == 1 {
		n = named
	}
	switch {
	case n.Kind == syntax.Scalar:
		visit(n)
	case n.Calls("Condition"), n.Calls("Fn::Not") && n.Argument().Kind != syntax.Sequence:
		s.eachCondition(n.Argument(), visit)
	case n.Calls("Fn::And"), n.Calls("Fn::Or"), n.Calls("Fn::Not"):
		for i := range n.Argument().Items {
			s.eachCondition(&n.Argument().Items[i], visit)
		}
	}
}

// needsOfResource returns the resources that must be there before one (CloudFormation Template Reference, "DependsOn
// attribute": what Ref, Fn::GetAtt and Fn::Sub name in its properties counts as well). Only what surely exists counts,
// and of Fn::If only the branch that is surely taken.
func (s *stack) needsOfResource(id string) []need {
	var needs []need
	add := func(id string, at *syntax.Node) {
		if target := s.resources[id]; target != nil && s.surelyExists(target) {
			needs = append(needs, need{id, at})
		}
	}
	resource := s.resources[id]
	if !s.surelyExists(resource) {
		return nil
	}
	if listed := resource.body.Find("DependsOn"); listed != nil {
		for _, each := range append(slices.Clone(listed.Items), *listed) {
			if each.Kind == syntax.Scalar {
				add(each.Text, &each)
			}
		}
	}
	if properties := resource.body.Find("Properties"); properties != nil {
		s.eachNeed(properties, add)
	}
	return needs
}

// surelyExists tells whether a resource exists whatever values a deployment gives to the parameters.
func (s *stack) surelyExists(d *declared) bool {
	return s.existence(d).truth == yes && (d.condition == nil || !s.restsOnParameter(d.condition, 0))
}

// restsOnParameter tells whether another value of a parameter may decide a condition otherwise.
func (s *stack) restsOnParameter(n *syntax.Node, depth int) bool {
	if n == nil || depth > syntax.MaximumDepth {
		return n != nil
	}
	if s.parameters[n.Text] != nil && n.Kind == syntax.Scalar {
		return true
	}
	if body := s.conditions[n.Text]; body != nil && n.Kind == syntax.Scalar {
		rests, known := s.replaceable[n.Text]
		if !known {
			s.replaceable[n.Text] = true // until it is known: what depends on itself is told anyway
			rests = s.restsOnParameter(body, depth+1)
			s.replaceable[n.Text] = rests
		}
		return rests
	}
	if n.Kind == syntax.Call {
		return s.restsOnParameter(n.Argument(), depth+1)
	}
	return slices.ContainsFunc(n.Items, func(item syntax.Node) bool { return s.restsOnParameter(&item, depth+1) })
}

// eachNeed visits the names that functions refer to.
func (s *stack) eachNeed(n *syntax.Node, visit func(string, *syntax.Node)) {
	argument := n
	if n.Kind == syntax.Call {
		argument = n.Argument()
	}
	switch {
	case n.Calls("Fn::Transform"):
		return
	case n.Calls("Fn::If"):
		if branch := s.sketchedBranch(n); branch != nil && !s.restsOnParameter(&n.Argument().Items[0], 0) {
			s.eachNeed(branch, visit)
		}
		return
	case n.Calls("Ref") && argument.Kind == syntax.Scalar:
		visit(argument.Text, n)
	case n.Calls("Fn::GetAtt") && argument.Kind == syntax.Sequence && len(argument.Items) > 1:
		visit(argument.Items[0].Literal(), n)
	case n.Calls("Fn::GetAtt") && argument.Kind == syntax.Scalar:
		id, _, _ := strings.Cut(argument.Text, ".")
		visit(id, n)
	case n.Calls("Fn::Sub"):
		s.eachSubstituted(n, visit)
	}
	for i := range argument.Items {
		s.eachNeed(&argument.Items[i], visit)
	}
}

// eachSubstituted visits the names in the text of Fn::Sub that are no variables of its own.
func (s *stack) eachSubstituted(n *syntax.Node, visit func(string, *syntax.Node)) {
	text, own := n.Argument(), (*syntax.Node)(nil)
	if text.Kind == syntax.Sequence && len(text.Items) == 2 {
		text, own = &text.Items[0], &text.Items[1]
	}
	for _, piece := range cutVariables(text.Literal()) {
		if piece.variable && own.Find(piece.text) == nil {
			id, _, _ := strings.Cut(piece.text, ".")
			visit(id, n)
		}
	}
}
