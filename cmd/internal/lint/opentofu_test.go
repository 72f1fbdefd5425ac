package lint_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
)

// TestOpenTofuPlans gives the project's plans the form in which `tofu show -json` writes them, and wants the same
// said of them: providers come from another registry, applyable and complete are not told, the version is of its
// own ("JSON Output Format", OpenTofu). What is ephemeral, and what has drifted, is no part of what will be.
func TestOpenTofuPlans(t *testing.T) {
	plans := 0
	err := filepath.WalkDir(goldenFolder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.Name() != "plan.json" {
			return err
		}
		plans++
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		want, _ := saidOf(t, fstest.MapFS{"plan.json": {Data: content}}, ".", nil)
		got, _ := saidOf(t, fstest.MapFS{"plan.json": {Data: asOpenTofu(t, string(content))}}, ".", nil)
		if got != want {
			t.Errorf("%s: of OpenTofu's plan is said\n%s\nof Terraform's\n%s", name, got, want)
		}
		return nil
	})
	if err != nil || plans == 0 {
		t.Fatalf("no plans: %v", err)
	}
}

var terraformOnly = regexp.MustCompile(`,"(applyable|complete)":(true|false)`)

func asOpenTofu(t *testing.T, plan string) []byte {
	t.Helper()
	const ephemeral = `{"address":"ephemeral.aws_vpc_endpoint.now","mode":"ephemeral","type":"aws_vpc_endpoint","name":"now",` +
		`"provider_name":"registry.opentofu.org/hashicorp/aws","change":{"actions":["create"],"after":{"service_name":"com.amazonaws.eu-central-1.ssm"},"after_unknown":{"vpc_id":true}}}`
	converted := strings.ReplaceAll(plan, "registry.terraform.io/", "registry.opentofu.org/")
	converted = terraformOnly.ReplaceAllString(converted, "")
	converted = regexp.MustCompile(`"terraform_version":"[^"]*"`).ReplaceAllString(converted, `"terraform_version":"1.10.6"`)
	converted = strings.Replace(converted, `"resource_changes":[`, `"resource_drift":[`+ephemeral+`],"resource_changes":[`+ephemeral+`,`, 1)
	if converted == plan || !strings.Contains(converted, ephemeral) {
		t.Fatal("the plan has not the form that Terraform gives it")
	}
	return []byte(converted)
}
