package graph

// tagNames are the names by which CloudFormation and Auto Scaling write the key and the value of a tag, and whether a
// group passes it on to its instances.
var tagNames = [][3]string{{"Key", "Value", "PropagateAtLaunch"}, {"key", "value", "propagate_at_launch"}}

// normalizeTags turns the list of keys and values that CloudFormation and Auto Scaling use into an object. A tag that
// may be there or not, as under a condition, is one whose value may be absent, and one whose key is not known stands
// under the name "".
func normalizeTags(value Value) Value {
	return eachAlternative(value, tagsOf)
}

// tagsOf returns the tags of a list; those of an object are in their form.
func tagsOf(value Value) Value {
	items, ok := value.Items()
	if !ok {
		return value
	}
	var entries []Entry
	for _, item := range items {
		tag := eachAlternative(item, tagOf)
		written, ok := tag.Entries()
		if !ok && !tag.IsAbsent() {
			written = []Entry{{Value: Unknown(tag.reasonOr("some of its tags are not known"), item.Range)}}
		}
		entries = append(entries, written...)
	}
	return Object(entries, value.Range)
}

// eachAlternative reads the tags of a value, or those that it may have.
func eachAlternative(value Value, read func(Value) Value) Value {
	alternatives := value.Alternatives()
	if len(alternatives) == 1 {
		return read(value)
	}
	all := make([]Value, len(alternatives))
	for i, alternative := range alternatives {
		all[i] = read(alternative)
		if _, ok := all[i].Entries(); !ok && !all[i].IsAbsent() {
			return Unknown(value.reasonOr("its tags are not known"), value.Range)
		}
	}
	var entries []Entry
	for _, each := range all {
		written, _ := each.Entries()
		for _, entry := range written {
			values := make([]Value, len(all))
			for i := range all {
				values[i] = all[i].Entry(entry.Name)
			}
			entries = append(entries, Entry{Name: entry.Name, Value: oneOf(values, value.Reason(), entry.Value.Range)})
		}
	}
	return Object(entries, value.Range)
}

// oneOf is one of several values, and that value where all are the same text.
func oneOf(values []Value, reason string, at Range) Value {
	first, known := values[0].RawText()
	for _, each := range values[1:] {
		text, ok := each.RawText()
		known = known && ok && text == first
	}
	if known {
		return values[0]
	}
	return EitherFor(reason, values, at)
}

// tagOf returns one tag of a list.
func tagOf(item Value) Value {
	for _, names := range tagNames {
		if key := item.Entry(names[0]); !key.IsAbsent() {
			return keyedTag(key, item.Entry(names[1]), item.Entry(names[2]), item.Range)
		}
	}
	return item
}

// gatheredTags returns the tags that a path through blocks reaches: CloudFormation's list of them, taken apart, or one
// object, which several are in turn.
func gatheredTags(found Value) Value {
	items, _ := found.Items()
	var alternatives []Value
	for _, item := range items {
		for _, each := range item.Alternatives() {
			if !each.Entry("Key").IsAbsent() {
				return normalizeTags(found)
			}
			alternatives = append(alternatives, each)
		}
	}
	if len(alternatives) == 0 {
		return Value{}
	}
	return normalizeTags(Either(alternatives, found.Range))
}

// keyedTag returns the tag of one key, or of each that an undecided key may be. What a group keeps for itself is no tag
// of its instances ("Tag Auto Scaling groups and instances", Amazon EC2 Auto Scaling User Guide).
func keyedTag(key, content, passedOn Value, at Range) Value {
	propagates, known := passedOn.Boolean()
	switch {
	case known && !propagates:
		return Object(nil, at)
	case !known && !passedOn.IsAbsent():
		content = EitherFor(passedOn.Reason(), []Value{content, {}}, at)
	}
	alternatives := key.Alternatives()
	if len(alternatives) > 1 {
		content = EitherFor(key.Reason(), []Value{content, {}}, at)
	}
	var entries []Entry
	for _, alternative := range alternatives {
		name, ok := alternative.RawText()
		if !ok || len(SplitText(name)) == 1 && HasToken(name) {
			return Unknown(alternative.reasonOr("its key is not known"), at)
		}
		entries = append(entries, Entry{Name: Readable(name), Value: content})
	}
	return Object(entries, at)
}
