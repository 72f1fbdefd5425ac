package mend

import (
	"encoding/json"
	"regexp"
	"strings"

	"github.com/reachlint/reachlint/parsers/cloudformation/syntax"
)

var (
	// listBelow is a name with a list below it, stepOf an entry of JSON; both tell how far the author indents.
	listBelow = regexp.MustCompile(`(?m)^( *)[A-Za-z0-9"']+:[ \t]*\r?\n( *)- `)
	stepOf    = regexp.MustCompile(`(?m)^([ \t]+)"`)
)

// margins are how far a template in YAML indents what stands below a name.
type margins struct{ mapping, list int }

func (t *template) margins() margins {
	by := margins{mapping: 2, list: 2}
	if resources := t.document.Root.Find("Resources"); resources != nil && resources.Kind == syntax.Mapping {
		for i := range resources.Items {
			if body := &resources.Items[i]; body.Kind == syntax.Mapping && len(body.Names) > 0 && body.Names[0].Start.Column > resources.Names[i].Start.Column {
				by.mapping = int(body.Names[0].Start.Column - resources.Names[i].Start.Column)
				break
			}
		}
	}
	for i, match := range listBelow.FindAllSubmatch(t.text, -1) {
		switch added := len(match[2]) - len(match[1]); {
		case added == 0:
			by.list = 0
			return by
		case i == 0 && added > 0:
			by.list = added
		}
	}
	return by
}

// step returns how far JSON is indented from level to level.
func (t *template) step() int {
	if match := stepOf.FindSubmatch(t.text); match != nil {
		return len(match[1])
	}
	return 2
}

// plainText is what YAML takes for a text without quotes.
var plainText = regexp.MustCompile(`^[A-Za-z/][A-Za-z0-9._/-]*(?:[: ][A-Za-z0-9._/-]+)*$|^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+(?:/[0-9]+)?$`)

// quoted writes a text as the template's language needs it.
func (t *template) quoted(text string) string {
	switch strings.ToLower(text) {
	case "true", "false", "yes", "no", "on", "off", "null", "y", "n":
	default:
		if !t.json && plainText.MatchString(text) {
			return text
		}
	}
	written, err := json.Marshal(text)
	if err != nil {
		return `""`
	}
	return string(written)
}

// name writes a name as the template's language needs it.
func (t *template) name(text string) string {
	if t.json {
		return `"` + text + `"`
	}
	return text
}

// quotesTruth tells whether the author puts truth values in quotes.
func (t *template) quotesTruth(within *syntax.Node) bool {
	for i := range within.Items {
		if _, truth := within.Items[i].Truth(); truth && within.Items[i].Kind == syntax.Scalar {
			return within.Items[i].Quoted
		}
	}
	return false
}
