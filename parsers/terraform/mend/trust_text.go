package mend

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
)

var (
	servicesInText   = regexp.MustCompile(`"Service"\s*:\s*("[^"]*"|\[[^\]]*\])`)
	principalsInText = regexp.MustCompile(`"Principal"\s*:\s*\{(\s*)"`)
	notPlainInText   = regexp.MustCompile(`"(?:Condition|NotPrincipal|NotAction|Deny)"`)
)

// trustInText adds a service to a policy that is written as a text of JSON between its markers.
func (s *written) trustInText(at hcl.Range, service string) bool {
	text := s.slice(at)
	if !strings.HasPrefix(text, "<<") || notPlainInText.MatchString(text) || !strings.Contains(text, `"`+assumeRole+`"`) {
		return false
	}
	services := servicesInText.FindAllStringSubmatchIndex(text, -1)
	switch principals := principalsInText.FindAllStringSubmatchIndex(text, -1); {
	case len(services) == 1:
		start, end := services[0][2], services[0][3]
		named, last := text[start:end], end
		if strings.HasPrefix(named, "[") {
			last = start + strings.LastIndexByte(named, '"') + 1
			if last == start || strings.Contains(named, `"`+service+`"`) {
				return false
			}
			s.insert(at.Start.Byte+last, ", "+strconv.Quote(service))
			return true
		}
		if !serviceName.MatchString(strings.Trim(named, `"`)) || named == strconv.Quote(service) {
			return false
		}
		s.splice(at.Start.Byte+start, at.Start.Byte+end, "["+named+", "+strconv.Quote(service)+"]")
		return true
	case len(services) == 0 && len(principals) == 1:
		blank := text[principals[0][2]:principals[0][3]]
		between := blank
		if blank == "" {
			between = " "
		}
		s.insert(at.Start.Byte+principals[0][3], `"Service": `+strconv.Quote(service)+","+between)
		return true
	}
	return false
}
