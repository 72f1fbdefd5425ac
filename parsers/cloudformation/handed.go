package cloudformation

import (
	"fmt"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// checkHanded compares the parameters that a nested stack is given with those that its template declares.
// CloudFormation refuses to make a stack that is given another one, or that is not given one without a default
// (CloudFormation Template Reference, "AWS::CloudFormation::Stack": Parameters). Where something is yet to be
// written at deployment, nothing is said.
func (s *stack) checkHanded(d *declared, child *stack) {
	properties := d.body.find("Properties")
	given := properties.find("Parameters")
	if given == nil || given.kind == null {
		given = &node{kind: mapping}
	}
	if given.kind != mapping || properties.find("Fn::Transform") != nil || len(s.macros()) > 0 || !s.surelyNests(d, child) {
		return
	}
	declared, known := child.declaredParameters()
	if !known {
		return
	}
	for i, entry := range given.names {
		if strings.HasPrefix(entry.text, "Fn::") {
			return // a loop or a macro writes what is not seen here
		}
		if !declared[entry.text] && !s.mayBeLeftOut(&given.items[i]) {
			s.run.report(graph.Diagnostic{
				Severity: graph.SeverityWarning, ID: "cloudformation-reference", Range: s.document.between(entry.start, entry.end),
				Message: fmt.Sprintf("%s declares no parameter %s, so CloudFormation refuses to make %s.", child.document.file, entry.text, s.address(d.id.text)),
				Help:    "Declare it under Parameters there, or correct the name.",
			})
		}
	}
	s.checkLeftOut(d, child, given)
}

// checkLeftOut tells the parameters that a nested stack needs and is not given.
func (s *stack) checkLeftOut(d *declared, child *stack, given *node) {
	var missing []string
	for _, parameter := range child.section("Parameters").keys() {
		needed := child.parameters[parameter]
		if needed.typeName == "" || needed.body.find("Default") != nil || needed.body.find("Fn::Transform") != nil {
			continue
		}
		written := given.find(parameter)
		if written == nil || written.kind != null && s.evaluate(written, nil).IsAbsent() {
			missing = append(missing, parameter)
		}
	}
	if len(missing) == 0 {
		return
	}
	at := d.id
	properties := d.body.find("Properties")
	if i := slices.Index(properties.keys(), "Parameters"); i >= 0 {
		at = properties.names[i]
	}
	what, it := "parameter", "it"
	if len(missing) > 1 {
		what, it = "parameters", "them"
	}
	s.run.report(graph.Diagnostic{
		Severity: graph.SeverityWarning, ID: "cloudformation-reference", Range: s.document.between(at.start, at.end),
		Message: fmt.Sprintf("%s is not given the %s %s, which %s declares without a default, so CloudFormation refuses to make it.",
			s.address(d.id.text), what, enumerate(missing), child.document.file),
		Help: fmt.Sprintf("Give %s under Parameters of %s, or give %s a Default there.", it, d.id.text, it),
	})
}

// surelyNests tells whether a nested stack has the given stack's template in every case.
func (s *stack) surelyNests(d *declared, child *stack) bool {
	surely := true
	s.eachLocation(d, func(written string) {
		found := s.templatesAt(written)
		surely = surely && len(found) == 1 && found[0] == child.document.file
	})
	return surely
}

// declaredParameters returns the names of all parameters of a template, and false when there may be more.
func (s *stack) declaredParameters() (names map[string]bool, known bool) {
	section := s.document.root.find("Parameters")
	if len(s.macros()) > 0 || section != nil && section.kind != mapping && section.kind != null {
		return nil, false
	}
	names = map[string]bool{}
	for _, parameter := range section.keys() {
		if strings.HasPrefix(parameter, "Fn::") {
			return nil, false
		}
		names[parameter] = true
	}
	return names, true
}

// mayBeLeftOut tells whether AWS::NoValue may take the place of a value.
func (s *stack) mayBeLeftOut(n *node) bool {
	value := s.evaluate(n, nil)
	if n.kind == null || n.calls("Fn::If") && isUnknown(value) {
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
