package cloudformation

import (
	"fmt"
	"net"
	"strings"

	"github.com/apparentlymart/go-cidr/cidr"
	"github.com/awslabs/goformation/v7/intrinsics"

	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/cloudformation/schema"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// selectItem evaluates Fn::Select.
func (s *stack) selectItem(n *syntax.Node) graph.Value {
	given, ok := arguments(n, 2)
	if !ok {
		return s.misused(n, "an index and a list")
	}
	at := s.document.RangeOf(n)
	index, list := s.evaluate(&given[0], nil), s.evaluate(&given[1], nil)
	return openvalues.Distribute([]graph.Value{index, list}, at, func(chosen []graph.Value) graph.Value {
		return s.selectFrom(chosen[0], chosen[1], n)
	})
}

func (s *stack) selectFrom(index, list graph.Value, n *syntax.Node) graph.Value {
	at := s.document.RangeOf(n)
	via := openvalues.JoinTrails(list.Via, index.Via)
	if raw, ok := list.RawText(); ok {
		if entry, ok := dnsEntry(raw); ok {
			return openvalues.WithVia(graph.Text(graph.Reference(entry).Token(), at), via)
		}
		list = openvalues.SplitList(openvalues.WithVia(graph.Text(raw, at), list.Via))
	}
	items, isList := list.Items()
	position, known := index.Number()
	switch {
	case !known && index.Reason() == "" || !isList && list.Reason() == "":
		return s.misused(n, "an index and a list")
	case !known && isList && len(items) > 0:
		return openvalues.WithVia(openvalues.Either(items, at), via)
	case !known:
		return openvalues.WithVia(graph.Unknown(openvalues.ReasonOf(index, list), at), via)
	case !isList:
		return openvalues.WithVia(openvalues.Item(list, int(position), at), via)
	}
	for i, item := range items {
		if openvalues.IsUnknown(item) && i <= int(position) { // any number of items, so the count is lost from here on
			return openvalues.WithVia(openvalues.Item(item, int(position), at), openvalues.JoinTrails(item.Via, via))
		}
	}
	if position < 0 || int(position) >= len(items) {
		s.warn("cloudformation-function", n, "Indexes begin with 0.", "%s asks for item %d of a list of %d, so this value was left open.", n.Text, int(position), len(items))
		return graph.Unknown(fmt.Sprintf("the list has no item %d", int(position)), at)
	}
	found, _ := intrinsics.FnSelect(n.Text, []any{position, asAny(items)}, nil).(graph.Value)
	return openvalues.WithTrailOf(found.At(at), graph.Value{Via: via})
}

func asAny(values []graph.Value) []any {
	list := make([]any, len(values))
	for i, value := range values {
		list[i] = value
	}
	return list
}

const zonesReason = "the Availability Zones are only known at deployment"

// availabilityZones evaluates Fn::GetAZs. Which zones an account has, only AWS knows; Fn::Select makes
// each of them a text of its own.
func (s *stack) availabilityZones(n *syntax.Node) graph.Value {
	at := s.document.RangeOf(n)
	zones := graph.Unknown(zonesReason, at)
	region, ok := s.evaluate(n.Argument(), schema.Text).Text()
	if ok && region != "" && region != s.region {
		return openvalues.WithVia(graph.Unknown(fmt.Sprintf("the Availability Zones of %s are only known at deployment", region), at), []string{n.Text + " " + region})
	}
	return openvalues.WithVia(zones, []string{n.Text})
}

// maximumBlocks is how many blocks Fn::Cidr makes at most (CloudFormation Template Reference, "Fn::Cidr").
const maximumBlocks = 256

// cidr evaluates Fn::Cidr.
func (s *stack) cidr(n *syntax.Node) graph.Value {
	given, ok := arguments(n, 2)
	if !ok {
		return s.misused(n, "a block, a count and a number of bits")
	}
	at := s.document.RangeOf(n)
	values := []graph.Value{s.evaluate(&given[0], schema.Text), s.evaluate(&given[1], schema.Number), graph.Value{}}
	if len(given) > 2 {
		values[2] = s.evaluate(&given[2], schema.Number)
	}
	return openvalues.Distribute(values, at, func(chosen []graph.Value) graph.Value {
		return s.blocks(chosen[0], chosen[1], chosen[2], n)
	})
}

func (s *stack) blocks(block, count, bits graph.Value, n *syntax.Node) graph.Value {
	at := s.document.RangeOf(n)
	number, known := count.Number()
	size, sized := bits.Number()
	if !known || number < 1 || number > maximumBlocks || !sized {
		if reason := count.Reason() + bits.Reason(); reason != "" {
			return graph.Unknown(openvalues.ReasonOf(count, bits), at)
		}
		return s.misused(n, "a block, a count from 1 to 256 and a number of bits")
	}
	text, known := block.Text()
	if !known {
		return openBlocks(block, int(number), int(size), at)
	}
	_, network, err := net.ParseCIDR(strings.TrimSpace(text))
	if err != nil {
		return s.misused(n, "a block such as 10.0.0.0/16")
	}
	items, err := cutBlocks(network, int(number), int(size), at)
	if err != nil {
		return s.misused(n, fmt.Sprintf("a block that is large enough: %s", err))
	}
	return openvalues.WithVia(graph.List(items, at), block.Via)
}

func cutBlocks(network *net.IPNet, count, bits int, at graph.Range) ([]graph.Value, error) {
	ones, length := network.Mask.Size()
	items := make([]graph.Value, count)
	for i := range items {
		block, err := cidr.Subnet(network, length-bits-ones, i)
		if err != nil {
			return nil, err
		}
		items[i] = graph.Text(block.String(), at)
	}
	return items, nil
}

// openBlocks are blocks of an address range that only the deployment knows. Their number is certain.
func openBlocks(block graph.Value, count, bits int, at graph.Range) graph.Value {
	reason := block.Reason()
	if reference, ok := block.Reference(); ok {
		reason = reference.String() + " is only known after deployment"
	}
	raw, _ := openvalues.AsText(block)
	items := make([]graph.Value, count)
	for i := range items {
		address := fmt.Sprintf("Fn::Cidr %s %d[%d]", graph.Readable(raw), bits, i)
		items[i] = graph.Text(graph.Reference{Address: address, Reason: reason}.Token(), at)
	}
	return openvalues.WithVia(graph.List(items, at), block.Via)
}

// length evaluates Fn::Length of AWS::LanguageExtensions.
func (s *stack) length(n *syntax.Node) graph.Value {
	at := s.document.RangeOf(n)
	list := s.evaluate(n.Argument(), nil)
	return openvalues.Distribute([]graph.Value{list}, at, func(lists []graph.Value) graph.Value {
		items, ok := lists[0].Items()
		if !ok {
			if reason := lists[0].Reason(); reason != "" {
				return graph.Unknown(reason, at)
			}
			return s.misused(n, "a list")
		}
		for _, item := range items {
			if openvalues.IsUnknown(item) || len(item.Alternatives()) > 1 {
				return graph.Unknown(item.Reason(), at)
			}
		}
		return graph.Number(float64(len(items)), at)
	})
}
