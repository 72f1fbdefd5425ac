package cloudformation

import (
	"slices"
	"strings"
	"testing"
)

// parent is a template that nests the one that its location comes to.
func parent(location, others string) string {
	return "Resources:\n  Child:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: " + location + "}\n" + others
}

const leaf = `{Resources: {Vpc: {Type: "AWS::EC2::VPC"}}}`

func TestChosenTemplates(t *testing.T) {
	prefix := "Parameters: {Prefix: {Type: String, Default: blue}, Bucket: {Type: String}, Number: {Type: Number, Default: 2}, Names: {Type: CommaDelimitedList, Default: blue}, Templates: {Type: String, Default: 'https://b/v2-net.yaml,https://b/blue-net.yaml'}, Open: {Type: CommaDelimitedList}}\n" +
		"Mappings: {Stages: {test: {Name: blue, Directory: a}}, Sites: {x: {Name: blue}, y: {Name: v2}}, Loop: {a: {b: !FindInMap [Loop, a, b]}}, Regions: {eu-central-1: {Name: blue, Net: [v2, blue]}, us-east-1: {Name: blue, Net: [v2, green]}}}\n" +
		"Conditions: {Blue: !Equals [!Ref Bucket, x], Never: !Equals [a, b]}\n"
	for _, test := range []struct{ name, location, want string }{
		{"a default", `!Sub "https://b/${Prefix}-net.yaml"`, "blue-net.yaml"},
		{"open pieces before it", `!Sub "https://${Bucket}.s3.${AWS::Region}.${AWS::URLSuffix}/${Bucket}/${Prefix}-net.yaml"`, "blue-net.yaml"},
		{"an open piece in the name", `!Sub "https://b/${Bucket}-${Prefix}-net.yaml"`, ""},
		{"an open end", `!Sub "https://b/${Prefix}-net${Bucket}"`, ""},
		{"an open prefix that may end with a slash", `!Sub "https://b/${Bucket}blue-net.yaml"`, "blue-net.yaml"},
		{"joined", `!Join ["", ["https://b/", !Ref Prefix, "-net.yaml"]]`, "blue-net.yaml"},
		{"a variable of its own", `!Sub ["https://b/${Stage}-net.yaml", {Stage: !Sub "${Prefix}"}]`, "blue-net.yaml"},
		{"a variable that is open", `!Sub ["https://b/${Prefix}-net.yaml", {Prefix: !Ref Bucket}]`, ""},
		{"a mapping", `!Sub ["https://b/${Stage}-net.yaml", {Stage: !FindInMap [Stages, test, Name]}]`, "blue-net.yaml"},
		{"a mapping with an open key", `!Sub ["https://b/${Stage}-net.yaml", {Stage: !FindInMap [Sites, !Ref Bucket, Name]}]`, ""},
		{"a mapping that leads back", `!Sub ["https://b/${Stage}-net.yaml", {Stage: !FindInMap [Loop, a, b]}]`, ""},
		{"a number", `!Sub "https://b/v${Number}-net.yaml"`, "v2-net.yaml"},
		{"a list", `!Sub "https://b/${Names}-net.yaml"`, ""},
		{"one of two pieces", `!Join ["", ["https://b/", !If [Blue, blue, v2], "-net.yaml"]]`, ""},
		{"one of two", `!If [Blue, !Sub "https://b/${Prefix}-net.yaml", !Sub "https://b/v${Number}-net.yaml"]`, ""},
		{"one of two, of which one is elsewhere", `!If [Blue, !Sub "https://b/${Prefix}-net.yaml", "https://b/other.yaml"]`, "blue-net.yaml"},
		{"twice the same", `!If [Blue, !Sub "https://b/${Prefix}-net.yaml", !Sub "https://${Bucket}/${Prefix}-net.yaml"]`, "blue-net.yaml"},
		{"a list that is not written out", `!Join ["", !Ref Names]`, ""},
		{"nothing of that name", `!Sub "https://b/${Prefix}-other.yaml"`, ""},
		{"one of several directories", `!Sub ["https://b/${Directory}/twice.yaml", {Directory: !FindInMap [Stages, test, Directory]}]`, "a/twice.yaml"},
		{"any of several directories", `!Sub "https://b/${Bucket}/twice.yaml"`, ""},
		{"an item of a split text", `!Select [1, !Split [",", !Ref Templates]]`, "blue-net.yaml"},
		{"an item whose index is a parameter", `!Select [!Ref Number, !Split [",", !Sub "a,b,https://${Bucket}/blue-net.yaml"]]`, "blue-net.yaml"},
		{"an item whose index is open", `!Select [!Ref Bucket, !Split [",", !Ref Templates]]`, ""},
		{"an item that is not there", `!Select [2, !Split [",", !Ref Templates]]`, ""},
		{"an item before an open piece", `!Sub ["https://b/${Stage}-net.yaml", {Stage: !Select [0, !Split ["-", !Sub "blue-${Bucket}-v2"]]}]`, "blue-net.yaml"},
		{"an item behind an open piece", `!Sub ["https://b/${Stage}-net.yaml", {Stage: !Select [2, !Split ["-", !Sub "v2-${Bucket}-blue"]]}]`, ""},
		{"an item of a list", `!Select [1, ["https://b/v2-net.yaml", !Sub "https://b/${Prefix}-net.yaml"]]`, "blue-net.yaml"},
		{"an item of a list parameter", `!Sub ["https://b/${Stage}-net.yaml", {Stage: !Select ["0", !Ref Names]}]`, "blue-net.yaml"},
		{"an item of an open list parameter", `!Sub ["https://b/${Stage}-net.yaml", {Stage: !Select [0, !Ref Open]}]`, ""},
		{"an item of an entry of a mapping", `!Sub ["https://b/${Stage}-net.yaml", {Stage: !Select [1, !FindInMap [Regions, eu-central-1, Net]]}]`, "blue-net.yaml"},
		{"an item of entries that differ", `!Sub ["https://b/${Stage}-net.yaml", {Stage: !Select [1, !FindInMap [Regions, !Ref "AWS::Region", Net]]}]`, ""},
		{"what all entries say", `!Sub ["https://b/${Stage}-net.yaml", {Stage: !FindInMap [Regions, !Ref "AWS::Region", Name]}]`, "blue-net.yaml"},
		{"the default of a look-up", `!Sub ["https://b/${Stage}-net.yaml", {Stage: !FindInMap [Regions, eu-west-1, Name, {DefaultValue: !Ref Prefix}]}]`, "blue-net.yaml"},
		{"a default that may count", `!Sub ["https://b/${Stage}-net.yaml", {Stage: !FindInMap [Regions, !Ref Bucket, Name, {DefaultValue: v2}]}]`, ""},
		{"a split text that is joined again", `!Join ["", [!Join ["/", !Split ["|", "https:||b"]], "/blue-net.yaml"]]`, "blue-net.yaml"},
		{"a piece that a condition decides", `!Join ["", ["https://b/", !If [Never, v2, blue], "-net.yaml"]]`, "blue-net.yaml"},
		{"a path", `!Sub "./${Prefix}-net.yaml"`, "blue-net.yaml"},
		{"itself", `!Sub "https://b/root.yaml"`, ""},
		{"endless", `!Sub "https://b/` + strings.Repeat("${Prefix}", 5000) + `/blue-net.yaml"`, ""},
	} {
		files := map[string]string{
			"root.yaml": prefix + parent(test.location, ""), "blue-net.yaml": leaf, "v2-net.yaml": leaf, "a/twice.yaml": leaf, "b/twice.yaml": leaf,
		}
		all := []string{"a/twice.yaml", "b/twice.yaml", "blue-net.yaml", "root.yaml", "v2-net.yaml"}
		want := slices.DeleteFunc(slices.Clone(all), func(file string) bool {
			return slices.Contains(strings.Fields(test.want), file)
		})
		loader := loaderOf(files, Options{})
		if roots := loader.RootTemplates(all, nil); !slices.Equal(roots, want) {
			t.Errorf("%s: roots are %v, want %v", test.name, roots, want)
		}
		loaded := loader.Load(t.Context(), "root.yaml")
		if nested := len(loaded.Files) > 1; nested != (test.want != "") {
			t.Errorf("%s: files are %v, want %s", test.name, loaded.Files, test.want)
		}
	}
}

