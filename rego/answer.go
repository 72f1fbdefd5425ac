package rego

import (
	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"
	"github.com/reachlint/reachlint/rego/network"
)

// The shapes of answers. The compiler knows them, so that a misspelt field is told when a policy is
// compiled instead of being undefined for ever.
var (
	hopsType    = types.NewArray(nil, record("node", "attribute", "text", "verdict"))
	serversType = types.NewArray(nil, record("kind", "node", "text"))
	textsType   = types.NewArray(nil, types.S)

	answerType   = recordWith("path", hopsType, "verdict", "reason", "subject", "attribute")
	passageType  = recordWith("path", hopsType, "verdict", "reason", "subject", "attribute", "part", "share")
	answersType  = types.NewArray(nil, answerType)
	refusalsType = types.NewObject(nil, types.NewDynamicProperty(types.S, answerType))
	wayType      = recordWith("path", hopsType, "way", "endpoint", "destination", "reason")
	resolverType = types.NewObject(append(
		recordWith("servers", serversType, "kind", "options", "reason").StaticProperties(),
		types.NewStaticProperty("sets", types.NewArray(nil, record("text", "reason"))),
	), nil)
	endpointsType = types.NewObject([]*types.StaticProperty{
		types.NewStaticProperty("has", textsType),
		types.NewStaticProperty("may", textsType),
		types.NewStaticProperty("open", types.S),
	}, nil)
)

// The words that most answers consist of are the same term in all of them.
func init() {
	ast.InternStringTerm(
		"verdict", "reason", "subject", "attribute", "path", "node", "text", "way", "endpoint", "destination", "has", "may", "open", "kind",
		"options", "servers", "sets", "part", "share", string(network.Allow), string(network.Deny), string(network.Unknown), "internet", "none",
		"rules", "security_groups", "subnets", "routes", "route_table", "network_acl", "policies", "private_dns_enabled",
	)
}

func record(texts ...string) *types.Object {
	properties := make([]*types.StaticProperty, len(texts))
	for i, name := range texts {
		properties[i] = types.NewStaticProperty(name, types.S)
	}
	return types.NewObject(properties, nil)
}

func recordWith(name string, kind types.Type, texts ...string) *types.Object {
	return types.NewObject(append(record(texts...).StaticProperties(), types.NewStaticProperty(name, kind)), nil)
}

func answerValue(answer network.Answer) ast.Value {
	return ast.NewObject(
		field("verdict", string(answer.Verdict)),
		field("reason", answer.Reason),
		field("subject", answer.Subject),
		field("attribute", answer.Attribute),
		[2]*ast.Term{ast.InternedTerm("path"), hops(answer.Path)},
	)
}

func passageValue(answer network.Answer) ast.Value {
	passage := answerValue(answer).(ast.Object)
	part, share := field("part", answer.Part), field("share", answer.Share)
	passage.Insert(part[0], part[1])
	passage.Insert(share[0], share[1])
	return passage
}

func answersValue(answers []network.Answer) ast.Value {
	terms := make([]*ast.Term, len(answers))
	for i, answer := range answers {
		terms[i] = ast.NewTerm(answerValue(answer))
	}
	return ast.NewArray(terms...)
}

func refusalsValue(answers map[string]network.Answer) ast.Value {
	refusals := ast.NewObject()
	for action, answer := range answers {
		refusals.Insert(ast.StringTerm(action), ast.NewTerm(answerValue(answer)))
	}
	return refusals
}

func wayValue(way network.ServiceWay) ast.Value {
	return ast.NewObject(
		field("way", way.Way),
		field("endpoint", way.Endpoint),
		field("destination", way.Destination()),
		field("reason", way.Reason),
		[2]*ast.Term{ast.InternedTerm("path"), hops(way.Path)},
	)
}

func endpointsValue(endpoints network.EndpointList) ast.Value {
	return ast.NewObject(
		[2]*ast.Term{ast.InternedTerm("has"), texts(endpoints.Has)},
		[2]*ast.Term{ast.InternedTerm("may"), texts(endpoints.May)},
		field("open", endpoints.Open),
	)
}

func resolverValue(resolver network.Resolver) ast.Value {
	servers := make([]*ast.Term, len(resolver.Servers))
	for i, server := range resolver.Servers {
		servers[i] = ast.ObjectTerm(field("kind", server.Kind), field("node", server.Node), field("text", server.Text))
	}
	sets := make([]*ast.Term, len(resolver.Sets))
	for i, set := range resolver.Sets {
		sets[i] = ast.ObjectTerm(field("text", set.Text), field("reason", set.Reason))
	}
	return ast.NewObject(
		field("kind", resolver.Kind),
		field("options", resolver.Options),
		field("reason", resolver.Reason),
		[2]*ast.Term{ast.InternedTerm("servers"), ast.ArrayTerm(servers...)},
		[2]*ast.Term{ast.InternedTerm("sets"), ast.ArrayTerm(sets...)},
	)
}

func hops(path []network.Hop) *ast.Term {
	if len(path) == 0 {
		return ast.InternedEmptyArray
	}
	terms := make([]*ast.Term, len(path))
	for i, hop := range path {
		terms[i] = ast.ObjectTerm(
			field("node", hop.Node),
			field("attribute", hop.Attribute),
			field("text", hop.Text),
			field("verdict", string(hop.Verdict)),
		)
	}
	return ast.ArrayTerm(terms...)
}

func texts(list []string) *ast.Term {
	terms := make([]*ast.Term, len(list))
	for i, text := range list {
		terms[i] = ast.StringTerm(text)
	}
	return ast.ArrayTerm(terms...)
}

func field(name, text string) [2]*ast.Term {
	return [2]*ast.Term{ast.InternedTerm(name), ast.InternedTerm(text)}
}
