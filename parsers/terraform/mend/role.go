package mend

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/reachlint/reachlint/parsers/graph"
)

// attachPolicy gives a role a policy of AWS in the way in which it got others: through one more key of the
// attachments' for_each, in its list of policies, or by an attachment of its own.
func (e *mender) attachPolicy(change graph.AttachPolicy) bool {
	role := e.nodes.Node(change.Role)
	if role == nil || role.Kind != "role" || role.Resource == nil {
		return false
	}
	source, block := e.block(role.Resource)
	if block == nil || block.Body.Attributes["for_each"] != nil {
		return false
	}
	at := siteOf(role.Resource)
	if list := block.Body.Attributes["managed_policy_arns"]; list != nil {
		return e.appendPolicy(at, source, list.Expr, change.Policy)
	}
	var model *graph.Resource
	for _, attachment := range e.configuration.Resources {
		if attachment.Type != "aws_iam_role_policy_attachment" || attachment.Lookup || siteOf(attachment).prefix != at.prefix {
			continue
		}
		if isRole(attachment.Properties.Entry("role"), role) {
			model = attachment
		}
	}
	if model != nil {
		if done, ok := e.attachLike(at, model, change.Policy); done {
			return ok
		}
	}
	return e.attachBeside(at, role, source, block, model, change.Policy)
}

// isRole tells whether a value names the role, by a reference or by the name that the role is given.
func isRole(value graph.Value, role *graph.Node) bool {
	if reference, ok := value.Reference(); ok {
		return reference.Address == role.Address
	}
	text, known := value.Text()
	name, given := role.Value("name").Text()
	return known && given && text == name
}

// appendPolicy adds the policy to a list of ARNs.
func (e *mender) appendPolicy(at site, source *written, expression hclsyntax.Expression, policy string) bool {
	source, found := e.collection(at, source, expression)
	list, ok := found.(*hclsyntax.TupleConsExpr)
	if !ok || len(list.Exprs) == 0 {
		return false
	}
	model := list.Exprs[len(list.Exprs)-1]
	text, ok := source.policyLike(model, policy)
	if ok {
		source.appendItem(list.Exprs, text)
	}
	return ok
}

// attachLike extends the collection from which the role's attachments come, where they do. It is not done where
// the role has single attachments.
func (e *mender) attachLike(at site, model *graph.Resource, policy string) (done, ok bool) {
	source, block := e.block(model)
	if block == nil {
		return true, false
	}
	forEach := block.Body.Attributes["for_each"]
	if forEach == nil {
		return false, false
	}
	source, found := e.collection(at, source, forEach.Expr)
	list, isList := found.(*hclsyntax.TupleConsExpr)
	if !isList || len(list.Exprs) == 0 {
		return false, false
	}
	text, written := source.policyLike(list.Exprs[len(list.Exprs)-1], policy)
	if written {
		source.appendItem(list.Exprs, text)
	}
	return written, written
}

// policyLike writes the policy in the form of another one of AWS: its ARN, or its name alone.
func (s *written) policyLike(model hclsyntax.Expression, policy string) (string, bool) {
	template, ok := model.(*hclsyntax.TemplateExpr)
	if !ok || len(template.Parts) == 0 {
		return "", false
	}
	last, ok := template.Parts[len(template.Parts)-1].(*hclsyntax.LiteralValueExpr)
	if !ok {
		return "", false
	}
	whole, tail := s.slice(model.Range()), s.slice(last.Range())
	start := strings.LastIndex(tail, ":policy/")
	switch {
	case start >= 0 && strings.Contains(s.slice(model.Range()), ":aws:policy/"):
		start += len(":policy/")
	case len(template.Parts) == 1 && strings.HasPrefix(tail, "Amazon") && !strings.ContainsAny(tail, "/:"):
		start = 0
	case len(template.Parts) == 1 && (strings.HasPrefix(tail, "AWS") || strings.HasPrefix(tail, "CloudWatch")) && !strings.ContainsAny(tail, "/:"):
		start = 0
	default:
		return "", false
	}
	at := last.Range().Start.Byte - model.Range().Start.Byte
	return whole[:at+start] + policy + whole[at+len(tail):], true
}

// attachBeside writes an attachment of its own, behind another one of the role or behind the role.
func (e *mender) attachBeside(at site, role *graph.Node, source *written, block *hclsyntax.Block, model *graph.Resource, policy string) bool {
	const kind = "aws_iam_role_policy_attachment"
	self, known := e.reference(at, graph.Reference{Address: role.Address, Attribute: "name"})
	if !known {
		return false
	}
	arn := strconv.Quote("arn:" + partition(role.Resource.Region) + ":iam::aws:policy/" + policy)
	if reference := e.partitionReference(at); reference != "" {
		arn = `"arn:${` + reference + `}:iam::aws:policy/` + policy + `"`
	}
	arguments := []argument{{"role", self}, {"policy_arn", arn}}
	if model != nil {
		modelSource, modelBlock := e.block(model)
		if modelBlock != nil {
			source, block = modelSource, modelBlock
			arguments = inOrderOf(block, arguments)
			if like := block.Body.Attributes["policy_arn"]; like != nil {
				if text, ok := source.policyLike(like.Expr, policy); ok {
					arguments = inOrderOf(block, []argument{{"role", self}, {"policy_arn", text}})
				}
			}
		}
	}
	for _, ending := range attachmentEndings[policy] {
		name := labelOf(role.Resource) + ending
		if !e.isDeclared(at.directory, kind, name) {
			text := fmt.Sprintf("\n\nresource %q %q {\n%s}", kind, name, lines(arguments, "  "))
			source.addBehind(block, text)
			return true
		}
	}
	return false
}

// attachmentEndings are what the name of an attachment says behind that of its role; the second where the first is
// taken.
var attachmentEndings = map[string][]string{
	"AmazonSSMManagedInstanceCore":    {"_ssm", "_managed_instance_core"},
	"AmazonSSMDirectoryServiceAccess": {"_directory_service", "_directory_service_access"},
}

// partition is where the policies of AWS are, by the Region ("Amazon Resource Names (ARNs)", IAM User Guide).
func partition(region string) string {
	switch {
	case strings.HasPrefix(region, "cn-"):
		return "aws-cn"
	case strings.HasPrefix(region, "us-gov-"):
		return "aws-us-gov"
	case strings.HasPrefix(region, "eusc-"):
		return "aws-eusc"
	}
	return "aws"
}

// partitionReference returns how the module asks for its partition, or "" when it does not.
func (e *mender) partitionReference(at site) string {
	found := ""
	for _, source := range e.files(at.directory) {
		_ = hclsyntax.VisitAll(source.body, func(node hclsyntax.Node) hcl.Diagnostics {
			traversal, ok := node.(*hclsyntax.ScopeTraversalExpr)
			if ok && strings.HasPrefix(source.slice(traversal.SrcRange), "data.aws_partition.") && strings.HasSuffix(source.slice(traversal.SrcRange), ".partition") {
				found = source.slice(traversal.SrcRange)
			}
			return nil
		})
	}
	return found
}
