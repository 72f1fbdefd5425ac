package rego

import (
	"context"
	"fmt"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/rego/network"
)

// Needs is what a computer has to reach, as the policies see it.
type Needs struct {
	Twins      []string                  `json:"twins"` // addresses of the computers with the same needs and ways
	Managed    Need                      `json:"managed"`
	Services   []string                  `json:"services"` // of Systems Manager
	Actions    map[string][]string       `json:"actions"`  // what is asked of each of them
	Names      network.Answer            `json:"names"`    // what keeps it from the DNS servers of its VPC, and so from all names; the zero Answer when nothing does
	Filtered   map[string]network.Answer `json:"filtered"` // what keeps it from the name of a service; no Answer where nothing does
	Directory  DirectoryNeed             `json:"directory"`
	Activation ActivationNeed            `json:"activation"`
}

// Need is why something is needed; Why is empty when nothing shows that it is.
type Need struct {
	Why   string `json:"why"`
	Doubt string `json:"doubt"` // why it may not be needed; "" when it surely is
}

// DirectoryNeed is the directory or the domain controllers that a computer has to reach.
type DirectoryNeed struct {
	Need
	Targets     map[string][]Port `json:"targets"`       // by address
	Names       network.Answer    `json:"names"`         // whether the DNS servers of its VPC find them; the zero Answer when they are these servers
	AskedInVain bool              `json:"asked_in_vain"` // Amazon's DNS server is asked as well
}

// Port is one that has to be open.
type Port struct {
	Label    string `json:"label"` // such as tcp/88
	Protocol string `json:"protocol"`
	Number   int    `json:"number"`
	Level    Level  `json:"level"`
}

// ActivationNeed is where a licensed computer looks for the activation servers. One destination that it reaches
// is enough.
type ActivationNeed struct {
	Need
	Destinations []string `json:"destinations"`
	Filtered     []string `json:"filtered"` // VPCs to which network ACLs are asked
	Port         int      `json:"port"`
}

// Needs asks the library of the policies what each computer of a graph has to reach. Computers that are somebody's
// twins are only named there. The error is that of the library, or the context's.
func (e *Engine) Needs(ctx context.Context, nodes *graph.Graph, configuration Configuration, about *network.Network) (map[string]Needs, error) {
	library := ast.Ref{ast.DefaultRootDocument, ast.StringTerm("lib"), ast.StringTerm("needs"), ast.StringTerm("of")}
	compiler, err := e.compile()
	if err != nil {
		return nil, err
	}
	if len(compiler.GetRulesExact(library)) == 0 {
		return nil, nil
	}
	cancel := topdown.NewCancel()
	defer context.AfterFunc(ctx, cancel.Cancel)()
	query := ast.NewBody(ast.Equality.Expr(ast.VarTerm("needs"), ast.NewTerm(library)))
	answers, err := topdown.NewQuery(query).
		WithCompiler(compiler).
		WithBuiltins(e.builtins).
		WithInput(ast.NewTerm(inputOf(nodes, configuration, about))).
		WithCancel(cancel).
		WithVirtualCache(topdown.NewVirtualCache()).
		Run(withNetwork(ctx, about))
	if err != nil {
		return nil, fmt.Errorf("evaluate what computers need: %w", err)
	}
	needs := map[string]Needs{}
	for _, answer := range answers {
		if err := ast.As(answer["needs"].Value, &needs); err != nil {
			return nil, fmt.Errorf("read what computers need: %w", err)
		}
	}
	return needs, nil
}
