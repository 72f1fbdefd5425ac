package network

import (
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// The ports that clients take for their own end of a connection: Windows ("The default dynamic port range
// for TCP/IP", Microsoft Support) and Linux (ip_local_port_range, "IP Sysctl", kernel documentation).
var (
	windowsPorts = interval{49152, 65535}
	linuxPorts   = interval{32768, 60999}
)

// Words that tell the operating system, in lower case. "darwin" is why there is no plain "win".
var (
	windowsWords = []string{
		"windows", "<powershell>", "<script>", "office ltsc", "office-ltsc", "office_ltsc",
		"visual studio", "visual-studio", "visual_studio", "visualstudio", "sql server", "sql-server", "sql_server",
	}
	linuxWords = []string{
		"linux", "amzn", "al2022", "al2023", "ubuntu", "debian", "rhel", "red hat", "redhat", "centos", "rocky",
		"almalinux", "suse", "sles", "fedora", "bottlerocket", "#!/", "#cloud-config",
	}
)

func containsAny(text string, words []string) bool {
	return slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
}

// operatingSystem guesses what a computer runs, from its image, then its user data, then its name and
// description: "windows", "linux" or "" when they do not tell.
func operatingSystem(computer *graph.Node) string {
	for _, source := range []func(*graph.Node) string{imageWords, userData, ownWords} {
		words := strings.ToLower(source(computer))
		windows, linux := containsAny(words, windowsWords), containsAny(words, linuxWords)
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