func TestDecidedTemplate(t *testing.T) {
	files := map[string]string{
		"root.yaml": "Conditions: {Never: !Equals [a, b], Always: !Not [Condition: Never]}\n" + parent("!If [Never, one.yaml, !If [Always, two.yaml, one.yaml]]", ""),
		"one.yaml":  leaf, "two.yaml": leaf,
	}
	loader := loaderOf(files, Options{})
	if roots := loader.RootTemplates([]string{"one.yaml", "root.yaml", "two.yaml"}, nil); !slices.Equal(roots, []string{"root.yaml"}) {
		t.Errorf("roots are %v, want root.yaml", roots)
	}
	if loaded := loader.Load(t.Context(), "root.yaml"); !slices.Equal(loaded.Files, []string{"root.yaml", "two.yaml"}) {
		t.Errorf("files are %v, want two.yaml within root.yaml", loaded.Files)
	}
}

func TestUndecidedTemplate(t *testing.T) {
	files := map[string]string{
		"root.yaml": "Parameters: {Size: {Type: String}}\nConditions: {Large: !Equals [!Ref Size, large]}\n" + parent("!If [Large, one.yaml, two.yaml]", ""),
		"one.yaml":  leaf, "two.yaml": leaf,
	}
	all := []string{"one.yaml", "root.yaml", "two.yaml"}
	loader := loaderOf(files, Options{})
	if roots := loader.RootTemplates(all, nil); !slices.Equal(roots, all) {
		t.Errorf("roots are %v, want all", roots)
	}
	loaded := loader.Load(t.Context(), "root.yaml")
	if len(loaded.Opaque) != 1 || loaded.Opaque[0].Reason != "its template may be any of one.yaml, two.yaml" {
		t.Errorf("opaque is %v, want Child, which may be either", loaded.Opaque)
	}
	loader = loaderOf(files, Options{Parameters: []Assignment{{"Size", "large"}}})
	if roots := loader.RootTemplates(all, nil); !slices.Equal(roots, []string{"root.yaml"}) {
		t.Errorf("roots are %v, want root.yaml", roots)
	}
}

