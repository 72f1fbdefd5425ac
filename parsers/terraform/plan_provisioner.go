package terraform

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/command"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

// planProvisioner is a provisioner as a plan keeps its source. It does not say when it runs.
type planProvisioner struct {
	Type        string
	Expressions map[string]any
}

// commanded are the provisioners of a resource that may add to what they are given, where no source says more.
func (p *plan) commanded(each *planResource) []graph.Opaque {
	if each.config == nil || each.lookup {
		return nil
	}
	var found []graph.Opaque
	for _, provisioner := range each.config.Provisioners {
		if effect := provisioner.effect(); effect.Runs != "" {
			found = append(found, effect.Opaque(each.address, each.place, p.handedTo(provisioner, each)))
		}
	}
	return found
}

// effect judges a command that is a constant. Of any other a plan keeps only what it mentions.
func (p planProvisioner) effect() command.Effect {
	switch p.Type {
	case "local-exec":
		text, isText := constantOf(p.Expressions["command"]).(string)
		interpreter := anyList(constantOf(p.Expressions["interpreter"]))
		if !isText || p.Expressions["interpreter"] != nil && len(interpreter) == 0 {
			return command.Effect{Runs: "a command that a plan does not tell", Anything: true}
		}
		if len(interpreter) > 0 {
			program, _ := interpreter[0].(string)
			return command.EffectOfInterpreted(program, text)
		}
		return command.EffectOf(text)
	case "remote-exec":
		var lines []string
		for _, line := range anyList(constantOf(p.Expressions["inline"])) {
			if text, ok := line.(string); ok {
				lines = append(lines, text)
			}
		}
		return command.EffectOfRemote(lines)
	}
	return command.Effect{}
}

// handedTo are the resources that a provisioner knows.
func (p *plan) handedTo(provisioner planProvisioner, each *planResource) []graph.Reference {
	var handed []graph.Reference
	scope := p.scopeOf(each)
	add := func(expression any, withComputers bool) {
		for _, target := range p.follow(expression, scope, nil).targets {
			if !whereabouts[target.attribute] && (withComputers || !computer.MatchString(target.resource.address)) {
				handed = append(handed, graph.Reference{Address: target.resource.address})
			}
		}
	}
	namesItself := false
	for _, name := range handingArguments {
		expression := provisioner.Expressions[name]
		add(expression, true)
		for _, text := range referencesOf(expression) {
			attribute, ofItself := strings.CutPrefix(text, "self.")
			namesItself = namesItself || ofItself && !whereabouts[attribute] || text == "self"
		}
	}
	switch {
	case resourcetypes.Table[each.kind].Kind == "":
		for _, expression := range each.config.Expressions {
			add(expression, namesItself)
		}
	case namesItself:
		handed = append(handed, graph.Reference{Address: each.address})
	}
	return handed
}
