// Package unknown marks what an expression evaluates to, where nobody can know it, with the reason why, and reads such
// values.
//
// There are two ways not to know a value. It is unknown to cty and marked with the reason, which every operation hands
// on. Or it is a text with a token (graph.Reference): a known text to cty, of which nobody knows what it will say, so
// that the text around it keeps its shape and an id of a resource can be found again. Whoever looks into a value or
// decides upon it asks here first whether it may.
//
// A reason completes a sentence: "it is not known, because …".
package unknown
