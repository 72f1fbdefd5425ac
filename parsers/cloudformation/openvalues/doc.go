// Package openvalues computes with values of which a template leaves something open, without knowing the template.
//
// A value may be one of several, for a condition is undecided: what a function makes of it is then one of several as
// well, each with the premises under which it is the one (choice.go). It may be unknown, with a reason: as part of a
// text that becomes a token, so that the rest of the text stays readable (unknown.go, texts.go). A text may stand for a
// list of any length (lists.go). And whatever is made of a value keeps the trail of parameters, mappings and outputs
// that it came through (trail.go), for messages and for what depends on the same choice.
package openvalues
