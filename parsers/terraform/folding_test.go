package terraform

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/parsers/terraform/resourcetypes"
)

const foldingCase = "testdata/folding/folding.txtar"

// TestFolding: every resource type that scatters a fact ends up in the node that it changes.
func TestFolding(t *testing.T) {
	golden, err := txtar.ParseFile(foldingCase)
	if err != nil {
		t.Fatal(err)
	}
	files := archive(string(txtar.Format(golden)))
	built := graph.Build(t.Context(), load(t, files, ".", Options{Region: "eu-west-1"}), resourcetypes.Table)
	var text strings.Builder
	for _, node := range built.All() {
		writeNode(&text, node)
	}
	compareGolden(t, foldingCase, golden, text.String())
}

// writeNode writes the node's sets, but for the parts that AWS makes along with a VPC.
func writeNode(text *strings.Builder, node *graph.Node) {
	if strings.Contains(node.Address, ".default_") || strings.HasSuffix(node.Address, ".main_route_table") {
		return
	}
	fmt.Fprintf(text, "%s %s\n", node.Kind, node.Address)
	for _, name := range node.Sets.Names() {
		set := node.Set(name)
		var members []string
		for _, member := range set.Members {
			written := fmt.Sprintf("%q", member.Text)
			if member.Node != nil {
				written = member.Node.Address
			}
			if member.Maybe != "" {
				written += "?"
			}
			members = append(members, written)
		}
		slices.Sort(members)
		if len(set.Open) > 0 {
			members = append(members, "… "+set.Open[0])
		}
		if len(members) > 0 {
			fmt.Fprintf(text, "  %s: %s\n", name, strings.Join(members, ", "))
		}
	}
}
