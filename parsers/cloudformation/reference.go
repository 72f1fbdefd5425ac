package cloudformation

import (
	"fmt"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/cloudformation/schema"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// ref evaluates Ref: a pseudo parameter, a parameter, or what Ref returns of a resource.
func (s *stack) ref(n *syntax.Node) graph.Value {
	argument := n.Argument()
	if argument.Kind != syntax.Scalar {
		// AWS::LanguageExtensions lets Ref name its target by another function.
		named, ok := s.evaluate(argument, nil).Text()
		if !ok {
			return s.misused(n, "the name of a parameter or a resource")
		}
		return s.named(named, n)
	}
	return s.named(argument.Text, n)
}

func (s *stack) named(target string, n *syntax.Node) graph.Value {
	at := s.document.RangeOf(n)
	if strings.HasPrefix(target, pseudoStart) {
		if value, ok := s.pseudo(target, at); ok {
			return value
		}
	}
	if parameter := s.parameters[target]; parameter != nil {
		return s.parameterValue(parameter).At(at)
	}
	if resource := s.resources[target]; resource != nil {
		if s.existence(resource).truth == no {
			return graph.Unknown(fmt.Sprintf("%s does not exist under its condition", target), at)
		}
		return graph.Text(s.token(target, "Ref"), at)
	}
	return s.missing(target, n)
}

// missing reports a reference to nothing. Where a macro or a loop that is not expanded may define the
// target, it is only open.
func (s *stack) missing(target string, n *syntax.Node) graph.Value {
	if !s.mayBeGenerated() {
		s.warn("cloudformation-reference", n, "Correct the name, or define it in this template.",
			"The template has no resource and no parameter %s, so this value was left open.", graph.Readable(target))
	}
	return graph.Unknown(fmt.Sprintf("%s is not defined in the template", graph.Readable(target)), s.document.RangeOf(n))
}

// attribute evaluates Fn::GetAtt, in its dotted form and as a list.
func (s *stack) attribute(n *syntax.Node) graph.Value {
	argument := n.Argument()
	var id, attribute string
	switch argument.Kind {
	case syntax.Scalar:
		id, attribute, _ = strings.Cut(argument.Text, ".")
	case syntax.Sequence:
		if len(argument.Items) < 2 {
			return s.misused(n, "a resource and an attribute")
		}
		id = argument.Items[0].Literal()
		names := make([]string, 0, len(argument.Items)-1)
		for i := range argument.Items[1:] {
			name, ok := s.evaluate(&argument.Items[1+i], schema.Text).Text()
			if !ok {
				return graph.Unknown("the name of the attribute is only known at deployment", s.document.RangeOf(n))
			}
			names = append(names, name)
		}
		attribute = strings.Join(names, ".")
	}
	if id == "" || attribute == "" {
		return s.misused(n, "a resource and an attribute")
	}
	return s.attributeOf(id, attribute, n)
}

func (s *stack) attributeOf(id, attribute string, n *syntax.Node) graph.Value {
	at := s.document.RangeOf(n)
	resource := s.resources[id]
	if resource == nil {
		return s.missing(id, n)
	}
	if s.existence(resource).truth == no {
		return graph.Unknown(fmt.Sprintf("%s does not exist under its condition", id), at)
	}
	if name, ok := strings.CutPrefix(attribute, openvalues.OutputPrefix); ok && resource.isNestedStack() {
		if child := s.childOf(resource); child != nil {
			return child.outputValue(name, n, s).At(at)
		}
	}
	if value, ok := s.configured(resource, attribute); ok {
		return value.At(at)
	}
	if isDirectory(resource.typeName) && attribute == "DnsIpAddresses" {
		// AWS makes two domain controllers for every directory (AWS Directory Service Administration
		// Guide, "What gets created").
		first := graph.Text(s.token(id, attribute+"[0]"), at)
		second := graph.Text(s.token(id, attribute+"[1]"), at)
		return graph.List([]graph.Value{first, second}, at)
	}
	return graph.Text(s.token(id, attribute), at)
}

func isDirectory(typeName string) bool {
	return strings.HasPrefix(typeName, "AWS::DirectoryService::")
}

// configuredAttributes are attributes that a template configures itself, so that their value is known
// before deployment (CloudFormation Template Reference, "Return values" of each type).
var configuredAttributes = map[string]map[string]string{
	"AWS::EC2::VPC":                            {"CidrBlock": "CidrBlock"},
	"AWS::EC2::Subnet":                         {"CidrBlock": "CidrBlock", "VpcId": "VpcId", "AvailabilityZone": "AvailabilityZone"},
	"AWS::EC2::SecurityGroup":                  {"VpcId": "VpcId"},
	"AWS::EC2::Instance":                       {"AvailabilityZone": "AvailabilityZone", "PrivateIp": "PrivateIpAddress"},
	"AWS::EC2::NetworkInterface":               {"PrimaryPrivateIpAddress": "PrivateIpAddress"},
	"AWS::DirectoryService::MicrosoftAD":       {"Name": "Name"},
	"AWS::Route53Resolver::ResolverRule":       {"DomainName": "DomainName", "ResolverEndpointId": "ResolverEndpointId", "TargetIps": "TargetIps"},
	"AWS::Route53Resolver::ResolverEndpoint":   {"Direction": "Direction"},
	"AWS::ElasticLoadBalancingV2::TargetGroup": {"TargetGroupName": "Name"},
}

// configured returns the value of an attribute that the template configures itself.
func (s *stack) configured(d *declared, attribute string) (graph.Value, bool) {
	property, ok := configuredAttributes[d.typeName][attribute]
	if !ok {
		return graph.Value{}, false
	}
	reference := graph.Reference{Address: d.id.Text, Attribute: attribute}
	if value, known := s.view.attributes[reference]; known {
		return value, !value.IsAbsent()
	}
	body := d.body.Find("Properties").Find(property)
	if body == nil || s.asked[reference] {
		return graph.Value{}, false
	}
	s.asked[reference] = true
	value := s.evaluate(body, d.shape.Field(property))
	delete(s.asked, reference)
	s.view.attributes[reference] = value
	return value, !value.IsAbsent()
}
