package terraform

import (
	"slices"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// zoneLetters are the Availability Zones of the Regions in which every account sees the same ones ("AWS
// Availability Zones", Amazon EC2 User Guide). Where accounts differ, as in us-west-1, ca-central-1 and
// ap-northeast-1, nobody knows them before the plan.
var zoneLetters = map[string]string{
	"us-east-1": "abcdef", "us-east-2": "abc", "us-west-2": "abcd", "us-gov-east-1": "abc", "us-gov-west-1": "abc",
	"ca-west-1": "abc", "mx-central-1": "abc", "sa-east-1": "abc",
	"eu-central-1": "abc", "eu-central-2": "abc", "eu-north-1": "abc", "eu-south-1": "abc", "eu-south-2": "abc",
	"eu-west-1": "abc", "eu-west-2": "abc", "eu-west-3": "abc",
	"af-south-1": "abc", "il-central-1": "abc", "me-central-1": "abc", "me-south-1": "abc",
	"ap-east-1": "abc", "ap-northeast-2": "abcd", "ap-northeast-3": "abc", "ap-south-1": "abc", "ap-south-2": "abc",
	"ap-southeast-1": "abc", "ap-southeast-2": "abc", "ap-southeast-3": "abc", "ap-southeast-4": "abc",
}

// answerZones are the names of the Region's zones, when the look-up asks for nothing special.
func (i *resourceInstance) answerZones(name string) (cty.Value, bool) {
	letters := zoneLetters[i.regionName()]
	if name != "names" || letters == "" {
		return cty.NilVal, false
	}
	var excluded []string
	for _, each := range i.resource.declaration.block.attributes {
		value := i.scope.decode(each.expression)
		switch {
		case language.MetaArguments[each.name] || value.IsAbsent() || each.name == "region":
		case each.name == "state":
			if text, ok := value.Text(); !ok || text != "available" {
				return cty.NilVal, false
			}
		case each.name == "exclude_names":
			items, ok := value.Items()
			for _, item := range items {
				text, known := item.Text()
				ok = ok && known
				excluded = append(excluded, text)
			}
			if !ok {
				return cty.NilVal, false
			}
		default:
			return cty.NilVal, false
		}
	}
	if !i.ordinaryZones() {
		return cty.NilVal, false
	}
	var names []cty.Value
	for _, letter := range letters {
		if zone := i.regionName() + string(letter); !slices.Contains(excluded, zone) {
			names = append(names, cty.StringVal(zone))
		}
	}
	if len(names) == 0 {
		return cty.NilVal, false
	}
	return cty.ListVal(names), true
}

// ordinaryZones tells whether the filters leave all zones but those that an account has to opt in to.
func (i *resourceInstance) ordinaryZones() bool {
	ordinary := true
	i.scope.eachBlock(i.resource.declaration.block, true, func(kind string, content *block, inner *scope, open string) {
		if kind != "filter" {
			return
		}
		name := inner.plainText(content.expression("name"))
		value, known := inner.onlyItem(content.expression("values")).Text()
		ordinary = ordinary && open == "" && known && (name == "opt-in-status" && value == "opt-in-not-required" || name == "state" && value == "available" ||
			name == "zone-type" && value == "availability-zone" || name == "region-name")
	})
	return ordinary
}
