package cloudformation

import (
	"fmt"
	"io/fs"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

const (
	includeTransform  = "AWS::Include"
	maximumIncludes   = 100 // files that one template may be put together from
	includeInsideEach = 10  // how deep they may include each other
)

// includer puts local files into a template where AWS::Include names them, as "aws cloudformation package" does
// before CloudFormation does (CloudFormation Template Reference, "AWS::Include transform").
type includer struct {
	files    fs.FS
	document *document
}

// fill replaces every inclusion of a local file below a node. What comes from another file keeps its place
// there.
func (i includer) fill(n *node, from string, depth int) {
	if depth > includeInsideEach {
		return
	}
	for index := range n.items {
		i.fill(&n.items[index], from, depth)
	}
	switch {
	case n.calls("Fn::Transform"):
		if content := i.content(n.argument(), from, depth); content != nil {
			*n = *content
		}
	case n.kind == mapping:
		i.mergeInto(n, "Fn::Transform", from, depth)
	}
}

// fillRoot also knows the inclusion that is a transform of the template as a whole.
func (i includer) fillRoot(root *node) {
	i.fill(root, i.document.file, 0)
	i.mergeInto(root, "Transform", i.document.file, 0)
}

// mergeInto adds to a mapping what an inclusion among its entries brings. What the mapping says itself counts.
func (i includer) mergeInto(n *node, key, from string, depth int) {
	transform := n.find(key)
	if transform == nil {
		return
	}
	if transform.kind != sequence {
		if content := i.content(transform, from, depth); content != nil {
			n.remove(key)
			merge(n, content)
		}
		return
	}
	var kept []node
	var contents []*node
	for index := range transform.items {
		if content := i.content(&transform.items[index], from, depth); content != nil {
			contents = append(contents, content)
		} else {
			kept = append(kept, transform.items[index])
		}
	}
	transform.items = kept
	for _, content := range contents {
		merge(n, content)
	}
}

// content reads the file that an inclusion names, and returns nil for other transforms and other places.
func (i includer) content(transform *node, from string, depth int) *node {
	location := transform.find("Parameters").find("Location").literal()
	if transform.find("Name").literal() != includeTransform || location == "" || strings.Contains(location, "://") {
		return nil
	}
	file, ok := beside(from, location)
	if !ok || !fs.ValidPath(file) || len(i.document.files) > maximumIncludes {
		return nil
	}
	included := &document{file: file}
	text, err := readBounded(i.files, file)
	if err != nil {
		i.document.diagnostics = append(i.document.diagnostics, graph.Diagnostic{
			Severity: graph.SeverityWarning, ID: "cloudformation-include", Range: i.document.rangeOf(transform),
			Message: fmt.Sprintf("%s cannot be included: %s.", file, plainError(err)),
		})
		return nil
	}
	included.parse(text)
	i.document.diagnostics = append(i.document.diagnostics, included.diagnostics...)
	i.document.files = append(i.document.files, file)
	included.root.moveTo(len(i.document.files))
	i.fill(&included.root, file, depth+1)
	if included.broken {
		return nil
	}
	return &included.root
}

// merge adds the entries of a mapping to another; sections of both, such as Resources, are joined.
func merge(into, from *node) {
	if into.kind != mapping || from.kind != mapping {
		return
	}
	for i := range from.names {
		if own := into.find(from.names[i].text); own != nil {
			merge(own, &from.items[i])
			continue
		}
		into.names = append(into.names[:len(into.names):len(into.names)], from.names[i])
		into.items = append(into.items[:len(into.items):len(into.items)], from.items[i])
	}
}

func (n *node) remove(key string) {
	var names []name
	var items []node
	for i := range n.names {
		if n.names[i].text != key {
			names, items = append(names, n.names[i]), append(items, n.items[i])
		}
	}
	n.names, n.items = names, items
}

// moveTo says of a node, and of all below it, in which of its document's files it stands.
func (n *node) moveTo(file int) {
	n.walk(func(each *node) {
		each.start, each.end = each.start.in(file), each.end.in(file)
		for i := range each.names {
			each.names[i].start, each.names[i].end = each.names[i].start.in(file), each.names[i].end.in(file)
		}
	})
}
