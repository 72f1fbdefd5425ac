package lint

import "testing"

func TestInOneSentence(t *testing.T) {
	for _, test := range []struct {
		messages []string
		want     string // "" where they differ in more than a word
	}{
		{[]string{"one thing."}, "one thing."},
		{[]string{"one thing.", "one thing."}, "one thing."},
		{[]string{"the type 3, and more", "the type 5, and more"}, "the type 3 or 5, and more"},
		{[]string{"the type 3", "the type 5", "the type 3", "the type 7"}, "the type 3, 5 or 7"},
		{[]string{"not a.", "not b."}, "not a or b."},
		{[]string{"a of b", "c of d"}, ""},
		{[]string{"a b c", "x b c", "a b y"}, ""},
		{[]string{"a b", "a b c"}, ""},
	} {
		if got, ok := inOneSentence(test.messages); got != test.want || ok != (test.want != "") {
			t.Errorf("%q: got %q, %v, want %q", test.messages, got, ok, test.want)
		}
	}
}
