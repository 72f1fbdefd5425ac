package syntax

import (
	"fmt"
	"io/fs"
	"path"
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
	document *Document
}

// fill replaces every inclusion of a local file below a node. What comes from another file keeps its place
// there.
func (i includer) fill(n *Node, from string, depth int) {
	if depth > includeInsideEach {
		return
	}
	for index := range n.Items {
		i.fill(&n.Items[index], from, depth)
	}
	switch {
	case n.Calls("Fn::Transform"):
		if content := i.content(n.Argument(), from, depth); content != nil {
			*n = *content
		}
	case n.Kind == Mapping:
		i.mergeInto(n, "Fn::Transform", from, depth)
	}
}

// fillRoot also knows the inclusion that is a transform of the template as a whole.
func (i includer) fillRoot(root *Node) {
	i.fill(root, i.document.File, 0)
	i.mergeInto(root, "Transform", i.document.File, 0)
}

// mergeInto adds to a mapping what an inclusion among its entries brings. What the mapping says itself counts.
func (i includer) mergeInto(n *Node, key, from string, depth int) {
	transform := n.Find(key)
	if transform == nil {
		return
	}
	if transform.Kind != Sequence {
		if content := i.content(transform, from, depth); content != nil {
			n.Remove(key)
			merge(n, content)
		}
		return
	}
	var kept []Node
	var contents []*Node
	for index := range transform.Items {
		if content := i.content(&transform.Items[index], from, depth); content != nil {
			contents = append(contents, content)
		} else {
			kept = append(kept, transform.Items[index])
		}
	}
	transform.Items = kept
	for _, content := range contents {
		merge(n, content)
	}
}

// content reads the file that an inclusion names, and returns nil for other transforms and other places.
func (i includer) content(transform *Node, from string, depth int) *Node {
	location := transform.Find("Parameters").Find("Location").Literal()
	if transform.Find("Name").Literal() != includeTransform || location == "" || strings.Contains(location, "://") {
		return nil
	}
	file, ok := Beside(from, location)
	if !ok || !fs.ValidPath(file) || len(i.document.Files) > maximumIncludes {
		return nil
	}
	text, err := ReadFile(i.files, file)
	if err != nil {
		i.document.Diagnostics = append(i.document.Diagnostics, graph.Diagnostic{
			Severity: graph.SeverityWarning, ID: "cloudformation-include", Range: i.document.RangeOf(transform),
			Message: fmt.Sprintf("%s cannot be included: %s.", file, err),
		})
		return nil
	}
	included := Parse(file, text)
	i.document.Diagnostics = append(i.document.Diagnostics, included.Diagnostics...)
	i.document.Files = append(i.document.Files, file)
	included.Root.moveTo(len(i.document.Files))
	i.fill(&included.Root, file, depth+1)
	if included.Broken {
		return nil
	}
	return &included.Root
}

// merge adds the entries of a mapping to another; sections of both, such as Resources, are joined.
func merge(into, from *Node) {
	if into.Kind != Mapping || from.Kind != Mapping {
		return
	}
	for i := range from.Names {
		if own := into.Find(from.Names[i].Text); own != nil {
			merge(own, &from.Items[i])
			continue
		}
		into.Names = append(into.Names[:len(into.Names):len(into.Names)], from.Names[i])
		into.Items = append(into.Items[:len(into.Items):len(into.Items)], from.Items[i])
	}
}

// moveTo says of a node, and of all below it, in which of its document's files it stands.
func (n *Node) moveTo(file int) {
	n.Walk(func(each *Node) {
		each.Start, each.End = each.Start.in(file), each.End.in(file)
		for i := range each.Names {
			each.Names[i].Start, each.Names[i].End = each.Names[i].Start.in(file), each.Names[i].End.in(file)
		}
	})
}

// Beside returns the path of a file that is named relative to another one, and false when it would leave the scanned
// files.
func Beside(file, relative string) (string, bool) {
	joined := path.Join(path.Dir(file), relative)
	if path.IsAbs(relative) || joined == ".." || len(joined) > 2 && joined[:3] == "../" {
		return "", false
	}
	return joined, true
}
