// Package mend writes changes of the graph (graph.Change) as edits of the Terraform source that the graph was made
// from, in its author's way: where a value is written, beside a sibling, with the names that the module uses already.
// What cannot be written safely gets no edits.
//
// It reads the source itself, with its layout and its comments, and knows what it evaluates to from the configuration
// alone: the range of every value, and the calls of modules that lead to a resource.
package mend
