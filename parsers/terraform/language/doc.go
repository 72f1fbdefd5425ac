// Package language knows what Terraform's language says before anything is evaluated: which files it is written in,
// how far they are read, what a reserved word means and which text is written as such. All that it knows, Terraform
// and OpenTofu have in common.
package language
