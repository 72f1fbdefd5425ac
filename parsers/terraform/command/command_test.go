package command

import (
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func TestEffectsOfCommands(t *testing.T) {
	for _, test := range []struct {
		text, runs string
		anything   bool
	}{
		{"echo done", "", false},
		{"echo aws ec2 create-vpc-endpoint", "", false},
		{"# aws ec2 create-vpc-endpoint\necho done", "", false},
		{"aws s3 cp a.txt s3://bucket", "", false},
		{"aws eks update-kubeconfig --name x && kubectl apply -f a.yaml 2>&1 | tee log", "", false},
		{"aws ec2 create-vpc-endpoint --vpc-id x", "aws ec2 create-vpc-endpoint", false},
		{"aws --region eu-central-1 ec2 \\\n  create-route --route-table-id x", "aws ec2 create-route", false},
		{"set -e\nVPC=$(aws ec2 describe-vpcs --query 'Vpcs[0].VpcId; x')\nAWS_PAGER= aws ec2 associate-dhcp-options --vpc-id $VPC", "aws ec2 associate-dhcp-options", false},
		{"sleep 5; echo \"$(aws ec2 create-route --x)\" more", "aws ec2 create-route", false},
		{"echo `aws iam attach-role-policy --x` more", "aws iam attach-role-policy", false},
		{"aws ec2 describe-vpcs --vpc-id $(cat id) --output text", "", false},
		{"for id in a b c; do aws ec2 create-route --x $id; done", "aws ec2 create-route", false},
		{"until aws ec2 wait x; do sleep 5; done", "", false},
		{"if [ -f x ]; then echo a; else echo b; fi", "", false},
		{"cat <<EOF > x\nsetup.sh\nEOF\necho done", "", false},
		{"cat <<- 'EOF'\n  setup.sh\n  EOF\n./other.sh", "./other.sh", true},
		{"./setup.sh a b", "./setup.sh", true},
		{"bash -e files/setup.sh", "files/setup.sh", true},
		{"bash -c 'aws s3 cp a b'", "", false},
		{"terraform apply", "terraform", true},
		{"aws ec2 create-route --x\n./setup.sh", "./setup.sh", true},
		{"aws cloudformation deploy --stack-name x", "aws cloudformation deploy", true},
		{"$(", "", false},
		{"'unclosed", "unclosed", true},
		{"'a secret of somebody' x", "a program", true},
		{"\\", "\\", true},
		{"`echo \"", "", false},
		{"cat <<EOF", "", false},
	} {
		if found := EffectOf(test.text); found.Runs != test.runs || found.Anything != test.anything {
			t.Errorf("%q: runs %q and anything is %t, want %q and %t", test.text, found.Runs, found.Anything, test.runs, test.anything)
		}
	}
}

// TestAdditionsAreOfTheVocabulary holds the table of commands to the names that nodes have: what is misspelt would open
// nothing, and what a command adds would be missed.
func TestAdditionsAreOfTheVocabulary(t *testing.T) {
	text, err := os.ReadFile("../../../ARCHITECTURE.md")
	if err != nil {
		t.Fatal(err)
	}
	word := regexp.MustCompile(`[a-z][a-z0-9_]*`)
	documented := map[string][]string{}
	for _, line := range strings.Split(string(text), "\n") {
		if cells := strings.Split(line, "|"); len(cells) == 5 {
			for _, kind := range word.FindAllString(cells[1], -1) {
				documented[kind] = append(documented[kind], word.FindAllString(cells[2]+" "+cells[3], -1)...)
			}
		}
	}
	for command, added := range additions {
		for _, each := range added {
			for _, name := range slices.Concat(each.Sets, each.Values) {
				if !slices.Contains(documented[each.Kind], name) {
					t.Errorf("%s adds to %s of %s, which ARCHITECTURE.md does not know", command, name, each.Kind)
				}
			}
		}
	}
}

// FuzzShellCommands looks for texts that the reader cannot cope with.
func FuzzShellCommands(f *testing.F) {
	f.Add("aws ec2 x \"$(a `b` 'c')\" <<EOF\nd\nEOF\n")
	f.Fuzz(func(t *testing.T, text string) { EffectOf(text) })
}
