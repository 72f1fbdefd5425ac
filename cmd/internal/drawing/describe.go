package drawing

import (
	"fmt"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// describe names a box that stands for several nodes, and adds the facts that a reader looks for.
func (b *builder) describe(box *Box) {
	nodes := make([]*graph.Node, len(box.Addresses))
	for i, address := range box.Addresses {
		nodes[i] = b.unit.Nodes.Node(address)
	}
	b.nameShared(box, nodes)
	switch box.Kind {
	case "vpc_endpoint":
		box.Details = append(box.Details, listed(each(nodes, serviceName), 6))
		if kind, _ := nodes[0].Value("endpoint_type").Text(); kind == "Gateway" || kind == "" {
			box.Details = append(box.Details, "gateway endpoint")
		}
	case "instance", "autoscaling_group":
		if kind, ok := nodes[0].Value("instance_type").Text(); ok {
			box.Details = append(box.Details, kind)
		}
	case "directory":
		for _, name := range []string{"type", "domain_name"} {
			if text, ok := nodes[0].Value(name).Text(); ok {
				box.Details = append(box.Details, text)
			}
		}
	case "dhcp_options":
		box.Details = append(box.Details, "DNS: "+serverNames(nodes[0].Value("domain_name_servers")))
	case "resolver_rule":
		if text, ok := nodes[0].Value("domain_name").Text(); ok {
			box.Details = append(box.Details, text)
		}
	}
	if nodes[0].External != "" {
		box.Details = append(box.Details, "looked up")
	}
}

// nameShared names a box that stands for several nodes.
func (b *builder) nameShared(box *Box, nodes []*graph.Node) {
	if len(nodes) < 2 {
		return
	}
	box.Label = sharedName(nodes)
	modules := each(nodes, func(node *graph.Node) string {
		_, module := nameOf(node)
		return module
	})
	if len(modules) != 1 {
		box.Module = ""
	}
}

// sharedName names several nodes: instances of one resource by it, others by their names.
func sharedName(nodes []*graph.Node) string {
	var names []string
	for _, node := range nodes {
		name, _ := nameOf(node)
		if name = base(name); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	if len(names) == 1 {
		return fmt.Sprintf("%s ×%d", names[0], len(nodes))
	}
	return listed(names, 3)
}

// listed joins the first names and says how many more there are.
func listed(names []string, limit int) string {
	if len(names) > limit {
		return fmt.Sprintf("%s and %d more", strings.Join(names[:limit], ", "), len(names)-limit)
	}
	return strings.Join(names, ", ")
}

// each returns what a function says of every node, without repetitions and empty texts.
func each(nodes []*graph.Node, describe func(*graph.Node) string) []string {
	var texts []string
	for _, node := range nodes {
		if text := describe(node); text != "" && !slices.Contains(texts, text) {
			texts = append(texts, text)
		}
	}
	return texts
}

// serviceName is the part of a service's name that tells it from others: ssm of com.amazonaws.eu-central-1.ssm.
func serviceName(endpoint *graph.Node) string {
	raw, ok := endpoint.Value("service_name").RawText()
	if !ok {
		return "a service that is not known"
	}
	name := graph.Readable(raw)
	for _, prefix := range []string{"cn.com.amazonaws.", "com.amazonaws."} {
		if rest, ok := strings.CutPrefix(name, prefix); ok {
			if _, service, ok := cutRegion(rest); ok {
				return service
			}
		}
	}
	return name
}

// cutRegion splits "eu-central-1.ssm". A Region that is not known reads ${…}, with dots of its own.
func cutRegion(text string) (region, service string, ok bool) {
	if strings.HasPrefix(text, "${") {
		end := strings.Index(text, "}.")
		if end < 0 {
			return "", "", false
		}
		return text[:end+1], text[end+2:], true
	}
	return strings.Cut(text, ".")
}

func serverNames(value graph.Value) string {
	var names []string
	value.Walk(func(leaf graph.Value) {
		if raw, ok := leaf.RawText(); ok {
			names = append(names, graph.Readable(raw))
		} else {
			names = append(names, "unknown")
		}
	})
	if len(names) == 0 {
		return "none named"
	}
	return listed(names, 2)
}
