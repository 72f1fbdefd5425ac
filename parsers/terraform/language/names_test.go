package language_test

import (
	"testing"

	"github.com/reachlint/reachlint/parsers/terraform/language"
)

func TestIsSource(t *testing.T) {
	for name, want := range map[string]bool{
		"main.tf": true, "a/b.tf.json": true, "main.tofu": true, "main.tofu.json": true,
		"main.tfvars": false, "x.json": false, "main.tftest.hcl": false, "plan.json": false,
	} {
		if got := language.IsSource(name); got != want {
			t.Errorf("IsSource(%q) = %v", name, got)
		}
	}
}
