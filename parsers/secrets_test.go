package parsers_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/reachlint/reachlint/parsers"
)

// TestWithoutSecrets holds that secrets are blotted out, and nothing else. All that a source calls hunter2 is secret, and
// there is nothing to be hidden but this.
func TestWithoutSecrets(t *testing.T) {
	for name, source := range map[string]string{
		"main.tf": `variable "admin_password" {
  type    = string
  default = "hunter2"
}
resource "aws_secretsmanager_secret" "token" {
  name       = "office"
  kms_key_id = aws_kms_key.main.arn # the token
}
resource "aws_instance" "a" {
  user_data = <<-EOT
    hunter2 ${var.domain} hunter2
      hunter2
  EOT
  key_name = "office"
  metadata_options {
    http_tokens = "required"
  }
  tags = { Secrets = base64encode("hunter2"), Name = "a" }
  container = [{ name = "DB_PASSWORD", value = "hunter2" }, { name = "HOST", value = "h" }]
  secrets = {
    a = "hunter2"
    b = aws_secretsmanager_secret.token.arn
  }
  other = "10.0.0.0/16"
}
`,
		"template.yaml": `Parameters:
  AdminPassword:
    Type: String
    Default: hunter2 # the password
Resources:
  DirectorySecret:
    Type: AWS::SecretsManager::Secret
    Properties:
      Name: office
      SecretString: "hunter2"
      KmsKeyId: !Ref Key
  A:
    Type: AWS::EC2::Instance
    Properties:
      UserData:
        Fn::Base64: !Sub |
          hunter2 ${Domain}

          hunter2
      SubnetId: !Ref A
      Plain:
        Password: hunter2
          hunter2
        Quoted:
          - {Token: 'hunter2', Other: x}
      Environment:
        - {Name: DB_PASSWORD, Value: hunter2}
        - {Name: HOST, Value: h}
      Credentials: !Ref AdminPassword
      MetadataOptions: {HttpTokens: required}
`,
		"template.json": `{"Resources": {"A": {"Type": "AWS::EC2::Instance", "Properties": {
  "UserData": {"Fn::Base64": "hunter2"}, "SubnetId": {"Ref": "A"}, "Password": {"Ref": "AdminPassword"}}}}}`,
		"main.tf.json": `{"resource": {"aws_instance": {"a": {"user_data": "hunter2 ${var.domain}", "ami": "ami-1"}}}}`,
		"piece.tf":     "  user_data = \"hunter2\"\n  ami = \"ami-1\"\n}\n",
		"piece.yaml":   "\n  UserData:\n    Fn::Base64: |\n      hunter2\n  SubnetId: !Ref A\n",
		"piece.json":   "\"Type\": \"AWS::SecretsManager::Secret\", \"Ref\": \"A\"",
	} {
		got := string(bytes.Join(parsers.WithoutSecrets(name, []byte(source)), []byte("\n")))
		want := strings.ReplaceAll(source, "hunter2", "*******")
		if got != want {
			t.Errorf("%s becomes\n%s", name, got)
		}
	}
	for name, source := range map[string]string{
		"template.yaml": "A: {Password: \"hunter2\n  hunter2\", Other: \n  x}",
		"piece.json":    `"UserData": "hunter2", "SubnetId"`,
	} {
		got := string(bytes.Join(parsers.WithoutSecrets(name, []byte(source)), []byte("\n")))
		if strings.Contains(got, "hunter2") || len(got) != len(source) {
			t.Errorf("%s becomes\n%s", name, got)
		}
	}
}
