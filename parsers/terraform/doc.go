// Package terraform reads Terraform and OpenTofu sources and evaluates them as far as they allow,
// without init, providers, credentials or network.
//
// Evaluation is lazy: a local, a variable, an output or a resource's attribute is evaluated when an
// expression first mentions it, and then remembered. What only AWS will know is carried as a token, an
// ordinary string that names it (graph.Reference), so that it passes through every function, template and
// collection and can be found again in the attribute it ends up in. What nobody can know is an unknown
// value marked with the reason. Whatever looks inside a token or decides upon it yields an unknown, so
// that nothing which rests on the unknown ever looks known.
//
// A Loader parses directories (source.go, json.go, module.go). Load evaluates a root module and what it calls as one
// unit (unit.go, instance.go, call.go, resource.go): expressions are rewritten so that no node of them looks into a
// token (rewrite.go, nodes.go, operators.go), and what comes of them is decoded into values of the model (decode.go).
// Plans and states are read by plan*.go. The packages below this one have a subject each: what the language says before
// any evaluation, what is unknown and why, the functions, what commands of provisioners do, how resources become nodes,
// and how faults are mended.
package terraform
