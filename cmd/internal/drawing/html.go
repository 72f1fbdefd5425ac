package drawing

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"io"
	"strings"
)

//go:embed page.css
var pageStyle string

//go:embed page.js
var pageScript string

// writeHTML writes one page that needs nothing else: no network, and without scripts it still shows the pictures and
// the findings. What it may run and load is what it brings, whatever the names in the sources are.
func writeHTML(out io.Writer, pictures []*Picture) error {
	s := &svg{inPage: true}
	hash := sha256.Sum256([]byte(pageScript))
	title := escaped(titleOf(pictures))
	s.line(`<!doctype html>`)
	s.line(`<html lang="en">`)
	s.line(`<head>`)
	s.line(`<meta charset="utf-8">`)
	s.line(`<meta name="viewport" content="width=device-width, initial-scale=1">`)
	s.line(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-%s'; base-uri 'none'; form-action 'none'">`,
		base64.StdEncoding.EncodeToString(hash[:]))
	s.line(`<title>%s</title>`, title)
	s.line("<style>\n%s%s</style>", pageStyle, styleSheet(true))
	s.line(`</head>`)
	s.line(`<body>`)
	s.line(`<header><h1>%s</h1>`, title)
	s.line(`<div id="tools" hidden><input id="search" type="search" placeholder="Find an instance or a resource" aria-label="Find an instance or a resource" autocomplete="off"> <button id="fit" type="button">Fit</button> <button id="out" type="button" aria-label="Smaller">−</button> <button id="in" type="button" aria-label="Larger">+</button> <button id="theme" type="button">Light or dark</button></div>`)
	s.line(`<ul id="hits" aria-live="polite"></ul></header>`)
	for i, picture := range pictures {
		s.section(picture, i)
	}
	if len(pictures) == 0 {
		s.line(`<p style="padding:16px">There is nothing to draw.</p>`)
	}
	s.line("<script>%s</script>", pageScript)
	s.line("</body>\n</html>")
	_, err := io.WriteString(out, s.out.String())
	return err
}

// section writes one picture with its findings beside it.
func (s *svg) section(picture *Picture, number int) {
	p := layOut(picture)
	height := p.drawnHeight
	s.line(`<section><div class="stage">`)
	s.line(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" aria-labelledby="t%d d%d">`,
		p.width, height+legendHeight, p.width, height+legendHeight, number, number)
	s.line(`<title id="t%d">%s</title><desc id="d%d">%s</desc>`, number, escaped(titleOf([]*Picture{picture})), number, escaped(descriptionOf([]*Picture{picture})))
	s.line(`<rect width="%d" height="%d"%s/>`, p.width, height+legendHeight, painted("canvas"))
	s.plan(p)
	s.legend([]*Picture{picture}, height)
	s.line(`</svg></div>`)
	s.line(`<aside><h2>%s</h2>`, escaped(unitName(picture.Unit)))
	s.findings(picture)
	for _, sentence := range picture.LeftOut {
		s.line(`<p class="why">%s</p>`, escaped(sentence))
	}
	s.line(`</aside></section>`)
}

// listedOfRule is how many findings of a rule are listed before the others are folded away.
const listedOfRule = 4

// findings lists what is wrong, and folded away what is worth knowing and what could not be decided.
func (s *svg) findings(picture *Picture) {
	shown := picture.proven()
	if len(shown) == 0 {
		s.line(`<p>Nothing is wrong here.</p>`)
	}
	for _, group := range picture.byRule() {
		first := group[:min(len(group), listedOfRule)]
		s.list(picture, first)
		if rest := group[len(first):]; len(rest) > 0 {
			s.line(`<details><summary>%d more of %s</summary>`, len(rest), escaped(picture.Findings[rest[0]].Rule))
			s.list(picture, rest)
			s.line(`</details>`)
		}
	}
	var notes, open []int
	for i, finding := range picture.Findings {
		switch {
		case finding.Verdict != "fail":
			open = append(open, i)
		case finding.Level == "note":
			notes = append(notes, i)
		}
	}
	for _, group := range []struct {
		title    string
		findings []int
	}{{"To check by hand", notes}, {"Undetermined", open}} {
		if len(group.findings) > 0 {
			s.line(`<details><summary>%s (%d)</summary>`, group.title, len(group.findings))
			s.list(picture, group.findings)
			s.line(`</details>`)
		}
	}
}

func (s *svg) list(picture *Picture, findings []int) {
	s.line(`<ol>`)
	for _, i := range findings {
		finding := picture.Findings[i]
		class, sign := escaped(finding.Level), map[string]string{"error": "✗", "warning": "!"}[finding.Level]
		if finding.Verdict != "fail" {
			class, sign = "open", "?"
		}
		s.line(`<li class="%s" data-finding="%d" tabindex="0"><div class="rule"><span class="sign">%s</span> %d. %s</div>`, class, i+1, sign, i+1, escaped(finding.Rule))
		s.line(`<div>%s</div>`, escaped(finding.Message))
		if finding.Reason != "" {
			s.line(`<div class="why">It is open, because %s.</div>`, escaped(finding.Reason))
		}
		if finding.Remedy != "" {
			s.line(`<div class="remedy">%s</div>`, escaped(finding.Remedy))
		}
		s.line(`<div class="place">%s</div></li>`, escaped(finding.Place))
	}
	s.line(`</ol>`)
}

// searchable are the names by which a page finds a box, a line each.
func searchable(box *Box) string {
	names := make([]string, len(box.Addresses))
	for i, address := range box.Addresses {
		names[i] = escaped(address)
	}
	return strings.Join(names, "\n")
}

// ident are the attributes by which a page finds a box.
func (s *svg) ident(box *Box) string {
	attributes := fmt.Sprintf(` id="%s" data-findings="%s"`, box.ID, strings.ReplaceAll(numbered(box.Findings), ",", " "))
	if s.inPage && len(box.Addresses) > 0 {
		attributes += fmt.Sprintf(` data-search="%s"`, searchable(box))
	}
	return attributes
}
