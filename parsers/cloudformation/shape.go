package cloudformation

import (
	"reflect"
	"strings"
	"sync"
)

// shape is what the schema expects of a value. A nil shape expects nothing in particular.
type shape struct {
	form   form
	item   func() *shape // of a list or a table
	fields map[string]func() *shape
}

type form uint8

const (
	anything form = iota
	textForm
	numberForm
	truthForm
	listForm
	tableForm     // any names, with items of one shape
	structureForm // known names
)

var (
	textShape   = &shape{form: textForm}
	numberShape = &shape{form: numberForm}
)

func (w *shape) wants(f form) bool { return w != nil && w.form == f }

// element returns what a list expects of its items.
func (w *shape) element() *shape {
	if w == nil || w.form != listForm {
		return nil
	}
	return w.item()
}

// field returns what is expected under a name. What the schema does not know it leaves alone.
func (w *shape) field(name string) *shape {
	switch {
	case w == nil:
		return nil
	case w.form == tableForm:
		return w.item()
	case w.form == structureForm:
		if field := w.fields[name]; field != nil {
			return field()
		}
	}
	return nil
}

// shapeOf returns what a resource type expects of its properties, from goformation's typed resource. Types
// that decide nothing on the network have none: their values stay as they are written.
func shapeOf(typeName string) *shape {
	if typed := typedResources[typeName]; typed != nil {
		return shapeOfType(reflect.TypeOf(typed).Elem())
	}
	return nil
}

// shapes keeps what was read from a Go type: reflection is needed once per type.
var shapes sync.Map // reflect.Type to *shape

func shapeOfType(of reflect.Type) *shape {
	if known, ok := shapes.Load(of); ok {
		return known.(*shape)
	}
	made, _ := shapes.LoadOrStore(of, makeShape(of))
	return made.(*shape)
}

func makeShape(of reflect.Type) *shape {
	switch of.Kind() {
	case reflect.Pointer:
		return shapeOfType(of.Elem())
	case reflect.String:
		return textShape
	case reflect.Bool:
		return &shape{form: truthForm}
	case reflect.Int, reflect.Int64, reflect.Float64:
		return numberShape
	case reflect.Slice:
		return &shape{form: listForm, item: later(of.Elem())}
	case reflect.Map:
		return &shape{form: tableForm, item: later(of.Elem())}
	case reflect.Struct:
		return &shape{form: structureForm, fields: fieldsOf(of)}
	}
	return &shape{}
}

// later puts off the shape of a type until it is asked for: most properties never are.
func later(of reflect.Type) func() *shape {
	return sync.OnceValue(func() *shape { return shapeOfType(of) })
}

func fieldsOf(of reflect.Type) map[string]func() *shape {
	fields := make(map[string]func() *shape, of.NumField())
	for i := range of.NumField() {
		field := of.Field(i)
		title, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if title != "" && title != "-" {
			fields[title] = later(field.Type)
		}
	}
	return fields
}
