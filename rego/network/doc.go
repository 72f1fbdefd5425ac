// Package network answers the questions that policies ask of a graph: does this instance reach the
// internet, do these security groups pass that connection, which endpoint serves that service, who
// resolves names here, what may this role do.
//
// It knows AWS and nothing of what a policy requires. Every answer is one of three: allow and deny are
// proven from facts that are complete and certain; everything else is unknown, with the reason. Every
// answer shows its path, hop by hop, and a denial names the value to change.
package network
