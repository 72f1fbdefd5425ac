package cloudformation

import "github.com/reachlint/reachlint/parsers/cloudformation/parameterfiles"

// readParameters returns what the options give to the parameters of root stacks, and the Region to deploy to.
func (l *Loader) readParameters() *parameterfiles.Values {
	given := parameterfiles.Read(l.files, l.options.ParameterFiles)
	for _, assignment := range l.options.Parameters {
		given.Assign(assignment.Name, assignment.Value)
	}
	if l.options.Region != "" {
		given.Region = l.options.Region
	}
	region, _ := given.Value(regionName)
	if text, _ := region.RawText(); text != "" {
		given.Region = text
	}
	return given
}
