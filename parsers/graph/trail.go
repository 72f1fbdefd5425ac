package graph

import "slices"

// Through returns the value with the names that it came through; perhaps are those of them that it may not have
// come through, as an open choice decides.
func (v Value) Through(via, perhaps []string) Value {
	v.Via, v.choice = via, newChoice(perhaps, v.Assumes())
	return v
}

func newChoice(perhaps []string, when []Premise) *choice {
	if len(perhaps) == 0 && len(when) == 0 {
		return nil
	}
	return &choice{perhaps: perhaps, when: when}
}

// Perhaps returns those of Via that the value may not have come through: an open choice decides.
func (v Value) Perhaps() []string {
	alternatives := v.Alternatives()
	if len(alternatives) < 2 {
		return v.passedPerhaps()
	}
	perhaps := slices.Clone(v.passedPerhaps())
	for _, name := range v.Via {
		all, sure := passing(name, alternatives)
		if all > 0 && sure < len(alternatives) && !slices.Contains(perhaps, name) {
			perhaps = append(perhaps, name)
		}
	}
	return perhaps
}

func (v Value) passedPerhaps() []string {
	if v.choice == nil {
		return nil
	}
	return v.choice.perhaps
}

// shared returns the names that the value came through whatever the choice.
func (v Value) shared(alternatives []Value) []string {
	var shared []string
	for _, name := range v.Via {
		if all, _ := passing(name, alternatives); all == 0 {
			shared = append(shared, name)
		}
	}
	return shared
}

// passing counts the alternatives that came through a name, and those among them that surely did.
func passing(name string, alternatives []Value) (all, sure int) {
	for _, alternative := range alternatives {
		if !slices.Contains(alternative.Via, name) {
			continue
		}
		all++
		if !slices.Contains(alternative.Perhaps(), name) {
			sure++
		}
	}
	return all, sure
}
