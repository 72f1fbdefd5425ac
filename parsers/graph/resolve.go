package graph

import (
	"slices"
	"strings"
)

// indexNames records by which names resources can be named without a reference.
func (b *builder) indexNames() {
	b.names = map[string]map[string][]*Node{}
	for name, kind := range vocabulary {
		if len(kind.identities) == 0 {
			continue
		}
		index := map[string][]*Node{}
		for _, node := range b.graph.OfKind(name) {
			for _, identity := range kind.identities {
				if text, ok := node.Value(identity).RawText(); ok && text != "" && isName(text) {
					text = nameOf(name, text)
					index[text] = append(index[text], node)
				}
			}
		}
		b.names[name] = index
	}
}

// link turns the properties that name other resources into sets.
func (b *builder) link() {
	for entry := range until(b.ctx, b.mapped) {
		if entry.node != nil {
			b.linkProperties(entry.node, entry.resource.Properties, entry.mapping.used(entry.resource.Properties))
		}
		for _, block := range entry.blocks {
			b.linkProperties(block.node, block.properties, block.mapping.Links)
			for _, shared := range block.mapping.Shared {
				if _, own := block.node.Sets.Get(shared.name()); !own {
					b.linkProperties(block.node, entry.resource.Properties, []Name{shared})
				}
			}
		}
	}
}

// used are the links without those that others take the place of.
func (t Type) used(properties Value) []Name {
	links := t.Links
	for _, each := range t.Unused {
		if each.holds(properties) {
			links = slices.DeleteFunc(slices.Clone(links), func(link Name) bool {
				return strings.HasPrefix(link.property(), each.Property+".")
			})
		}
	}
	return links
}

// holds tells whether there surely are such blocks, and all of them have their own.
func (u Unused) holds(properties Value) bool {
	some, all := false, true
	eachItem(properties, u.Blocks, func(item Value, maybe string) {
		own := item.Entry(u.Own)
		items, isList := own.Items()
		some = true
		all = all && maybe == "" && own.Reason() == "" && !own.IsAbsent() && !(isList && len(items) == 0)
	})
	return some && all
}

func (b *builder) linkProperties(node *Node, properties Value, links []Name) {
	for _, link := range links {
		value := properties.Path(link.property())
		if value.IsAbsent() {
			// The first of several blocks may lack what a later one has.
			if value = firstItem(properties, link.property()); value.IsAbsent() {
				continue
			}
		}
		set := node.set(link.name())
		if set.Range.IsZero() {
			set.Range = value.Range
		}
		set.oneOf = len(set.Members) == 0 && isOneOf(value)
		set.given = set.given || namesAny(value)
		b.members(properties, link.property(), link.name(), set)
	}
}

// isOneOf tells whether a value surely is one of several, whichever it is.
func isOneOf(value Value) bool {
	alternatives := value.Alternatives()
	return len(alternatives) > 1 && !slices.ContainsFunc(alternatives, func(each Value) bool {
		text, _ := each.RawText()
		return text == ""
	})
}

// namesAny tells whether a value surely names something, whichever of its alternatives it is.
func namesAny(value Value) bool {
	if alternatives := value.Alternatives(); len(alternatives) > 1 {
		return !slices.ContainsFunc(alternatives, func(each Value) bool { return !namesAny(each) })
	}
	if items, ok := value.Items(); ok {
		return slices.ContainsFunc(items, namesAny)
	}
	text, ok := value.RawText()
	return ok && text != ""
}

func firstItem(properties Value, path string) (first Value) {
	eachItem(properties, path, func(item Value, _ string) {
		if first.IsAbsent() {
			first = item
		}
	})
	return first
}

// members resolves every item of a property and adds it to the set.
func (b *builder) members(properties Value, property, name string, set *Set) {
	eachItem(properties, property, func(item Value, maybe string) {
		if text, ok := item.RawText(); ok && text == "" {
			return // an empty name is none, as the default of many an input
		}
		member, reason := b.resolve(item, kindsOf[name])
		if reason != "" {
			set.open(reason)
			return
		}
		if maybe != "" {
			member.Maybe = maybe
		}
		set.add(member)
	})
}

