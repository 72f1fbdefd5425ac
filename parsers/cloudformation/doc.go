// Package cloudformation reads CloudFormation templates, in YAML and in JSON, into the model of package graph.
//
// A file becomes a tree of nodes once, with the place of every value (document.go, yaml.go, json.go). A
// stack evaluates that tree with its parameters (stack.go, evaluate.go and a file for each family of
// intrinsic functions). What only the deployment will know flows on as a reference token or stays unknown
// with its reason: nothing is guessed.
//
// goformation's intrinsic handlers do the pure work on known values (Join, Split, Select, Base64, Equals),
// and its typed resources are the schema that says where a number, a truth value or a list is meant
// (shape.go). Neither ever drops a value or rejects a template.
package cloudformation
