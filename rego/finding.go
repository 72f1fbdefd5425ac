package rego

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/rego/network"
)

// The verdicts, which are also the names of the sets that a policy yields.
const (
	VerdictFail   = "fail"   // proven to be wrong
	VerdictReview = "review" // neither proven to be wrong nor to be right
)

// Finding is one fault that a policy found.
type Finding struct {
	Rule    string
	Verdict string
	Level   Level // "" for the rule's own level

	Node      string   // address of the node to change
	Attribute string   // vocabulary name of its value or set to change; may be empty
	Item      string   // the text in it to change, where it lists several; may be empty
	Message   string   // one sentence
	Remedy    string   // how to mend it
	Reason    string   // for a review: why it could not be decided
	Affected  []string // addresses of the nodes that suffer
	Path      []network.Hop
	Mend      []graph.Change // what would mend it, where that is mechanical
	When      string         // what has to be so for it, where something else is wrong if it is not; policies leave it empty
}

// decode reads one finding as a policy wrote it.
func decode(rule, verdict string, value ast.Value, nodes *graph.Graph) (Finding, error) {
	finding := Finding{Rule: rule, Verdict: verdict}
	object, ok := value.(ast.Object)
	if !ok {
		return finding, fmt.Errorf("a finding must be an object, not %s", ast.ValueName(value))
	}
	err := object.Iter(func(name, value *ast.Term) error {
		key, _ := name.Value.(ast.String)
		if err := finding.set(string(key), value.Value); err != nil {
			return fmt.Errorf("a finding's %s %w", name.Value, err)
		}
		return nil
	})
	switch {
	case err != nil:
		return finding, err
	case finding.Message == "":
		return finding, fmt.Errorf("a finding has no message")
	case nodes.Node(finding.Node) == nil:
		return finding, fmt.Errorf("a finding's node %q is no node of this configuration", finding.Node)
	}
	return finding, nil
}

func (f *Finding) set(name string, value ast.Value) error {
	switch name {
	case "node":
		return text(value, &f.Node)
	case "attribute":
		return text(value, &f.Attribute)
	case "item":
		return text(value, &f.Item)
	case "message":
		return text(value, &f.Message)
	case "remedy":
		return text(value, &f.Remedy)
	case "reason":
		return text(value, &f.Reason)
	case "level":
		if err := text(value, &f.Level); err != nil {
			return err
		}
		if f.Level != "" && !slices.Contains(levels, string(f.Level)) {
			return fmt.Errorf("is %q, but must be one of %s", f.Level, strings.Join(levels, ", "))
		}
		return nil
	case "affected":
		return each(value, f.affect)
	case "path":
		return each(value, f.walk)
	case "mend":
		return each(value, f.mend)
	}
	return errors.New("is not known: it has node, attribute, item, message, remedy, reason, level, affected, path and mend")
}

func (f *Finding) affect(item ast.Value) error {
	var address string
	err := text(item, &address)
	f.Affected = append(f.Affected, address)
	return err
}

func (f *Finding) walk(item ast.Value) error {
	hop, ok := item.(ast.Object)
	if !ok {
		return fmt.Errorf("must hold hops only, not %s", ast.ValueName(item))
	}
	f.Path = append(f.Path, network.Hop{
		Node:      member(hop, "node"),
		Attribute: member(hop, "attribute"),
		Text:      member(hop, "text"),
		Verdict:   network.Verdict(member(hop, "verdict")),
	})
	return nil
}

func text[T ~string](value ast.Value, target *T) error {
	content, ok := value.(ast.String)
	if !ok {
		return fmt.Errorf("must be a text, not %s", ast.ValueName(value))
	}
	*target = T(content)
	return nil
}

// each visits the items of an array or a set, in order.
func each(value ast.Value, visit func(ast.Value) error) error {
	iterate := func(term *ast.Term) error { return visit(term.Value) }
	switch items := value.(type) {
	case *ast.Array:
		return items.Iter(iterate)
	case ast.Set:
		return items.Iter(iterate)
	}
	return fmt.Errorf("must be an array or a set, not %s", ast.ValueName(value))
}

func member(object ast.Object, name string) string {
	term := object.Get(ast.InternedTerm(name))
	if term == nil {
		return ""
	}
	text, _ := term.Value.(ast.String)
	return string(text)
}
