package lint

import (
	"reflect"
	"testing"

	"github.com/reachlint/reachlint/parsers/graph"
)

func line(file string, number int) graph.Range {
	return graph.Range{File: file, Start: graph.Position{Line: number, Column: 1}, End: graph.Position{Line: number, Column: 9}}
}

func telling(address, message string, affected ...string) located {
	finding := located{Finding: Finding{
		Rule: "rule", Verdict: VerdictFail, Level: LevelError, Unit: ".",
		Address: address, Range: line("main.tf", 3), Message: message,
	}, identity: address}
	for _, name := range affected {
		finding.Affected = append(finding.Affected, Location{Address: name})
	}
	return finding
}

func TestMerge(t *testing.T) {
	for _, c := range []struct {
		name     string
		findings []located
		want     []string // messages
	}{
		{
			"one fault told for each instance that suffers",
			[]located{
				telling("aws_vpc.main", "aws_vpc.main has no endpoint, so aws_instance.a is lost.", "aws_instance.a"),
				telling("aws_vpc.main", "aws_vpc.main has no endpoint, so aws_instance.b is lost.", "aws_instance.b"),
			},
			[]string{"aws_vpc.main has no endpoint, so aws_instance.a is lost; the same holds for 1 more."},
		},
		{
			"one fault told for each call of its module",
			[]located{
				telling("module.b.aws_vpc.main", "module.b.aws_vpc.main is closed to module.b.aws_subnet.x."),
				telling("module.a.aws_vpc.main", "module.a.aws_vpc.main is closed to module.a.aws_subnet.x."),
				telling(`module.c["k"].aws_vpc.main`, `module.c["k"].aws_vpc.main is closed to module.c["k"].aws_subnet.x.`),
			},
			[]string{"module.a.aws_vpc.main is closed to module.a.aws_subnet.x; the same holds for 2 more."},
		},
		{
			"one fault told for each nested stack",
			[]located{telling("A/Vpc", "A/Vpc is closed to A/Subnet."), telling("B/Vpc", "B/Vpc is closed to B/Subnet.")},
			[]string{"A/Vpc is closed to A/Subnet; the same holds for 1 more."},
		},
		{
			"two faults in one place",
			[]located{telling("aws_vpc.main", "It has no ssm."), telling("aws_vpc.main", "It has no ssmmessages.")},
			[]string{"It has no ssm.", "It has no ssmmessages."},
		},
		{
			"the same twice",
			[]located{telling("aws_vpc.main", "It is closed."), telling("aws_vpc.main", "It is closed.")},
			[]string{"It is closed."},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			var messages []string
			for _, finding := range merge(c.findings) {
				messages = append(messages, finding.Message)
			}
			if !reflect.DeepEqual(messages, c.want) {
				t.Errorf("got %q, want %q", messages, c.want)
			}
		})
	}
}

func TestMergeUnites(t *testing.T) {
	first, second := telling("module.a.aws_vpc.main", "It is closed.", "z", "b"), telling("module.b.aws_vpc.main", "It is closed.", "a", "b")
	first.Calls = [][]graph.Call{{{Address: "module.a", Range: line("main.tf", 1)}}}
	second.Calls = [][]graph.Call{{{Address: "module.b", Range: line("main.tf", 5)}}}
	merged := merge([]located{second, first})
	if len(merged) != 1 {
		t.Fatalf("%d findings", len(merged))
	}
	var affected []string
	for _, location := range merged[0].Affected {
		affected = append(affected, location.Address)
	}
	if want := []string{"a", "b", "z"}; !reflect.DeepEqual(affected, want) {
		t.Errorf("affected %q, want %q", affected, want)
	}
	if len(merged[0].Calls) != 2 || merged[0].Calls[0][0].Address != "module.a" {
		t.Errorf("calls %v", merged[0].Calls)
	}
}

func TestFingerprint(t *testing.T) {
	mark := func(change func(*located)) string {
		finding := telling("aws_vpc.main", "It is closed.", "a")
		change(&finding)
		findings := []located{finding}
		fingerprint(findings)
		return findings[0].Fingerprint
	}
	base := mark(func(*located) {})
	for name, change := range map[string]func(*located){
		"a moved line":       func(f *located) { f.Range = line("main.tf", 99) },
		"another wording":    func(f *located) { f.Message = "It is not open." },
		"another who suffer": func(f *located) { f.Affected = nil },
		"another level":      func(f *located) { f.Level = LevelWarning },
	} {
		if mark(change) != base {
			t.Errorf("%s changes the fingerprint", name)
		}
	}
	for name, change := range map[string]func(*located){
		"another rule":      func(f *located) { f.Rule = "other" },
		"another resource":  func(f *located) { f.identity = "aws_vpc.other" },
		"another attribute": func(f *located) { f.Attribute = "cidr_block" },
		"another unit":      func(f *located) { f.Unit = "other" },
	} {
		if mark(change) == base {
			t.Errorf("%s keeps the fingerprint", name)
		}
	}
	alike := []located{telling("v", "It has no ssm."), telling("v", "It has no ssmmessages.")}
	fingerprint(alike)
	if alike[0].Fingerprint == alike[1].Fingerprint {
		t.Error("two faults share one fingerprint")
	}
}

func TestSuggest(t *testing.T) {
	known := []string{"licensed_amis", "directory_dns", "region"}
	for word, want := range map[string]string{
		"licenced_amis": "; did you mean licensed_amis?",
		"Region":        "; did you mean region?",
		"colour":        "",
		"":              "",
	} {
		if got := Suggest(word, known); got != want {
			t.Errorf("%q: %q, want %q", word, got, want)
		}
	}
}
