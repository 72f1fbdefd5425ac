package lint

import (
	"errors"
	"fmt"
	"slices"
	"sort"

	"github.com/reachlint/reachlint/rego"
)

// Rules returns what an engine's rules say about themselves, sorted by id.
func Rules(engine *rego.Engine) []Rule {
	var rules []Rule
	for _, rule := range engine.Rules() {
		rules = append(rules, Rule{
			ID:          rule.ID,
			Title:       rule.Title,
			Description: rule.Description,
			Level:       rule.Level,
			Category:    rule.Category,
			Help:        rule.Help,
			Precision:   rule.Precision,
		})
	}
	return rules
}

// selectRules returns an engine with the rules that are wanted, and what they say about themselves at
// the levels that the configuration gives them.
func selectRules(options Options) (*rego.Engine, []Rule, error) {
	all := Rules(options.Engine)
	ids := make([]string, len(all))
	for i, rule := range all {
		ids[i] = rule.ID
	}
	if err := checkRules(options, ids); err != nil {
		return nil, nil, err
	}
	settings := options.Configuration.Rules
	wanted := func(id string) bool {
		named := slices.Contains(options.Rules, id) // who names a rule wants it, whatever the configuration says
		return named || len(options.Rules) == 0 && !settings[id].Off
	}
	var rules []Rule
	for _, rule := range all {
		if level := settings[rule.ID].Level; level != "" {
			rule.Level = level
		}
		if wanted(rule.ID) && !slices.Contains(options.Skip, rule.ID) {
			rules = append(rules, rule)
		}
	}
	engine := options.Engine.Select(func(rule rego.Rule) bool {
		return wanted(rule.ID) && !slices.Contains(options.Skip, rule.ID)
	})
	return engine, rules, nil
}

// checkRules finds ids that no rule has.
func checkRules(options Options, known []string) error {
	var mistakes []error
	for _, id := range append(slices.Clone(options.Rules), options.Skip...) {
		if !slices.Contains(known, id) {
			mistakes = append(mistakes, fmt.Errorf("there is no rule %q%s", id, Suggest(id, known)))
		}
	}
	var configured []string
	for id := range options.Configuration.Rules {
		if !slices.Contains(known, id) {
			configured = append(configured, id)
		}
	}
	sort.Strings(configured)
	for _, id := range configured {
		mistakes = append(mistakes, fmt.Errorf("%s:%d: there is no rule %q%s",
			options.Configuration.File, options.Configuration.Rules[id].Line, id, Suggest(id, known)))
	}
	return errors.Join(mistakes...)
}
