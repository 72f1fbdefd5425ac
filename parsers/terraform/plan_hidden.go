package terraform

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// A plan does not say what a local value is. But what is only known after deployment comes from an attribute of
// some resource, and a plan lists the attributes that anything in it depends on, through local values as well
// (Terraform, "JSON Output Format", relevant_attributes). So of all that a local value's expression can mention,
// which is what is in its module, those attributes remain that are not known, that can be what is looked for, and
// that do not depend on the local value themselves: often a single one.

// hiddenValue is a local value of a module instance, or a called module of which a plan does not say which output is
// taken.
type hiddenValue struct {
	in   *planScope
	name string // local.vpc_id, module.zone
}

func (h hiddenValue) address() string { return h.in.prefix + h.name }

// hiddenValues is what was found out about the hidden values of a plan.
type hiddenValues struct {
	relevant map[string]map[relevantAttribute]bool // by module, without keys
	reached  map[string]*reach                     // by module instance and kinds that are looked for
	held     map[string]trace                      // by hidden value and kinds
	before   map[string]map[string]bool            // the local values that a block depends on, by module and block
	steps    int                                   // that are left

	mentioned map[string]map[string]bool // the references in the expressions that are kept, by module
}

func newHiddenValues() hiddenValues {
	return hiddenValues{
		relevant: map[string]map[relevantAttribute]bool{}, reached: map[string]*reach{}, held: map[string]trace{},
		before: map[string]map[string]bool{}, mentioned: map[string]map[string]bool{}, steps: maximumHiddenSteps,
	}
}

// relevantAttribute is an attribute of a resource on which something in the plan depends.
type relevantAttribute struct {
	name      string // the resource's address within its module, without a key
	attribute string // a dotted path; "" for the resource as a whole
}

// note keeps one of the plan's relevant_attributes.
func (h hiddenValues) note(address string, steps []any) {
	prefix := moduleOf(address)
	name, _ := cutKey(address[len(prefix):])
	var path []string
	for _, step := range steps {
		if text, ok := step.(string); ok {
			path = append(path, text)
		}
	}
	module := withoutKeys(prefix)
	if h.relevant[module] == nil {
		h.relevant[module] = map[relevantAttribute]bool{}
	}
	h.relevant[module][relevantAttribute{name, strings.Join(path, ".")}] = true
}

// followHidden adds what a hidden value may be. Where nothing can be found out, the reason says so.
func (s *search) followHidden(value hiddenValue, reason string, found *trace) {
	switch {
	case s.reach != nil:
		s.reach.hidden = append(s.reach.hidden, value)
	case len(s.kinds) == 0 || len(s.hidden.relevant) == 0 || value.in.config == nil:
		found.join(trace{reason: reason})
	default:
		held := s.held(value)
		if held.reason != "" {
			held.reason = reason + ": " + held.reason
		}
		found.join(held)
	}
}

// held finds what a hidden value may be: supposed, and why it may be something else.
func (s *search) held(value hiddenValue) trace {
	key := value.address() + " " + strings.Join(s.kinds, " ")
	if known, ok := s.hidden.held[key]; ok {
		return known
	}
	found := trace{hidden: value.name}
	all := s.reachedFrom(value, nil)
	for _, each := range all {
		found.reason = cmp.Or(found.reason, each.reason)
		found.supposed = united(found.supposed, each.targets)
	}
	if len(all) > maximumCandidates || len(found.supposed) > maximumCandidates {
		found.supposed, found.reason, all = nil, tooMuch, nil
	}
	cannotHold := func(target planTarget) bool { return !s.mayHold(value, target) }
	found.supposed = slices.DeleteFunc(found.supposed, cannotHold)
	for _, each := range all {
		for _, target := range each.doubtful {
			if found.reason == "" && s.mayHold(value, target) {
				found.reason = "it may come from " + target.String()
			}
		}
	}
	if s.hidden.steps < 0 {
		found.supposed, found.reason = nil, tooMuch
	}
	s.hidden.held[key] = found
	return found
}

const tooMuch = "there is too much that it may be"

// mayHold tells whether a hidden value may hold an attribute of a resource, coming from no local value that the
// resource depends on.
func (s *search) mayHold(value hiddenValue, target planTarget) bool {
	before := s.localsBefore(s.scope(target.resource.module), target.resource.name)
	return slices.ContainsFunc(s.reachedFrom(value, before), func(each *reach) bool {
		return slices.Contains(each.targets, target) || slices.Contains(each.doubtful, target)
	})
}

// reachedFrom is all that a hidden value can mention, itself and through other hidden values but for those that are
// ruled out.
func (s *search) reachedFrom(value hiddenValue, ruledOut map[string]bool) []*reach {
	var found []*reach
	seen, entered := map[string]bool{}, map[*reach]bool{}
	for next := []hiddenValue{value}; len(next) > 0 && len(found) <= maximumCandidates && s.hidden.steps >= 0; {
		each := next[0]
		next = next[1:]
		s.hidden.steps--
		if seen[each.address()] || ruledOut[withoutKeys(each.in.prefix)+each.name] {
			continue
		}
		seen[each.address()] = true
		if reach := s.reachOf(each); !entered[reach] {
			entered[reach] = true
			found, next = append(found, reach), append(next, reach.hidden...)
		}
	}
	return found
}

// sortedRelevant are the relevant attributes of a module.
func (h hiddenValues) sortedRelevant(module string) []relevantAttribute {
	return slices.SortedFunc(maps.Keys(h.relevant[module]), func(a, b relevantAttribute) int {
		return cmp.Or(cmp.Compare(a.name, b.name), cmp.Compare(a.attribute, b.attribute))
	})
}
