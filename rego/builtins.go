package rego

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/types"
	"github.com/reachlint/reachlint/rego/network"
)

// question is a built-in: a question that policies ask of the graph at hand.
type question struct {
	name      string
	about     string
	arguments []argument
	answer    types.Type
	ask       func(*network.Network, []string, int) ast.Value // the texts in order, those of a list last, and the port
}

type argument struct {
	name  string
	about string
	kind  types.Type
}

var (
	computer    = argument{"computer", "address of an instance or autoscaling_group", types.S}
	vpc         = argument{"vpc", "address of a VPC", types.S}
	service     = argument{"service", "name of an AWS service, such as ssm", types.S}
	endpoint    = argument{"endpoint", "address of a VPC endpoint", types.S}
	domain      = argument{"domain", "DNS name, such as corp.example.com", types.S}
	destination = argument{"destination", "address of a node, or a CIDR", types.S}
	target      = argument{"target", "address of the node that is connected to", types.S}
	origin      = argument{"source", "address of a computer, or a CIDR", types.S}
	protocol    = argument{"protocol", "tcp, udp, …", types.S}
	port        = argument{"port", "port that is connected to", types.N}
	role        = argument{"role", "address of a role", types.S}
	resource    = argument{"resource", "address of a node, or an ARN as it is written", types.S}
	action      = argument{"action", "such as ssm:UpdateInstanceInformation", types.S}
	actions     = argument{"actions", "list of actions", textsType}
	principal   = argument{"service", "principal, such as ec2.amazonaws.com", types.S}
	anyNode     = argument{"node", "address of a node", types.S}
	attribute   = argument{"attribute", "name of one of its values or sets", types.S}
)

// questions are the built-ins, beside OPA's own.
var questions = []question{
	{"network.way_out", "Do the routes of a computer lead to the internet?",
		[]argument{computer}, answerType,
		func(n *network.Network, a []string, _ int) ast.Value { return answerValue(n.WayOut(a[0])) }},
	{"network.endpoints", "Which interface endpoints of a VPC serve a service?",
		[]argument{vpc, service}, endpointsType,
		func(n *network.Network, a []string, _ int) ast.Value { return endpointsValue(n.Endpoints(a[0], a[1])) }},
	{"network.endpoint_faults", "What keeps a VPC endpoint from being created, or from being reached by anybody?",
		[]argument{endpoint}, answersType,
		func(n *network.Network, a []string, _ int) ast.Value { return answersValue(n.EndpointFaults(a[0])) }},
	{"network.foreign_groups", "Which computers of a VPC are given a security group of another one?",
		[]argument{vpc}, answersType,
		func(n *network.Network, a []string, _ int) ast.Value { return answersValue(n.ForeignGroups(a[0])) }},
	{"network.private_dns", "Does the public name of an endpoint's service resolve to it inside its VPC?",
		[]argument{endpoint}, answerType,
		func(n *network.Network, a []string, _ int) ast.Value { return answerValue(n.PrivateDNS(a[0])) }},
	{"network.private_zone", "Does something associated with a VPC answer privately for a domain?",
		[]argument{vpc, domain}, answerType,
		func(n *network.Network, a []string, _ int) ast.Value { return answerValue(n.PrivateZone(a[0], a[1])) }},
	{"network.service_way", "How do a computer's connections to an AWS service travel?",
		[]argument{computer, service}, wayType,
		func(n *network.Network, a []string, _ int) ast.Value { return wayValue(n.ServiceWay(a[0], a[1])) }},
	{"network.egress", "Do the security groups of a computer let it connect to a destination?",
		[]argument{computer, destination, protocol, port}, answerType,
		func(n *network.Network, a []string, port int) ast.Value {
			return answerValue(n.Egress(a[0], a[1], a[2], port))
		}},
	{"network.ingress", "Do the security groups of a target let a source connect?",
		[]argument{target, origin, protocol, port}, answerType,
		func(n *network.Network, a []string, port int) ast.Value {
			return answerValue(n.Ingress(a[0], a[1], a[2], port))
		}},
	{"network.acl", "Do the network ACLs pass a connection, and what comes back?",
		[]argument{computer, destination, protocol, port}, passageType,
		func(n *network.Network, a []string, port int) ast.Value {
			return passageValue(n.ACL(a[0], a[1], a[2], port))
		}},
	{"network.reaches", "Do the routes lead from a computer to a target, and back?",
		[]argument{computer, target}, answerType,
		func(n *network.Network, a []string, _ int) ast.Value { return answerValue(n.Reaches(a[0], a[1])) }},
	{"network.hindrances", "What keeps a connection of a computer from surely coming about: groups, network ACLs or routes?",
		[]argument{computer, destination, protocol, port}, answersType,
		func(n *network.Network, a []string, port int) ast.Value {
			return answersValue(n.Hindrances(a[0], a[1], a[2], port))
		}},
	{"network.open_to_world", "Which rules of a computer's security groups let everybody connect to a TCP port?",
		[]argument{computer, port}, answersType,
		func(n *network.Network, a []string, port int) ast.Value {
			return answersValue(n.OpenToWorld(a[0], port))
		}},
	{"network.resolver", "Which DNS servers does a VPC hand to its computers?",
		[]argument{vpc}, resolverType,
		func(n *network.Network, a []string, _ int) ast.Value { return resolverValue(n.Resolver(a[0])) }},
	{"network.forwards", "Is a rule that forwards a domain associated with a VPC?",
		[]argument{vpc, domain}, answerType,
		func(n *network.Network, a []string, _ int) ast.Value { return answerValue(n.Forwards(a[0], a[1])) }},
	{"network.dns_firewall", "Does DNS Firewall let a VPC ask for the addresses of a name?",
		[]argument{vpc, domain}, answerType,
		func(n *network.Network, a []string, _ int) ast.Value { return answerValue(n.DNSFirewall(a[0], a[1])) }},
	{"iam.allows", "May a role do an action?",
		[]argument{role, action}, answerType,
		func(n *network.Network, a []string, _ int) ast.Value { return answerValue(n.Allows(a[0], a[1])) }},
	{"iam.allows_on", "May a role do an action on a resource?",
		[]argument{role, action, resource}, answerType,
		func(n *network.Network, a []string, _ int) ast.Value {
			return answerValue(n.AllowsOn(a[0], a[1], a[2]))
		}},
	{"iam.refusals", "Which of some actions does a role not surely allow?",
		[]argument{role, actions}, refusalsType,
		func(n *network.Network, a []string, _ int) ast.Value { return refusalsValue(n.Refusals(a[0], a[1:])) }},
	{"iam.passes", "Does the policy of a VPC endpoint let an action through?",
		[]argument{endpoint, action}, answerType,
		func(n *network.Network, a []string, _ int) ast.Value { return answerValue(n.Passes(a[0], a[1])) }},
	{"iam.trusts", "Does the trust policy of a role let a service assume it?",
		[]argument{role, principal}, answerType,
		func(n *network.Network, a []string, _ int) ast.Value { return answerValue(n.Trusts(a[0], a[1])) }},
	{"source.place", "Where is a value of a node written, or else the node?",
		[]argument{anyNode, attribute}, types.S,
		func(n *network.Network, a []string, _ int) ast.Value { return ast.String(n.Place(a[0], a[1])) }},
}

