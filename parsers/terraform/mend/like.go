package mend

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

// addLike adds a node beside its sibling: by one more key of the collection that the sibling comes from, or else
// by a copy of the sibling's block.
func (e *mender) addLike(change graph.AddLike) bool {
	node := e.nodes.Node(change.Node)
	if node == nil || node.Resource == nil {
		return false
	}
	source, block := e.block(node.Resource)
	if block == nil || block.Body.Attributes["count"] != nil {
		return false
	}
	at := siteOf(node.Resource)
	if forEach := block.Body.Attributes["for_each"]; forEach != nil {
		return e.extend(at, source, forEach.Expr, change.From, change.To)
	}
	if e.callers(at.directory) > 1 {
		return false // what all callers get may be too much for some
	}
	return e.copyBlock(at, source, block, change, resourcetypes.Table[node.Resource.Type].ValueProperty(change.Attribute))
}

// extend adds an item to the collection that a for_each goes over, in the form of the item that has the word.
func (e *mender) extend(at site, source *written, expression hclsyntax.Expression, from, to string) bool {
	source, collection := e.collection(at, source, expression)
	switch collection := collection.(type) {
	case *hclsyntax.TupleConsExpr:
		return source.extendList(collection, from, to)
	case *hclsyntax.ObjectConsExpr:
		return source.extendMap(collection, from, to)
	}
	return false
}

// copyBlock writes a copy of the sibling's block behind it, in which the word of one value, the name and the tags
// are those of the new node.
func (e *mender) copyBlock(at site, source *written, block *hclsyntax.Block, change graph.AddLike, property string) bool {
	value := block.Body.Attributes[property]
	if value == nil || len(block.Labels) != 2 || !source.hasLiteral(value.Expr, change.From) {
		return false
	}
	name := renamed(block.Labels[1], change.From, change.To)
	if e.isDeclared(at.directory, block.Labels[0], name) {
		return false
	}
	copied := &copied{source: source, whole: block.Range()}
	copied.replace(block.LabelRanges[1], `"`+name+`"`)
	source.replaceLiterals(copied, value.Expr, change.From, change.To)
	for _, each := range []string{"tags", "tags_all"} {
		if tags := block.Body.Attributes[each]; tags != nil {
			source.replaceLiterals(copied, tags.Expr, change.From, change.To)
		}
	}
	source.insert(source.lineEnd(block.CloseBraceRange.End.Byte), "\n"+source.distance(block)+copied.text())
	return true
}

// copied is a stretch of a source with changes of its own.
type copied struct {
	source  *written
	whole   hcl.Range
	splices graph.Splices
}

func (c *copied) replace(at hcl.Range, text string) {
	start := c.whole.Start.Byte
	c.splices = append(c.splices, graph.Splice{Start: at.Start.Byte - start, End: at.End.Byte - start, Text: text})
}

func (c *copied) text() string {
	return string(c.splices.InOrder().Apply([]byte(c.source.slice(c.whole))))
}
