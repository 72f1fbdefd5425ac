package terraform

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

// planEntry is a resource instance as planned_values, prior_state and resource_changes write it.
type planEntry struct {
	Address string
	Module  string `json:"module_address"`
	Mode    string
	Type    string
	Name    string
	Index   any
	Values  map[string]any
	Deposed string
	Change  *struct {
		Actions   []string
		After     json.RawMessage
		Unknown   json.RawMessage `json:"after_unknown"`
		Importing *struct{}
	}
}

// stays tells whether an entry is an object that there is or will be: an ephemeral resource lives for a run only,
// a deposed object is about to be deleted.
func (e *planEntry) stays() bool { return e.Deposed == "" && e.Mode != "ephemeral" }

// planVariable is a root variable with the value that the plan was made with.
type planVariable struct{ Value json.RawMessage }

// planProvider is a provider's configuration.
type planProvider struct{ Expressions map[string]any }

// planReader goes through the file once and keeps one resource in memory at a time, besides what the graph
// needs: a plan may be larger than memory as text.
type planReader struct {
	*plan
	decoder *json.Decoder
	lines   *lineReader
	prior   []*planResource // managed resources of the state before, for a plan that is partial
	gone    map[string]bool
}

// read returns what is wrong with the file, or "".
func (p *plan) read(files fs.FS) string {
	file, err := files.Open(p.file)
	if err != nil {
		return fmt.Sprintf("%s cannot be read: %s", p.file, graph.WithoutPath(err))
	}
	defer func() { _ = file.Close() }()
	text := bufio.NewReader(file)
	switch mark, _ := text.Peek(len(markUTF8)); {
	case isUTF16(mark):
		return fmt.Sprintf("%s is encoded in UTF-16, which JSON may not be (RFC 8259, section 8.1)", p.file)
	case string(mark) == markUTF8:
		_, _ = text.Discard(len(markUTF8))
	}
	lines := &lineReader{Reader: text}
	reader := &planReader{plan: p, decoder: json.NewDecoder(lines), lines: lines, gone: map[string]bool{}}
	if err := reader.top(); err != nil {
		return fmt.Sprintf("%s is not what terraform show -json writes: %v", p.file, err)
	}
	if p.partial {
		for _, each := range reader.prior {
			if p.byAddress[each.address] == nil && !reader.gone[each.address] {
				p.add(each)
			}
		}
	}
	return ""
}

// top reads the outermost object.
func (r *planReader) top() error {
	return r.object(func(key string) error {
		switch key {
		case "format_version":
			return r.version()
		case "planned_values":
			return r.values(func(each *planEntry, at graph.Range) { r.plan.add(r.made(each, at)) })
		case "values":
			r.isState = true
			return r.values(func(each *planEntry, at graph.Range) { r.plan.add(r.made(each, at)) })
		case "prior_state":
			return r.object(func(key string) error {
				if key != "values" {
					return r.skip()
				}
				return r.values(r.addPrior)
			})
		case "resource_changes":
			return r.list(r.change)
		case "variables":
			return r.decoder.Decode(&r.variables)
		case "configuration":
			var configuration struct {
				Providers map[string]planProvider `json:"provider_config"`
				Root      *planModule             `json:"root_module"`
			}
			err := r.decoder.Decode(&configuration)
			r.providers, r.root = configuration.Providers, configuration.Root
			return err
		case "relevant_attributes":
			return r.list(func() error {
				var each struct {
					Resource  string
					Attribute []any
				}
				err := r.decoder.Decode(&each)
				r.hidden.note(each.Resource, each.Attribute)
				return err
			})
		case "complete":
			complete := true
			err := r.decoder.Decode(&complete)
			r.partial = r.partial || !complete
			return err
		case "errored":
			errored := false
			err := r.decoder.Decode(&errored)
			r.partial = r.partial || errored
			return err
		}
		return r.skip() // resource_drift among others: it is not what will be
	})
}

func (r *planReader) version() error {
	var version string
	if err := r.decoder.Decode(&version); err != nil {
		return err
	}
	if !strings.HasPrefix(version, "1.") && !strings.HasPrefix(version, "0.") {
		return fmt.Errorf("its format_version is %s, which is newer than 1", version)
	}
	return nil
}

// values reads the tree of modules of planned_values or of a state.
func (r *planReader) values(visit func(*planEntry, graph.Range)) error {
	return r.object(func(key string) error {
		if key != "root_module" {
			return r.skip()
		}
		return r.module(visit, 0)
	})
}

