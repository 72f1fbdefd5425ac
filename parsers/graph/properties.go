package graph

import "strings"

// setValues copies properties to the node under their vocabulary names.
func setValues(node *Node, properties Value, names []Name, constant map[string]any) {
	for name, value := range constant {
		node.Values.Put(name, constantValue(value, node.Range))
	}
	for _, name := range names {
		if _, written := node.Values.Get(name.name()); written {
			continue
		}
		if value := property(properties, name); !value.IsAbsent() {
			node.Values.Put(name.name(), value)
		}
	}
	if protocol, _ := node.Value("protocol").Text(); protocol == "all" {
		// Terraform wants ports there, CloudFormation does not: they mean nothing.
		node.Values.Delete("from_port")
		node.Values.Delete("to_port")
	}
}

// property reads one property in the form that its vocabulary name has.
func property(properties Value, name Name) Value {
	if plural[name.name()] {
		return gather(properties, name.property())
	}
	if strings.Contains(name.property(), "{") {
		found := gather(properties, name.property())
		if name.name() == "tags" {
			return gatheredTags(found)
		}
		return normalize(name.name(), onlyOne(found))
	}
	return normalize(name.name(), properties.Path(name.property()))
}

// onlyOne is the item of a list that has one, and unknown for several: any of them may be meant.
func onlyOne(list Value) Value {
	items, _ := list.Items()
	switch len(items) {
	case 0:
		return Value{}
	case 1:
		return items[0]
	}
	return Unknown("it may be any of several", list.Range)
}

func constantValue(value any, at Range) Value {
	switch value := value.(type) {
	case bool:
		return Boolean(value, at)
	case int:
		return Number(float64(value), at)
	case []string:
		items := make([]Value, len(value))
		for i, text := range value {
			items[i] = Text(text, at)
		}
		return List(items, at)
	case string:
		return Text(value, at)
	}
	return Value{}
}

// setExclusive notes which lists of a node leave no room for what others add. One that is not known may be null.
func setExclusive(node *Node, names []Name) {
	for _, name := range names {
		value := node.Resource.Properties.Path(name.property())
		if value.IsAbsent() || node.Resource.filled(name.property()) {
			continue
		}
		if _, isList := value.Items(); isList {
			node.Values.Put(name.name(), Boolean(true, value.Range))
			continue
		}
		node.Values.Put(name.name(), Unknown(value.reasonOr("whether the list is written is not known"), value.Range))
	}
}

// exclusive tells whether a property that is written holds blocks, or is written to hold none.
func exclusive(list Value) Value {
	items, known := list.Items()
	for _, item := range items {
		if _, isBlock := item.Entries(); isBlock {
			return Boolean(true, list.Range)
		}
	}
	if known && len(items) == 0 {
		return Boolean(true, list.Range)
	}
	for _, item := range items {
		list = item
	}
	return Unknown(list.reasonOr("some of its blocks are not known"), list.Range)
}
