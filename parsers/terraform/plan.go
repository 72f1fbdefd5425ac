package terraform

import (
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"sort"
	"strings"

	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"

	"github.com/reachlint/reachlint/parsers/graph"
)

// plan is what `terraform show -json` or `tofu show -json` says of a plan or of a state (Terraform, "JSON
// Output Format").
//
// The instances and their known values are those of the plan. What is only known after deployment is
// looked up in the source, when it lies beside the plan, and else in the references that the plan keeps of
// every expression (ARCHITECTURE.md, "Plans and states", says how those are resolved).
type plan struct {
	file       string
	isState    bool
	partial    bool // made with errors, or for some resources only
	resources  []*planResource
	byAddress  map[string]*planResource
	instances  map[string][]*planResource // by address without the last key
	places     map[string]graph.Range     // of the first instance of every block
	called     map[string][]string        // module instances, by address without the last key
	seen       map[string]bool            // module instances
	variables  map[string]planVariable
	root       *planModule
	providers  map[string]planProvider
	identities map[string]*graph.Reference // what a known id stands for; nil when for several things
	hidden     hiddenValues
	choices    map[string][]string        // what a property may name, where that is not known
	growing    bool                       // a VPC gets addresses besides its own
	inNewVPC   map[*planResource]bool     // what isNew found out
	existing   *bool                      // whether the plan knows of a VPC that is there before; nil when nobody asked
	source     map[string]*graph.Resource // what the source beside the plan says, by address
	commands   []graph.Opaque             // of provisioners, as the source has them
}

// planResource is one instance of a resource or data source.
type planResource struct {
	address string
	module  string // the address of the module instance with a dot behind it; "" for the root
	name    string // the resource's address within the module, without a key
	kind    string
	key     any // of count or for_each, nil without one
	lookup  bool
	values  map[string]any // nil when the graph does not know the type
	unknown map[string]any
	place   graph.Range
	// imported tells that it exists before and is taken over.
	imported bool
	created  bool // by this plan, anew or in the place of another one
	config   *planConfigured
}

// loadPlan reads a plan or state and the source that may lie beside it.
func (l *Loader) loadPlan(ctx context.Context, name string) graph.Configuration {
	read := &plan{
		file: name, byAddress: map[string]*planResource{}, instances: map[string][]*planResource{}, called: map[string][]string{}, seen: map[string]bool{}, places: map[string]graph.Range{},
		variables: map[string]planVariable{}, source: map[string]*graph.Resource{},
		hidden: newHiddenValues(), choices: map[string][]string{}, inNewVPC: map[*planResource]bool{},
	}
	configuration := graph.Configuration{Files: []string{name}}
	if problem := read.read(l.files); problem != "" {
		diagnostic := fileDiagnostic(name, problem)
		diagnostic.Help = "Write it with terraform show -json PLAN > plan.json, or with tofu show -json, in UTF-8."
		configuration.Diagnostics = append(configuration.Diagnostics, diagnostic)
		return configuration // What it goes on to say would be missing from what was read.
	}
	if ctx.Err() != nil {
		return configuration
	}
	if read.partial {
		configuration.Diagnostics = append(configuration.Diagnostics, graph.Diagnostic{
			Severity: graph.SeverityNote, ID: idPartialPlan, Range: graph.Range{File: name},
			Message: fmt.Sprintf("%s is not complete; what it leaves out is taken from the state before.", name),
			Help:    "Make a plan without errors and without -target to have everything judged.",
		})
	}
	configuration.Files = append(configuration.Files, read.readSource(ctx, l)...)
	configuration.Opaque = append(configuration.Opaque, read.commands...)
	read.index()
	for _, each := range read.resources {
		if read.source[each.address] == nil {
			configuration.Opaque = append(configuration.Opaque, read.commanded(each)...)
		}
		if resource := read.resource(each); resource != nil {
			configuration.Resources = append(configuration.Resources, resource)
			if !resource.Lookup && whyOpaque(resource.Type) != "" {
				configuration.Opaque = append(configuration.Opaque, hidden(resource, nil))
			}
		}
	}
	configuration.Handed, configuration.Choices = read.handed(), read.choices
	sort.SliceStable(configuration.Resources, func(i, j int) bool {
		return before(configuration.Resources[i].Range, configuration.Resources[j].Range)
	})
	return configuration
}

// readSource evaluates the root module in the plan's directory with the variables of the plan. It returns
// the files that were read.
func (p *plan) readSource(ctx context.Context, loader *Loader) []string {
	directory := path.Dir(p.file)
	if loader.module(directory) == nil {
		return nil
	}
	evaluated := newUnit(ctx, loader, directory)
	if !p.isState {
		evaluated.planned = map[string]cty.Value{}
		for name, each := range p.variables {
			evaluated.planned[name] = each.value()
		}
	}
	if evaluated.prepare() {
		evaluated.loadSafely()
	}
	found := evaluated.result()
	for _, each := range found.Resources {
		p.source[each.Address] = each
	}
	for _, each := range found.Opaque {
		if each.Part != "" {
			p.commands = append(p.commands, each)
		}
	}
	return found.Files
}

