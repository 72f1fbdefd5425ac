package terraform

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// reach is what the expression of a hidden value can mention.
type reach struct {
	targets  []planTarget  // what is looked for
	doubtful []planTarget  // what may deliver that, though nobody knows
	reason   string        // why there may be more; "" when all ways were followed
	hidden   []hiddenValue // through which it may come, too
}

// reachOf gathers what the expression of a hidden value can mention, once for the kinds that are looked for.
func (s *search) reachOf(value hiddenValue) *reach {
	in := value.in
	isCall := strings.HasPrefix(value.name, "module.")
	key := in.prefix + " " + strings.Join(s.kinds, " ") // all local values of a module reach the same
	if isCall {
		key = value.address() + " " + strings.Join(s.kinds, " ")
	}
	if known, ok := s.hidden.reached[key]; ok {
		return known
	}
	found := &reach{}
	s.hidden.reached[key] = found
	given := max(0, min(maximumPlanSteps, s.hidden.steps))
	inner := &search{plan: s.plan, kinds: s.kinds, steps: given, reach: found}
	if isCall {
		inner.offerOutputs(value.address())
	} else {
		inner.offerModule(in)
	}
	s.hidden.steps -= given - max(inner.steps, 0)
	return found
}

// offerModule offers what is in a module instance: its resources, the arguments that it is called with, and the
// outputs of the modules that it calls.
func (s *search) offerModule(in *planScope) {
	for _, each := range s.hidden.sortedRelevant(withoutKeys(in.prefix)) {
		for _, instance := range s.instances[in.prefix+each.name] {
			s.offer(planTarget{instance, each.attribute})
		}
	}
	if in.call != nil {
		for _, name := range slices.Sorted(maps.Keys(in.call.Expressions)) {
			s.offerAll(in.call.Expressions[name], in.parent)
		}
	}
	if in.config != nil {
		for _, call := range slices.Sorted(maps.Keys(in.config.Calls)) {
			s.offerOutputs(in.prefix + "module." + call)
		}
	}
}

// offerOutputs offers all outputs of all instances of a called module.
func (s *search) offerOutputs(call string) {
	for _, prefix := range s.called[call] {
		in := s.scope(prefix)
		if in.config == nil {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(in.config.Outputs)) {
			s.offerAll(in.config.Outputs[name].Expression, in)
		}
	}
}

// offerAll offers all that an argument or an output mentions.
func (s *search) offerAll(expression any, in *planScope) {
	found := s.follow(expression, in, 1)
	s.reach.reason = cmp.Or(s.reach.reason, found.reason)
	for _, each := range found.targets {
		s.offer(each)
	}
}

// offer takes an attribute for what it can be, or any attribute of a resource that is taken whole.
func (s *search) offer(target planTarget) {
	attributes := []string{target.attribute}
	if target.attribute == "" {
		attributes = append(attributes, target.resource.undecided()...)
	}
	for _, attribute := range attributes {
		each := planTarget{target.resource, attribute}
		if s.steps--; s.steps < 0 || len(s.reach.targets) > maximumCandidates {
			s.reach.reason = tooMuch
			return
		}
		if each.isDecided() {
			continue
		}
		switch s.fits(each) {
		case mayBe:
			s.reach.doubtful = united(s.reach.doubtful, []planTarget{each})
		case surelyIs:
			s.reach.add(each)
		case passesOn:
			passed := s.settled(trace{targets: []planTarget{each}}, 1)
			s.reach.reason = cmp.Or(s.reach.reason, passed.reason)
			for _, found := range passed.targets {
				s.reach.add(found)
			}
		}
	}
}

// add adds a target. A resource is one, by whatever it is named.
func (r *reach) add(target planTarget) {
	if standsForIt(target.attribute) {
		target.attribute = ""
	}
	r.targets = united(r.targets, []planTarget{target})
}

// String is the target as an author would write it.
func (t planTarget) String() string {
	return graph.Reference{Address: t.resource.address, Attribute: t.attribute}.String()
}

// isDecided tells whether an attribute is known, so that it cannot be why something else is not.
func (t planTarget) isDecided() bool {
	first, _, _ := strings.Cut(cmp.Or(t.attribute, "id"), ".")
	_, known := t.resource.values[first]
	var marks []string
	collectUnknown(t.resource.unknown[first], "", &marks)
	return len(marks) == 0 && (known || t.resource.values == nil)
}

// undecided are the attributes of a resource that are not known, as dotted paths.
func (r *planResource) undecided() []string {
	var paths []string
	collectUnknown(r.unknown, "", &paths)
	return paths
}

func collectUnknown(mark any, path string, into *[]string) {
	switch mark := mark.(type) {
	case bool:
		if mark && !slices.Contains(*into, path) {
			*into = append(*into, path)
		}
	case []any:
		for _, each := range mark {
			collectUnknown(each, path, into)
		}
	case map[string]any:
		if path != "" {
			path += "."
		}
		for _, name := range slices.Sorted(maps.Keys(mark)) {
			collectUnknown(mark[name], path+name, into)
		}
	}
}
