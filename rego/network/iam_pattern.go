package network

import (
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// likePattern matches a text against a pattern with * for any text and ? for any character. In the pattern
// a wildcard byte stands for a reference, which leaves a doubt where it has to stand for something.
func likePattern(pattern, text string) match {
	pattern = strings.ToLower(masked(pattern))
	referring := strings.Contains(pattern, wildcard)
	switch {
	case !glob(strings.ReplaceAll(pattern, wildcard, "*"), strings.ToLower(text)):
		return no
	case referring:
		return maybe
	}
	return yes
}

// glob matches in linear time and space: only the last * is ever tried again.
func glob(pattern, text string) bool {
	star, again := -1, 0
	at, in := 0, 0
	for in < len(text) {
		switch {
		case at < len(pattern) && pattern[at] == '*':
			star, again = at, in
			at++
		case at < len(pattern) && (pattern[at] == '?' || pattern[at] == text[in]):
			at++
			in++
		case star >= 0:
			again++
			at, in = star+1, again
		default:
			return false
		}
	}
	return strings.Trim(pattern[at:], "*") == ""
}

// anyPattern returns the best match among patterns.
func anyPattern(patterns []string, text string) match {
	best := no
	for _, pattern := range patterns {
		if best = max(best, likePattern(pattern, text)); best == yes {
			break
		}
	}
	return best
}

// sameService compares a service principal with the one that is asked for: ec2.amazonaws.com is the same
// as ec2.amazonaws.com.cn, and a reference for the suffix stands for the right one.
func sameService(written, service string) match {
	if written == "*" {
		return maybe
	}
	name := strings.ToLower(masked(written))
	service = strings.TrimSuffix(strings.ToLower(service), ".cn")
	switch {
	case strings.TrimSuffix(name, ".cn") == service:
		return yes
	case !graph.HasToken(written):
		return no
	case strings.Trim(name, wildcard) == "":
		return maybe
	case glob(strings.ReplaceAll(strings.TrimSuffix(name, ".cn"), wildcard, "*"), service):
		if first, _, _ := strings.Cut(name, "."); strings.Contains(first, wildcard) {
			return maybe // it may be any service
		}
		return yes
	}
	return no
}

// whyOpen tells why one of the texts is not known.
func whyOpen(texts []string) string {
	for _, text := range texts {
		if reason := graph.Text(text, graph.Range{}).Reason(); reason != "" {
			return reason
		}
	}
	return ""
}
