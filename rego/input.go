package rego

import (
	"runtime"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/rego/network"
	"github.com/sourcegraph/conc"
)

// The fields of a node's document beside its values and sets. A value of one of these names wins.
const (
	fieldAddress  = "address"
	fieldKind     = "kind"
	fieldType     = "resource_type" // the provider's name for it
	fieldRegion   = "region"
	fieldMaybe    = "maybe"    // why it may not exist
	fieldExternal = "external" // why nothing is known of its contents
	fieldLicensed = "licensed" // its author says that it runs licensed software
	fieldUnknown  = "unknown"  // value name, or that of a tag → why it is not known
	fieldOpen     = "open"     // set name → why it may have members that are not listed
	fieldVia      = "via"      // value name → variables, parameters … that it came through
	fieldPerhaps  = "perhaps"  // value name → those of via that it may not have come through
	fieldTwinOf   = "twin_of"  // address of the first computer that differs in nothing but its address
	fieldTwins    = "twins"    // addresses of the others that do
)

// computers are the kinds that stand for machines, which may have twins.
var computers = []string{"instance", "autoscaling_group"}

// inputOf returns what policies read: every node as a document, by kind and address, and the user's
// configuration. About is asked which computers have no twins.
func inputOf(nodes *graph.Graph, configuration Configuration, about *network.Network) ast.Value {
	w := newWriter()
	return w.object(func() {
		w.put("nodes", ast.NewObject(byKind(nodes, about.NamedByAddress())...))
		w.put("configuration", w.settings(configuration))
		w.put("region", ast.String(configuration.Region))
	})
}

// byKind returns the documents of all nodes by kind, written on all processors.
func byKind(nodes *graph.Graph, alone map[*graph.Node]bool) []pair {
	var others []*graph.Node
	for _, node := range nodes.All() {
		if !slices.Contains(computers, node.Kind) {
			others = append(others, node)
		}
	}
	workers := runtime.GOMAXPROCS(0)
	shares := slices.Collect(slices.Chunk(others, max(1, (len(others)+workers-1)/workers)))
	written := make([]map[string][]pair, len(shares))
	var group conc.WaitGroup
	for i, share := range shares {
		group.Go(func() { written[i] = newWriter().documents(share) })
	}
	var kinds []pair
	for _, kind := range computers {
		if machines := nodes.OfKind(kind); len(machines) > 0 {
			kinds = append(kinds, named(kind, ast.NewObject(withTwins(machines, alone)...)))
		}
	}
	group.Wait()
	joined := map[string][]pair{}
	for _, documents := range written {
		for kind, fields := range documents {
			joined[kind] = append(joined[kind], fields...)
		}
	}
	for kind, fields := range joined {
		kinds = append(kinds, named(kind, ast.NewObject(fields...)))
	}
	return kinds
}

// documents returns the documents of nodes by address, for each kind.
func (w *writer) documents(nodes []*graph.Node) map[string][]pair {
	kinds := map[string][]pair{}
	for _, node := range nodes {
		kinds[node.Kind] = append(kinds[node.Kind], pair{w.term(node.Address), w.document(node)})
	}
	return kinds
}

func (w *writer) settings(configuration Configuration) ast.Value {
	return w.object(func() {
		w.put("licensed_amis", texts(configuration.LicensedAMIs).Value)
		w.put("directory_dns", texts(configuration.DirectoryDNS).Value)
		w.put("assume_default_host_management", ast.Boolean(configuration.AssumeDefaultHostManagement))
		w.put("assume_complete", texts(configuration.AssumeComplete).Value)
		w.put("systems_manager", w.object(func() {
			w.put("ec2messages", ast.String(configuration.SystemsManager.EC2Messages))
			w.put("instances", ast.String(configuration.SystemsManager.Instances))
		}))
	})
}

// document returns a node as policies see it. Texts are readable; one with references in it is also
// named under unknown. Where a value and a set share a name, as image does, the set's node stands for
// both. A node that is a part of another, as a rule is of its group, is written once.
func (w *writer) document(node *graph.Node) *ast.Term {
	if document, ok := w.parts[node]; ok {
		return document
	}
	document := ast.NewTerm(w.object(func() {
		w.text(fieldAddress, node.Address)
		w.describe(node)
	}))
	if isPart(node.Kind) {
		w.parts[node] = document
	}
	return document
}

