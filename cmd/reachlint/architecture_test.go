package main

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/reachlint/reachlint/"

// allowed lists, for every package, the packages of the project that it may import. ARCHITECTURE.md draws
// the same arrows.
var allowed = map[string][]string{
	"cmd/reachlint":          {"cmd/internal/drawing", "cmd/internal/lint", "cmd/internal/lsp", "cmd/internal/report", "policies", "rego", "parsers/graph"},
	"cmd/internal/lsp":       {"cmd/internal/lint", "parsers", "parsers/graph", "rego"},
	"cmd/internal/report":    {"cmd/internal/lint", "rego", "parsers/graph"},
	"cmd/internal/drawing":   {"cmd/internal/lint", "parsers/graph"},
	"cmd/internal/lint":      {"parsers", "parsers/graph", "parsers/terraform", "parsers/cloudformation", "policies", "rego", "rego/network"},
	"parsers":                {"parsers/graph", "parsers/terraform", "parsers/terraform/language", "parsers/terraform/mend", "parsers/terraform/resourcetypes", "parsers/cloudformation", "parsers/cloudformation/mend", "parsers/cloudformation/resourcetypes", "parsers/cloudformation/syntax"},
	"parsers/terraform":      {"parsers/graph", "parsers/terraform/command", "parsers/terraform/functions", "parsers/terraform/language", "parsers/terraform/resourcetypes", "parsers/terraform/unknown"},
	"parsers/cloudformation": {"parsers/graph", "parsers/cloudformation/generated", "parsers/cloudformation/openvalues", "parsers/cloudformation/parameterfiles", "parsers/cloudformation/resourcetypes", "parsers/cloudformation/schema", "parsers/cloudformation/syntax"},

	"parsers/terraform/command":             {"parsers/graph"},
	"parsers/terraform/functions":           {"parsers/graph", "parsers/terraform/language", "parsers/terraform/unknown"},
	"parsers/terraform/language":            {"parsers/graph"},
	"parsers/terraform/mend":                {"parsers/graph", "parsers/terraform/language", "parsers/terraform/resourcetypes", "parsers/words"},
	"parsers/terraform/resourcetypes":       {"parsers/graph"},
	"parsers/terraform/unknown":             {"parsers/graph"},
	"parsers/cloudformation/generated":      {"parsers/cloudformation/syntax"},
	"parsers/cloudformation/mend":           {"parsers/graph", "parsers/cloudformation/resourcetypes", "parsers/cloudformation/syntax", "parsers/words"},
	"parsers/cloudformation/openvalues":     {"parsers/graph"},
	"parsers/cloudformation/parameterfiles": {"parsers/graph", "parsers/cloudformation/syntax"},
	"parsers/cloudformation/resourcetypes":  {"parsers/graph"},
	"parsers/cloudformation/schema":         {"parsers/graph", "parsers/cloudformation/openvalues"},
	"parsers/cloudformation/syntax":         {"parsers/graph"},

	"parsers/graph": {},
	"parsers/words": {},
	"policies":      {},
	"rego":          {"rego/network", "parsers/graph"},
	"rego/network":  {"parsers/graph"},
}

// owners lists the only package that may import a library, it and those below it.
var owners = map[string]string{
	"github.com/hashicorp/hcl/":                        "parsers/terraform",
	"github.com/zclconf/go-cty":                        "parsers/terraform",
	"github.com/awslabs/goformation/v7/intrinsics":     "parsers/cloudformation",
	"github.com/awslabs/goformation/v7/cloudformation": "parsers/cloudformation/schema",
	"github.com/goccy/go-yaml":                         "parsers/cloudformation/syntax",
	"github.com/open-policy-agent/opa/":                "rego",
	"github.com/owenrumney/go-sarif/":                  "cmd/internal/report",
	"github.com/spf13/cobra":                           "cmd/reachlint",
	"github.com/creachadair/jrpc2":                     "cmd/internal/lsp",
}

func TestImportsPointOneWay(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("the go command is not installed")
	}
	listed, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, module+"...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(listed)) {
		fields := strings.Fields(line)
		name := strings.TrimPrefix(fields[0], module)
		may, known := allowed[name]
		if !known {
			t.Errorf("package %s is not in the table of this test, nor, perhaps, in ARCHITECTURE.md", name)
			continue
		}
		for _, imported := range fields[1:] {
			if own, ok := strings.CutPrefix(imported, module); ok && !slices.Contains(may, own) {
				t.Errorf("%s imports %s, against the arrows of ARCHITECTURE.md", name, own)
			}
			for library, owner := range owners {
				if strings.HasPrefix(imported, library) && name != owner && !strings.HasPrefix(name, owner+"/") {
					t.Errorf("%s imports %s, which only %s may", name, imported, owner)
				}
			}
		}
	}
}
