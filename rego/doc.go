// Package rego evaluates policies over a graph with Open Policy Agent.
//
// All policies are compiled once, into an Engine that any number of units can be evaluated with, side by
// side. A policy is a module of package policies["<rule-id>"] that yields fail and review, both sets of
// findings. It reads the nodes as input, and asks the built-ins network.… and iam.… (package network)
// what the graph says about routes, security groups, names and permissions.
//
// Policies run in a sandbox: no built-in that reaches the network, the environment, the clock or chance.
package rego
