package network

import (
	"slices"
	"strings"

	"github.com/reachlint/reachlint/parsers/graph"
)

// grant is what policies say about one action.
type grant struct {
	allows match
	denies match
	doubt  string // why allows or denies is not certain
	by     string // address or name of the policy that decides
}

// covers tells whether the statement is about an action on a resource, or on all of them where that is "". Most
// actions that computers and their agents need do not name a resource of their own, so a statement for some
// resources leaves a doubt.
func (s statement) covers(action, resource string) (match, string) {
	about := no
	switch {
	case s.forServices:
		return no, "" // computers are sessions of their roles
	case len(s.actions) > 0:
		about = anyPattern(s.actions, action)
	case len(s.notActions) > 0:
		about = yes - anyPattern(s.notActions, action)
	}
	if about != yes && s.doubt != "" {
		return maybe, s.doubt
	}
	switch {
	case about == no:
		return no, ""
	case about == maybe:
		return maybe, orElse(whyOpen(s.actions), whyOpen(s.notActions))
	case s.conditional:
		return maybe, "the policy has a condition"
	case s.doubt != "":
		return maybe, s.doubt
	case s.restricted:
		return maybe, "the policy is for some principals only"
	case s.notResource, !anyResource(s.resources) && !s.names(resource):
		return maybe, "the policy is for some resources only"
	}
	return yes, ""
}

// names tells whether the statement is for a resource, given by the address of its node or as its author writes it.
func (s statement) names(resource string) bool {
	return resource != "" && slices.ContainsFunc(s.resources, func(written string) bool {
		parts := graph.SplitText(written)
		last := parts[len(parts)-1].Reference
		switch {
		case graph.Readable(written) == resource:
			return true
		case last == nil || last.Reason != "" || last.Address != resource:
			return false
		}
		// In an ARN the id stands behind the last slash.
		return len(parts) == 1 || strings.HasSuffix(parts[len(parts)-2].Text, "/")
	})
}

func anyResource(resources []string) bool {
	for _, resource := range resources {
		if resource != "" && glob(resource, "") {
			return true // stars only
		}
	}
	return false
}

// agentResources are the types of resources that an action of SSM Agent is about, where its own service has others
// ("Actions, resources, and condition keys for AWS Systems Manager", Service Authorization Reference).
var agentResources = map[string][]string{"ssm:UpdateInstanceInformation": {"instance", "managed-instance"}}

// isElsewhere tells whether the statement is for resources that an action surely is not about: those of other
// services, such as a bucket. Instances belong to ec2, and actions of several services are about them.
func (s statement) isElsewhere(action string) bool {
	service, _, _ := strings.Cut(action, ":")
	for _, resource := range s.resources {
		parts := strings.SplitN(masked(resource), ":", 6)
		if len(parts) < 6 || parts[0] != "arn" || strings.ContainsAny(parts[2], "*?"+wildcard) {
			return false
		}
		kind, _, _ := strings.Cut(parts[5], "/")
		types, listed := agentResources[action]
		switch {
		case parts[2] != service && parts[2] != "ec2":
		case listed && !strings.ContainsAny(kind, "*?"+wildcard) && !slices.Contains(types, kind):
		default:
			return false
		}
	}
	return len(s.resources) > 0 && s.doubt == ""
}

// grants evaluates a document: an explicit denial wins over everything ("Policy evaluation logic", AWS
// Identity and Access Management User Guide).
func (d document) grants(action, resource string) grant {
	result := grant{}
	if d.doubt != "" {
		result = grant{allows: maybe, denies: maybe, doubt: d.doubt}
	}
	for _, each := range d.statements {
		covers, doubt := each.covers(action, resource)
		if covers == no || each.effect == Deny && each.isElsewhere(action) {
			continue
		}
		if each.effect != Deny && covers.doubtful(ifUnknown(each)) > result.allows {
			result.allows = covers.doubtful(ifUnknown(each))
			result.doubt = orElse(doubt, ifUnknown(each), result.doubt)
		}
		if each.effect != Allow && covers.doubtful(ifUnknown(each)) > result.denies {
			result.denies = covers.doubtful(ifUnknown(each))
			result.doubt = orElse(doubt, ifUnknown(each), result.doubt)
		}
	}
	return result
}

func ifUnknown(each statement) string {
	if each.effect == Unknown {
		return orElse(each.doubt, "the effect of a statement is not known")
	}
	return ""
}
