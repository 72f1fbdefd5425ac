package schema

import (
	"reflect"
	"strings"
	"sync"
)

// Shape is what the schema expects of a value. A nil shape expects nothing in particular.
type Shape struct {
	form   Form
	item   func() *Shape // of a list or a table
	fields map[string]func() *Shape
}

// Form is what kind of value a shape expects.
type Form uint8

// The forms that values are read by. Those of objects only lead to the shapes of what is in them.
const (
	anything Form = iota
	TextForm
	NumberForm
	TruthForm
	ListForm
	tableForm     // any names, with items of one shape
	structureForm // known names
)

// Text and Number are what functions expect of arguments that no property wants.
var (
	Text   = &Shape{form: TextForm}
	Number = &Shape{form: NumberForm}
)

// Wants tells whether a value of this form is expected.
func (w *Shape) Wants(f Form) bool { return w != nil && w.form == f }

// Element returns what a list expects of its items, and nil for what is no list.
func (w *Shape) Element() *Shape {
	if w == nil || w.form != ListForm {
		return nil
	}
	return w.item()
}

// Field returns what is expected under a name. What the schema does not know it leaves alone.
func (w *Shape) Field(name string) *Shape {
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

// Of returns what a resource type, as AWS::EC2::VPC, expects of its properties, from goformation's typed resource. For
// types that decide nothing on the network it returns nil: their values stay as they are written.
func Of(typeName string) *Shape {
	if typed := typedResources[typeName]; typed != nil {
		return shapeOfType(reflect.TypeOf(typed).Elem())
	}
	return nil
}

// shapes keeps what was read from a Go type: reflection is needed once per type.
var shapes sync.Map // reflect.Type to *shape

func shapeOfType(of reflect.Type) *Shape {
	if known, ok := shapes.Load(of); ok {
		return known.(*Shape)
	}
	made, _ := shapes.LoadOrStore(of, makeShape(of))
	return made.(*Shape)
}

func makeShape(of reflect.Type) *Shape {
	switch of.Kind() {
	case reflect.Pointer:
		return shapeOfType(of.Elem())
	case reflect.String:
		return Text
	case reflect.Bool:
		return &Shape{form: TruthForm}
	case reflect.Int, reflect.Int64, reflect.Float64:
		return Number
	case reflect.Slice:
		return &Shape{form: ListForm, item: later(of.Elem())}
	case reflect.Map:
		return &Shape{form: tableForm, item: later(of.Elem())}
	case reflect.Struct:
		return &Shape{form: structureForm, fields: fieldsOf(of)}
	}
	return &Shape{}
}

// later puts off the shape of a type until it is asked for: most properties never are.
func later(of reflect.Type) func() *Shape {
	return sync.OnceValue(func() *Shape { return shapeOfType(of) })
}

func fieldsOf(of reflect.Type) map[string]func() *Shape {
	fields := make(map[string]func() *Shape, of.NumField())
	for i := range of.NumField() {
		field := of.Field(i)
		title, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		if title != "" && title != "-" {
			fields[title] = later(field.Type)
		}
	}
	return fields
}
