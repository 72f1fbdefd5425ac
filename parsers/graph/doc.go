// Package graph is the model that both languages deliver and that every rule reads.
//
// A parser hands over a Configuration: resources as their author wrote them, with a source range for
// every value. Build folds them into a Graph: nodes in one vocabulary for both languages, linked by
// sets that know whether they are complete. What the source does not say stays unknown, with a reason
// a person understands.
package graph
