package command

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// Effect is what a command may do to the resources that it is given.
type Effect struct {
	Runs     string           // what does it; "" when nothing does
	Anything bool             // it may do anything, for what it runs is not written there
	adds     []graph.Addition // else only this
}

// Opaque is what a provisioner of a resource may do that has the effect, to what it was given.
func (e Effect) Opaque(address string, at graph.Range, received []graph.Reference) graph.Opaque {
	reason := "it runs " + e.Runs
	if e.Anything {
		reason += ", which may do anything"
	}
	return graph.Opaque{Address: address, Part: "a provisioner", Range: at, Reason: reason, Adds: e.adds, Received: received}
}

// harmless are programs that make nothing in AWS, or nothing that a rule could miss.
var harmless = setOf(`: [ [[ argocd awk base64 cat cd chmod chown cp curl cut date echo exit export false git grep
	gzip head helm jq kubectl local ls md5sum mkdir mv nc openssl ping popd printf pushd read return rm rmdir rsync scp sed
	set sftp sha256sum shift sleep sort ssh ssh-keygen ssh-keyscan tail tar tee test touch tr trap true umask uniq unset
	unzip wait wc wget yq zip`)

// leading are words that may stand before a command.
var leading = setOf(`! { } do done elif else env exec fi if nohup sudo then time until while`)

// counting are words with which the shell decides how often commands run; what follows is none.
var counting = setOf("case esac for function in")

// shells are what the text of a command is read by, or by something that reads it alike.
var shells = setOf("ash bash cmd dash ksh powershell pwsh sh zsh")

var assignment = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*=`)

func setOf(words string) map[string]bool {
	set := map[string]bool{}
	for _, word := range strings.Fields(words) {
		set[word] = true
	}
	return set
}

// EffectOf judges all commands of a text that a shell reads. What may do anything outweighs what adds something.
func EffectOf(text string) Effect {
	var all Effect
	for _, words := range shellCommands(text) {
		each := effectOfCommand(words)
		if each.Runs == "" || all.Anything {
			continue
		}
		if each.Anything {
			return each
		}
		if all.Runs == "" {
			all.Runs = each.Runs
		}
		all.adds = append(all.adds, each.adds...)
	}
	return all
}

// EffectOfInterpreted judges a text that is read by a program of the author's choice.
func EffectOfInterpreted(program, text string) Effect {
	name := strings.ToLower(strings.TrimSuffix(path.Base(program), ".exe"))
	if shells[name] {
		return EffectOf(text)
	}
	return Effect{Runs: "a program of " + graph.Readable(name), Anything: true}
}

// EffectOfRemote judges what is run on a machine far away. Only what is written counts: what else runs there sets up
// that machine.
func EffectOfRemote(lines []string) Effect {
	if found := EffectOf(strings.Join(lines, "\n")); !found.Anything {
		return found
	}
	return Effect{}
}

// effectOfCommand judges one command by the program that it calls.
func effectOfCommand(words []string) Effect {
	for len(words) > 0 && (leading[words[0]] || assignment.MatchString(words[0])) {
		words = words[1:]
	}
	if len(words) == 0 {
		return Effect{}
	}
	program := strings.TrimSuffix(path.Base(words[0]), ".exe")
	inner := slices.Index(words, "-c") + 1
	switch {
	case program == "aws":
		return effectOfAWS(words)
	case shells[program] && inner > 0 && inner < len(words):
		return EffectOf(words[inner])
	case harmless[program] || counting[program]:
		return Effect{}
	}
	return Effect{Runs: called(words), Anything: true}
}

// effectOfAWS judges a command of the AWS CLI by its operation. Most only read, or make what no rule asks for.
func effectOfAWS(words []string) Effect {
	for i, word := range words[1:] {
		added, known := additions[word]
		if known {
			service := words[1+max(i-1, 0)]
			return Effect{Runs: strings.Join([]string{"aws", service, word}, " "), Anything: added == nil, adds: added}
		}
	}
	return Effect{}
}

// scripts are the extensions of files that an interpreter is given.
var scripts = setOf(".bash .js .pl .ps1 .py .rb .sh")

// called is how a person calls the program that words start: of a script that an interpreter is given, the script. What
// looks like no name of a program, as a part of a text that was cut wrongly, is not shown.
func called(words []string) string {
	name := words[0]
	for _, word := range words {
		if scripts[path.Ext(word)] {
			name = word
			break
		}
	}
	if name = graph.Readable(name); !programName.MatchString(name) {
		return "a program"
	}
	return name
}

var programName = regexp.MustCompile(`^[\w.:/\\~@+${}\[\]-]{1,80}$`)
