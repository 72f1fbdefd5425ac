package terraform

import (
	"cmp"
	"context"
	"crypto/sha1"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// planned is what a plan says about one resource instance.
type planned struct {
	Address, Mode, Type string
	Change              struct {
		Actions []string
		After   map[string]any
		Unknown map[string]any `json:"after_unknown"`
	}
}

// agreement counts how the evaluation of a source compares with the plan that Terraform made of it.
type agreement struct {
	instances, missing, surplus int // of the plan; not in ours; only in ours
	equal, different, open      int // attribute values that the plan knows; open ones are unknown to us
	lost                        int // attributes that are written and that we do not have, those of missing instances too
	outside                     int // open ones that no source holds, such as what AWS or the shell answered
}

func (a *agreement) add(b agreement) {
	a.instances += b.instances
	a.missing += b.missing
	a.surplus += b.surplus
	a.equal += b.equal
	a.different += b.different
	a.open += b.open
	a.lost += b.lost
	a.outside += b.outside
}

// share is how many in a hundred of the known values come out equal.
func (a agreement) share() float64 {
	if all := a.equal + a.different + a.open + a.lost; all > 0 {
		return 100 * float64(a.equal) / float64(all)
	}
	return 100
}

func (a agreement) String() string {
	return fmt.Sprintf("%5d instances, %d missing, %d surplus; %6d values equal, %4d different, %4d open, %4d lost: %6.2f %%; %4d not in the source",
		a.instances, a.missing, a.surplus, a.equal, a.different, a.open, a.lost, a.share(), a.outside)
}

// comparison gathers the agreement by resource type, and what does not agree.
type comparison struct {
	byType map[string]*agreement
	notes  []string
}

func (c *comparison) of(kind string) *agreement {
	if c.byType[kind] == nil {
		c.byType[kind] = &agreement{}
	}
	return c.byType[kind]
}

func (c *comparison) note(format string, arguments ...any) {
	c.notes = append(c.notes, fmt.Sprintf(format, arguments...))
}

// total adds up the types: all, or those that are part of the graph.
func (c *comparison) total(inGraph bool) agreement {
	var total agreement
	for kind, each := range c.byType {
		if _, known := resourcetypes.Table[kind]; known || !inGraph {
			total.add(*each)
		}
	}
	return total
}

func (c *comparison) report(t *testing.T) {
	t.Helper()
	for _, kind := range slices.Sorted(maps.Keys(c.byType)) {
		t.Logf("%-48s %v", kind, *c.byType[kind])
	}
	slices.Sort(c.notes)
	for _, note := range c.notes {
		t.Log(note)
	}
	t.Logf("%-48s %v", "types in the graph", c.total(true))
	t.Logf("%-48s %v", "all types", c.total(false))
}

// TestComparePlan evaluates sources and compares the result with the plan.json that stands beside them: in
// REACHLINT_COMPARE, which `make compare-plan DIR=…` sets, or in the project's own configurations.
func TestComparePlan(t *testing.T) {
	root := os.Getenv("REACHLINT_COMPARE")
	if root == "" {
		root = "../../testdata"
	}
	compared := &comparison{byType: map[string]*agreement{}}
	plans := 0
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != "plan.json" {
			return err
		}
		if sources, err := filepath.Glob(filepath.Join(filepath.Dir(name), "*.t*f*")); err != nil || len(sources) == 0 {
			t.Logf("%s has no source beside it", name)
			return err
		}
		plans++
		compared.plan(t, root, name)
		return nil
	})
	if err != nil || plans == 0 {
		t.Fatalf("no plan.json below %s: %v", root, err)
	}
	compared.report(t)
	if total := compared.total(true); total.missing+total.surplus+total.different+total.lost > 0 || total.share() < 99.5 {
		t.Errorf("the evaluation does not agree with the plan: %v", total)
	}
}

