package functions

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// growths are the functions whose text may be far longer than what they are given, each with a length that the text does
// not exceed. They are asked before it is made.
var growths = map[string]func(arguments []cty.Value) int{
	"format": lengthOfFormat, "formatlist": lengthOfFormats, "indent": lengthOfIndented,
	"join": lengthOfJoined, "replace": lengthOfReplaced,
	"jsonencode": lengthOfEncoded, "yamlencode": lengthOfEncoded,
	"regexall": lengthOfMatches, "split": lengthOfSplit,
}

// tooLong tells why a function is not called: its text would be longer than all that an expression may cost.
func tooLong(name string, arguments []cty.Value) string {
	if slices.ContainsFunc(arguments, IsHuge) {
		return HugeReason
	}
	length, grows := growths[name]
	if grows && slices.ContainsFunc(arguments, func(argument cty.Value) bool { return lengthOf(argument) > maximumText }) {
		length = func([]cty.Value) int { return maximumText + 1 }
	}
	if !grows || length(arguments) <= maximumText {
		return ""
	}
	return fmt.Sprintf("%s%s%d bytes", name, tooMuch, maximumText)
}

// tooMuch is what the reasons have in common why a function was not called.
const tooMuch = " would make more than "

// IsTooMuch tells whether the reason why a value is not known is that it would have been too large.
func IsTooMuch(reason string) bool { return strings.Contains(reason, tooMuch) }

// writtenText returns a text that is known, also of a number; "" for anything else.
func writtenText(arguments []cty.Value, i int) string {
	if i >= len(arguments) {
		return ""
	}
	plain, _ := arguments[i].Unmark()
	switch {
	case plain.IsNull() || !plain.IsKnown():
		return ""
	case plain.Type() == cty.String:
		return plain.AsString()
	case plain.Type() == cty.Number:
		return plain.AsBigFloat().Text('f', -1)
	}
	return ""
}

// lengthOf is how long a value is as a text at most, as far as that matters.
func lengthOf(value cty.Value) int {
	return TextPerStep * Weight(value, maximumText/TextPerStep)
}

func lengthOfEncoded(arguments []cty.Value) int {
	length := 0
	for _, argument := range arguments {
		length += lengthOf(argument)
	}
	return length
}

var widths = regexp.MustCompile(`\d+`)

// lengthOfVerbs is how long a format is with its verbs as wide as they say.
func lengthOfVerbs(format string) int {
	length := len(format)
	for _, digits := range widths.FindAllString(format, -1) {
		width, err := strconv.Atoi(digits)
		if err != nil || width > maximumText {
			return maximumText + 1
		}
		length += width
	}
	return length
}

// lengthOfFormat bounds what a format makes: each verb may write the longest of the values.
func lengthOfFormat(arguments []cty.Value) int {
	format, longest := writtenText(arguments, 0), 0
	for _, argument := range arguments[min(1, len(arguments)):] {
		longest = max(longest, lengthOf(argument))
	}
	return lengthOfVerbs(format) + longest*strings.Count(format, "%")
}

// lengthOfFormats bounds the texts of a list together: each of them has one item of the lists, and all of what is no list.
func lengthOfFormats(arguments []cty.Value) int {
	format, count, once, each := writtenText(arguments, 0), 1, 0, 0
	for _, argument := range arguments[min(1, len(arguments)):] {
		if plain, _ := argument.Unmark(); plain.IsNull() || !plain.IsKnown() || !plain.CanIterateElements() {
			each = max(each, lengthOf(argument))
		} else {
			count, once = max(count, plain.LengthInt()), max(once, lengthOf(argument))
		}
	}
	return count*lengthOfVerbs(format) + (count*each+once)*strings.Count(format, "%")
}

func lengthOfIndented(arguments []cty.Value) int {
	text := writtenText(arguments, 1)
	spaces, err := strconv.Atoi(writtenText(arguments, 0))
	if err != nil || spaces > maximumText {
		return len(text)
	}
	return len(text) + spaces*strings.Count(text, "\n")
}

func lengthOfJoined(arguments []cty.Value) int {
	separator, length := len(writtenText(arguments, 0)), 0
	for _, argument := range arguments[min(1, len(arguments)):] {
		plain, _ := argument.Unmark()
		if plain.IsNull() || !plain.IsKnown() || !plain.CanIterateElements() {
			continue
		}
		for elements := plain.ElementIterator(); elements.Next() && length <= maximumText; {
			_, element := elements.Element()
			length += separator + len(writtenText([]cty.Value{element}, 0))
		}
	}
	return length
}

func lengthOfReplaced(arguments []cty.Value) int {
	text, search, instead := writtenText(arguments, 0), writtenText(arguments, 1), writtenText(arguments, 2)
	if len(search) > 1 && strings.HasPrefix(search, "/") && strings.HasSuffix(search, "/") {
		expression, err := regexp.Compile(search[1 : len(search)-1])
		if err != nil {
			return 0
		}
		found := len(expression.FindAllStringIndex(text, maximumElements+1))
		if found > maximumElements {
			return maximumText + 1
		}
		return len(text)*(1+strings.Count(instead, "$")) + found*len(instead)
	}
	return len(text) + strings.Count(text, search)*len(instead)
}

// lengthOfMatches counts each item as a step, as Weight does.
func lengthOfMatches(arguments []cty.Value) int {
	expression, err := regexp.Compile(writtenText(arguments, 0))
	if err != nil {
		return 0
	}
	return itemsOf(len(expression.FindAllStringIndex(writtenText(arguments, 1), maximumElements+1)))
}

func lengthOfSplit(arguments []cty.Value) int {
	return itemsOf(strings.Count(writtenText(arguments, 1), writtenText(arguments, 0)))
}

// itemsOf is more than a text may have where a list would have more items than a function may build.
func itemsOf(count int) int {
	if count > maximumElements {
		return maximumText + 1
	}
	return count
}
