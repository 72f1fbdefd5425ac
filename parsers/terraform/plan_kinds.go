package terraform

import (
	"slices"
	"strings"
	"sync"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

// nameable holds, by type and dotted path, which kinds of nodes a property can name: a vpc_id names a VPC. A
// property that can name any kind is not in it.
var nameable = sync.OnceValue(func() map[string]map[string][]string {
	all := map[string]map[string][]string{}
	for name, each := range resourcetypes.Table {
		properties := propertyKinds{kinds: map[string][]string{}, any: map[string]bool{}}
		properties.links("", each.Links)
		for _, block := range each.Blocks {
			properties.links(block.Property+".", block.Links)
		}
		for _, join := range each.Joins {
			properties.note(join.Owner, []string{join.OwnerKind})
			properties.note(join.Member, graph.KindsOf(join.Set))
		}
		for _, setting := range each.Settings {
			properties.note(setting.Owner, []string{setting.OwnerKind})
		}
		for path := range properties.any {
			delete(properties.kinds, path)
		}
		all[name] = properties.kinds
	}
	return all
})

// propertyKinds gathers the kinds that the properties of one type can name.
type propertyKinds struct {
	kinds map[string][]string
	any   map[string]bool
}

func (p propertyKinds) links(prefix string, links []graph.Name) {
	for _, link := range links {
		p.note(prefix+link[0], graph.KindsOf(link[1]))
	}
}

func (p propertyKinds) note(path string, kinds []string) {
	if len(kinds) == 0 {
		p.any[path] = true
	}
	p.kinds[path] = append(p.kinds[path], kinds...)
}

// fit says whether an attribute of a resource can be what a search looks for.
type fit int

const (
	cannotBe fit = iota
	mayBe
	surelyIs
	passesOn // the attribute is what an expression of the resource says
)

// fits tells what an attribute has to do with the kinds that are looked for. AWS gives every thing an id that says
// its kind, so an unknown vpc_id is the id of a VPC and of nothing else.
func (s *search) fits(target planTarget) fit {
	each, attribute := target.resource, target.attribute
	kind := each.nodeKind()
	if slices.Equal(s.kinds, addresses) && slices.Contains(addressAttributes, attribute) && each.expression(attribute) == nil {
		return surelyIs
	}
	if part := graph.PartOf(kind, attribute); part != "" {
		return surelyIf(slices.Contains(s.kinds, part))
	}
	if each.lookup && attribute == "id" && each.expression("id") != nil {
		return passesOn // it is looked up by the id that it then has
	}
	if kind != "" && (attribute == "" || standsForIt(attribute)) {
		return surelyIf(slices.Contains(s.kinds, kind))
	}
	if each.expression(attribute) != nil {
		return passesOn
	}
	named := slices.ContainsFunc(s.kinds, graph.IsNamed) // a name can be made of many a text
	switch {
	case s.hints(each, attribute), holdsAnything(attribute):
		return mayBe
	case strings.HasPrefix(each.kind, "aws_"):
		return mayBeIf(named && kind == "" && attribute == "name")
	case makesOwnText(each.kind), standsForIt(attribute):
		return mayBeIf(named)
	}
	return mayBe
}

func surelyIf(same bool) fit {
	if same {
		return surelyIs
	}
	return cannotBe
}

func mayBeIf(possible bool) fit {
	if possible {
		return mayBe
	}
	return cannotBe
}

// addresses is what a search looks for that wants no node but an IP address.
var addresses = []string{"ip"}

// addressAttributes hold the addresses that AWS gives.
var addressAttributes = []string{"dns_ip_addresses", "private_ip", "private_ips"}

// hints tells whether an attribute speaks of one of the kinds that are looked for, as cluster_security_group_id does
// of a security group.
func (s *search) hints(each *planResource, attribute string) bool {
	switch attribute {
	case "id", "arn", "name", "unique_id", "ids", "arns", "names":
		return slices.ContainsFunc(s.kinds, func(kind string) bool { return strings.Contains(each.kind, kind) })
	}
	if each.kind == "aws_eip" && attribute == "vpc" {
		return false // a truth value
	}
	for _, ending := range []string{"_id", "_ids", "_arn", "_arns", "_name", "_names", "_address", "_addresses", "s"} {
		if stem, cut := strings.CutSuffix(attribute, ending); cut && stem != "" {
			attribute = stem
			break
		}
	}
	return slices.ContainsFunc(s.kinds, func(kind string) bool {
		return strings.HasSuffix(attribute, kind) || kind == "ami" && strings.HasSuffix(attribute, "image")
	})
}

// standsForIt tells whether an attribute stands for the resource itself.
func standsForIt(attribute string) bool {
	switch attribute {
	case "id", "arn", "name", "unique_id":
		return true
	}
	return false
}

// holdsAnything tells whether an attribute of the AWS provider holds whatever somebody puts there.
func holdsAnything(attribute string) bool {
	first, _, _ := strings.Cut(attribute, ".")
	switch first {
	case "value", "values", "insecure_value", "output", "outputs", "result", "content", "body", "json", "secret_string", "parameters", "resources":
		return true
	}
	return false
}

// makesOwnText tells whether the values of a type's resources are of its own making: random texts, times, keys.
func makesOwnText(kind string) bool {
	for _, provider := range []string{"random_", "time_", "tls_"} {
		if strings.HasPrefix(kind, provider) {
			return true
		}
	}
	return false
}

// nodeKind is the kind of the node that a resource becomes, "" when it becomes none.
func (r *planResource) nodeKind() string {
	if r.lookup {
		if lookup, ok := resourcetypes.Table["data."+r.kind]; ok {
			return lookup.Kind
		}
	}
	return resourcetypes.Table[r.kind].Kind
}

// expression is what the resource's block says of an attribute, nil when it says nothing.
func (r *planResource) expression(attribute string) any {
	if r.config == nil || attribute == "" {
		return nil
	}
	first, rest, nested := strings.Cut(attribute, ".")
	if r.kind == "terraform_data" && first == "output" {
		first = "input" // "The computed value derived from the input argument" (Terraform, "terraform_data")
	}
	expression := r.config.Expressions[first]
	for nested && expression != nil {
		first, rest, nested = strings.Cut(rest, ".")
		expression = fieldOf(expression, first)
	}
	return expression
}
