package parsers_test

import (
	"strings"
	"testing"

	"github.com/reachlint/reachlint/parsers"
	"github.com/reachlint/reachlint/parsers/graph"
)

// TestComments holds that what looks like a comment inside of a text is none. Each directive of a source names
// itself comment or text.
func TestComments(t *testing.T) {
	for file, source := range map[string]string{
		"main.tf": `# reachlint:comment
resource "x" "y" { # reachlint:comment
  é    = "ü" // reachlint:comment
  text = "# reachlint:text"
  user = <<-EOT
    # reachlint:text
    ${join("", [/* reachlint:comment */ "a"])} # reachlint:text
  EOT
  /* reachlint:comment */
}
`,
		"template.yaml": `# reachlint:comment
Resources: # reachlint:comment
  A:
    é: it's plain # reachlint:comment
    Sign: not#reachlint:text
    Quoted: "# reachlint:text \" # reachlint:text" # reachlint:comment
    Single: 'it''s # reachlint:text
      # reachlint:text' # reachlint:comment
    Flow: [a, "# reachlint:text", {b: '# reachlint:text'}] # reachlint:comment
    Plain: one, 'two # reachlint:comment
    Script: !Sub | # reachlint:comment
      # reachlint:text

        # reachlint:text
      echo
    # reachlint:comment
    Folded:
      Fn::Base64: >-
        # reachlint:text
    List:
      - |
        # reachlint:text
      - Key: |+2
            # reachlint:text
        # reachlint:comment
        Empty: |
        # reachlint:comment
      - - |-
          # reachlint:text
    Pipe: a | b # reachlint:comment
`,
		"template.json": `{"A": "# reachlint:text", "B": ["\"# reachlint:text"]}`,
		"main.tf.json":  `{"//": "# reachlint:text"}`,
	} {
		lines := strings.Split(source, "\n")
		comments := parsers.Comments(file, []byte(source))
		if len(comments) != len(lines) {
			t.Errorf("%s: %d lines; want %d", file, len(comments), len(lines))
		}
		found := 0
		for _, directive := range graph.AllDirectives(comments, file) {
			if directive.Word != "comment" {
				t.Errorf("%s: %s counts as a comment", file, directive.Range)
				continue
			}
			found++
			line := []rune(lines[directive.Range.Start.Line-1])
			if at := string(line[directive.Range.Start.Column-1:]); !strings.HasPrefix(at, "reachlint:comment") {
				t.Errorf("%s: the column of %s leads to %q", file, directive.Range, at)
			}
		}
		if want := strings.Count(source, "reachlint:comment"); found != want {
			t.Errorf("%s: %d comments; want %d", file, found, want)
		}
	}
}
