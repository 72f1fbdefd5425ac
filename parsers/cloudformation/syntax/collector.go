package syntax

// collector gathers the entries of a mapping while it is read.
type collector struct {
	read       Node
	places     map[string]int // of the names, once there are many
	duplicates []duplicate
}

// duplicate is a key that is written again in the same mapping.
type duplicate struct{ first, again Name }

// Up to this many names are looked through one by one, which is faster than a map.
const fewNames = 16

// expect makes room for a number of entries.
func (c *collector) expect(count int) {
	c.read.Names = make([]Name, 0, count)
	c.read.Items = make([]Node, 0, count)
}

// add puts a name with its value into the mapping. Of two equal names the later one counts, and the pair is
// noted.
func (c *collector) add(key Name, item Node) {
	if i := c.find(key.Text); i >= 0 {
		c.duplicates = append(c.duplicates, duplicate{first: c.read.Names[i], again: key})
		c.read.Names[i], c.read.Items[i] = key, item
		return
	}
	c.append(key, item)
}

func (c *collector) append(key Name, item Node) {
	c.read.Names = append(c.read.Names, key)
	c.read.Items = append(c.read.Items, item)
	if c.places != nil {
		c.places[key.Text] = len(c.read.Names) - 1
	}
}

func (c *collector) find(text string) int {
	if len(c.read.Names) <= fewNames {
		for i := range c.read.Names {
			if c.read.Names[i].Text == text {
				return i
			}
		}
		return -1
	}
	if c.places == nil {
		c.places = make(map[string]int, 2*len(c.read.Names))
		for i := range c.read.Names {
			c.places[c.read.Names[i].Text] = i
		}
	}
	if i, ok := c.places[text]; ok {
		return i
	}
	return -1
}

// merge adds what a merge key (<<) brings and the mapping does not say itself (YAML 1.1, "Merge Key
// Language-Independent Type").
func (c *collector) merge(from *Node) {
	switch from.Kind {
	case Sequence:
		for i := range from.Items {
			c.merge(&from.Items[i])
		}
	case Mapping:
		for i := range from.Names {
			if c.find(from.Names[i].Text) < 0 {
				c.append(from.Names[i], from.Items[i])
			}
		}
	}
}
