package terraform

import (
	"context"
	"maps"
	"path"
	"slices"
	"strings"
)

// Root modules of one scan can belong together: one reads the other's state, or looks up what the other
// creates. Alone, neither shows what is there, so Load evaluates them as one unit. In such a unit every
// address begins with the name of its root module: network/aws_vpc.main.

// links are what the look-ups of a root module lead to in this scan, by their addresses.
type links struct {
	states  map[string]string   // terraform_remote_state → the root module whose state it is
	lookups map[string][]target // the resources that a look-up finds
}

// target is a resource of a root module.
type target struct{ directory, address string }

// connections are all links of a scan.
type connections struct {
	links   map[string]*links   // by root module
	members map[string][]string // root modules that are one unit, by the first of them
}

func (c *connections) of(directory string) *links {
	if c == nil || c.links[directory] == nil {
		return &links{}
	}
	return c.links[directory]
}

// group are the units of root modules that belong together.
type group map[string]*unit

// trial is an evaluation that is thrown away: it finds the links, so that a look-up is never answered in
// one place and open in another.
type trial struct {
	units      group
	candidates map[string][]*resourceInstance // by resource type
}

// connect finds out which of the root modules belong together.
func (l *Loader) connect(roots []string) *connections {
	found := &connections{links: map[string]*links{}, members: map[string][]string{}}
	reading := slices.DeleteFunc(slices.Clone(roots), func(root string) bool { return !l.looksUp(root, map[string]bool{}) })
	// A look-up may depend on what another one finds: the subnets of the VPC of that name.
	for round, before := 0, -1; round < maximumLookupRounds && len(reading) > 0 && found.count() > before; round++ {
		before = found.count()
		l.try(roots, reading, found)
	}
	return found
}

const maximumLookupRounds = 5

// count tells how much was found.
func (c *connections) count() int {
	count := 0
	for _, each := range c.links {
		count += len(each.states) + len(each.lookups)
	}
	return count
}

// try finds the links of the root modules that read something. A mistake of ours costs the links alone.
func (l *Loader) try(roots, reading []string, found *connections) {
	defer func() {
		if recover() != nil {
			found.links = map[string]*links{}
		}
	}()
	tried := trial{units: group{}, candidates: map[string][]*resourceInstance{}}
	for _, root := range roots {
		created := newUnit(context.Background(), l, root)
		created.label, created.group = root+"/", tried.units
		if found.links[root] == nil {
			found.links[root] = &links{states: map[string]string{}, lookups: map[string][]target{}}
		}
		if created.links = found.links[root]; created.prepare() {
			tried.units[root] = created
		}
	}
	for _, root := range reading {
		tried.linkStates(tried.units[root])
	}
	lookups := make([]map[string][]target, len(reading))
	for n, root := range reading {
		lookups[n] = tried.linkLookups(tried.units[root])
	}
	for n, root := range reading {
		maps.Copy(found.links[root].lookups, lookups[n])
	}
}

// looksUp tells whether a module or one that it calls holds a look-up that could be answered.
func (l *Loader) looksUp(directory string, seen map[string]bool) bool {
	parsed := l.module(directory)
	if parsed == nil || seen[directory] {
		return false
	}
	seen[directory] = true
	for _, each := range parsed.order {
		if _, matchable := lookupKinds[each.kind]; each.lookup && (matchable || each.kind == remoteState) {
			return true
		}
	}
	return slices.ContainsFunc(l.localCalls(directory), func(child string) bool { return l.looksUp(child, seen) })
}

// group puts the linked root modules together and returns the first of each group.
func (c *connections) group(roots []string) []string {
	leader := map[string]string{}
	find := func(root string) string {
		for leader[root] != "" {
			root = leader[root]
		}
		return root
	}
	join := func(a, b string) {
		if a, b = find(a), find(b); a != b {
			leader[max(a, b)] = min(a, b)
		}
	}
	for root, each := range c.links {
		for _, other := range each.states {
			join(root, other)
		}
		for _, targets := range each.lookups {
			for _, other := range targets {
				join(root, other.directory)
			}
		}
	}
	var first []string
	for _, root := range roots {
		at := find(root)
		if at == root {
			first = append(first, root)
		}
		c.members[at] = append(c.members[at], root)
	}
	return first
}

// labels names the root modules of a unit by the last part of their paths that tells them apart.
func labels(directories []string) []string {
	names := make([]string, len(directories))
	for n, directory := range directories {
		names[n] = path.Base(directory)
	}
	for n := range names {
		if slices.Index(names, names[n]) != n || slices.Contains(names[n+1:], names[n]) {
			return slices.Clone(directories)
		}
	}
	return names
}

// eachModule visits the module instance and all that it calls.
func (i *moduleInstance) eachModule(visit func(*moduleInstance)) {
	visit(i)
	for _, declared := range i.source.callOrder {
		state := i.call(declared.name)
		if !state.expand() {
			continue
		}
		for _, each := range state.instances {
			each.eachModule(visit)
		}
	}
}

// eachInstance visits the instances of all resources or data sources of one kind.
func (u *unit) eachInstance(kind string, lookup bool, visit func(*resourceInstance)) {
	u.root.eachModule(func(module *moduleInstance) {
		for _, declared := range module.source.order {
			if declared.kind != kind || declared.lookup != lookup {
				continue
			}
			state := module.resource(declared.address)
			if !state.expand() {
				continue
			}
			for _, each := range state.instances {
				visit(each)
			}
		}
	})
}

// instanceAt finds a resource of the unit. It returns nil while that resource is being expanded, for then
// the answer to a look-up would hang on itself.
func (u *unit) instanceAt(address string) *resourceInstance {
	at, done := u.root, ""
	for _, prefix := range modulePrefixes(address) {
		name, _ := cutKey(strings.TrimSuffix(prefix[len(done):], "."))
		call := at.call(strings.TrimPrefix(name, "module."))
		if call == nil || call.expanding || !call.expand() {
			return nil
		}
		found := slices.IndexFunc(call.instances, func(each *moduleInstance) bool { return each.prefix() == u.label+prefix })
		if found < 0 {
			return nil
		}
		at, done = call.instances[found], prefix
	}
	name, _ := cutKey(address[len(done):])
	state := at.resource(name)
	if state == nil || state.expanding || !state.expand() {
		return nil
	}
	for _, each := range state.instances {
		if each.address == u.label+address {
			return each
		}
	}
	return nil
}
