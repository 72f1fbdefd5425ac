package cloudformation

import (
	"fmt"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/schema"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// call evaluates an intrinsic function. Its value is then made what the schema wants.
func (s *stack) call(n *syntax.Node, want *schema.Shape) graph.Value {
	switch n.Text {
	case "Fn::If":
		return s.choose(n, want)
	case "Fn::FindInMap":
		return s.findInMap(n, want)
	}
	return want.Coerce(s.apply(n))
}

func (s *stack) apply(n *syntax.Node) graph.Value {
	switch n.Text {
	case "Ref":
		return s.ref(n)
	case "Fn::GetAtt":
		return s.attribute(n)
	case "Fn::Sub":
		return s.substitute(n)
	case "Fn::Join":
		return s.join(n)
	case "Fn::Select":
		return s.selectItem(n)
	case "Fn::Split":
		return s.split(n)
	case "Fn::Base64":
		return s.encode(n)
	case "Fn::Cidr":
		return s.cidr(n)
	case "Fn::GetAZs":
		return s.availabilityZones(n)
	case "Fn::ImportValue":
		return s.imported(n)
	case "Fn::Length":
		return s.length(n)
	case "Fn::ToJsonString":
		return s.toJSON(n)
	case "Fn::Transform":
		return s.transformed(n)
	case "Fn::And", "Fn::Or", "Fn::Not", "Fn::Equals", "Condition":
		return s.conditionValue(n)
	}
	return s.unknownFunction(n)
}

func (s *stack) unknownFunction(n *syntax.Node) graph.Value {
	written := n.Text
	if n.Short {
		written = "!" + strings.TrimPrefix(n.Text, "Fn::")
	}
	s.leaveOpen(n, written)
	return graph.Unknown(fmt.Sprintf("the intrinsic function %s is not known", written), s.document.RangeOf(n))
}

// misused reports a call whose arguments are not what the function takes. Only this value is lost.
func (s *stack) misused(n *syntax.Node, takes string) graph.Value {
	s.warn("cloudformation-function", n, fmt.Sprintf("%s takes %s.", n.Text, takes),
		"%s is called with other arguments than it takes, so this value was left open.", n.Text)
	return graph.Unknown(n.Text+" is called with wrong arguments", s.document.RangeOf(n))
}

// arguments returns the arguments of a function that takes a list of them, when there are enough.
func arguments(n *syntax.Node, least int) ([]syntax.Node, bool) {
	given := n.Argument()
	if given.Kind != syntax.Sequence || len(given.Items) < least {
		return nil, false
	}
	return given.Items, true
}