func (q question) declaration() *ast.Builtin {
	kinds := make([]types.Type, len(q.arguments))
	for i, argument := range q.arguments {
		kinds[i] = types.Named(argument.name, argument.kind).Description(argument.about)
	}
	return &ast.Builtin{
		Name:        q.name,
		Description: q.about,
		Decl:        types.NewFunction(kinds, types.Named("answer", q.answer)),
	}
}

// bindings returns the built-ins as the evaluator calls them.
func bindings() map[string]*topdown.Builtin {
	bound := make(map[string]*topdown.Builtin, len(questions))
	for _, question := range questions {
		bound[question.name] = &topdown.Builtin{Decl: question.declaration(), Func: question.call}
	}
	return bound
}

// call answers the question from the network that the context carries.
func (q question) call(run topdown.BuiltinContext, operands []*ast.Term, yield func(*ast.Term) error) error {
	answer, err := q.answerTo(run.Context, operands)
	if err != nil {
		// Without Halt the answer would be undefined, and a policy would take that for a no.
		return topdown.Halt{Err: err}
	}
	return yield(ast.NewTerm(answer))
}

func (q question) answerTo(ctx context.Context, operands []*ast.Term) (ast.Value, error) {
	talk, _ := ctx.Value(conversationKey{}).(*conversation)
	if talk == nil {
		return nil, fmt.Errorf("%s: there is no configuration to ask about; in a test, put an answer in its place (with %[1]s as …)", q.name)
	}
	var texts []string
	var port int
	for i, operand := range operands[:len(q.arguments)] {
		switch value := operand.Value.(type) {
		case ast.String:
			texts = append(texts, string(value))
		case *ast.Array:
			value.Foreach(func(entry *ast.Term) {
				if text, ok := entry.Value.(ast.String); ok {
					texts = append(texts, string(text))
				}
			})
		case ast.Number:
			port, _ = value.Int()
		}
		if len(texts) <= i && q.arguments[i].kind == types.Type(types.S) {
			return nil, fmt.Errorf("%s: %s must be a text, not %s", q.name, q.arguments[i].name, ast.ValueName(operand.Value))
		}
	}
	return talk.remember(q, texts, port), nil
}

// conversation is what policies ask about one graph. Several of them ask the same, so the answers are
// kept in the form in which policies read them.
type conversation struct {
	about   *network.Network
	answers sync.Map // from the question with its operands
}

type conversationKey struct{}

func withNetwork(ctx context.Context, about *network.Network) context.Context {
	return context.WithValue(ctx, conversationKey{}, &conversation{about: about})
}

func (c *conversation) remember(q question, texts []string, port int) ast.Value {
	key := q.name + "\x00" + strings.Join(texts, "\x00") + "\x00" + strconv.Itoa(port)
	if answer, ok := c.answers.Load(key); ok {
		return answer.(ast.Value)
	}
	answer := q.ask(c.about, texts, port)
	c.answers.Store(key, answer)
	return answer
}
