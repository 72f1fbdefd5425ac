package terraform

import (
	"context"
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// Terraform wants a module's source as a plain text. OpenTofu evaluates it before all else, from local values and
// variables (OpenTofu Language, "Module Sources": early evaluation).

func isLocalSource(source string) bool {
	return strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../") || source == "." || source == ".."
}

// writtenSource returns a call's source where it is a plain text.
func writtenSource(call *declaration) (string, bool) {
	source := call.block.expression("source")
	if source == nil || source.constant == cty.NilVal || source.constant.Type() != cty.String || source.constant.IsNull() {
		return "", false
	}
	return source.constant.AsString(), true
}

// declaredSource returns the source of a call within its module instance, or why it is not known. Both are empty for a
// call without a source, or with one that is no text.
func (c *callState) declaredSource() (source, open string) {
	if written, ok := writtenSource(c.declaration); ok {
		return written, ""
	}
	expression := c.declaration.block.expression("source")
	if expression == nil {
		return "", ""
	}
	value := decodeValue(c.module.scope().value(expression), c.sourceRange(), "")
	source, known := value.Text()
	if !known {
		return "", value.Reason()
	}
	return source, ""
}

// earlySource returns the source of a call as its module would have it as a root module, which is all that can be said
// before any unit is evaluated.
func (l *Loader) earlySource(parsed *module, call *declaration) (string, bool) {
	if source, ok := writtenSource(call); ok || call.block.expression("source") == nil {
		return source, ok
	}
	trial := newUnit(context.Background(), l, parsed.directory)
	trial.root = newRootInstance(trial, parsed)
	trial.root.assign()
	source, _ := trial.root.call(call.name).declaredSource()
	return source, source != ""
}
