package syntax

// Kind tells what a node of a template is.
type Kind uint8

// The kinds of nodes.
const (
	Null     Kind = iota // also what nobody wrote
	Scalar               // text, number or truth value: what it is depends on where it stands
	Sequence             // items
	Mapping              // names with items
	Call                 // an intrinsic function with its argument
)

// Node is one value of a template, in the same form whether it was written in YAML or in JSON, with a short
// tag or in full. It never changes after it was read, so every stack and every goroutine may share it.
type Node struct {
	Kind   Kind
	Quoted bool   // a scalar that is surely a text
	Short  bool   // a call written with a tag: !Sub
	Text   string // of a scalar, or the function's name: Ref, Condition, Fn::GetAtt
	Names  []Name // of a mapping, in step with items
	Items  []Node // of a sequence or a mapping; the one argument of a call
	Start  Place
	End    Place
}

// Name is a key of a mapping.
type Name struct {
	Text  string
	Start Place
	End   Place
}

// Find returns what a mapping holds under a name, or nil. It may be asked of nil as well, so that paths can be
// followed.
func (n *Node) Find(wanted string) *Node {
	if n == nil || n.Kind != Mapping {
		return nil
	}
	for i := range n.Names {
		if n.Names[i].Text == wanted {
			return &n.Items[i]
		}
	}
	return nil
}

// Keys returns the names of a mapping in source order.
func (n *Node) Keys() []string {
	if n == nil || n.Kind != Mapping {
		return nil
	}
	keys := make([]string, len(n.Names))
	for i := range n.Names {
		keys[i] = n.Names[i].Text
	}
	return keys
}

// Content returns what a node holds as plain values: texts, lists and maps. Of a call it returns nil.
func (n *Node) Content() any {
	switch n.Kind {
	case Scalar:
		return n.Text
	case Sequence:
		items := make([]any, len(n.Items))
		for i := range n.Items {
			items[i] = n.Items[i].Content()
		}
		return items
	case Mapping:
		entries := map[string]any{}
		for i := range n.Names {
			entries[n.Names[i].Text] = n.Items[i].Content()
		}
		return entries
	}
	return nil
}

// Argument returns what a function is called with. Only a call has one.
func (n *Node) Argument() *Node { return &n.Items[0] }

// Literal returns the text of a scalar that was written in place, and "" for anything else.
func (n *Node) Literal() string {
	if n == nil || n.Kind != Scalar {
		return ""
	}
	return n.Text
}

// Calls tells whether the node is a call of the named function.
func (n *Node) Calls(function string) bool {
	return n != nil && n.Kind == Call && n.Text == function
}

// Walk visits a node and all below it.
func (n *Node) Walk(visit func(*Node)) {
	visit(n)
	for i := range n.Items {
		n.Items[i].Walk(visit)
	}
}

// Remove takes the entries of a name out of a mapping. Only a node that nobody shares may be changed so.
func (n *Node) Remove(key string) {
	var names []Name
	var items []Node
	for i := range n.Names {
		if n.Names[i].Text != key {
			names, items = append(names, n.Names[i]), append(items, n.Items[i])
		}
	}
	n.Names, n.Items = names, items
}
