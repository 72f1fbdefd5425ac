// Package schema says where in a resource a number, a truth value, a text or a list is meant.
//
// A template does not tell: "443" may be a port or a text, and where a list is meant one value may stand for it.
// goformation's typed resources (types.go) do. By reflection each becomes a Shape once (shape.go), by which the
// evaluator reads what is written, and to which Coerce brings what functions return (coerce.go). Nothing is ever
// decoded into the typed resources, for they lose what they have no field for.
package schema
