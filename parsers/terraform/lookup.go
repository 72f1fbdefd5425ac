package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// answered returns what the source itself says about a data source's attribute.
func (i *resourceInstance) answered(name string) (cty.Value, bool) {
	switch i.resource.declaration.kind {
	case "aws_availability_zones":
		return i.answerZones(name)
	case remoteState:
		return i.readState(name)
	case "aws_region":
		return i.answerRegion(name)
	case "aws_partition":
		return i.answerPartition(name)
	case "aws_iam_policy_document":
		if name == "json" || name == "minified_json" {
			return i.policyDocument(name == "minified_json"), true
		}
	case "aws_vpc_endpoint_service":
		if name == "service_name" {
			return i.answerEndpointService()
		}
	case "aws_caller_identity":
		if name == "account_id" || name == "id" || name == "user_id" {
			return i.undecided(name), true
		}
	case "aws_service":
		if name == "reverse_dns_name" || name == "dns_name" {
			return i.undecided(name), true
		}
	}
	return cty.NilVal, false
}

func (i *resourceInstance) undecided(name string) cty.Value {
	return cty.StringVal(graph.Reference{
		Address: i.address, Attribute: name, Reason: i.readLater(),
	}.Token())
}

func (i *resourceInstance) readLater() string {
	return "data source " + i.address + " is read at plan time"
}

// answerRegion is the region of the provider (AWS provider, "Data Source: aws_region").
func (i *resourceInstance) answerRegion(name string) (cty.Value, bool) {
	switch name {
	case "name", "id", "region":
	case "endpoint":
		region, _ := i.answerRegion("name")
		return cty.StringVal("ec2." + region.AsString() + ".amazonaws.com"), true
	default:
		return i.undecided(name), true
	}
	for _, argument := range []string{"region", "name"} {
		if chosen := i.resource.declaration.block.expression(argument); chosen != nil {
			value := i.scope.value(chosen)
			if plain, _ := value.Unmark(); plain.IsKnown() && !plain.IsNull() {
				return plain, true
			}
		}
	}
	if region := i.providerRegion(); !region.IsNull() {
		return region, true
	}
	reason := "no region is stated"
	return cty.StringVal(graph.Reference{Address: i.address, Attribute: "name", Reason: reason}.Token()), true
}

// answerPartition follows from the region (AWS General Reference, "Amazon Resource Names").
func (i *resourceInstance) answerPartition(name string) (cty.Value, bool) {
	region := i.providerRegion()
	if region.IsNull() || graph.HasToken(region.AsString()) {
		return i.undecided(name), true
	}
	partition := graph.PartitionOf(region.AsString())
	switch name {
	case "partition", "id":
		return cty.StringVal(partition.Name), true
	case "dns_suffix":
		return cty.StringVal(partition.Suffix), true
	case "reverse_dns_prefix":
		return cty.StringVal(partition.ReverseSuffix()), true
	}
	return i.undecided(name), true
}

// answerEndpointService is the name of an AWS service's endpoint: com.amazonaws.<region>.<service> (AWS
// PrivateLink Guide, "AWS services that integrate with AWS PrivateLink").
func (i *resourceInstance) answerEndpointService() (cty.Value, bool) {
	block := i.resource.declaration.block
	if written := block.expression("service_name"); written != nil {
		if plain, _ := i.scope.value(written).Unmark(); !plain.IsNull() {
			return cty.NilVal, false // it is an argument too
		}
	}
	service := block.expression("service")
	if service == nil {
		return i.filteredService()
	}
	value := i.scope.value(service)
	plain, _ := value.Unmark()
	if plain.IsNull() || plain.Type() != cty.String && plain.IsKnown() {
		return i.undecided("service_name"), true
	}
	if !plain.IsKnown() {
		plain = unknown.AsText(value)
	}
	region := i.region()
	if region.IsNull() {
		region = cty.StringVal(graph.Reference{Address: i.address, Attribute: "region", Reason: "no region is stated"}.Token())
	}
	prefix := "com.amazonaws."
	if strings.HasPrefix(region.AsString(), "cn-") {
		prefix = "cn.com.amazonaws." // most of the services there; the others answer to the plain prefix
	}
	return cty.StringVal(prefix + region.AsString() + "." + plain.AsString()), true
}

// filteredService is the name that a filter asks for.
func (i *resourceInstance) filteredService() (cty.Value, bool) {
	answer := i.undecided("service_name")
	i.scope.eachBlock(i.resource.declaration.block, true, func(kind string, content *block, inner *scope, open string) {
		if kind != "filter" || open != "" || inner.plainText(content.expression("name")) != "service-name" {
			return
		}
		if value, ok := inner.onlyItem(content.expression("values")).RawText(); ok {
			answer = cty.StringVal(value)
		}
	})
	return answer, true
}

// onlyItem is the item of a list that has one.
func (s *scope) onlyItem(list *expression) graph.Value {
	if list == nil {
		return graph.Value{}
	}
	items, _ := s.decode(list).Items()
	if len(items) != 1 {
		return graph.Value{}
	}
	return items[0]
}

// lookedUp is an attribute of something that exists elsewhere. Its id is as good as any resource's id.
func (i *resourceInstance) lookedUp(name string) cty.Value {
	kind := i.resource.declaration.kind
	if count, ok := computedLists[kind+"."+name]; ok {
		return i.tokens(name, count)
	}
	switch {
	case kind == "terraform_remote_state":
		return unknown.Because("the state that " + i.address + " reads is not in view")
	case strings.HasPrefix(kind, "aws_") && lookupLists[name]:
		return unknown.List(i.address+"."+name, i.readLater())
	case isPlural(name) || i.isDeep(name) || computedCollections[kind+"."+name] || computedEntries[kind+"."+name] != nil:
		return unknown.Because(i.readLater())
	case !strings.HasPrefix(kind, "aws_"):
		return i.undecided(name)
	case unknown.IsIdentityName(name):
		return i.token(name)
	case lookupNumbers[name]:
		return unknown.Because(i.readLater())
	}
	return i.undecided(name)
}

// lookupLists are attributes of look-ups that are lists of texts.
var lookupLists = map[string]bool{
	"names": true, "zone_ids": true, "ids": true, "arns": true, "cidr_blocks": true, "group_names": true,
	"dns_ip_addresses": true, "network_interface_ids": true, "availability_zones": true, "subnet_ids": true,
	"security_group_ids": true, "vpc_security_group_ids": true, "route_table_ids": true,
}

// lookupNumbers are attributes of look-ups that are numbers or truth values.
var lookupNumbers = map[string]bool{
	"enable_dns_support": true, "enable_dns_hostnames": true, "default": true, "map_public_ip_on_launch": true,
	"private_dns_enabled": true, "available_ip_address_count": true, "latest_version": true, "default_version": true,
	"state_lock": true, "outputs": true, "result": true, "values": true,
}
