package graph

import (
	"errors"
	"io/fs"
	"slices"
)

// Configuration is what a parser reads from one unit, all that is deployed together: a Terraform root
// module with its module tree, or a CloudFormation stack with its nested stacks.
type Configuration struct {
	Resources   []*Resource
	Opaque      []Opaque
	Handed      []Handed
	Diagnostics []Diagnostic
	Files       []string // every file that was read, relative to the scanned file system's root

	// Choices are all the values that the subject of an assumption can have, where the source limits them.
	Choices map[string][]string

	// Compared are the values that open variables are compared with, by the subjects of assumptions. What these decide
	// shows when the source is evaluated again with the assumptions.
	Compared map[string][]string
}

// Handed is an output of the unit: what it refers to may be used by others, who are not in view.
type Handed struct {
	Address    string // output.vpc_id, an output's logical id
	References []Reference
}

// Resource is one instance of a resource or data source, with count and for_each expanded.
type Resource struct {
	Address    string // module.network.aws_vpc_endpoint.this["ssm"], NetworkStack/SsmEndpoint
	Title      string // by which its author knows it, where a tool wrote the source: a CDK construct's path
	Type       string // the provider's name for it: aws_vpc_endpoint, AWS::EC2::VPCEndpoint
	Properties Value  // an object, named as the provider names them; nested blocks are lists of objects
	Range      Range  // the block's header, or the logical id
	Calls      []Call // outermost first; empty for a resource of the root module or root stack
	Region     string // where it is deployed, as far as the source says: eu-central-1, or ""
	Lookup     bool   // a data source: it reads what exists elsewhere and creates nothing

	// Maybe tells why the resource may not exist, or may exist several times; "" when it surely exists once.
	Maybe string

	// Existing tells why the resource exists before the unit takes it over, with all that it had; "" when the
	// unit creates it.
	Existing string

	// Filled are properties that nobody wrote: a plan tells what AWS has in them.
	Filled []string

	// Assumes says when a resource with a Maybe exists: where one of the premises holds, and only there.
	// Without any, nothing is known of that.
	Assumes []Premise

	// Directives are the comments that speak to reachlint on and directly above the resource.
	Directives []Directive
}

// filled tells whether nobody wrote a property that has a value.
func (r *Resource) filled(property string) bool { return slices.Contains(r.Filled, property) }

// Opaque is a part of the unit that cannot be seen into, such as a module that is not downloaded or a
// custom resource. It may add to whatever it was given.
type Opaque struct {
	Address  string
	Part     string // of what has the address; "" for all of it
	Range    Range
	Reason   string      // completes "… cannot be seen into, because …"
	Received []Reference // what it was given

	// Adds is all that it may do to nodes that it was given; nil for anything.
	Adds []Addition
}

// Addition is what may become of a node of a kind: its sets may get more members, and its values others.
type Addition struct {
	Kind   string
	Sets   []string
	Values []string
}

// Severity of a diagnostic.
type Severity string

// The severities, by SARIF's names for the levels (SARIF 2.1.0, section 3.58.6).
const (
	SeverityError   Severity = "error"   // a file or a unit could not be read
	SeverityWarning Severity = "warning" // something was left out
	SeverityNote    Severity = "note"    // something that is worth knowing
)

// Diagnostic says what is wrong with the input itself, and what to do. It is not a finding.
type Diagnostic struct {
	Severity Severity
	ID       string // kebab-case, stable: terraform-syntax, module-not-found, …
	Range    Range  // Start.Line is 0 when it concerns the file as a whole
	Message  string // one sentence
	Help     string // what to do; may be empty
}

// WithoutPath returns an error of a file system without the path, which whoever tells of it names anyway.
func WithoutPath(err error) error {
	if wrapped := (*fs.PathError)(nil); errors.As(err, &wrapped) {
		return wrapped.Err
	}
	return err
}
