package lint

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/reachlint/reachlint/parsers/graph"
)

const (
	wordIgnore   = "ignore"
	wordLicensed = "licensed"
)

// suppressions are the directives of a run that accept findings.
type suppressions struct {
	byPlace map[graph.Range]*suppression
	inOrder []*suppression
	sources *Sources
	running map[string]bool // rules whose suppressions can turn out to be unused
	wrong   []graph.Diagnostic
}

// suppression is one directive: reachlint:ignore <rule>[,<rule>…] [until=YYYY-MM-DD] -- <reason>.
type suppression struct {
	Suppression
	rules []string
	used  bool
}

// readSuppressions reads the directives of the files and those of resources, which may stand in a
// template's metadata.
func (r *run) readSuppressions(files []string, ofResources []graph.Directive) *suppressions {
	s := &suppressions{byPlace: map[graph.Range]*suppression{}, sources: r.sources, running: map[string]bool{}}
	for _, rule := range r.rules {
		s.running[rule.ID] = true
	}
	var known []string
	for _, rule := range r.Engine.Rules() {
		known = append(known, rule.ID)
	}
	read := map[graph.Range]bool{}
	for _, directive := range append(directivesOf(r.sources, files), ofResources...) {
		if !read[directive.Range] {
			read[directive.Range] = true
			s.read(directive, known, r.now())
		}
	}
	return s
}

func directivesOf(sources *Sources, files []string) []graph.Directive {
	var directives []graph.Directive
	for _, file := range files {
		if !sources.mentions(file, "reachlint:") {
			continue
		}
		directives = append(directives, graph.AllDirectives(sources.Comments(file), file)...)
	}
	return directives
}

// read takes over one directive, or says what is wrong with it. A wrong one suppresses nothing.
func (s *suppressions) read(directive graph.Directive, known []string, now time.Time) {
	if directive.Word != wordIgnore {
		if words := []string{wordIgnore, wordLicensed}; !slices.Contains(words, directive.Word) {
			s.complain(directive, "directive-unknown", fmt.Sprintf("reachlint:%s is not known%s", directive.Word, Suggest(directive.Word, words)))
		}
		return
	}
	what, reason, _ := strings.Cut(directive.Arguments+" ", "-- ")
	rules, until := splitDirective(what)
	reason = strings.TrimSpace(reason)
	switch {
	case len(rules) == 0:
		s.complain(directive, "suppression-without-rule", "This suppression names no rule")
		return
	case reason == "":
		s.complain(directive, "suppression-without-reason", "This suppression gives no reason, so it is not in force")
		return
	}
	if until != "" {
		last, err := time.Parse(time.DateOnly, until)
		switch {
		case err != nil:
			s.complain(directive, "suppression-date", fmt.Sprintf("%q is no date such as 2027-01-31", until))
			return
		case !now.UTC().Before(last.AddDate(0, 0, 1)):
			s.complain(directive, "suppression-expired", "This suppression expired on "+until+", so it is not in force; mend the fault or set a later date")
			return
		}
	}
	for _, rule := range rules {
		if !slices.Contains(known, rule) {
			s.complain(directive, "suppression-unknown-rule", fmt.Sprintf("There is no rule %q%s", rule, Suggest(rule, known)))
		}
	}
	accepted := &suppression{Suppression: Suppression{Reason: reason, Range: directive.Range}, rules: rules}
	s.byPlace[directive.Range] = accepted
	s.inOrder = append(s.inOrder, accepted)
}

// splitDirective returns the rules and the last day that stand before the reason.
func splitDirective(text string) (rules []string, until string) {
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == ' ' || r == '\t' || r == ',' }) {
		if date, ok := strings.CutPrefix(word, "until="); ok {
			until = date
			continue
		}
		rules = append(rules, word)
	}
	return rules, until
}

// match returns the suppression of a finding, on or above its own line or its resource's header.
func (s *suppressions) match(finding located) *Suppression {
	if len(s.inOrder) == 0 {
		return nil
	}
	near := graph.Directives(s.sources.Comments(finding.Range.File), finding.Range.File, finding.Range.Start.Line)
	for _, directive := range append(near, finding.directives...) {
		found := s.byPlace[directive.Range]
		if found != nil && slices.Contains(found.rules, finding.Rule) {
			found.used = true
			return &found.Suppression
		}
	}
	return nil
}

// diagnostics returns what is wrong with suppressions, once all findings are matched. In a file that
// could not be read in full, an unused one is no wonder.
func (s *suppressions) diagnostics(others []graph.Diagnostic) []graph.Diagnostic {
	broken := map[string]bool{}
	for _, diagnostic := range others {
		if diagnostic.Severity == graph.SeverityError {
			broken[diagnostic.Range.File] = true
		}
	}
	for _, suppression := range s.inOrder {
		if suppression.used || broken[suppression.Range.File] || !s.judged(suppression.rules) {
			continue
		}
		s.wrong = append(s.wrong, graph.Diagnostic{
			Severity: graph.SeverityWarning,
			ID:       "suppression-unused",
			Range:    suppression.Range,
			Message:  "This suppression matches no finding.",
			Help:     "Remove it, or move it to or directly above the line of the finding or of its resource.",
		})
	}
	return s.wrong
}

// judged tells whether all the rules ran, so that they would have found something to suppress.
func (s *suppressions) judged(rules []string) bool {
	for _, rule := range rules {
		if !s.running[rule] {
			return false
		}
	}
	return true
}

func (s *suppressions) complain(directive graph.Directive, id, message string) {
	if !strings.HasSuffix(message, "?") {
		message += "."
	}
	s.wrong = append(s.wrong, graph.Diagnostic{
		Severity: graph.SeverityWarning,
		ID:       id,
		Range:    directive.Range,
		Message:  message,
		Help:     "Write: reachlint:ignore RULE[,RULE] [until=YYYY-MM-DD] -- REASON",
	})
}
