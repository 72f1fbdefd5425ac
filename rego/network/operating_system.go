package network

import (
	"regexp"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// The ports that clients take for their own end of a connection: Windows ("The default dynamic port range
// for TCP/IP", Microsoft Support) and Linux (ip_local_port_range, "IP Sysctl", kernel documentation).
var (
	windowsPorts = interval{49152, 65535}
	linuxPorts   = interval{32768, 60999}
)

var (
	windowsWords = regexp.MustCompile(`(?i)windows|<powershell>|<script>|office.?ltsc|visual.?studio|sql.?server`)
	linuxWords   = regexp.MustCompile(`(?i)linux|amzn|\bal20\d\d|ubuntu|debian|rhel|red.?hat|centos|rocky|alma|suse|\bsles|fedora|bottlerocket|#!/|#cloud-config`)
)

// operatingSystem guesses what a computer runs, from its image, then its user data, then its name and
// description: "windows", "linux" or "" when they do not tell.
func operatingSystem(computer *graph.Node) string {
	for _, source := range []func(*graph.Node) string{imageWords, userData, ownWords} {
		words := source(computer)
		windows, linux := windowsWords.MatchString(words), linuxWords.MatchString(words)
		switch {
		case windows && !linux:
			return "windows"
		case linux && !windows:
			return "linux"
		}
	}
	return ""
}

// imageWords gathers what the source says of the image: its id or what delivers that, and the filters of
// a lookup.
func imageWords(computer *graph.Node) string {
	words := wordsOf(computer.Value("image"))
	for _, member := range computer.Set("image").Members {
		words = append(words, member.Text)
		if member.Node == nil {
			continue
		}
		words = append(words, member.Node.Address)
		for _, name := range []string{"names", "name_regex", "name", "description"} {
			words = append(words, wordsOf(member.Node.Value(name))...)
		}
	}
	return strings.Join(words, "\n")
}

func ownWords(computer *graph.Node) string {
	words := []string{computer.Address}
	words = append(words, wordsOf(computer.Value("name"))...)
	words = append(words, wordsOf(computer.Value("description"))...)
	words = append(words, wordsOf(computer.Value("tags"))...)
	return strings.Join(words, "\n")
}

func userData(computer *graph.Node) string {
	return strings.Join(wordsOf(computer.Value("user_data")), "\n")
}

// wordsOf returns the texts in a value, and the names it came through.
func wordsOf(value graph.Value) []string {
	words := append([]string(nil), value.Via...)
	value.Walk(func(leaf graph.Value) {
		if raw, ok := leaf.RawText(); ok {
			words = append(words, decoded(graph.Readable(raw)))
		}
		words = append(words, leaf.Via...)
	})
	return words
}
