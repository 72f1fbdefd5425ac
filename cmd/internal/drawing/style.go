package drawing

import (
	"fmt"
	"strings"
)

// A paint is how a part of a picture looks, in light and in dark. Programs that know no style sheets show the light
// one, for it is in the attributes as well.
type paint struct {
	class                string
	fill, stroke         string
	darkFill, darkStroke string
	rest                 string // what is the same in both
}

var paints = []paint{
	{class: "canvas", fill: "#ffffff", darkFill: "#0d1117"},
	{class: "unit", fill: "#f6f8fa", stroke: "#8c959f", darkFill: "#151b23", darkStroke: "#656c76"},
	{class: "vpc", fill: "#fbf9ff", stroke: "#8250df", darkFill: "#1b1530", darkStroke: "#ab7df8"},
	{class: "subnet", fill: "#f0f7ff", stroke: "#0969da", darkFill: "#0c2038", darkStroke: "#4493f8"},
	{class: "way-frame", fill: "#f6f8fa", stroke: "#8c959f", darkFill: "#151b23", darkStroke: "#656c76"},
	{class: "card", fill: "#ffffff", stroke: "#57606a", darkFill: "#0d1117", darkStroke: "#9198a1"},
	{class: "stripe-compute", fill: "#d4680b", darkFill: "#f0883e"},
	{class: "stripe-network", fill: "#8250df", darkFill: "#ab7df8"},
	{class: "stripe-endpoint", fill: "#0969da", darkFill: "#4493f8"},
	{class: "stripe-security", fill: "#57606a", darkFill: "#9198a1"},
	{class: "stripe-directory", fill: "#1a7f37", darkFill: "#3fb950"},
	{class: "ink", fill: "#1f2328", darkFill: "#f0f6fc"},
	{class: "muted", fill: "#59636e", darkFill: "#9eaab6"},
	{class: "wire", stroke: "#57606a", darkStroke: "#9198a1", rest: "fill:none"},
	{class: "wire-way", stroke: "#1f2328", darkStroke: "#d1d7e0", rest: "fill:none"},
	{class: "wire-broken", stroke: "#cf222e", darkStroke: "#ff6a69", rest: "fill:none"},
	{class: "wire-warning", stroke: "#9a6700", darkStroke: "#e3b341", rest: "fill:none"},
	{class: "head", fill: "#57606a", darkFill: "#9198a1"},
	{class: "head-way", fill: "#1f2328", darkFill: "#d1d7e0"},
	{class: "head-broken", fill: "#cf222e", darkFill: "#ff6a69"},
	{class: "head-warning", fill: "#9a6700", darkFill: "#e3b341"},
	{class: "frame-broken", fill: "#fff0ee", stroke: "#cf222e", darkFill: "#3a1216", darkStroke: "#ff6a69"},
	{class: "edge-broken", stroke: "#cf222e", darkStroke: "#ff6a69"},
	{class: "frame-warning", fill: "#fff8c5", stroke: "#9a6700", darkFill: "#332608", darkStroke: "#e3b341"},
	{class: "edge-warning", stroke: "#9a6700", darkStroke: "#e3b341"},
	{class: "mark-broken", fill: "#cf222e", darkFill: "#ff6a69"},
	{class: "mark-warning", fill: "#9a6700", darkFill: "#e3b341"},
	{class: "mark-other", fill: "#59636e", darkFill: "#9eaab6"},
	{class: "on-mark", fill: "#ffffff", darkFill: "#0d1117"},
	{class: "ink-broken", fill: "#a40e26", darkFill: "#ff8a85"},
	{class: "ink-warning", fill: "#7d4e00", darkFill: "#e3b341"},
	{class: "plate", fill: "#ffffff", stroke: "#d1d9e0", darkFill: "#0d1117", darkStroke: "#3d444d"},
}

const (
	sansFonts = "system-ui,-apple-system,'Segoe UI',Helvetica,Arial,'DejaVu Sans',sans-serif"
	monoFonts = "ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono','DejaVu Sans Mono',monospace"
)

// painted returns the attributes of the first class, and all the classes.
func painted(classes ...string) string {
	var attributes strings.Builder
	fmt.Fprintf(&attributes, ` class="%s"`, strings.Join(classes, " "))
	fill, stroke := "", ""
	for _, class := range classes {
		for _, paint := range paints {
			if paint.class == class {
				if paint.fill != "" {
					fill = paint.fill
				}
				if paint.stroke != "" {
					stroke = paint.stroke
				}
				if paint.rest == "fill:none" {
					fill = "none"
				}
			}
		}
	}
	if fill != "" {
		fmt.Fprintf(&attributes, ` fill="%s"`, fill)
	}
	if stroke != "" {
		fmt.Fprintf(&attributes, ` stroke="%s"`, stroke)
	}
	return attributes.String()
}

// styleSheet returns the rules of a picture: as the viewer prefers, or in a page as its switch says.
func styleSheet(inPage bool) string {
	var light, dark strings.Builder
	for _, paint := range paints {
		light.WriteString(rule("."+paint.class, paint.fill, paint.stroke, paint.rest))
		dark.WriteString(rule("."+paint.class, paint.darkFill, paint.darkStroke, ""))
	}
	var sheet strings.Builder
	fmt.Fprintf(&sheet, "text{font-family:%s}.name,.title{font-family:%s}", sansFonts, monoFonts)
	sheet.WriteString(light.String())
	if !inPage {
		fmt.Fprintf(&sheet, "@media(prefers-color-scheme:dark){%s}", dark.String())
		return sheet.String()
	}
	fmt.Fprintf(&sheet, "@media(prefers-color-scheme:dark){%s}", prefixed(dark.String(), ":root:not([data-theme=light]) "))
	sheet.WriteString(prefixed(dark.String(), ":root[data-theme=dark] "))
	return sheet.String()
}

func rule(selector, fill, stroke, rest string) string {
	var parts []string
	for _, part := range []string{property("fill", fill), property("stroke", stroke), rest} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return selector + "{" + strings.Join(parts, ";") + "}\n"
}

func property(name, value string) string {
	if value == "" {
		return ""
	}
	return name + ":" + value
}

// prefixed puts a selector before every rule, which stand one to a line.
func prefixed(rules, selector string) string {
	var out strings.Builder
	for line := range strings.Lines(rules) {
		out.WriteString(selector + line)
	}
	return out.String()
}
