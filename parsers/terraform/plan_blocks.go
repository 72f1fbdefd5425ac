package terraform

import (
	"reflect"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// repeatedAddresses are blocks that hold one address each, with the argument that holds it. Where they are repeated
// for a collection that is only known after deployment, a plan says nothing of them at all.
var repeatedAddresses = map[string]string{"aws_route53_resolver_rule.target_ip": "ip"}

// unwritten is what stands for blocks of which the plan knows nothing: the only addresses that are not known and
// that the module can mention. Other arguments that nobody wrote are AWS's to fill in.
func (v planValues) unwritten(name string) graph.Value {
	argument := repeatedAddresses[v.resource.kind+"."+name]
	if argument == "" {
		return graph.Value{}
	}
	s := &search{plan: v.plan, kinds: addresses, steps: maximumPlanSteps}
	found := s.held(hiddenValue{v.scope, name})
	if found.reason != "" || len(found.supposed) != 1 {
		return v.notRepeated(name)
	}
	var blocks []graph.Value
	for _, address := range v.tokens(found.supposed) {
		blocks = append(blocks, graph.Object([]graph.Entry{{Name: argument, Value: address}}, v.at))
	}
	return graph.List(blocks, v.at)
}

func (v planValues) notRepeated(name string) graph.Value {
	return graph.Unknown("a plan does not say for what "+name+" is repeated", v.at)
}

// origin is what the configuration has for an item that is planned.
type origin struct {
	expression any  // its own, or that of the whole list where it is not known which is its own
	place      int  // of its block among the written ones; -1 where that is not known
	isDynamic  bool // a dynamic block made it, of whose expressions a plan keeps nothing
	isForMany  bool // it stands for all that a dynamic block makes, because what that is repeated for is not known
}

// originsOf finds out what each item of a list was made of.
func (v planValues) originsOf(planned, marks []any, expression any) []origin {
	blocks, of := pairBlocks(planned, marks, expression)
	someDynamic := v.resource.config != nil && (len(blocks) < len(planned))
	origins := make([]origin, len(planned))
	for n, item := range planned {
		origins[n] = origin{expression: expression, place: -1}
		fields, isBlock := item.(map[string]any)
		switch {
		case of != nil:
			origins[n] = origin{expression: blocks[of[n]], place: of[n]}
		case isBlock && someDynamic:
			own := onlyMatch(blocks, fields)
			origins[n] = origin{expression: own, place: -1, isDynamic: own == nil}
			if own == nil && len(blocks) == 0 {
				origins[n].expression = expression
			}
			origins[n].isForMany = own == nil && n < len(marks) && standsForMany(fields, marks[n])
		}
	}
	return origins
}

// onlyMatch is the written block that has constants, and none that a planned block lacks; nil where there are several.
func onlyMatch(blocks []any, planned map[string]any) any {
	var match any
	for _, each := range blocks {
		written, _ := each.(map[string]any)
		constants := 0
		for _, expression := range written {
			if constantOf(expression) != nil {
				constants++
			}
		}
		switch {
		case constants == 0 || sharedConstants(each, planned) < constants:
		case match != nil:
			return nil
		default:
			match = each
		}
	}
	return match
}

// standsForMany tells whether all that is written in a planned block is unknown, and the rest is what the provider says
// of arguments that are left out.
func standsForMany(block map[string]any, marks any) bool {
	unknown, _ := marks.(map[string]any)
	hasUnknown := false
	for _, mark := range unknown {
		hasUnknown = hasUnknown || mark == true
	}
	for _, field := range block {
		if !isLeftOut(field) {
			return false
		}
	}
	return hasUnknown
}

// isLeftOut tells whether a planned value is what the provider says of an argument that nobody wrote.
func isLeftOut(field any) bool {
	switch field := field.(type) {
	case []any:
		return len(field) == 0
	case map[string]any:
		return len(field) == 0
	}
	return field == nil || field == "" || field == false
}

// pairBlocks finds out which planned block was made of which written one: the provider keeps many blocks as sets, in
// an order of its own. It returns the written blocks and, for every planned one, the place of its own. Where that is
// in doubt there is none.
func pairBlocks(planned, marks []any, expression any) (blocks []any, of []int) {
	blocks = blocksOf(expression)
	if len(blocks) != len(planned) || len(blocks) == 0 {
		return blocks, nil // some of them are dynamic
	}
	alike := areAlike(planned) && areAlike(marks)
	for n, each := range planned {
		best := n
		if !alike {
			best = onlyBest(blocks, each)
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
