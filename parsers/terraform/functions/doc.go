// Package functions has the functions of Terraform's language (Terraform language, "Built-in Functions"), of OpenTofu
// and of the AWS provider, made safe for values that nobody knows: a function that would look into what is unknown
// says that its result is, with the reason, and one that only carries values carries these as well.
//
// Most are those of go-cty and of HashiCorp's libraries, with a word on what they may do with such values (the table in
// table.go). Ours are those that the libraries lack, and those that can say more of an unknown value.
package functions