func TestHandedChoices(t *testing.T) {
	files := map[string]string{
		"root.yaml":      parent("middle.yaml, Parameters: {Prefix: !Sub '${Colour}'}", "Parameters: {Colour: {Type: String, Default: green}}\n"),
		"middle.yaml":    parent(`!Sub "https://b/${Prefix}-net.yaml"`, "Parameters: {Prefix: {Type: String, Default: blue}}\n"),
		"blue-net.yaml":  leaf,
		"green-net.yaml": leaf,
		"a-net.yaml":     leaf,
	}
	all := []string{"a-net.yaml", "blue-net.yaml", "green-net.yaml", "middle.yaml", "root.yaml"}
	for _, test := range []struct {
		name    string
		options Options
		named   []string
		want    []string
		nested  string
	}{
		{"a default of the parent", Options{}, nil, []string{"a-net.yaml", "blue-net.yaml", "root.yaml"}, "green-net.yaml"},
		{"a parameter of the command line", Options{Parameters: []Assignment{{"Colour", "a"}}}, nil, []string{"blue-net.yaml", "green-net.yaml", "root.yaml"}, "a-net.yaml"},
		{"one that only the child declares", Options{Parameters: []Assignment{{"Prefix", "a"}}}, nil, []string{"a-net.yaml", "blue-net.yaml", "root.yaml"}, "green-net.yaml"},
		{"a child that is asked for", Options{}, []string{"middle.yaml"}, []string{"a-net.yaml", "blue-net.yaml", "middle.yaml", "root.yaml"}, "green-net.yaml"},
	} {
		loader := loaderOf(files, test.options)
		if roots := loader.RootTemplates(all, test.named); !slices.Equal(roots, test.want) {
			t.Errorf("%s: roots are %v, want %v", test.name, roots, test.want)
		}
		loaded := loader.Load(t.Context(), "root.yaml")
		if want := []string{"root.yaml", "middle.yaml", test.nested}; !slices.Equal(loaded.Files, want) {
			t.Errorf("%s: files are %v, want %v", test.name, loaded.Files, want)
		}
	}
}

// TestChoicesOfEachPlace nests a template twice, which nests another one each time; the second time by way of a
// template that hands the choice on.
func TestChoicesOfEachPlace(t *testing.T) {
	open := "Parameters: {Prefix: {Type: String, Default: red}}\n"
	files := map[string]string{
		"root.yaml": parent("middle.yaml, Parameters: {Prefix: blue}",
			"  Other:\n    Type: AWS::CloudFormation::Stack\n    Properties: {TemplateURL: between.yaml, Parameters: {Prefix: green}}\n"),
		"between.yaml":   parent("middle.yaml, Parameters: {Prefix: !Ref Prefix}", open),
		"middle.yaml":    parent(`!Sub "https://b/${Prefix}-net.yaml"`, open),
		"blue-net.yaml":  leaf,
		"green-net.yaml": leaf,
		"red-net.yaml":   leaf,
	}
	all := []string{"between.yaml", "blue-net.yaml", "green-net.yaml", "middle.yaml", "red-net.yaml", "root.yaml"}
	loader := loaderOf(files, Options{})
	if roots := loader.RootTemplates(all, nil); !slices.Equal(roots, []string{"red-net.yaml", "root.yaml"}) {
		t.Errorf("roots are %v, want red-net.yaml and root.yaml", roots)
	}
	loaded := loader.Load(t.Context(), "root.yaml")
	if want := []string{"root.yaml", "middle.yaml", "blue-net.yaml", "between.yaml", "green-net.yaml"}; !slices.Equal(loaded.Files, want) {
		t.Errorf("files are %v, want %v", loaded.Files, want)
	}
}

func TestCirclesOfChoices(t *testing.T) {
	files := map[string]string{
		"one.yaml": parent(`!Sub "https://b/${Next}.yaml", Parameters: {Next: one}`, "Parameters: {Next: {Type: String, Default: two}}\n"),
		"two.yaml": parent(`!Sub "https://b/${Next}.yaml", Parameters: {Next: two}`, "Parameters: {Next: {Type: String, Default: one}}\n"),
	}
	loader := loaderOf(files, Options{})
	if roots := loader.RootTemplates([]string{"one.yaml", "two.yaml"}, nil); !slices.Equal(roots, []string{"one.yaml"}) {
		t.Errorf("roots are %v, want one.yaml", roots)
	}
	if loaded := loader.Load(t.Context(), "one.yaml"); len(loaded.Opaque) != 1 {
		t.Errorf("opaque is %v, want one end", loaded.Opaque)
	}
}
