package terraform

import (
	"regexp"
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/command"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

// commanded are the provisioners of a resource that may add to what they are given (Terraform, "Provisioners").
func (i *resourceInstance) commanded(resource *graph.Resource) []graph.Opaque {
	var found []graph.Opaque
	for _, each := range i.resource.declaration.block.blocks {
		if each.kind != "provisioner" || len(each.labels) != 1 || i.runsAtEnd(each) {
			continue
		}
		if effect := i.effectOf(each); effect.Runs != "" {
			found = append(found, effect.Opaque(resource.Address, resource.Range, i.handedTo(each, resource)))
		}
	}
	return found
}

// runsAtEnd tells whether a provisioner runs when the resource is destroyed: it adds nothing then.
func (i *resourceInstance) runsAtEnd(provisioner *block) bool {
	when := provisioner.expression("when")
	if when == nil {
		return false
	}
	text, _ := i.scope.decode(when).RawText() // as the JSON of Terraform has it
	return text == "destroy" || isMentioned("destroy", when.mentions)
}

// effectOf judges what a provisioner runs.
func (i *resourceInstance) effectOf(provisioner *block) command.Effect {
	switch provisioner.labels[0] {
	case "local-exec":
		text, isText := i.argument(provisioner, "command").RawText()
		if !isText {
			return command.Effect{Runs: "a command that is not known", Anything: true}
		}
		if interpreter, ok := i.argument(provisioner, "interpreter").Items(); ok && len(interpreter) > 0 {
			program, _ := interpreter[0].RawText()
			return command.EffectOfInterpreted(program, text)
		}
		return command.EffectOf(text)
	case "remote-exec":
		var lines []string
		items, _ := i.argument(provisioner, "inline").Items()
		for _, item := range items {
			if raw, ok := item.RawText(); ok {
				lines = append(lines, raw)
			}
		}
		return command.EffectOfRemote(lines)
	}
	return command.Effect{}
}

func (i *resourceInstance) argument(of *block, name string) graph.Value {
	if written := of.expression(name); written != nil {
		return i.scope.decode(written)
	}
	return graph.Value{}
}

// handedTo are the resources that a provisioner knows: by its own arguments, by itself where these name it, and by what
// has it run again. A computer is often among the latter, which is set up anew then.
func (i *resourceInstance) handedTo(provisioner *block, resource *graph.Resource) []graph.Reference {
	var handed []graph.Reference
	namesItself := false
	for _, name := range handingArguments {
		if written := provisioner.expression(name); written != nil {
			named := slices.DeleteFunc(slices.Clone(written.mentions), mention.asksWhereabouts)
			handed = append(handed, i.scope.decode(written).References()...)
			handed = append(handed, i.scope.mentioned(named)...)
			namesItself = namesItself || isMentioned("self", named)
		}
	}
	if resourcetypes.Table[resource.Type].Kind != "" {
		if namesItself {
			handed = append(handed, graph.Reference{Address: resource.Address})
		}
	} else {
		for _, reference := range append(resource.Properties.References(), i.named()...) {
			if namesItself || !computer.MatchString(reference.Address) {
				handed = append(handed, reference)
			}
		}
	}
	return slices.DeleteFunc(handed, func(reference graph.Reference) bool { return whereabouts[reference.Attribute] })
}

// handingArguments are those of a provisioner that what it runs gets to know.
var handingArguments = []string{"command", "environment", "inline"}

// whereabouts are attributes that tell how to reach something, but not what it is for AWS.
var whereabouts = map[string]bool{
	"endpoint": true, "ipv6_addresses": true, "private_dns": true, "private_ip": true, "public_dns": true, "public_ip": true,
}

var computer = regexp.MustCompile(`(^|[./])aws_(instance|spot_instance_request)\.[^.]+$`)

// asksWhereabouts tells whether a mention asks nothing else of a thing than how to reach it.
func (m mention) asksWhereabouts() bool {
	return len(m.names) > 0 && !slices.ContainsFunc(m.names, func(name string) bool { return !whereabouts[name] })
}

// isMentioned tells whether one of some mentions begins with the given root.
func isMentioned(root string, mentions []mention) bool {
	return slices.ContainsFunc(mentions, func(each mention) bool { return each.root == root })
}
