package terraform

import (
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// planModule is a module as the plan keeps its source: every expression as its constant value or as the
// names that it mentions.
type planModule struct {
	Resources []*planConfigured
	Calls     map[string]*planCall `json:"module_calls"`
	Outputs   map[string]struct{ Expression any }
	Variables map[string]struct {
		Description string
		Default     any
	}

	byAddress map[string]*planConfigured
}

func (m *planModule) resource(address string) *planConfigured {
	if m.byAddress == nil {
		m.byAddress = make(map[string]*planConfigured, len(m.Resources))
		for _, each := range m.Resources {
			m.byAddress[each.Address] = each
		}
	}
	return m.byAddress[address]
}

// planCall is a module call.
type planCall struct {
	Source      string
	Expressions map[string]any
	Count       any `json:"count_expression"`
	ForEach     any `json:"for_each_expression"`
	Module      *planModule
}

// planConfigured is a resource block.
type planConfigured struct {
	Address     string
	Provider    string `json:"provider_config_key"`
	Expressions map[string]any
	Count       any      `json:"count_expression"`
	ForEach     any      `json:"for_each_expression"`
	DependsOn   []string `json:"depends_on"`

	Provisioners []planProvisioner
}

// planScope is a module instance, and the block whose turn it is.
type planScope struct {
	prefix  string // of the addresses in the module instance
	config  *planModule
	parent  *planScope
	call    *planCall
	name    string // of the call
	block   string // the address of the block whose turn it is; "" for that of a call
	forEach any    // of the block
	key     any    // of the turn
}

// scope finds the module instance of that address; config is nil when the plan does not hold its source.
func (p *plan) scope(module string) *planScope {
	scope := &planScope{config: p.root}
	for _, prefix := range modulePrefixes(module) {
		name, key := cutKey(strings.TrimSuffix(prefix[len(scope.prefix):], "."))
		inner := &planScope{prefix: prefix, parent: scope, name: strings.TrimPrefix(name, "module.")}
		scope.key = key
		if scope.config != nil {
			inner.call = scope.config.Calls[inner.name]
		}
		if inner.call != nil {
			inner.config, scope.forEach = inner.call.Module, inner.call.ForEach
		}
		scope = inner
	}
	return scope
}

// configured finds the block of an instance.
func (p *plan) configured(each *planResource) *planConfigured {
	scope := p.scope(each.module)
	if scope.config == nil {
		return nil
	}
	return scope.config.resource(each.name)
}

// regionForm is how Regions are called. A variable of another form is only a part of the name.
var regionForm = regexp.MustCompile(`^[a-z]+(-[a-z]+)+-[0-9]+$`)

// isRepeated tells whether a provider has several configurations (OpenTofu Language, "for_each: Multiple instances of a
// provider configuration"), of which a plan does not say which one a resource has.
func (p *plan) isRepeated(provider string) bool {
	return slices.ContainsFunc(referencesOf(p.providers[provider].Expressions["region"]), func(name string) bool {
		return strings.HasPrefix(name, "each.")
	})
}

// regionOf is where a resource is deployed, as far as the plan says.
func (p *plan) regionOf(each *planResource) string {
	if region, ok := each.values["region"].(string); ok && region != "" && strings.HasPrefix(each.kind, "aws_") {
		return region // AWS provider 6, "Enhanced Region Support"
	}
	if each.config != nil {
		region := p.providers[each.config.Provider].Expressions["region"]
		if constant, ok := region.(map[string]any); ok {
			if text, ok := constant["constant_value"].(string); ok {
				return text
			}
		}
		if names := referencesOf(region); len(names) == 1 {
			value := p.variables[strings.TrimPrefix(names[0], "var.")].value()
			if !value.IsNull() && value.Type() == cty.String && regionForm.MatchString(value.AsString()) {
				return value.AsString()
			}
		}
	}
	arn, _ := each.values["arn"].(string)
	if parts := strings.SplitN(arn, ":", 5); len(parts) == 5 {
		return parts[3]
	}
	return ""
}

// moduleOf is the part of an address that names the module instance, with its last dot: module.a["x"].
func moduleOf(address string) string {
	prefixes := modulePrefixes(address)
	if len(prefixes) == 0 {
		return ""
	}
	return prefixes[len(prefixes)-1]
}

// modulePrefixes are the module instances that an address leads through, outermost first.
func modulePrefixes(address string) []string {
	var prefixes []string
	rest := address
	for strings.HasPrefix(rest, "module.") && len(prefixes) <= maximumModuleDepth {
		end := strings.IndexAny(rest[len("module."):], ".[")
		if end < 0 {
			break
		}
		end += len("module.")
		if rest[end] == '[' {
			key, after := 0, rest[end+1:]
			if quoted, err := strconv.QuotedPrefix(after); err == nil {
				key = len(quoted)
			} else if key = strings.IndexByte(after, ']'); key < 0 {
				break
			}
			end += key + 2
		}
		if end >= len(rest) || rest[end] != '.' {
			break
		}
		rest = rest[end+1:]
		prefixes = append(prefixes, address[:len(address)-len(rest)])
	}
	return prefixes
}

// cutLastKey splits module.a["x"].module.b["y"] into everything before the last key, and that key.
func cutLastKey(module string) (name string, key any) {
	last := moduleOf(module)
	name, key = cutKey(module[len(last):])
	return last + name, key
}

// cutKey splits aws_x.y["a"] into aws_x.y and the key, which is nil when there is none.
func cutKey(address string) (name string, key any) {
	at := strings.IndexByte(address, '[')
	if at < 0 || !strings.HasSuffix(address, "]") {
		return address, nil
	}
	inner := address[at+1 : len(address)-1]
	if text, err := strconv.Unquote(inner); err == nil {
		return address[:at], text
	}
	if number, err := strconv.ParseFloat(inner, 64); err == nil {
		return address[:at], number
	}
	return address[:at], nil
}

// referencesOf returns what an expression, or all the expressions of a block, mention: of each thing the
// most specific mention, for the plan also lists everything that leads to it.
func referencesOf(expression any) []string {
	var all []string
	collectReferences(expression, &all)
	var specific []string
	for _, each := range all {
		leads := slices.ContainsFunc(all, func(other string) bool {
			return strings.HasPrefix(other, each+".") || strings.HasPrefix(other, each+"[")
		})
		if !leads && !slices.Contains(specific, each) {
			specific = append(specific, each)
		}
	}
	return specific
}

func collectReferences(expression any, into *[]string) {
	switch each := expression.(type) {
	case []any:
		for _, item := range each {
			collectReferences(item, into)
		}
	case map[string]any:
		if names, ok := each["references"].([]any); ok {
			for _, name := range names {
				if text, ok := name.(string); ok {
					*into = append(*into, text)
				}
			}
			return
		}
		for _, name := range slices.Sorted(maps.Keys(each)) {
			if name != "constant_value" {
				collectReferences(each[name], into)
			}
		}
	}
}

// fieldOf is the expression of one argument in a block. Where the plan keeps several blocks, nobody knows
// which of them became which, so the argument of all is meant; below an argument there is nothing more.
func fieldOf(expression any, name string) any {
	switch each := expression.(type) {
	case map[string]any:
		if _, isLeaf := each["references"]; isLeaf {
			return each
		}
		if _, isLeaf := each["constant_value"]; isLeaf {
			return each
		}
		return each[name]
	case []any:
		var all []any
		for _, item := range each {
			if field := fieldOf(item, name); field != nil {
				all = append(all, field)
			}
		}
		if len(all) > 0 {
			return all
		}
	}
	return nil
}
