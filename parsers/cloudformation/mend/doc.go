// Package mend writes changes of the graph as edits of CloudFormation templates, in the way of their author.
//
// Edits (mend.go) makes each graph.Change with the file that is named for its subject: a rule of a group in rule.go, a
// route in route.go. First it finds the spot where the resource is declared (spot.go), and in it the slot of a property
// (slot.go); a value that is not written there is followed to the parameter or the mapping behind it (given.go). What
// is to be written is a draft (draft.go), whose references get the names that the stack has for things (names.go), laid
// out as the template is (layout.go), and put in as an entry, an item or a resource (entry.go, resource.go). The
// template (template.go) gathers all of it, and refuses what would break it.
package mend
