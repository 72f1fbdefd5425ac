package cloudformation

import (
	"fmt"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/openvalues"
	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
	"github.com/reachlint/reachlint/parsers/graph"
)

// checkHanded compares the parameters that a nested stack is given with those that its template declares.
// CloudFormation refuses to make a stack that is given another one, or that is not given one without a default
// (CloudFormation Template Reference, "AWS::CloudFormation::Stack": Parameters). Where something is yet to be
// written at deployment, nothing is said.
func (s *stack) checkHanded(d *declared, child *stack) {
	properties := d.body.Find("Properties")
	given := properties.Find("Parameters")
	if given == nil || given.Kind == syntax.Null {
		given = &syntax.Node{Kind: syntax.Mapping}
	}
	if given.Kind != syntax.Mapping || properties.Find("Fn::Transform") != nil || len(s.macros()) > 0 || !s.surelyNests(d, child) {
		return
	}
	declared, known := child.declaredParameters()
	if !known {
		return
	}
	for i, entry := range given.Names {
		if strings.HasPrefix(entry.Text, "Fn::") {
			return // a loop or a macro writes what is not seen here
		}
		if !declared[entry.Text] && !s.mayBeLeftOut(&given.Items[i]) {
			s.run.report(graph.Diagnostic{
				Severity: graph.SeverityWarning, ID: "cloudformation-reference", Range: s.document.Between(entry.Start, entry.End),
				Message: fmt.Sprintf("%s declares no parameter %s, so CloudFormation refuses to make %s.", child.document.File, entry.Text, s.address(d.id.Text)),
				Help:    "Declare it under Parameters there, or correct the name.",
			})
		}
	}
	s.checkLeftOut(d, child, given)
}

// checkLeftOut tells the parameters that a nested stack needs and is not given.
func (s *stack) checkLeftOut(d *declared, child *stack, given *syntax.Node) {
	var missing []string
	for _, parameter := range child.section("Parameters").Keys() {
		needed := child.parameters[parameter]
		if needed.typeName == "" || needed.body.Find("Default") != nil || needed.body.Find("Fn::Transform") != nil {
			continue
		}
		written := given.Find(parameter)
		if written == nil || written.Kind != syntax.Null && s.evaluate(written, nil).IsAbsent() {
			missing = append(missing, parameter)
		}
	}
	if len(missing) == 0 {
		return
	}
	at := d.id
	properties := d.body.Find("Properties")
	if i := slices.Index(properties.Keys(), "Parameters"); i >= 0 {
		at = properties.Names[i]
	}
	what, it := "parameter", "it"
	if len(missing) > 1 {
		what, it = "parameters", "them"
	}
	s.run.report(graph.Diagnostic{
		Severity: graph.SeverityWarning, ID: "cloudformation-reference", Range: s.document.Between(at.Start, at.End),
		Message: fmt.Sprintf("%s is not given the %s %s, which %s declares without a default, so CloudFormation refuses to make it.",
			s.address(d.id.Text), what, enumerate(missing), child.document.File),
		Help: fmt.Sprintf("Give %s under Parameters of %s, or give %s a Default there.", it, d.id.Text, it),
	})
}

// surelyNests tells whether a nested stack has the given stack's template in every case.
func (s *stack) surelyNests(d *declared, child *stack) bool {
	surely := true
	s.eachLocation(d, func(written string) {
		found := s.templatesAt(written)
		surely = surely && len(found) == 1 && found[0] == child.document.File
	})
	return surely
}

// declaredParameters returns the names of all parameters of a template, and false when there may be more.
func (s *stack) declaredParameters() (names map[string]bool, known bool) {
	section := s.document.Root.Find("Parameters")
	if len(s.macros()) > 0 || section != nil && section.Kind != syntax.Mapping && section.Kind != syntax.Null {
		return nil, false
	}
	names = map[string]bool{}
	for _, parameter := range section.Keys() {
		if strings.HasPrefix(parameter, "Fn::") {
			return nil, false
		}
		names[parameter] = true
	}
	return names, true
}

// mayBeLeftOut tells whether AWS::NoValue may take the place of a value.
func (s *stack) mayBeLeftOut(n *syntax.Node) bool {
	value := s.evaluate(n, nil)
	if n.Kind == syntax.Null || n.Calls("Fn::If") && openvalues.IsUnknown(value) {
		return true
	}
	for _, alternative := range value.Alternatives() {
		if alternative.IsAbsent() {
			return true
		}
	}
	return false
}

func enumerate(names []string) string {
	last := len(names) - 1
	if last == 0 {
		return names[0]
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}
