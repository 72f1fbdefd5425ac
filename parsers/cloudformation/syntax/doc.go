// Package syntax reads the text of CloudFormation templates, YAML and JSON alike, into trees of nodes that keep the
// place of every value.
//
// A file becomes a Document (document.go) once, for everybody who asks: its Root is a Node (node.go), in which a short
// tag such as !Sub and its long form are the same call, and what AWS::Include names in a local file is put in
// (include.go). YAML is read by yaml.v3 (yaml.go) and JSON by a reader of our own (json.go). What is wrong with it
// becomes a diagnostic at its place (fault.go). Here nothing is evaluated: what a function or a parameter comes to is
// for package cloudformation to say. For what writes templates, a Source tells where in the text a place is, and
// Comments what in it is a comment.
package syntax
