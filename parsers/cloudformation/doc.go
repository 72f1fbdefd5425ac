// Package cloudformation evaluates CloudFormation templates and delivers their resources in the model of package graph.
//
// Package syntax reads a file once into a tree of nodes with the place of every value. A stack evaluates that tree with
// its parameters (stack.go, evaluate.go and a file for each family of intrinsic functions). What only the deployment
// will know flows on as a reference token or stays unknown with its reason: nothing is guessed.
//
// goformation's intrinsic handlers do the pure work on known values (Join, Split, Select, Base64, Equals), and its
// typed resources are the schema that says where a number, a truth value or a list is meant (package schema). Neither
// ever drops a value or rejects a template.
package cloudformation
