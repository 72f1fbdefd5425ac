package terraform

// A plan keeps nothing of the expressions of dynamic blocks (Terraform, "JSON Output Format", expressions). What they
// hold may be whatever the module can mention, as with a local value.

// written is what the expression of a value leads to, or what one that a plan does not keep may lead to.
func (v planValues) written(name string, expression any, kinds []string) trace {
	found := v.follow(expression, v.scope, kinds)
	s := &search{plan: v.plan, kinds: kinds, steps: maximumPlanSteps}
	if !v.isDynamic || expression != nil && !s.mentionsLess(v.scope) {
		return found
	}
	found.supposed, found.targets = united(found.supposed, found.targets), nil
	s.followHidden(hiddenValue{v.scope, v.within + name}, "a plan does not say what "+name+" is in a dynamic block", &found)
	return found
}

// mentionsLess tells whether something in a module depends on what is looked for, and no expression that the plan
// keeps mentions that: a dynamic block or a local value does.
func (s *search) mentionsLess(in *planScope) bool {
	mentioned := s.mentionedIn(in)
	for _, each := range s.hidden.sortedRelevant(withoutKeys(in.prefix)) {
		if mentioned[each.name] {
			continue
		}
		for _, instance := range s.instances[in.prefix+each.name] {
			if s.fits(planTarget{instance, each.attribute}) != cannotBe {
				return true
			}
		}
	}
	return false
}

// mentionedIn are the references in the expressions of a module. For what they refer to a plan lists the resource, too.
func (s *search) mentionedIn(in *planScope) map[string]bool {
	module := withoutKeys(in.prefix)
	if known, ok := s.hidden.mentioned[module]; ok || in.config == nil {
		return known
	}
	var references []string
	for _, each := range in.config.Resources {
		for _, expression := range each.Expressions {
			collectReferences(expression, &references)
		}
		collectReferences(each.Count, &references)
		collectReferences(each.ForEach, &references)
	}
	for _, call := range in.config.Calls {
		for _, expression := range call.Expressions {
			collectReferences(expression, &references)
		}
	}
	for _, output := range in.config.Outputs {
		collectReferences(output.Expression, &references)
	}
	mentioned := map[string]bool{}
	for _, each := range references {
		mentioned[each] = true
	}
	s.hidden.mentioned[module] = mentioned
	return mentioned
}
