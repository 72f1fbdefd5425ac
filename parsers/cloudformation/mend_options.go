package cloudformation

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/resourcetypes"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

const (
	optionsType     = "AWS::EC2::DHCPOptions"
	associationType = "AWS::EC2::VPCDHCPOptionsAssociation"
)

// associate writes the association of an option set with a VPC, behind the set or else behind the VPC. Where the VPC is
// taken back to the default options, it is that association which changes.
func (m *mender) associate(change graph.Associate) bool {
	if existing := m.associationOf(change.VPC); existing != nil {
		return m.reassociate(existing, change.Options)
	}
	for _, address := range []string{change.Options, change.VPC} {
		at, ok := m.spot(address)
		if !ok || m.stacks(at) > 1 {
			continue
		}
		options, known := m.reference(at, graph.Reference{Address: change.Options, Attribute: "id"})
		vpc, ok := m.reference(at, graph.Reference{Address: change.VPC, Attribute: "id"})
		if !known || !ok || m.isConditional(at, []string{change.Options, change.VPC}) || at.hasConditional(associationType) {
			continue
		}
		id := at.freeID(localName(change.Options)+"Association", localName(change.Options)+localName(change.VPC)+"Association")
		at.addResource(at.slot(), id, at.resource(associationType, []part{{"VpcId", raw(vpc)}, {"DhcpOptionsId", raw(options)}}))
		return id != ""
	}
	return false
}

// hasConditional tells whether a template has a resource of a type under a condition: a switch, which its author may
// have set on purpose.
func (t *template) hasConditional(kind string) bool {
	resources := t.document.Root.Find("Resources")
	for i := range resources.Items {
		if hasText(resources.Items[i].Find("Type"), kind) && resources.Items[i].Find("Condition") != nil {
			return true
		}
	}
	return false
}

// localName is the logical id of a resource in its stack.
func localName(address string) string { return address[strings.LastIndexByte(address, '/')+1:] }

// associationOf returns what gives a VPC its option set.
func (m *mender) associationOf(vpc string) *graph.Resource {
	for _, resource := range m.configuration.Resources {
		if resource.Type != associationType {
			continue
		}
		if reference, ok := resource.Properties.Entry("VpcId").Reference(); ok && reference.Address == vpc {
			return resource
		}
	}
	return nil
}

func (m *mender) reassociate(association *graph.Resource, options string) bool {
	at, ok := m.declaration(association.Address, association.Region, association.Range)
	if !ok || m.stacks(at) > 1 {
		return false
	}
	id, known := m.reference(at, graph.Reference{Address: options, Attribute: "id"})
	given, ok := at.find(at.body.Find("Properties"), "DhcpOptionsId")
	if !known || !ok || given.value.Kind != syntax.Scalar || given.value.Text != "default" {
		return false
	}
	at.replaceValue(given, raw(id))
	return true
}

// addOptions writes an option set for a directory, and its association, behind the directory.
func (m *mender) addOptions(change graph.AddOptions) bool {
	at, ok := m.spot(change.Directory)
	if !ok || m.stacks(at) > 1 {
		return false
	}
	servers, known := m.reference(at, graph.Reference{Address: change.Directory, Attribute: "dns_ip_addresses"})
	vpc, ok := m.reference(at, graph.Reference{Address: change.VPC, Attribute: "id"})
	domain, named := at.find(at.body.Find("Properties"), "Name")
	sibling := at.slot()
	id := sibling.id.Text + "Options"
	if !known || !ok || !named || strings.Contains(at.raw(domain), "\n") || at.isDeclared(id) || at.isDeclared(id+"Association") {
		return false
	}
	at.addResource(sibling, id, at.resource(optionsType, []part{
		{"DomainName", raw(at.raw(domain))}, {"DomainNameServers", raw(servers)},
	}))
	at.addResource(sibling, id+"Association", at.resource(associationType, []part{
		{"VpcId", raw(vpc)}, {"DhcpOptionsId", raw(at.call("Ref", id, ""))},
	}))
	return true
}

// resource is the body of a new resource.
func (t *template) resource(kind string, properties []part) draft {
	return draft{parts: []part{{"Type", raw(t.name(kind))}, {"Properties", draft{parts: properties}}}}
}

// copyValues gives a resource properties of its sibling, as they are written there. They take the place of one that
// goes.
func (m *mender) copyValues(change graph.CopyValues) bool {
	at, ok := m.spot(change.Node)
	like, found := m.spot(change.Like)
	if !ok || !found || at.template != like.template || at.prefix != like.prefix {
		return false
	}
	kind := m.nodes.Node(change.Node).Resource.Type
	own, model := at.body.Find("Properties"), like.body.Find("Properties")
	var missing []part
	for _, name := range change.Attributes {
		from, exists := at.find(model, resourcetypes.Table[kind].Property(name))
		if !exists {
			return false
		}
		value, short := at.draftOf(from)
		if !short {
			return false
		}
		if to, written := at.find(own, resourcetypes.Table[kind].Property(name)); written {
			at.replaceValue(to, value)
		} else {
			missing = append(missing, part{resourcetypes.Table[kind].Property(name), value})
		}
	}
	for _, name := range change.Drop {
		if to, written := at.find(own, resourcetypes.Table[kind].Property(name)); written && len(missing) > 0 {
			at.replace(to.start, to.end, at.entries(to, missing))
			return true
		}
	}
	for _, each := range missing {
		if !at.addEntry(own, each) {
			return false
		}
	}
	return true
}

// draftOf returns a value to be written elsewhere: one of a line, or a list of such.
func (t *template) draftOf(of slot) (draft, bool) {
	if !strings.Contains(t.raw(of), "\n") {
		return raw(t.raw(of)), true
	}
	if of.value.Kind != syntax.Sequence {
		return draft{}, false
	}
	items := make([]draft, len(of.value.Items))
	for i := range of.value.Items {
		if t.isFlow(of.value) {
			start := t.flowStart(of, i)
			items[i] = raw(strings.Join(strings.Fields(string(t.text[start:t.flowEnd(start)])), " "))
			continue
		}
		dash := t.dash(&of.value.Items[i])
		if dash < 0 || of.value.Items[i].Kind == syntax.Mapping || of.value.Items[i].Start.Line != of.value.Items[i].End.Line {
			return draft{}, false
		}
		text := strings.TrimSpace(string(t.text[dash+1 : t.lineEnd(dash)]))
		if strings.Contains(text, " #") || strings.Contains(text, ": ") {
			return draft{}, false
		}
		items[i] = raw(text)
	}
	return draft{items: items}, len(items) > 0
}

// entries writes entries in the place of another one.
func (t *template) entries(instead slot, all []part) string {
	if !instead.flow {
		return draft{parts: all}.block(int(instead.id.Start.Column)-1, t.margins())
	}
	texts := make([]string, len(all))
	for i, each := range all {
		texts[i] = t.name(each.name) + ": " + each.form.flow(0, 0, t.json)
	}
	between := ", "
	if t.isFirst(instead.start) {
		between = ",\n" + strings.Repeat(" ", t.indentation(instead.start))
	}
	return strings.Join(texts, between)
}
