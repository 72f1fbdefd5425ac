package cloudformation

// collector gathers the entries of a mapping while it is read.
type collector struct {
	read       node
	places     map[string]int // of the names, once there are many
	duplicates []duplicate
}

// duplicate is a key that is written again in the same mapping.
type duplicate struct{ first, again name }

// Up to this many names are looked through one by one, which is faster than a map.
const fewNames = 16

// expect makes room for a number of entries.
func (c *collector) expect(count int) {
	c.read.names = make([]name, 0, count)
	c.read.items = make([]node, 0, count)
}

// add puts a name with its value into the mapping. Of two equal names the later one counts, and the pair is
// noted.
func (c *collector) add(key name, item node) {
	if i := c.find(key.text); i >= 0 {
		c.duplicates = append(c.duplicates, duplicate{first: c.read.names[i], again: key})
		c.read.names[i], c.read.items[i] = key, item
		return
	}
	c.append(key, item)
}

func (c *collector) append(key name, item node) {
	c.read.names = append(c.read.names, key)
	c.read.items = append(c.read.items, item)
	if c.places != nil {
		c.places[key.text] = len(c.read.names) - 1
	}
}

func (c *collector) find(text string) int {
	if len(c.read.names) <= fewNames {
		for i := range c.read.names {
			if c.read.names[i].text == text {
				return i
			}
		}
		return -1
	}
	if c.places == nil {
		c.places = make(map[string]int, 2*len(c.read.names))
		for i := range c.read.names {
			c.places[c.read.names[i].text] = i
		}
	}
	if i, ok := c.places[text]; ok {
		return i
	}
	return -1
}

// merge adds what a merge key (<<) brings and the mapping does not say itself (YAML 1.1, "Merge Key
// Language-Independent Type").
func (c *collector) merge(from *node) {
	switch from.kind {
	case sequence:
		for i := range from.items {
			c.merge(&from.items[i])
		}
	case mapping:
		for i := range from.names {
			if c.find(from.names[i].text) < 0 {
				c.append(from.names[i], from.items[i])
			}
		}
	}
}
