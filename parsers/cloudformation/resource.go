package cloudformation

import (
	"fmt"
	"regexp"

	"github.com/reachlint/reachlint/parsers/cloudformation/generated"
	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// deliverResource adds one resource, and all that is nested in it, to what was loaded. A fault of ours in
// it costs this resource alone.
func (s *stack) deliverResource(d *declared) {
	at := s.document.Between(d.id.Start, d.id.End)
	before := s.view
	defer func() {
		s.view = before
		if problem := recover(); problem != nil {
			s.run.report(internalError(at, problem))
		}
	}()
	exists := s.existence(d)
	if exists.truth == no {
		return
	}
	var premises []graph.Premise
	if exists.truth == undecided {
		premises = s.premises(d.condition, true, 0)
	}
	s.assumeExistence(d, exists)
	if d.typeName == "" {
		s.deliverMacro(d)
		return
	}
	resource := &graph.Resource{
		Address:    s.address(d.id.Text),
		Title:      generated.Title(d.body),
		Type:       d.typeName,
		Range:      at,
		Calls:      s.calls,
		Region:     s.region,
		Maybe:      s.maybe,
		Assumes:    together(s.maybe, s.assumes, exists.reason, premises),
		Properties: s.properties(d),
		Directives: s.directives(d),
	}
	if exists.truth == undecided && resource.Maybe == "" {
		resource.Maybe = exists.reason
	}
	s.run.loaded.Resources = append(s.run.loaded.Resources, resource)
	s.deliverOpaque(d, resource)
	s.deliverNested(d, resource)
}

// existence tells whether a resource exists, by the condition it names.
func (s *stack) existence(d *declared) verdict {
	if d.condition == nil || d.condition.Kind == syntax.Null {
		return verdict{truth: yes}
	}
	found := s.decide(d.condition)
	if found.truth == undecided && d.condition.Kind != syntax.Scalar {
		found.reason = "its condition depends on " + which(found.reason)
	}
	return found
}

// assumeExistence makes an undecided condition of a resource true while the resource is evaluated: where
// the resource exists at all, its condition holds.
func (s *stack) assumeExistence(d *declared, exists verdict) {
	if exists.truth != undecided {
		return
	}
	if d.condition.Kind == syntax.Scalar {
		s.view = s.assume(d.condition.Text, true)
	}
}

// properties evaluates a resource's Properties. Every property carries in Via all that any of its parts
// came through.
func (s *stack) properties(d *declared) graph.Value {
	body := d.body.Find("Properties")
	if body == nil || body.Kind == syntax.Null {
		return graph.Object(nil, s.document.Between(d.id.Start, d.id.End))
	}
	if body.Kind != syntax.Mapping {
		if body.Kind != syntax.Call {
			s.warn("cloudformation-resource", body, "Write them as names with their values.", "Properties of %s is not a mapping, so it says nothing.", d.id.Text)
		}
		return s.evaluate(body, d.shape)
	}
	entries := make([]graph.Entry, 0, len(body.Names))
	s.eachEntry(body, func(id syntax.Name, item *syntax.Node) {
		value := s.evaluate(item, d.shape.Field(id.Text))
		if value.IsAbsent() {
			return
		}
		entries = append(entries, graph.Entry{Name: id.Text, Value: openvalues.WithTrail(value)})
	})
	return graph.Object(entries, s.document.RangeOf(body))
}

// verbs are how reasons go on after their subject.
var verbs = regexp.MustCompile(` (?:has no|is read|is only known|are only known|is not|is what|depends on|does not exist) `)

// which turns "parameter X has no default" into "parameter X, which has no default".
func which(reason string) string {
	if verb := verbs.FindStringIndex(reason); verb != nil {
		return fmt.Sprintf("%s, which%s", reason[:verb[0]], reason[verb[0]:])
	}
	return "something undecided: " + reason
}
