package terraform

import "strings"

// mergeOverrides lays the blocks of override files over those of the other files (Terraform language,
// "Override Files"): an argument replaces the argument, nested blocks replace all of their kind. Blocks that may be
// written as an argument as well, such as the rules of a security group, are replaced in either form. Of a lifecycle,
// each argument is replaced alone.
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
		base.attributes, base.blocks = mergeAttributes(base, each), mergeBlocks(base, each)
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

func mergeAttributes(base, override *block) []*attribute {
	kinds := map[string]bool{}
	for _, each := range override.blocks {
		kinds[nestedKind(each)] = true
	}
	var merged []*attribute
	for _, each := range base.attributes {
		if !kinds[each.name] {
			merged = append(merged, each)
		}
	}
	for _, each := range override.attributes {
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

func mergeBlocks(base, override *block) []*block {
	kinds := map[string]bool{}
	for _, each := range override.blocks {
		kinds[nestedKind(each)] = true
	}
	for _, each := range override.attributes {
		kinds[each.name] = true
	}
	var merged []*block
	for _, each := range base.blocks {
		if !kinds[nestedKind(each)] {
			merged = append(merged, each)
		}
	}
	for _, each := range override.blocks {
		if former := base.child("lifecycle"); each.kind == "lifecycle" && former != nil {
			together := *each
			together.attributes, together.blocks = mergeAttributes(former, each), mergeBlocks(former, each)
			each = &together
		}
		merged = append(merged, each)
	}
	return merged
}

// nestedKind is the kind of block that a nested block is or, when dynamic, generates.
func nestedKind(each *block) string {
	if each.kind == "dynamic" && len(each.labels) == 1 {
		return each.labels[0]
	}
	return each.kind
}
