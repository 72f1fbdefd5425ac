package lint

import (
	"crypto/sha256"
	"fmt"
	"strconv"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// fingerprint gives every finding a mark that is the same in every run in which the fault is still there,
// wherever its lines have moved, whoever suffers and however its message is worded. Faults that are alike
// in all of this are numbered; the findings must be in the order of merge.
func fingerprint(findings []located) {
	seen := map[string]int{}
	for i := range findings {
		finding := &findings[i]
		facts := strings.Join([]string{finding.Rule, finding.Verdict, finding.Unit, finding.identity, finding.Attribute}, "\x00")
		seen[facts]++
		sum := sha256.Sum256([]byte(facts + "\x00" + strconv.Itoa(seen[facts])))
		finding.Fingerprint = fmt.Sprintf("%x", sum[:16])
	}
}

// toldApartBy are the values and sets by which AWS tells what stands in blocks of one resource from each other, by its kind.
var toldApartBy = map[string][]string{
	"security_group_rule": {"protocol", "from_port", "to_port", "cidr_blocks", "ipv6_cidr_blocks", "self", "groups", "prefix_lists"},
	"network_acl_rule":    {"rule_number"},
	"route":               {"destination", "destination_ipv6", "destination_prefix_list"},
	"policy":              {"name"},
}

// identityOf is what a node is known by from run to run: its address. The address of a block counts the blocks before
// it, which come and go, so that a block is known by what it says instead. The index of a resource stays, for it names
// another resource.
func identityOf(node *graph.Node, address string) string {
	if node == nil || node.Resource == nil {
		return address
	}
	part, isPart := strings.CutPrefix(address, node.Resource.Address)
	property, _, isBlock := strings.Cut(part, "[")
	if !isPart || !isBlock || property == "" {
		return address
	}
	said := []string{node.Resource.Address + property}
	for _, name := range toldApartBy[node.Kind] {
		said = append(said, name)
		node.Value(name).Walk(func(leaf graph.Value) {
			text, _ := leaf.RawText()
			said = append(said, graph.Readable(text))
		})
		for _, member := range node.Set(name).Members {
			if member.Node != nil {
				said = append(said, member.Node.Address)
			} else {
				said = append(said, member.Text)
			}
		}
	}
	return strings.Join(said, "\x00")
}
