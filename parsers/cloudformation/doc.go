// Package cloudformation evaluates CloudFormation templates and delivers their resources in the model of package graph.
//
// Package syntax reads a file once into a tree of nodes with the place of every value. A stack evaluates that tree with
// its parameters. What only the deployment will know flows on as a reference token or stays unknown with its reason:
// nothing is guessed.
//
// Who enters by loader.go finds
//
//   - which templates belong together: roots.go, nesting.go and location.go for nested stacks, whose location sketch.go
//     foretells before anything is evaluated; group.go for stacks that import from one another;
//   - one evaluation and its bounds: run.go; in it the stacks: stack.go, nested.go, export.go;
//   - what is decided: parameter.go, condition.go, equals.go, and under which assumptions: view.go, assumption.go;
//   - values: evaluate.go, and call.go with a file for each family of intrinsic functions;
//   - what is delivered: resource.go, with what SAM adds to it (sam.go); what nobody sees into (opaque.go) or knows
//     here (unsupported.go, unknown_function.go); what templates say to reachlint (directive.go); and what AWS would
//     refuse (handed.go, rule.go, circle.go).
//
// goformation's intrinsic handlers do the pure work on known values (Join, Split, Select, Base64, Equals), and its
// typed resources are the schema that says where a number, a truth value or a list is meant (package schema). Neither
// ever drops a value or rejects a template.
package cloudformation
