package graph

import (
	"bytes"
	"testing"
)

func TestDirectives(t *testing.T) {
	source := bytes.Split([]byte(`# reachlint:licensed
# an ordinary comment
resource "x" "y" { // reachlint:ignore admin-port-open -- on purpose
}

# reachlint:ignore other -- too far away

resource "x" "z" {
  name = "reachlint:ignore no-comment"
}

/* reachlint:ignore third -- in the other style */
resource "x" "w" {
}
`), []byte("\n"))

	at := func(line int) (words []string) {
		for _, directive := range Directives(source, "main.tf", line) {
			words = append(words, directive.Word+" "+directive.Arguments)
		}
		return words
	}
	if got := at(3); len(got) != 2 || got[0] != "licensed " || got[1] != "ignore admin-port-open -- on purpose" {
		t.Errorf("directives of line 3 = %q", got)
	}
	if got := at(8); len(got) != 0 {
		t.Errorf("a comment above a blank line counts for the block below: %q", got)
	}
	if got := at(13); len(got) != 1 || got[0] != "ignore third -- in the other style" {
		t.Errorf("directives of line 13 = %q", got)
	}
	all := AllDirectives(source, "main.tf")
	if len(all) != 4 {
		t.Fatalf("%d directives in the whole file; want 4: a text is no comment", len(all))
	}
	if want := (Range{"main.tf", Position{3, 23}, Position{3, 69}}); all[1].Range != want {
		t.Errorf("range = %v; want %v", all[1].Range, want)
	}
}
