package rego

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/reachlint/reachlint/parsers/graph"
)

// The fields of a node's document beside its values and sets. A value of one of these names wins.
const (
	fieldAddress  = "address"
	fieldKind     = "kind"
	fieldType     = "resource_type" // the provider's name for it
	fieldRegion   = "region"
	fieldMaybe    = "maybe"    // why it may not exist
	fieldExternal = "external" // why nothing is known of its contents
	fieldLicensed = "licensed" // its author says that it runs licensed software
	fieldUnknown  = "unknown"  // value name → why it is not known
	fieldOpen     = "open"     // set name → why it may have members that are not listed
	fieldVia      = "via"      // value name → variables, parameters … that it came through
	fieldTwinOf   = "twin_of"  // address of the first computer that differs in nothing but its address
	fieldTwins    = "twins"    // addresses of the others that do
)

// inputOf returns what policies read: every node as a document, by kind and address, and the user's
// configuration.
func inputOf(nodes *graph.Graph, configuration Configuration) ast.Value {
	kinds := map[string][][2]*ast.Term{}
	for _, node := range nodes.All() {
		address := ast.StringTerm(node.Address)
		kinds[node.Kind] = append(kinds[node.Kind], [2]*ast.Term{address, ast.NewTerm(document(node).value())})
	}
	for _, kind := range []string{"instance", "autoscaling_group"} {
		if computers := nodes.OfKind(kind); len(computers) > 0 {
			kinds[kind] = withTwins(computers)
		}
	}
	byKind := object{}
	for kind, documents := range kinds {
		byKind.put(kind, ast.NewObject(documents...))
	}
	input := object{}
	input.put("nodes", byKind.value())
	input.put("configuration", settings(configuration))
	input.put("region", ast.String(configuration.Region))
	return input.value()
}

func settings(configuration Configuration) ast.Value {
	manager := object{}
	manager.put("ec2messages", ast.String(configuration.SystemsManager.EC2Messages))
	manager.put("instances", ast.String(configuration.SystemsManager.Instances))
	all := object{}
	all.put("licensed_amis", texts(configuration.LicensedAMIs).Value)
	all.put("directory_dns", texts(configuration.DirectoryDNS).Value)
	all.put("assume_default_host_management", ast.Boolean(configuration.AssumeDefaultHostManagement))
	all.put("assume_complete", texts(configuration.AssumeComplete).Value)
	all.put("systems_manager", manager.value())
	return all.value()
}

// document returns a node as policies see it. Texts are readable; one with references in it is also
// named under unknown. Where a value and a set share a name, as image does, the set's node stands for
// both.
func document(node *graph.Node) object {
	fields, unknown, open, via := object{}, object{}, object{}, object{}
	fields.text(fieldAddress, node.Address)
	fields.text(fieldKind, node.Kind)
	fields.text(fieldMaybe, node.Maybe)
	fields.text(fieldExternal, node.External)
	if resource := node.Resource; resource != nil {
		fields.text(fieldType, resource.Type)
		fields.text(fieldRegion, resource.Region)
		for _, directive := range resource.Directives {
			if directive.Word == fieldLicensed {
				fields.put(fieldLicensed, ast.Boolean(true))
			}
		}
	}
	for name, value := range node.Values {
		content, reason := plain(name, value)
		if content != nil {
			fields.put(name, content)
		}
		unknown.text(name, reason)
		if len(value.Via) > 0 {
			via.put(name, texts(value.Via).Value)
		}
	}
	for name, set := range node.Sets {
		if members := membersOf(name, set); members != nil {
			fields.put(name, members)
		}
		open.text(name, whyOpen(set))
	}
	fields.objects(fieldUnknown, unknown)
	fields.objects(fieldOpen, open)
	fields.objects(fieldVia, via)
	return fields
}

// membersOf returns the members of a set: addresses, or what was written for something outside of the
// unit. Rules and routes, which nothing else refers to, are given whole.
func membersOf(name string, set *graph.Set) ast.Value {
	members := make([]*ast.Term, 0, len(set.Members))
	for _, member := range set.Members {
		switch {
		case member.Node == nil:
			members = append(members, ast.StringTerm(graph.Readable(member.Text)))
		case name == "rules" || name == "routes":
			members = append(members, ast.NewTerm(document(member.Node).value()))
		default:
			members = append(members, ast.StringTerm(member.Node.Address))
		}
	}
	if !graph.IsSingle(name) {
		return ast.NewArray(members...)
	}
	if len(members) == 0 {
		return nil
	}
	return members[0].Value
}

// whyOpen returns why a set may have more members, or fewer, than are listed.
func whyOpen(set *graph.Set) string {
	if len(set.Open) > 0 {
		return set.Open[0]
	}
	for _, member := range set.Members {
		switch {
		case member.Maybe != "":
			return member.Maybe
		case member.Node != nil && member.Node.Maybe != "":
			return member.Node.Maybe
		}
	}
	return ""
}

// object collects the fields of a document.
type object map[string]ast.Value

func (o object) put(name string, value ast.Value) { o[name] = value }

// text puts a text, unless it is empty.
func (o object) text(name, text string) {
	if text != "" {
		o[name] = ast.String(text)
	}
}

// objects puts an object, unless it is empty.
func (o object) objects(name string, fields object) {
	if len(fields) > 0 {
		o[name] = fields.value()
	}
}

func (o object) value() ast.Value {
	fields := make([][2]*ast.Term, 0, len(o))
	for name, value := range o {
		fields = append(fields, [2]*ast.Term{ast.StringTerm(name), ast.NewTerm(value)})
	}
	return ast.NewObject(fields...)
}
