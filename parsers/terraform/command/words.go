package command

import "strings"

// shellReader cuts a script into its commands, and these into words, as a shell does ("Shell Command Language", POSIX).
// What it gets wrong looks like a command that is not known.
type shellReader struct {
	unfinished
	commands  [][]string
	outer     []unfinished // around the command that is read, within others
	backticks []int        // how deep the commands are that backticks began
	until     string       // the line that ends the text for a command's input
}

// unfinished is a command that is being read.
type unfinished struct {
	words  []string
	word   []rune
	inWord bool
	quote  rune // that the text is within; 0 for none
}

// shellCommands returns the words of each command, also of those within others.
func shellCommands(text string) [][]string {
	reader := &shellReader{}
	runes := []rune(text)
	for i := 0; i < len(runes); {
		i += reader.take(runes[i:])
	}
	for range len(reader.outer) + 1 {
		reader.end()
	}
	return reader.commands
}

// take reads on and returns how many runes it took.
func (r *shellReader) take(rest []rune) int {
	next := rune(0)
	if len(rest) > 1 {
		next = rest[1]
	}
	switch first := rest[0]; {
	case r.quote == '\'':
		r.within(first)
	case first == '\\' && next != 0:
		if next != '\n' {
			r.write(next)
		}
		return 2
	case first == '$' && next == '(':
		r.begin()
		return 2
	case first == '`':
		r.backtick()
	case r.quote == '"':
		r.within(first)
	default:
		return r.plain(rest, next)
	}
	return 1
}

// plain reads what stands outside of quotes.
func (r *shellReader) plain(rest []rune, next rune) int {
	switch first := rest[0]; {
	case first == '"' || first == '\'':
		r.quote, r.inWord = first, true
	case first == '#' && !r.inWord:
		return lineOf(rest)
	case first == '\n':
		r.endCommand()
		return 1 + r.skipInput(rest[1:])
	case first == ')':
		r.end()
	case first == '&' && (next == '>' || len(r.word) > 0 && r.word[len(r.word)-1] == '>'):
		r.write(first) // 2>&1
	case first == '(':
		r.begin()
	case strings.ContainsRune(";|&", first):
		r.endCommand()
	case first == ' ' || first == '\t' || first == '\r':
		r.endWord()
	default:
		r.write(first)
	}
	return 1
}

func (r *shellReader) write(character rune) {
	r.word = append(r.word, character)
	r.inWord = true
}

// within reads a character of a quoted text.
func (r *shellReader) within(character rune) {
	if character == r.quote {
		r.quote = 0
		return
	}
	r.write(character)
}

// begin enters a command within a command.
func (r *shellReader) begin() {
	r.outer = append(r.outer, r.unfinished)
	r.unfinished = unfinished{}
}

// end leaves it, and the one around goes on.
func (r *shellReader) end() {
	r.endCommand()
	if last := len(r.outer) - 1; last >= 0 {
		r.unfinished, r.outer = r.outer[last], r.outer[:last]
	}
}

func (r *shellReader) backtick() {
	if last := len(r.backticks) - 1; last >= 0 && r.backticks[last] == len(r.outer) {
		r.backticks = r.backticks[:last]
		r.end()
		return
	}
	r.begin()
	r.backticks = append(r.backticks, len(r.outer))
}

func (r *shellReader) endWord() {
	if r.inWord {
		r.words = append(r.words, string(r.word))
	}
	r.word, r.inWord = nil, false
}

func (r *shellReader) endCommand() {
	r.endWord()
	if len(r.words) == 0 {
		return
	}
	r.commands = append(r.commands, r.words)
	for i, word := range r.words {
		if input, ok := strings.CutPrefix(word, "<<"); ok && !strings.HasPrefix(input, "<") {
			if r.until = strings.TrimPrefix(input, "-"); r.until == "" && i+1 < len(r.words) {
				r.until = r.words[i+1]
			}
		}
	}
	r.words = nil
}

// skipInput passes over the text that a command reads from the lines below it.
func (r *shellReader) skipInput(rest []rune) int {
	if r.until == "" {
		return 0
	}
	skipped := 0
	for skipped < len(rest) {
		length := lineOf(rest[skipped:])
		line := strings.TrimSpace(string(rest[skipped : skipped+length]))
		if skipped = min(skipped+length+1, len(rest)); line == r.until {
			break
		}
	}
	r.until = ""
	return skipped
}

// lineOf returns the length of what is left of the line.
func lineOf(rest []rune) int {
	for i, character := range rest {
		if character == '\n' {
			return i
		}
	}
	return len(rest)
}
