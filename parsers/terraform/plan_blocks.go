package terraform

import (
	"reflect"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// repeatedAddresses are blocks that hold one address each, with the argument that holds it. Where they are repeated
// for a collection that is only known after deployment, a plan says nothing of them at all.
var repeatedAddresses = map[string]string{"aws_route53_resolver_rule.target_ip": "ip"}

// repeated is what stands for blocks of which the plan knows nothing: the only addresses that are not known and
// that the module can mention. Other arguments that nobody wrote are AWS's to fill in.
func (v planValues) repeated(name string) graph.Value {
	argument := repeatedAddresses[v.resource.kind+"."+name]
	if argument == "" {
		return graph.Value{}
	}
	s := &search{plan: v.plan, kinds: addresses, steps: maximumPlanSteps}
	found := s.held(hiddenValue{v.scope, name})
	if found.reason != "" || len(found.supposed) != 1 {
		return graph.Unknown("a plan does not say for what "+name+" is repeated", v.at)
	}
	var blocks []graph.Value
	for _, address := range v.tokens(found.supposed) {
		blocks = append(blocks, graph.Object([]graph.Entry{{Name: argument, Value: address}}, v.at))
	}
	return graph.List(blocks, v.at)
}

// pairBlocks finds out which planned block was made of which written one: the provider keeps many blocks as sets, in
// an order of its own. It returns the written blocks and, for every planned one, the place of its own. Where that is
// in doubt there is none.
func pairBlocks(planned, marks []any, expression any) (blocks []any, of []int) {
	blocks = blocksOf(expression)
	if len(blocks) != len(planned) || len(blocks) == 0 {
		return blocks, nil // some of them are dynamic
	}
	for n, each := range planned {
		best := onlyBest(blocks, each)
		if areAlike(planned) && areAlike(marks) {
			best = n
		}
		if best < 0 || slices.Contains(of, best) {
			return blocks, nil
		}
		of = append(of, best)
	}
	return blocks, of
}

// areAlike tells whether blocks do not differ, so that it does not matter which is which.
func areAlike(blocks []any) bool {
	return !slices.ContainsFunc(blocks, func(each any) bool { return !reflect.DeepEqual(each, blocks[0]) })
}

// onlyBest is the place of the block that says most of a planned one, -1 where several say as much.
func onlyBest(blocks []any, planned any) int {
	best, most := -1, -1
	for n, each := range blocks {
		switch same := sharedConstants(each, planned); {
		case same > most:
			best, most = n, same
		case same == most:
			best = -1
		}
	}
	return best
}

// sharedConstants counts the constants of a block that a planned one has as well.
func sharedConstants(block, planned any) int {
	written, _ := block.(map[string]any)
	fields, _ := planned.(map[string]any)
	count := 0
	for name, field := range fields {
		if constant := constantOf(written[name]); constant != nil && reflect.DeepEqual(constant, field) {
			count++
		}
	}
	return count
}

// blocksOf are the written blocks. Where an argument stands for them, as with the rules of a security group, a plan
// has them as one constant.
func blocksOf(expression any) []any {
	if blocks, ok := expression.([]any); ok {
		return blocks
	}
	constants, _ := constantOf(expression).([]any)
	var blocks []any
	for _, each := range constants {
		fields, ok := each.(map[string]any)
		if !ok {
			return nil
		}
		block := map[string]any{}
		for name, field := range fields {
			block[name] = map[string]any{"constant_value": field}
		}
		blocks = append(blocks, block)
	}
	return blocks
}
