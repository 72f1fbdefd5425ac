package report

import (
	"fmt"
	"strings"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/reachlint/reachlint/parsers/graph"
)

// addInvocation tells how the run went: what is wrong with the input stands here and not among the
// results, for it is no finding about the infrastructure.
func (r *run) addInvocation() {
	successful := !r.result.Incomplete()
	invocation := &sarif.Invocation{ExecutionSuccessful: &successful}
	described := map[string]bool{}
	for _, diagnostic := range r.diagnostics() {
		diagnostic.ID = orElse(diagnostic.ID, "input")
		if !described[diagnostic.ID] {
			described[diagnostic.ID] = true
			r.Tool.Driver.Notifications = append(r.Tool.Driver.Notifications, describeNotification(diagnostic.ID))
		}
		invocation.ToolExecutionNotifications = append(invocation.ToolExecutionNotifications, r.notification(diagnostic))
	}
	r.Invocations = []*sarif.Invocation{invocation}
}

func (r *run) diagnostics() []graph.Diagnostic {
	diagnostics := r.result.Diagnostics
	if all := len(r.result.Findings); all > maximumResults {
		diagnostics = append(diagnostics[:len(diagnostics):len(diagnostics)], graph.Diagnostic{
			Severity: graph.SeverityWarning,
			ID:       "too-many-results",
			Message:  fmt.Sprintf("Only the gravest %d of %d findings are in this report.", maximumResults, all),
		})
	}
	return diagnostics
}

// describeNotification describes a kind of diagnostic; GitHub wants all three texts of a descriptor.
func describeNotification(id string) *sarif.ReportingDescriptor {
	descriptor, name := sarif.NewRule(id), ruleName(id)
	title := sentence(strings.ReplaceAll(id, "-", " "))
	title = strings.ToUpper(title[:1]) + title[1:]
	descriptor.Name = &name
	descriptor.ShortDescription = message(title, "")
	descriptor.FullDescription = message(title+" This concerns the input itself and is no finding about the infrastructure.", "")
	descriptor.Help = message("The notification says what to do.", "")
	return descriptor
}

func (r *run) notification(diagnostic graph.Diagnostic) *sarif.Notification {
	id := diagnostic.ID
	text := sentence(diagnostic.Message)
	if diagnostic.Help != "" {
		text += " " + sentence(diagnostic.Help)
	}
	notification := &sarif.Notification{
		Level:      string(diagnostic.Severity),
		Descriptor: &sarif.ReportingDescriptorReference{Id: &id},
		Message:    &sarif.Message{Text: &text},
	}
	if diagnostic.Range.File != "" {
		notification.Locations = []*sarif.Location{r.location(diagnostic.Range, "", false)}
	}
	return notification
}