// plan compares the source in a plan's directory. What the source reaches by ../ is read as well.
func (c *comparison) plan(t *testing.T, root, name string) {
	t.Helper()
	content, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var plan struct {
		Variables     map[string]planVariable
		Changes       []planned `json:"resource_changes"`
		Configuration struct {
			Root *planModule `json:"root_module"`
		}
	}
	if err := json.Unmarshal(content, &plan); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	directory, err := filepath.Rel(root, filepath.Dir(name))
	if err != nil {
		t.Fatal(err)
	}
	evaluated := newUnit(context.Background(), NewLoader(os.DirFS(root), Options{}), filepath.ToSlash(directory))
	evaluated.planned = map[string]cty.Value{}
	for variable, each := range plan.Variables {
		evaluated.planned[variable] = each.value()
	}
	if evaluated.prepare() {
		evaluated.loadSafely()
	}
	ours := map[string]*graph.Resource{}
	for _, each := range evaluated.result().Resources {
		// What a removed block lets go of has nothing written, and is no part of the plan.
		if _, written := each.Properties.Entries(); written && !each.Lookup {
			ours[each.Address] = each
		}
	}
	at := path.Base(directory)
	for _, each := range plan.Changes {
		if each.Mode == "managed" && each.Change.After != nil {
			c.resource(at, each, configured(plan.Configuration.Root, each.Address), ours[each.Address])
			delete(ours, each.Address)
		}
	}
	for _, address := range slices.Sorted(maps.Keys(ours)) {
		c.of(ours[address].Type).surplus++
		c.note("surplus   %s %s", at, address)
	}
}

// configured is the block of a resource instance in the configuration of a plan, nil where there is none.
func configured(root *planModule, address string) *planConfigured {
	module := moduleOf(address)
	for _, call := range strings.FieldsFunc(withoutKeys(module), func(r rune) bool { return r == '.' }) {
		if root == nil || call == "module" {
			continue
		}
		called := root.Calls[call]
		if called == nil {
			return nil
		}
		root = called.Module
	}
	if root == nil {
		return nil
	}
	name, _ := cutKey(address[len(module):])
	return root.resource(name)
}

func (c *comparison) resource(at string, plan planned, block *planConfigured, ours *graph.Resource) {
	counted := c.of(plan.Type)
	counted.instances++
	var entries []graph.Entry
	if ours == nil {
		counted.missing++
		c.note("missing   %s %s", at, plan.Address)
	} else {
		entries, _ = ours.Properties.Entries()
	}
	has := map[string]bool{}
	for _, entry := range entries {
		has[entry.Name] = true
		if after, ok := plan.Change.After[entry.Name]; ok && plan.Change.Unknown[entry.Name] != true {
			c.value(counted, at+" "+plan.Address+"."+entry.Name, entry.Value, after, plan.Change.Unknown[entry.Name])
		}
	}
	for _, name := range slices.Sorted(maps.Keys(plan.Change.After)) {
		if !has[name] && isWritten(block, name, plan.Change.After[name]) {
			counted.lost++
			c.note("lost      %s %s.%s", at, plan.Address, name)
		}
	}
}

// defaultsForNull are what the provider has for expressions that turn out to be null.
var defaultsForNull = map[string]any{"source_dest_check": true, "path": "/", "retention_in_days": 0.0}

// isWritten tells whether somebody wrote an attribute that a plan knows: its configuration has it, or it is a list of
// blocks that say something, which a dynamic block made.
func isWritten(block *planConfigured, name string, after any) bool {
	if isLeftOut(after) {
		return false
	}
	if block != nil && block.Expressions[name] != nil {
		return after != defaultsForNull[name]
	}
	items, _ := after.([]any)
	return slices.ContainsFunc(items, func(item any) bool {
		fields, _ := item.(map[string]any)
		for _, field := range fields {
			if !isLeftOut(field) {
				return true
			}
		}
		return false
	})
}

// value compares leaf by leaf. What the source does not write, as a default of the provider, is not
// compared, and neither is what the plan does not know.
func (c *comparison) value(counted *agreement, at string, ours graph.Value, plan, computed any) {
	if items, ok := plan.([]any); ok {
		c.items(counted, at, ours, items, computed)
		return
	}
	if fields, ok := plan.(map[string]any); ok {
		if items, ok := ours.Items(); ok && len(items) == 1 {
			ours = items[0] // a block of which there is one at most, such as timeouts
		}
		entries, isObject := ours.Entries()
		if !isObject {
			c.leaf(counted, at, ours, plan)
			return
		}
		inner, _ := computed.(map[string]any)
		for _, entry := range entries {
			if field, ok := fields[entry.Name]; ok && inner[entry.Name] != true {
				c.value(counted, at+"."+entry.Name, entry.Value, field, inner[entry.Name])
			}
		}
		return
	}
	if computed != true && plan != nil {
		c.leaf(counted, at, ours, plan)
	}
}

