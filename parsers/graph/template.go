package graph

import (
	"cmp"
	"slices"
)

// The values and sets that an instance takes from its launch template where it has none of its own
// ("Launch an instance from a launch template", Amazon EC2 User Guide).
var (
	inheritedValues = []string{
		"image", "instance_type", "associate_public_ip_address", "user_data", "key_name", "metadata_http_endpoint",
	}
	inheritedSets = []string{"image", "security_groups", "instance_profile", "network_interfaces", "subnets"}
)

// differing is why nobody knows what an instance takes from one of several templates: a group with a mixed
// instances policy has one for each type that it launches ("Use multiple launch templates", Amazon EC2 Auto
// Scaling User Guide).
const differing = "its launch templates differ in that"

func inheritFromTemplate(node *Node) {
	link, written := node.Sets.Get("launch_template")
	if !written || len(link.Members)+len(link.Open) == 0 {
		return
	}
	templates, reason := templatesOf(link)
	for _, name := range inheritedValues {
		switch {
		case !node.Value(name).IsAbsent():
		case len(templates) > 0:
			if value := common(templates, name); !value.IsAbsent() {
				node.Values.Put(name, value)
			}
		default:
			node.Values.Put(name, Unknown(reason, link.Range))
		}
	}
	for _, name := range inheritedSets {
		own := node.Set(name)
		switch {
		case len(own.Members)+len(own.Open) > 0:
		case len(templates) == 0:
			node.set(name).open(reason)
		default:
			if set := united(templates, name); set != nil {
				node.Sets.Put(name, set)
			}
		}
	}
}

// templatesOf returns all templates that a node launches from, or why one of them is not known.
func templatesOf(link *Set) (templates []*Node, reason string) {
	if len(link.Open) > 0 {
		return nil, link.Open[0]
	}
	for _, member := range link.Members {
		template := member.Node
		if template == nil {
			return nil, member.Text + " is not part of this configuration"
		}
		if unsure := cmp.Or(member.Maybe, template.External, template.Maybe); unsure != "" {
			return nil, unsure
		}
		templates = append(templates, template)
	}
	return templates, ""
}

// common is the value of all templates, or one of theirs where they differ.
func common(templates []*Node, name string) Value {
	first := templates[0].Value(name)
	alternatives := []Value{first}
	for _, template := range templates[1:] {
		if value := template.Value(name); !slices.ContainsFunc(alternatives, value.sameText) {
			alternatives = append(alternatives, value)
		}
	}
	if len(alternatives) == 1 {
		return first
	}
	return Value{Range: first.Range, content: either{alternatives, differing}}
}

// sameText tells whether two values are the same text, number or truth value, or both absent.
func (v Value) sameText(other Value) bool {
	text, ok := v.RawText()
	otherText, otherOK := other.RawText()
	return v.IsAbsent() && other.IsAbsent() || ok && otherOK && text == otherText
}

// united is the set of all templates. What not all of them have may be a member.
func united(templates []*Node, name string) *Set {
	var union *Set
	has := map[identity]int{}
	for _, template := range templates {
		set, ok := template.Sets.Get(name)
		if !ok {
			continue
		}
		if union == nil {
			union = &Set{Range: set.Range}
		}
		for _, member := range set.Members {
			has[member.identity()]++
			union.add(member)
		}
		for _, reason := range set.Open {
			union.open(reason)
		}
	}
	if union == nil {
		return nil
	}
	for i, member := range union.Members {
		if has[member.identity()] < len(templates) {
			union.Members[i].Maybe = cmp.Or(member.Maybe, differing)
			if IsSingle(name) {
				union.open(differing)
			}
		}
	}
	union.index = index{}
	return union
}
