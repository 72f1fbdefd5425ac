package graph

import (
	"sort"
	"strconv"
	"strings"
)

// Entry returns the value of one name of an object: the zero Value when there is none.
func (v Value) Entry(name string) Value {
	entries, _ := v.content.([]Entry)
	i := sort.Search(len(entries), func(i int) bool { return entries[i].Name >= name })
	if i < len(entries) && entries[i].Name == name {
		return entries[i].Value
	}
	return Value{}
}

// Path follows a dotted path of names through objects. Where it meets a list, as Terraform's nested
// blocks are, it goes on in the first item, unless the path names an index. What lies below an unknown
// is unknown for the same reason.
func (v Value) Path(path string) Value {
	for path != "" {
		var name string
		name, path, _ = strings.Cut(path, ".")
		v = v.step(name)
	}
	return v
}

func (v Value) step(name string) Value {
	switch content := v.content.(type) {
	case []Entry:
		return v.Entry(name)
	case []Value:
		if index, err := strconv.Atoi(name); err == nil && index >= 0 && index < len(content) {
			return content[index]
		}
		if len(content) > 0 {
			return content[0].step(name)
		}
	case unknown:
		return v
	case either:
		stepped := make([]Value, len(content.alternatives))
		for i, alternative := range content.alternatives {
			stepped[i] = alternative.step(name)
		}
		return Either(stepped, v.Range)
	}
	return Value{}
}
