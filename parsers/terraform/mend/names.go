package mend

import (
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// subnetIDs returns the expression for the ids of some subnets: a list that the module has already, all instances of a
// block, or one by one.
func (e *mender) subnetIDs(at site, subnets []string) (string, bool) {
	if text, ok := e.expression(at, func(value graph.Value) bool { return isListOf(value, subnets) }); ok {
		return text, true
	}
	if text := e.allInstances(at, subnets); text != "" {
		return text, true
	}
	texts := make([]string, len(subnets))
	for i, subnet := range subnets {
		text, ok := e.reference(at, graph.Reference{Address: subnet, Attribute: "id"})
		if !ok {
			return "", false
		}
		texts[i] = text
	}
	return list(texts), true
}

// isListOf tells whether a value is a list of the ids of just these nodes.
func isListOf(value graph.Value, addresses []string) bool {
	items, ok := value.Items()
	if !ok || len(items) != len(addresses) {
		return false
	}
	for _, item := range items {
		reference, isReference := item.Reference()
		if !isReference || reference.Attribute != "id" || !slices.Contains(addresses, reference.Address) {
			return false
		}
	}
	return true
}

// allInstances returns a splat over a block of this module whose instances are just these nodes; "" where they are
// not.
func (e *mender) allInstances(at site, addresses []string) string {
	first := e.nodes.Node(addresses[0])
	if first == nil || len(addresses) < 2 || !e.isLocal(at, first.Address) {
		return ""
	}
	own := 0
	for _, resource := range e.configuration.Resources {
		if resource.Range == first.Resource.Range && siteOf(resource).prefix == at.prefix {
			if own++; !slices.Contains(addresses, resource.Address) {
				return ""
			}
		}
	}
	_, block := e.block(first.Resource)
	name := first.Resource.Type + "." + labelOf(first.Resource)
	switch {
	case own != len(addresses) || block == nil:
		return ""
	case block.Body.Attributes["count"] != nil:
		return name + "[*].id"
	}
	return "values(" + name + ")[*].id"
}

// serviceName returns the expression for the names of services, of each.key where there are several, in the form in
// which the module names another one; else with the Region as the module knows it. Where it does not, a data source
// that asks for it comes with it.
func (e *mender) serviceName(at site, region string, services []string) (text, source string) {
	word := "${each.key}"
	if len(services) == 1 {
		word = services[0]
	}
	for _, written := range e.files(at.directory) {
		for _, block := range written.body.Blocks {
			if block.Type == "resource" && len(block.Labels) == 2 && block.Labels[0] == endpointType {
				if name := written.serviceLike(block.Body.Attributes["service_name"], word); name != "" {
					return name, ""
				}
			}
		}
	}
	prefix := "com.amazonaws."
	if strings.HasPrefix(region, "cn-") {
		prefix = "cn." + prefix
	}
	name := func(region string) string { return `"` + prefix + region + "." + word + `"` }
	if reference := e.regionReference(at); reference != "" {
		return name(reference), ""
	}
	if e.isTaken(at.directory, "aws_region", "current") {
		return "", ""
	}
	// The id has been the name of the Region in every version of the provider, other than "name" and "region".
	return name("${data.aws_region.current.id}"), "\n\ndata \"aws_region\" \"current\" {}"
}

var serviceOfRegion = regexp.MustCompile(`^("(?:cn\.)?com\.amazonaws\.(?:[a-z0-9-]+|\$\{[A-Za-z0-9_.]+\})\.)(?:[a-z0-9-]+|\$\{each\.(?:key|value)\})"$`)

// serviceLike returns the name of another service in the form of one that ends in a plain word, or in one of a loop.
func (s *written) serviceLike(name *hclsyntax.Attribute, word string) string {
	if name == nil {
		return ""
	}
	found := serviceOfRegion.FindStringSubmatch(s.slice(name.Expr.Range()))
	if found == nil || strings.Contains(found[1], "{each.") || strings.Contains(found[1], "{count.") {
		return ""
	}
	return found[1] + word + `"`
}

// regionReference returns how the module names its Region within a text: by the data source that it has, or as the
// provider is told. A module other than the root one has no provider of its own.
func (e *mender) regionReference(at site) string {
	for _, source := range e.files(at.directory) {
		for _, block := range source.body.Blocks {
			isSource := block.Type == "data" && len(block.Labels) == 2 && block.Labels[0] == "aws_region"
			if isSource && len(block.Body.Attributes) == 0 {
				return "${data.aws_region." + block.Labels[1] + "." + e.attributeOfRegion(at, block.Labels[1]) + "}"
			}
			isProvider := block.Type == "provider" && len(block.Labels) == 1 && block.Labels[0] == "aws"
			region := block.Body.Attributes["region"]
			if !isProvider || region == nil || block.Body.Attributes["alias"] != nil {
				continue
			}
			if text, ok := language.LiteralText(region.Expr); ok {
				return text
			}
			if traversal, ok := region.Expr.(*hclsyntax.ScopeTraversalExpr); ok {
				return "${" + source.slice(traversal.SrcRange) + "}"
			}
		}
	}
	return ""
}

// attributeOfRegion is what the module asks a data source of its Region for, or else what every provider answers.
func (e *mender) attributeOfRegion(at site, name string) string {
	found := "id"
	for _, source := range e.files(at.directory) {
		_ = hclsyntax.VisitAll(source.body, func(node hclsyntax.Node) hcl.Diagnostics {
			if traversal, ok := node.(*hclsyntax.ScopeTraversalExpr); ok {
				text, isRegion := strings.CutPrefix(source.slice(traversal.SrcRange), "data.aws_region."+name+".")
				if isRegion && slices.Contains([]string{"name", "region", "id"}, text) {
					found = text
				}
			}
			return nil
		})
	}
	return found
}
