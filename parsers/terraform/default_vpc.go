package terraform

import "github.com/reachlint/reachlint/parsers/graph"

// A default subnet is one of the default VPC, which it cannot name: both take over what AWS has made for an account in a
// Region ("Resource: aws_default_subnet", "Resource: aws_default_vpc").
const (
	defaultSubnet = "aws_default_subnet"
	defaultVPC    = "aws_default_vpc"
)

// withDefaultVPC says of a default subnet in which default VPC it is.
func (i *resourceInstance) withDefaultVPC(properties graph.Value) graph.Value {
	if i.resource.declaration.kind != defaultSubnet {
		return properties
	}
	var homes []string
	i.scope.module.unit.eachInstance(defaultVPC, false, func(each *resourceInstance) {
		if each.provider() == i.provider() && each.region().RawEquals(i.region()) {
			homes = append(homes, each.address)
		}
	})
	return inVPC(properties, homes, i.resource.headerRange())
}

// withDefaultVPC does the same for what a plan says, where its id is not known yet.
func (p *plan) withDefaultVPC(subnet *planResource, properties graph.Value) graph.Value {
	_, known := properties.Entry("vpc_id").Text()
	_, refers := properties.Entry("vpc_id").Reference()
	if subnet.kind != defaultSubnet || subnet.lookup || subnet.config == nil || known || refers {
		return properties
	}
	if p.regionOf(subnet) == "" && p.isRepeated(subnet.config.Provider) {
		return properties
	}
	var homes []string
	for _, each := range p.resources {
		isHome := each.kind == defaultVPC && !each.lookup && each.config != nil && each.config.Provider == subnet.config.Provider
		if isHome && p.regionOf(each) == p.regionOf(subnet) {
			homes = append(homes, each.address)
		}
	}
	return inVPC(properties, homes, subnet.place)
}

// inVPC adds the id of the only VPC to what a subnet says.
func inVPC(properties graph.Value, homes []string, at graph.Range) graph.Value {
	entries, ok := properties.Entries()
	if !ok || len(homes) != 1 {
		return properties
	}
	kept := make([]graph.Entry, 0, len(entries)+1)
	for _, entry := range entries {
		if entry.Name != "vpc_id" {
			kept = append(kept, entry)
		}
	}
	id := graph.Reference{Address: homes[0], Attribute: "id"}
	return graph.Object(append(kept, graph.Entry{Name: "vpc_id", Value: graph.Text(id.Token(), at)}), properties.Range)
}
