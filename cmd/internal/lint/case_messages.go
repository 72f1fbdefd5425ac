package lint

import (
	"slices"
	"strings"
)

// inOneSentence returns the message for all cases: where theirs differ in one word, that with all of its forms. It returns
// false where they differ in more.
func inOneSentence(messages []string) (message string, ok bool) {
	words := strings.Split(messages[0], " ")
	forms, at := [][]string{words}, -1
	for _, message := range messages[1:] {
		others := strings.Split(message, " ")
		if len(others) != len(words) {
			return "", false
		}
		for i, word := range others {
			if word == words[i] {
				continue
			}
			if at >= 0 && at != i {
				return "", false
			}
			at = i
		}
		forms = append(forms, others)
	}
	if at < 0 {
		return messages[0], true
	}
	var differing []string
	for _, form := range forms {
		differing = append(differing, form[at])
	}
	words[at] = either(differing)
	return strings.Join(words, " "), true
}

// either lists words of which one holds. The mark that they end with, such as a comma, stands behind the last.
func either(words []string) string {
	mark := ""
	if bare := strings.TrimRight(words[0], ",.;:"); bare != words[0] {
		mark = words[0][len(bare):]
	}
	var plain []string
	for _, word := range words {
		if word = strings.TrimSuffix(word, mark); !slices.Contains(plain, word) {
			plain = append(plain, word)
		}
	}
	last := len(plain) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(plain[:last], ", ") + " or " + plain[last] + mark
}