// resolve finds what a value names: a node of one of the kinds, or something outside of the unit. When
// the source does not say what it names, it returns the reason.
func (b *builder) resolve(value Value, kinds []string) (member Member, reason string) {
	text, ok := value.RawText()
	if !ok {
		return Member{}, value.reasonOr("its value is neither an id nor a name")
	}
	for _, part := range SplitText(text) {
		if part.Reference == nil || part.Reference.Reason != "" {
			continue
		}
		if node := b.referenced(*part.Reference); node != nil && fits(node, kinds) {
			return Member{Node: node, Range: value.Range}, ""
		}
	}
	if node, many := b.named(text, kinds); node != nil {
		member = Member{Node: node, Range: value.Range}
		if many {
			member.Maybe = "more than one resource is called " + Readable(text)
		}
		return member, ""
	}
	if len(kinds) == 1 {
		if node := b.outside(kinds[0], text, value.Range); node != nil {
			return Member{Node: node, Range: value.Range}, ""
		}
	}
	if unknown := value.Reason(); unknown != "" && !isOutside(text) {
		return Member{}, unknown
	}
	return Member{Text: Readable(text), Range: value.Range}, ""
}

// isOutside tells whether a text with references in it surely names something outside of the unit: an
// ARN of AWS's own, or an attribute of a resource that is no node.
func isOutside(text string) bool {
	for _, part := range SplitText(text) {
		if part.Reference == nil && strings.Contains(part.Text, ":iam::aws:") {
			return true
		}
	}
	reference, ok := Text(text, Range{}).Reference()
	return ok && reference.Reason == ""
}

func (b *builder) referenced(reference Reference) *Node {
	node := b.graph.Node(reference.Address)
	if node == nil {
		return nil
	}
	for set, part := range vocabulary[node.Kind].parts {
		for _, attribute := range part.attributes {
			if attribute == reference.Attribute {
				return b.parts[partKey{node, set}]
			}
		}
	}
	return node
}

// named finds a node by its name, or by the ARN that ends in its name.
func (b *builder) named(text string, kinds []string) (found *Node, many bool) {
	if text == "" {
		return nil, false
	}
	if strings.HasPrefix(text, "arn:") {
		if strings.Contains(text, ":aws:policy/") {
			return nil, false
		}
		text = text[strings.LastIndexAny(text, "/:")+1:]
	}
	if !isName(text) {
		return nil, false
	}
	for _, kind := range kinds {
		if nodes := b.names[kind][nameOf(kind, text)]; len(nodes) > 0 {
			return nodes[0], len(nodes) > 1
		}
	}
	return nil, false
}

// nameOf is the form of a name in which those for the same thing are alike: a domain may end in a dot, and its letters
// may be of either case ("DNS domain name format", Amazon Route 53 Developer Guide).
func nameOf(kind, text string) string {
	if kind != "hosted_zone" {
		return text
	}
	return strings.ToLower(strings.TrimSuffix(text, "."))
}

// isName tells whether a text is one and the same name wherever it is written so, even where a part of it, such as
// the name of the stack, is only known at deployment.
func isName(text string) bool {
	return !slices.ContainsFunc(SplitText(text), func(part Part) bool { return part.Reference != nil && !part.Reference.IsOne() })
}

// fits tells whether the node is of one of the kinds. No kinds stand for any.
func fits(node *Node, kinds []string) bool {
	return len(kinds) == 0 || slices.Contains(kinds, node.Kind)
}

// eachItem calls visit for every item that a dotted path reaches, through nested blocks and lists. A step
// such as filter{name=product-code} takes only the blocks in which name has that value. Maybe tells why
// the item may not be there, for an alternative of an undecided value.
func eachItem(value Value, path string, visit func(item Value, maybe string)) {
	walkItems(value, path, "", "", visit)
}

func walkItems(value Value, path, selector, maybe string, visit func(Value, string)) {
	if value.IsAbsent() {
		return
	}
	if content, ok := value.content.(either); ok {
		for _, alternative := range content.alternatives {
			walkItems(alternative.At(nonZero(alternative.Range, value.Range)), path, selector, value.Reason(), visit)
		}
		return
	}
	if items, ok := value.Items(); ok {
		for _, item := range items {
			walkItems(item, path, selector, maybe, visit)
		}
		return
	}
	if key, wanted, ok := strings.Cut(selector, "="); ok {
		if text, known := value.Entry(key).Text(); known && text != wanted {
			return
		}
	}
	if path == "" || value.Reason() != "" {
		visit(value, maybe)
		return
	}
	step, rest, _ := strings.Cut(path, ".")
	name, selector, _ := strings.Cut(strings.TrimSuffix(step, "}"), "{")
	walkItems(value.Entry(name), rest, selector, maybe, visit)
}

func nonZero(at, otherwise Range) Range {
	if at.IsZero() {
		return otherwise
	}
	return at
}