// isPart tells whether nodes of that kind are given whole in the sets of others.
func isPart(kind string) bool {
	return kind == "security_group_rule" || kind == "network_acl_rule" || kind == "route" || kind == "transit_gateway_route"
}

// describe writes all fields of a node but its address.
func (w *writer) describe(node *graph.Node) {
	w.text(fieldKind, node.Kind)
	w.text(fieldMaybe, node.Maybe)
	w.text(fieldExternal, node.External)
	if resource := node.Resource; resource != nil {
		w.text(fieldType, resource.Type)
		w.text(fieldRegion, resource.Region)
		licensed := func(directive graph.Directive) bool { return directive.Word == fieldLicensed }
		if slices.ContainsFunc(resource.Directives, licensed) {
			w.put(fieldLicensed, ast.Boolean(true))
		}
	}
	var unknown, open, via, perhaps []pair
	for name, value := range node.Values.All() {
		content, reason := w.plain(name, value)
		if content != nil && !hasMembers(node, name) {
			w.put(name, content)
		}
		if reason != "" {
			unknown = append(unknown, named(name, w.term(reason).Value))
			unknown = append(unknown, w.unknownKeys(name, value)...)
		}
		if len(value.Via) > 0 {
			via = append(via, named(name, texts(value.Via).Value))
		}
		if doubtful := value.Perhaps(); len(doubtful) > 0 {
			perhaps = append(perhaps, named(name, texts(doubtful).Value))
		}
	}
	for name, set := range node.Sets.All() {
		if members := w.members(name, set); members != nil {
			w.put(name, members)
		}
		if reason := whyOpen(set); reason != "" {
			open = append(open, named(name, w.term(reason).Value))
		}
	}
	w.section(fieldUnknown, unknown)
	w.section(fieldOpen, open)
	w.section(fieldVia, via)
	w.section(fieldPerhaps, perhaps)
}

// unknownKeys returns why the values of single tags are not known, each under the name that Terraform has for it, such
// as tags["Name"].
func (w *writer) unknownKeys(name string, value graph.Value) []pair {
	if name != "tags" && name != "default_tags" {
		return nil
	}
	var unknown []pair
	entries, _ := value.Entries()
	for _, entry := range entries {
		if _, reason := w.plain("", entry.Value); reason != "" {
			unknown = append(unknown, named(name+`["`+entry.Name+`"]`, w.term(reason).Value))
		}
	}
	return unknown
}

func hasMembers(node *graph.Node, name string) bool {
	set, ok := node.Sets.Get(name)
	return ok && (len(set.Members) > 0 || !graph.IsSingle(name))
}

// members returns the members of a set: addresses, or what was written for something outside of the
// unit. Rules and routes, which nothing else refers to, are given whole.
func (w *writer) members(name string, set *graph.Set) ast.Value {
	if graph.IsSingle(name) {
		if len(set.Members) == 0 {
			return nil
		}
		return w.member(name, set.Members[0]).Value
	}
	members := make([]*ast.Term, len(set.Members))
	for i, member := range set.Members {
		members[i] = w.member(name, member)
	}
	return ast.NewArray(members...)
}

func (w *writer) member(name string, member graph.Member) *ast.Term {
	switch {
	case member.Node == nil:
		return ast.StringTerm(graph.Readable(member.Text))
	case name == "rules" || name == "routes":
		return w.document(member.Node)
	}
	return w.term(member.Node.Address)
}

// whyOpen returns why a set may have more members, or fewer, than are listed.
func whyOpen(set *graph.Set) string {
	if len(set.Open) > 0 {
		return set.Open[0]
	}
	for _, member := range set.Members {
		switch {
		case member.Maybe != "":
			return member.Maybe
		case member.Node != nil && member.Node.Maybe != "":
			return member.Node.Maybe
		}
	}
	return ""
}
