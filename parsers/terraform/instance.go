package terraform

import (
	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// moduleInstance is one instance of a module: the root, or one turn of a module call.
type moduleInstance struct {
	unit    *unit
	source  *module
	address string // module.network["a"].module.endpoints; empty for the root
	keyPath string // the names of the calls, as modules.json has them: network.endpoints
	calls   []graph.Call
	maybe   string // why the instance may not exist
	depth   int

	caller    *scope // where the call's arguments are evaluated; nil for the root
	arguments *block // the call; nil for the root
	assigned  map[string]assigned
	elsewhere map[string]string // why the value of a root variable is not known that something else sets
	providers map[string]*providerConfiguration

	variables map[string]*memo
	locals    map[string]*memo
	outputs   map[string]*memo
	resources map[string]*resourceState
	children  map[string]*callState
}

func newRootInstance(u *unit, source *module) *moduleInstance {
	return newInstance(&moduleInstance{unit: u, source: source})
}

func newInstance(created *moduleInstance) *moduleInstance {
	created.variables = map[string]*memo{}
	created.locals = map[string]*memo{}
	created.outputs = map[string]*memo{}
	created.resources = map[string]*resourceState{}
	created.children = map[string]*callState{}
	created.inheritProviders()
	return created
}

// prefix is what stands before the addresses of the module's resources.
func (i *moduleInstance) prefix() string {
	if i.address == "" {
		return i.unit.label
	}
	return i.address + "."
}

// scope is where the module's expressions outside of repeated blocks are evaluated.
func (i *moduleInstance) scope() *scope { return &scope{module: i} }

func (i *moduleInstance) local(local *attribute) cty.Value {
	m := i.locals[local.name]
	if m == nil {
		m = &memo{}
		i.locals[local.name] = m
	}
	at := func() graph.Range { return local.expression.file.rangeOf(local.at) }
	return i.unit.remember(m, i.prefix()+"local."+local.name, at, func() cty.Value {
		return i.scope().value(local.expression)
	})
}

func (i *moduleInstance) output(name string) cty.Value {
	m := i.outputs[name]
	if m == nil {
		m = &memo{}
		i.outputs[name] = m
	}
	declared := i.source.outputs[name]
	at := func() graph.Range { return declared.file.rangeOf(declared.header) }
	return i.unit.remember(m, i.prefix()+"output."+name, at, func() cty.Value {
		value := declared.expression("value")
		if value == nil {
			return unknown.Because("output " + name + " has no value")
		}
		return i.scope().value(value)
	})
}

func (i *moduleInstance) resource(address string) *resourceState {
	if state := i.resources[address]; state != nil {
		return state
	}
	declared := i.source.resources[address]
	if declared == nil {
		return nil
	}
	state := &resourceState{declaration: declared, module: i, views: map[string]*memo{}}
	i.resources[address] = state
	return state
}

func (i *moduleInstance) call(name string) *callState {
	if state := i.children[name]; state != nil {
		return state
	}
	declared := i.source.calls[name]
	if declared == nil {
		return nil
	}
	state := &callState{declaration: declared, module: i}
	i.children[name] = state
	return state
}

// emit evaluates all resources of the module instance and of the modules that it calls.
func (i *moduleInstance) emit(depth int) {
	for _, declared := range i.source.order {
		if i.unit.ctx.Err() != nil {
			return
		}
		i.resource(declared.address).emit()
	}
	i.emitForgotten()
	for _, declared := range i.source.callOrder {
		if i.unit.ctx.Err() != nil {
			return
		}
		i.call(declared.name).emit(depth + 1)
	}
}

// parent is the module instance that calls this one, nil for the root.
func (i *moduleInstance) parent() *moduleInstance {
	if i.caller == nil {
		return nil
	}
	return i.caller.module
}
