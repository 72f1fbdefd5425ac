package terraform

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
)

const otherStack = "what it deploys is not part of this configuration"

// deployers are the resources that deploy, or run, what the configuration does not show, with the reason why
// they cannot be seen into.
var deployers = map[string]string{
	"aws_cloudformation_stack":               otherStack,
	"aws_cloudformation_stack_instances":     otherStack,
	"aws_cloudformation_stack_set":           otherStack,
	"aws_cloudformation_stack_set_instance":  otherStack,
	"aws_cloudcontrolapi_resource":           "it may be a resource of any type",
	"aws_lambda_invocation":                  "it calls a function, whose code may create anything",
	"aws_servicecatalog_provisioned_product": otherStack,
}

// whyOpaque tells why a resource of a type cannot be seen into; "" for one that is what it says.
func whyOpaque(kind string) string {
	if strings.HasPrefix(kind, "awscc_") {
		return "resources of the provider awscc are not read"
	}
	return deployers[kind]
}

// hidden is what a resource that cannot be seen into was given: what its properties refer to, and what they name.
func hidden(resource *graph.Resource, named []graph.Reference) graph.Opaque {
	return graph.Opaque{
		Address: resource.Address, Range: resource.Range, Reason: whyOpaque(resource.Type),
		Received: append(resource.Properties.References(), named...),
	}
}

// named are the resources that the arguments of a resource name, by a name that its author chose.
func (i *resourceInstance) named() []graph.Reference {
	var references []graph.Reference
	for _, argument := range i.resource.declaration.block.attributes {
		if !language.MetaArguments[argument.name] {
			references = append(references, i.scope.named(argument.expression)...)
		}
	}
	return references
}
