package network

import (
	"net/netip"
	"sync"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Options are what the source cannot say.
type Options struct {
	Region       string   // where the unit is deployed when its resources do not say, such as eu-central-1
	DirectoryDNS []string // addresses of self-managed domain controllers that answer DNS queries

	AssumeComplete []string // addresses of VPCs that have the endpoints that the source proves, and no others
}

// Network answers questions about one graph. It remembers its answers and is safe for concurrent use.
// The answers are shared: whoever receives one must not change its slices.
type Network struct {
	graph   *graph.Graph
	options Options
	marks   func() marks

	parties        memo[string, *party]
	groupSets      memo[string, *groupSet]
	spaceSets      memo[string, *spaceSet]
	securityGroups memo[*graph.Node, *securityGroup]
	vpcBlocks      memo[*graph.Node, *blocks]
	vpcDetours     memo[*graph.Node, []detourRoute]
	flows          memo[flowKey, Answer]
	references     memo[view, reference]
	worlds         memo[worldKey, []Answer]
	dividedSubnets memo[netip.Prefix, bool]
	networkACLs    memo[*graph.Node, *networkACL]
	aclAnswers     memo[aclKey, Answer]
	systems        memo[*graph.Node, string]
	defaultRoutes  memo[*graph.Node, defaultRoute]
	ways           memo[*graph.Node, *way]
	waysOut        memo[string, Answer]

	serviceEndpoints memo[serviceKey, *candidates]
	privateNames     memo[*graph.Node, Answer]
	zones            memo[domainKey, Answer]
	forwardings      memo[domainKey, Answer]
	serviceWays      memo[wayKey, ServiceWay]
	resolvers        memo[*graph.Node, Resolver]
	firewalls        memo[domainKey, Answer]

	documents   memo[documentKey, document]
	managed     memo[managedKey, grant]
	permissions memo[actionKey, Answer]
	trusted     memo[actionKey, Answer]
	passages    memo[actionKey, Answer]
}

// New prepares the questions about a graph.
func New(g *graph.Graph, options Options) *Network {
	return &Network{graph: g, options: options, marks: sync.OnceValue(func() marks { return marksOf(g) })}
}
