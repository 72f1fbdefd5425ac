package terraform

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/unknown"
)

// defaultWorkspace is the one in which a working directory starts (Terraform language, "Workspaces").
const defaultWorkspace = "default"

// workspace is what terraform.workspace is in the unit: the name that the command line gives, or that of the one
// workspace in which HCP Terraform runs it. Other backends know workspaces as well, but do not say which is selected.
func (u *unit) workspace() cty.Value {
	if given := u.loader.options.Workspace; given != "" {
		return cty.StringVal(given)
	}
	if u.root == nil {
		return cty.StringVal(defaultWorkspace)
	}
	switch source := u.root.source; source.backendKind {
	case "cloud", "remote":
		at := func() graph.Range { return source.backend.file.rangeOf(source.backend.header) }
		return u.remember(&u.workspaceMemo, "terraform.workspace", at, u.root.remoteWorkspace)
	}
	return cty.StringVal(defaultWorkspace)
}

// remoteWorkspace is the workspace of a root module whose state HCP Terraform keeps. The block cloud selects the one
// workspace that it names (Terraform language, "Connect to HCP Terraform"). With the backend remote, the name holds for
// remote operations and local ones are in the workspace default; a prefix is part of the name in the former alone
// (Terraform language, "Backend Type: remote").
func (i *moduleInstance) remoteWorkspace() cty.Value {
	name := i.scope().plainText(i.source.backend.child("workspaces").expression("name"))
	switch {
	case name == "":
		return unknown.Text("terraform.workspace", "the source does not say in which workspace it is deployed")
	case i.source.backendKind == "remote":
		return unknown.Text("terraform.workspace", fmt.Sprintf(
			"terraform.workspace is %s where operations are remote, and default elsewhere", name))
	}
	return cty.StringVal(name)
}
