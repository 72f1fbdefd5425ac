package terraform

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

const remoteState = "terraform_remote_state"

// backendKeys are the settings of each backend that say which state it is (Terraform language, "Backend
// Configuration", one page for each type).
var backendKeys = map[string][]string{
	"s3": {"bucket", "key"}, "gcs": {"bucket", "prefix"}, "azurerm": {"storage_account_name", "container_name", "key"},
	"http": {"address"}, "consul": {"path"}, "kubernetes": {"secret_suffix"}, "pg": {"schema_name"},
	"oss": {"bucket", "prefix", "key"}, "cos": {"bucket", "prefix", "key"}, "remote": {"organization", "workspaces.name"},
}

// backend returns what says which state the root module keeps: "" when the source does not say, as with a
// backend that is configured when Terraform is initialised. Without a backend it is the local file.
func (i *moduleInstance) backend() string {
	kind, settings := i.source.backendKind, i.source.backend
	switch {
	case kind == "cloud":
		kind = "remote"
	case kind == "":
		kind = "local"
	}
	return stateName(kind, i.unit.directory, func(name string) string {
		outer, inner, nested := strings.Cut(name, ".")
		from := settings
		if nested {
			from, outer = settings.child(outer), inner
		}
		return i.scope().plainText(from.expression(outer))
	})
}

// stateName puts the settings of a backend together.
func stateName(kind, directory string, setting func(name string) string) string {
	if kind == "local" {
		file := setting("path")
		if file == "" {
			file = "terraform.tfstate"
		}
		if path.IsAbs(file) {
			return "local\x00" + path.Clean(file)
		}
		return "local\x00" + path.Join("/", directory, file)
	}
	keys := backendKeys[kind]
	name := kind
	for n, key := range keys {
		value := setting(key)
		if value == "" && (n == 0 || key == "key" || key == "workspaces.name") {
			return ""
		}
		name += "\x00" + value
	}
	if len(keys) == 0 {
		return ""
	}
	return name
}

// linkStates finds the root modules whose states the unit reads.
func (t trial) linkStates(u *unit) {
	u.eachInstance(remoteState, true, func(reader *resourceInstance) {
		wanted := reader.stateRead()
		if wanted == "" {
			return
		}
		var found []string
		for _, directory := range slices.Sorted(maps.Keys(t.units)) {
			if directory != u.directory && t.units[directory].root.backend() == wanted {
				found = append(found, directory)
			}
		}
		if len(found) == 1 {
			u.links.states[strings.TrimPrefix(reader.address, u.label)] = found[0]
		}
	})
}

// stateRead names the state that the data source reads.
func (i *resourceInstance) stateRead() string {
	written := i.resource.declaration.block
	kind := i.scope.plainText(written.expression("backend"))
	config := written.expression("config")
	if kind == "" || config == nil && kind != "local" {
		return ""
	}
	settings := cty.EmptyObjectVal
	if config != nil {
		settings, _ = i.scope.value(config).Unmark()
	}
	return stateName(kind, i.scope.module.unit.directory, func(name string) string {
		return textAt(settings, strings.Split(name, "."))
	})
}

// textAt follows names through objects to a text that is wholly known.
func textAt(value cty.Value, names []string) string {
	for _, name := range names {
		found, ok := entryOf(value, name)
		if !ok {
			return ""
		}
		value = found
	}
	value, _ = value.Unmark()
	if value.IsNull() || !value.IsKnown() || value.Type() != cty.String || unknown.FirstToken(value) != "" {
		return ""
	}
	return value.AsString()
}

// entryOf is one entry of an object or map; of a list with one item, as older sources write, that item's.
func entryOf(value cty.Value, name string) (cty.Value, bool) {
	value, _ = value.Unmark()
	if value.IsNull() || !value.IsKnown() || !value.CanIterateElements() {
		return cty.NilVal, false
	}
	if kind := value.Type(); !kind.IsObjectType() && !kind.IsMapType() {
		if value.LengthInt() != 1 {
			return cty.NilVal, false
		}
		elements := value.ElementIterator()
		elements.Next()
		_, only := elements.Element()
		if plain, _ := only.Unmark(); !plain.Type().IsObjectType() && !plain.Type().IsMapType() {
			return cty.NilVal, false
		}
		return entryOf(only, name)
	}
	for elements := value.ElementIterator(); elements.Next(); {
		key, element := elements.Element()
		if key.AsString() == name {
			return element, true
		}
	}
	return cty.NilVal, false
}

// readState answers for a state of this scan: its outputs are those of the other root module.
func (i *resourceInstance) readState(name string) (cty.Value, bool) {
	u := i.scope.module.unit
	other := u.group[u.links.states[strings.TrimPrefix(i.address, u.label)]]
	if other == nil || name != "outputs" {
		return cty.NilVal, false
	}
	outputs := map[string]cty.Value{}
	for _, output := range slices.Sorted(maps.Keys(other.root.source.outputs)) {
		if m := other.root.outputs[output]; m != nil && m.running {
			outputs[output] = unknown.Because("two states read each other")
			continue
		}
		outputs[output] = other.root.output(output)
	}
	return cty.ObjectVal(outputs), true
}
