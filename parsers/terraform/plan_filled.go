package terraform

import (
	"slices"

	"github.com/reachlint/reachlint/parsers/graph"
)

// ignoresChanges are the types of which it matters which changes they ignore, which a plan does not say.
var ignoresChanges = map[string]bool{
	"aws_instance": true, "aws_security_group": true, "aws_default_security_group": true, "aws_iam_role": true,
	"aws_iam_policy_attachment": true, "aws_iam_role_policy_attachments_exclusive": true, "aws_iam_role_policies_exclusive": true,
}

// filled returns the attributes that nobody wrote, neither in the source nor in what the plan keeps of it, and
// that have a value all the same, in order: the provider has read them from AWS. Of what is only created it has read
// nothing, so that a dynamic block says what stands there.
func filled(each *planResource, source *graph.Resource) []string {
	if each.created {
		return nil
	}
	var names []string
	for name, value := range each.values {
		written := each.config != nil && each.config.Expressions[name] != nil
		if value != nil && !written && (source == nil || source.Properties.Entry(name).IsAbsent()) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}
