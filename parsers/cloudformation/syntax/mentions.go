package syntax

import "bytes"

// noteMentions looks for words in the text of a template.
func (d *Document) noteMentions(text []byte) {
	d.MentionsImport = bytes.Contains(text, []byte("ImportValue"))
	d.MentionsExport = bytes.Contains(text, []byte("Export"))
	d.MentionsNested = len(d.Files) > 0 // it may be in what is included
	for typeName := range TemplateProperty {
		d.MentionsNested = d.MentionsNested || bytes.Contains(text, []byte(typeName))
	}
}

// TemplateProperty names, for each type of resource that is a nested stack, the property that holds its template
// (CloudFormation Template Reference, "AWS::CloudFormation::Stack"; AWS SAM Developer Guide,
// "AWS::Serverless::Application").
var TemplateProperty = map[string]string{
	"AWS::CloudFormation::Stack":   "TemplateURL",
	"AWS::Serverless::Application": "Location",
}
