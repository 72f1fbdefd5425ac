package rego

import (
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/reachlint/reachlint/parsers/graph"
)

// mend reads one step of a finding's mend, which is an object whose "change" names what kind it is.
func (f *Finding) mend(item ast.Value) error {
	object, ok := item.(ast.Object)
	if !ok {
		return fmt.Errorf("must hold changes only, not %s", ast.ValueName(item))
	}
	change, err := changeOf(object)
	if err != nil {
		return err
	}
	f.Mend = append(f.Mend, change)
	return nil
}

func changeOf(object ast.Object) (graph.Change, error) {
	switch kind := member(object, "change"); kind {
	case "set":
		return graph.SetValue{
			Node: member(object, "node"), Attribute: member(object, "attribute"), Value: contentOf(object, "value"),
		}, nil
	case "replace":
		return graph.ReplaceWord{
			Node: member(object, "node"), Attribute: member(object, "attribute"),
			From: member(object, "from"), To: member(object, "to"),
		}, nil
	case "remove":
		return graph.RemoveItems{
			Node: member(object, "node"), Attribute: member(object, "attribute"), Items: textsOf(object, "items"),
		}, nil
	case "add_like":
		return graph.AddLike{
			Node: member(object, "node"), Attribute: member(object, "attribute"),
			From: member(object, "from"), To: member(object, "to"),
		}, nil
	case "allow":
		return allowOf(object)
	case "attach_policy":
		return graph.AttachPolicy{Role: member(object, "role"), Policy: member(object, "policy")}, nil
	case "copy":
		return graph.CopyValues{
			Node: member(object, "node"), Like: member(object, "like"),
			Attributes: textsOf(object, "attributes"), Drop: textsOf(object, "drop"),
		}, nil
	case "trust":
		return graph.Trust{Role: member(object, "role"), Service: member(object, "service")}, nil
	case "add_options":
		return graph.AddOptions{VPC: member(object, "vpc"), Directory: member(object, "directory")}, nil
	case "associate":
		return graph.Associate{Options: member(object, "options"), VPC: member(object, "vpc")}, nil
	case "add_endpoints":
		return graph.AddEndpoints{
			VPC: member(object, "vpc"), Services: textsOf(object, "services"),
			Subnets: textsOf(object, "subnets"), Group: member(object, "group"), Computers: textsOf(object, "computers"),
		}, nil
	case "add_group":
		return graph.AddGroup{Endpoint: member(object, "endpoint")}, nil
	case "link":
		return graph.Link{Node: member(object, "node"), Attribute: member(object, "attribute"), To: member(object, "to")}, nil
	case "rename":
		return graph.Rename{Node: member(object, "node"), From: member(object, "from"), To: member(object, "to")}, nil
	case "add_route":
		return graph.AddRoute{
			Table: member(object, "table"), VPC: member(object, "vpc"),
			Attribute: member(object, "attribute"), To: member(object, "to"), After: member(object, "after"),
		}, nil
	case "propagate":
		return graph.Propagate{Table: member(object, "table"), Attachment: member(object, "attachment")}, nil
	case "associate_table":
		return graph.AssociateTable{Table: member(object, "table"), Attachment: member(object, "attachment")}, nil
	case "add_items":
		return graph.AddItems{
			Node: member(object, "node"), Attribute: member(object, "attribute"), Items: textsOf(object, "items"),
		}, nil
	default:
		return nil, fmt.Errorf("has a change %q, but must be one of set, replace, remove, add_like, copy, allow, attach_policy, trust, associate, add_options, add_endpoints, add_group, link, rename, add_route, propagate, associate_table and add_items", kind)
	}
}

func allowOf(object ast.Object) (graph.Change, error) {
	allow := graph.Allow{
		Group: member(object, "group"), Direction: member(object, "direction"), Corrects: member(object, "corrects"),
	}
	err := each(valueOf(object, "ports"), func(item ast.Value) error {
		port, ok := item.(ast.Object)
		if !ok {
			return fmt.Errorf("must hold ports as objects, not %s", ast.ValueName(item))
		}
		allow.Ports = append(allow.Ports, graph.Ports{
			Protocol: member(port, "protocol"), From: number(port, "from"), To: number(port, "to"),
		})
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = each(valueOf(object, "peers"), func(item ast.Value) error {
		peer, ok := item.(ast.Object)
		if !ok {
			return fmt.Errorf("must hold peers as objects, not %s", ast.ValueName(item))
		}
		allow.Peers = append(allow.Peers, graph.Peers{
			Groups: textsOf(peer, "groups"), Networks: textsOf(peer, "networks"), Blocks: textsOf(peer, "blocks"),
		})
		return nil
	})
	return allow, err
}

// contentOf returns a value to be written. {"reference": ADDRESS, "attribute": NAME} stands for what AWS will know.
func contentOf(object ast.Object, name string) graph.Value {
	return content(valueOf(object, name))
}

func content(value ast.Value) graph.Value {
	switch value := value.(type) {
	case ast.Boolean:
		return graph.Boolean(bool(value), graph.Range{})
	case ast.String:
		return graph.Text(string(value), graph.Range{})
	case *ast.Array:
		var items []graph.Value
		value.Foreach(func(term *ast.Term) { items = append(items, content(term.Value)) })
		return graph.List(items, graph.Range{})
	case ast.Object:
		reference := graph.Reference{Address: member(value, "reference"), Attribute: member(value, "attribute")}
		return graph.Text(reference.Token(), graph.Range{})
	}
	return graph.Value{}
}

func valueOf(object ast.Object, name string) ast.Value {
	if term := object.Get(ast.InternedTerm(name)); term != nil {
		return term.Value
	}
	return ast.NewArray()
}

func textsOf(object ast.Object, name string) []string {
	var all []string
	_ = each(valueOf(object, name), func(item ast.Value) error {
		text, _ := item.(ast.String)
		all = append(all, string(text))
		return nil
	})
	return all
}

func number(object ast.Object, name string) int {
	written, _ := valueOf(object, name).(ast.Number)
	number, _ := written.Int()
	return number
}