// items compares lists. The provider keeps many of them as sets, in an order of its own, so every item is
// held against the one that it resembles most.
func (c *comparison) items(counted *agreement, at string, ours graph.Value, plan []any, computed any) {
	items, isList := ours.Items()
	if _, isObject := ours.Entries(); isObject && len(plan) == 1 {
		items, isList = []graph.Value{ours}, true
	}
	if isList && len(items) > len(plan) {
		items = distinct(items) // a set holds what is written twice once
	}
	marks, _ := computed.([]any)
	if !isList || len(items) != len(plan) {
		for n, each := range plan {
			if fields, isBlock := each.(map[string]any); isBlock && standsForMany(fields, at0(marks, n)) {
				return // the plan does not know for what a dynamic block is repeated
			}
		}
		if len(plan) > 0 || isList && len(items) > 0 {
			c.leaf(counted, at, ours, plan)
		}
		return
	}
	taken := make([]bool, len(plan))
	for n, item := range items {
		best, score := -1, agreement{}
		for m := range plan {
			trial := agreement{}
			(&comparison{}).value(&trial, "", item, plan[m], at0(marks, m))
			if !taken[m] && (best < 0 || better(trial, score)) {
				best, score = m, trial
			}
		}
		taken[best] = true
		c.value(counted, fmt.Sprintf("%s[%d]", at, n), item, plan[best], at0(marks, best))
	}
}

func distinct(items []graph.Value) []graph.Value {
	var kept []graph.Value
	for _, item := range items {
		if !contains(kept, item) {
			kept = append(kept, item)
		}
	}
	return kept
}

func better(a, b agreement) bool {
	return cmp.Or(a.equal-a.different-b.equal+b.different, b.open-a.open) > 0
}

func at0(list []any, index int) any {
	if index < len(list) {
		return list[index]
	}
	return nil
}

func (c *comparison) leaf(counted *agreement, at string, ours graph.Value, plan any) {
	switch {
	case sameLeaf(ours, plan):
		counted.equal++
	case isOutside(ours):
		counted.outside++
		c.note("outside   %s: %s, the plan says %v", at, render(ours), plan)
	case ours.Reason() != "" || len(ours.References()) > 0 || hasUnknown(ours):
		counted.open++
		c.note("open      %s: %s, the plan says %v", at, render(ours), plan)
	default:
		counted.different++
		c.note("different %s: %s, the plan says %v", at, render(ours), plan)
	}
}

// isOutside tells whether a value hangs on what AWS, the shell or the person who deploys would answer.
func isOutside(value graph.Value) bool {
	outside := false
	value.Walk(func(leaf graph.Value) {
		reason := leaf.Reason()
		outside = outside || strings.Contains(reason, "is read at plan time") ||
			strings.Contains(reason, "it is the directory of the run") || strings.Contains(reason, "no region is stated")
		for _, reference := range leaf.References() {
			outside = outside || unknown.IsLookup(reference.Address)
		}
	})
	return outside
}

func hasUnknown(value graph.Value) bool {
	found := false
	value.Walk(func(leaf graph.Value) { found = found || leaf.Reason() != "" })
	return found
}

func sameLeaf(ours graph.Value, plan any) bool {
	text, ok := ours.Text()
	if !ok {
		return false
	}
	switch plan := plan.(type) {
	case string:
		return strings.TrimSuffix(text, ".") == plan || text == plan || sameJSON(text, plan) || sameProtocol(text, plan) || plan == hashOf(text)
	case bool:
		return text == fmt.Sprint(plan)
	case float64:
		number, ok := ours.Number()
		return ok && number == plan
	}
	return false
}

// hashOf is what AWS providers before 6 keep of user data.
func hashOf(text string) string {
	if decoded, err := base64.StdEncoding.DecodeString(text); err == nil {
		text = string(decoded)
	}
	return fmt.Sprintf("%x", sha1.Sum([]byte(text)))
}

// sameProtocol: the provider writes a protocol by its name, in lower case, and all of them as -1.
func sameProtocol(ours, plan string) bool {
	names := map[string]string{"all": "-1", "1": "icmp", "6": "tcp", "17": "udp"}
	ours = strings.ToLower(ours)
	return cmp.Or(names[ours], ours) == plan
}

// sameJSON: the provider brings policies into a form of its own.
func sameJSON(a, b string) bool {
	var left, right any
	return strings.HasPrefix(strings.TrimSpace(a), "{") &&
		json.Unmarshal([]byte(a), &left) == nil && json.Unmarshal([]byte(b), &right) == nil && reflect.DeepEqual(left, right)
}