// value is a root variable as an expression sees it.
func (v planVariable) value() cty.Value {
	var read ctyjson.SimpleJSONValue
	if len(v.Value) == 0 || read.UnmarshalJSON(v.Value) != nil {
		return cty.NullVal(cty.DynamicPseudoType)
	}
	return read.Value
}

// index finds out which resource a known id stands for, and which expressions belong to an instance.
func (p *plan) index() {
	p.identities = map[string]*graph.Reference{}
	shared := map[string]graph.Range{}
	for _, each := range p.resources {
		each.config = p.configured(each)
		// Calls of one module share its blocks' places, as the instances of one call do.
		block := p.sourceOf(each.module) + each.name
		if place, known := shared[block]; known {
			each.place = place
		}
		shared[block] = each.place
		p.growing = p.growing || each.kind == "aws_vpc_ipv4_cidr_block_association"
		for _, attribute := range identifying {
			p.identify(each, attribute, each.values[attribute])
		}
		for n, address := range anyList(each.values["dns_ip_addresses"]) {
			p.identify(each, fmt.Sprintf("dns_ip_addresses[%d]", n), address)
		}
		for n, block := range anyList(each.values["vpc_config"]) {
			settings, _ := block.(map[string]any)
			p.identify(each, fmt.Sprintf("vpc_config[%d].cluster_security_group_id", n), settings["cluster_security_group_id"])
		}
	}
}

// identifying are the attributes whose values other resources name.
var identifying = []string{
	"id", "arn", "default_security_group_id", "main_route_table_id", "default_route_table_id",
	"default_network_acl_id", "allocation_id", "private_ip",
}

func (p *plan) identify(each *planResource, attribute string, value any) {
	text, ok := value.(string)
	if !ok || len(text) < 5 || text == each.values["name"] || strings.HasPrefix(each.kind, "aws_region") {
		return
	}
	known, seen := p.identities[text]
	switch {
	case !seen:
		p.identities[text] = &graph.Reference{Address: each.address, Attribute: attribute}
	case known != nil && known.Address != each.address:
		p.identities[text] = nil
	}
}

// resource makes one resource of the model.
func (p *plan) resource(each *planResource) *graph.Resource {
	if each.values == nil || each.lookup && each.kind == "aws_iam_policy_document" {
		return nil
	}
	made := &graph.Resource{Address: each.address, Type: each.kind, Range: each.place, Lookup: each.lookup}
	source := p.source[each.address]
	if each.imported {
		made.Existing = takenOver(each.address)
	}
	if source != nil {
		made.Range, made.Calls, made.Directives, made.Region = source.Range, source.Calls, source.Directives, source.Region
	} else {
		made.Calls = p.calls(each)
	}
	if region := p.regionOf(each); region != "" {
		made.Region = region
	}
	made.Properties, made.Filled = p.properties(each, source, made.Range), filled(each, source)
	made.Properties = withAcceptance(each, p.withDefaultVPC(each, made.Properties))
	return made
}

// sourceOf says from where a module instance comes: its directory, as far as its callers name it, or the
// address of a module that is downloaded.
func (p *plan) sourceOf(module string) string {
	directory, from := ".", p.root
	done := 0
	for _, prefix := range modulePrefixes(module) {
		name, _ := cutKey(strings.TrimSuffix(prefix[done:], "."))
		name, done = strings.TrimPrefix(name, "module."), len(prefix)
		if from == nil || from.Calls[name] == nil {
			return module
		}
		source := from.Calls[name].Source
		if isLocalSource(source) {
			directory = path.Join(directory, source)
		} else {
			directory = source
		}
		from = from.Calls[name].Module
	}
	return directory + ":"
}

// calls is the chain of module calls, as far as the plan tells: without their places.
func (p *plan) calls(each *planResource) []graph.Call {
	var calls []graph.Call
	for _, prefix := range modulePrefixes(each.module) {
		calls = append(calls, graph.Call{Address: strings.TrimSuffix(prefix, "."), Range: each.place})
	}
	return calls
}

// handed are the outputs of the root module, with what they refer to.
func (p *plan) handed() []graph.Handed {
	if p.root == nil {
		return nil
	}
	var handed []graph.Handed
	for _, name := range slices.Sorted(maps.Keys(p.root.Outputs)) {
		output := graph.Handed{Address: "output." + name}
		expression := p.root.Outputs[name].Expression
		mentioned := p.follow(expression, p.scope(""), nil).targets
		hidden := p.follow(expression, p.scope(""), graph.HandedKinds()).supposed
		for _, each := range united(mentioned, hidden) {
			output.References = append(output.References, graph.Reference{Address: each.resource.address, Attribute: each.attribute})
		}
		handed = append(handed, output)
	}
	return handed
}