func (r *planReader) module(visit func(*planEntry, graph.Range), depth int) error {
	if depth > maximumModuleDepth {
		return errors.New("its modules are nested too deeply")
	}
	return r.object(func(key string) error {
		switch key {
		case "resources":
			return r.list(func() error {
				var each planEntry
				at, err := r.entry(&each)
				if err == nil && each.stays() {
					visit(&each, at)
				}
				return err
			})
		case "child_modules":
			return r.list(func() error { return r.module(visit, depth+1) })
		}
		return r.skip()
	})
}

// entry decodes one resource, and tells where in the file it stands.
func (r *planReader) entry(into *planEntry) (graph.Range, error) {
	var raw json.RawMessage
	if err := r.decoder.Decode(&raw); err != nil {
		return graph.Range{}, err
	}
	end := r.decoder.InputOffset()
	start := r.lines.position(end - int64(len(raw)))
	at := graph.Range{File: r.file, Start: start, End: graph.Position{Line: start.Line, Column: start.Column + 1}}
	return at, json.Unmarshal(raw, into)
}

// addPrior keeps what the state holds that the plan's changes do not repeat: the data sources that were
// read, and for a partial plan all the rest.
func (r *planReader) addPrior(each *planEntry, at graph.Range) {
	if each.Mode == "data" {
		r.plan.add(r.made(each, at))
		return
	}
	r.prior = append(r.prior, r.made(each, at))
}

// change adds what planned_values do not say: which attributes are not known, what is deleted, and which
// data sources are read during the deployment.
func (r *planReader) change() error {
	var each planEntry
	at, err := r.entry(&each)
	if err != nil || each.Change == nil || !each.stays() {
		return err
	}
	planned := r.byAddress[each.Address]
	if string(each.Change.After) == "null" || len(each.Change.After) == 0 {
		r.gone[each.Address] = true
		return nil
	}
	if planned == nil {
		if err := json.Unmarshal(each.Change.After, &each.Values); err != nil {
			return err
		}
		planned = r.made(&each, at)
		r.plan.add(planned)
	}
	planned.imported = each.Change.Importing != nil
	planned.created = slices.Contains(each.Change.Actions, "create")
	if len(each.Change.Unknown) > 0 {
		var unknown any
		if err := json.Unmarshal(each.Change.Unknown, &unknown); err != nil {
			return err
		}
		planned.unknown, _ = unknown.(map[string]any)
	}
	return nil
}

// made keeps of a resource that the graph does not know only that it is there: others may refer to it.
func (r *planReader) made(each *planEntry, at graph.Range) *planResource {
	created := &planResource{
		address: each.Address, kind: each.Type, key: each.Index, lookup: each.Mode == "data",
		name: each.Type + "." + each.Name, place: at,
	}
	created.module = moduleOf(each.Address)
	_, known := resourcetypes.Table[each.Type]
	if created.lookup {
		created.name = "data." + created.name
		_, lookup := resourcetypes.Table["data."+each.Type]
		known = known || lookup || each.Type == "aws_iam_policy_document"
	}
	if known || whyOpaque(each.Type) != "" {
		created.values = each.Values
		if created.values == nil {
			created.values = map[string]any{}
		}
	}
	return created
}

func (p *plan) add(each *planResource) {
	if p.byAddress[each.address] != nil || len(p.resources) >= maximumInstances {
		return
	}
	// The instances of one block share its place, as they do in a source: one fault is one finding.
	block := blockOf(each)
	if place, known := p.places[block]; known {
		each.place = place
	}
	p.places[block] = each.place
	p.byAddress[each.address] = each
	p.resources = append(p.resources, each)
	name := each.module + each.name
	p.instances[name] = append(p.instances[name], each)
	for _, prefix := range modulePrefixes(each.module) {
		if !p.seen[prefix] {
			p.seen[prefix] = true
			call, _ := cutLastKey(prefix[:len(prefix)-1])
			p.called[call] = append(p.called[call], prefix)
		}
	}
}

// blockOf is the address of the block that an instance comes from: without any keys.
func blockOf(each *planResource) string {
	return withoutKeys(each.module) + each.name
}

// withoutKeys is the module of a module instance.
func withoutKeys(module string) string {
	name, done := "", 0
	for _, prefix := range modulePrefixes(module) {
		call, _ := cutKey(strings.TrimSuffix(prefix[done:], "."))
		name += call + "."
		done = len(prefix)
	}
	return name
}
