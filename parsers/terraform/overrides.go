package terraform

import "strings"

// mergeOverrides lays the blocks of override files over those of the other files (Terraform language,
// "Override Files"): an argument replaces the argument, nested blocks replace all of their kind.
func mergeOverrides(blocks, overrides []*block) []*block {
	if len(overrides) == 0 {
		return blocks
	}
	byName := map[string]*block{}
	for _, each := range blocks {
		byName[blockKey(each)] = each
	}
	for _, each := range overrides {
		base := byName[blockKey(each)]
		if base == nil || each.kind == "locals" || each.kind == "terraform" {
			blocks = append(blocks, each)
			continue
		}
		base.attributes = mergeAttributes(base.attributes, each.attributes)
		base.blocks = mergeBlocks(base.blocks, each.blocks)
	}
	return blocks
}

func blockKey(each *block) string {
	key := each.kind + "\x00" + strings.Join(each.labels, "\x00")
	if each.kind == "provider" {
		key += aliasOf(each)
	}
	return key
}

func mergeAttributes(base, override []*attribute) []*attribute {
	merged := append([]*attribute(nil), base...)
	for _, each := range override {
		replaced := false
		for i := range merged {
			if merged[i].name == each.name {
				merged[i], replaced = each, true
			}
		}
		if !replaced {
			merged = append(merged, each)
		}
	}
	return merged
}

func mergeBlocks(base, override []*block) []*block {
	kinds := map[string]bool{}
	for _, each := range override {
		kinds[nestedKind(each)] = true
	}
	var merged []*block
	for _, each := range base {
		if !kinds[nestedKind(each)] {
			merged = append(merged, each)
		}
	}
	return append(merged, override...)
}

// nestedKind is the kind of block that a nested block is or, when dynamic, generates.
func nestedKind(each *block) string {
	if each.kind == "dynamic" && len(each.labels) == 1 {
		return each.labels[0]
	}
	return each.kind
}
