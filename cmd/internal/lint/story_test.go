package lint_test

import (
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reachlint/reachlint/cmd/internal/lint"
)

const storyFolder = goldenFolder + "/office-on-ec2"

// fault is one mistake of the story, made in the sound configuration: in the file, the text gives way to
// another. Exactly one finding must come of it, on the first line that holds the mark.
type fault struct {
	file, text, instead string
	mark                string // on the line of the finding, after the change
	want                string // level and rule
}

var storyFaults = []struct {
	name                      string
	terraform, cloudFormation fault
}{
	{
		name: "the role lacks the core policy",
		terraform: fault{
			file: "modules/workspace/iam.tf", text: `    "AmazonSSMManagedInstanceCore",` + "\n",
			mark: `resource "aws_iam_role" "managed"`, want: "error ssm-role-permissions-missing",
		},
		cloudFormation: fault{
			text: "        - !Sub arn:${AWS::Partition}:iam::aws:policy/AmazonSSMManagedInstanceCore\n",
			mark: "- !Sub arn:${AWS::Partition}:iam::aws:policy/CloudWatchAgentServerPolicy", want: "error ssm-role-permissions-missing",
		},
	},
	{
		name: "nobody may assume the role for an instance",
		terraform: fault{
			file: "modules/workspace/iam.tf", text: "ec2.amazonaws.com", instead: "ssm.amazonaws.com",
			mark: "assume_role_policy", want: "error ssm-role-trust-missing",
		},
		cloudFormation: fault{
			text: "Service: ec2.amazonaws.com", instead: "Service: ssm.amazonaws.com",
			mark: `Version: "2012-10-17"`, want: "error ssm-role-trust-missing",
		},
	},
	{
		name: "an instance has no profile",
		terraform: fault{
			file: "modules/workspace/main.tf", text: "  iam_instance_profile   = aws_iam_instance_profile.managed.name\n",
			mark: `resource "aws_instance" "office"`, want: "error ssm-instance-profile-missing",
		},
		cloudFormation: fault{
			text: "      IamInstanceProfile: !Ref ManagedInstanceProfile\n",
			mark: "  OfficeInstance:", want: "error ssm-instance-profile-missing",
		},
	},
	{
		name: "the instances may not go out on 443",
		terraform: fault{
			file: "modules/workspace/main.tf", text: "  from_port                    = 443\n  to_port                      = 443\n",
			instead: "  from_port                    = 80\n  to_port                      = 80\n",
			mark:    `resource "aws_security_group" "instances"`, want: "error ssm-instance-egress-blocked",
		},
		cloudFormation: fault{
			text:    "          FromPort: 443\n          ToPort: 443\n          DestinationSecurityGroupId",
			instead: "          FromPort: 80\n          ToPort: 80\n          DestinationSecurityGroupId",
			mark:    "  InstanceGroup:", want: "error ssm-instance-egress-blocked",
		},
	},
	{
		name: "an endpoint is missing",
		terraform: fault{
			file: "main.tf", text: `["ssm", "ssmmessages", "ec2messages"]`, instead: `["ssm", "ec2messages"]`,
			mark: `resource "aws_vpc" "this"`, want: "error ssm-endpoint-missing",
		},
		cloudFormation: fault{
			text: "${AWS::Region}.ssmmessages", instead: "${AWS::Region}.logs",
			mark: "  Vpc:", want: "error ssm-endpoint-missing",
		},
	},
	{
		name: "the endpoint that AWS has made optional is missing",
		terraform: fault{
			file: "main.tf", text: `["ssm", "ssmmessages", "ec2messages"]`, instead: `["ssm", "ssmmessages"]`,
			mark: `resource "aws_vpc" "this"`, want: "warning ssm-endpoint-missing",
		},
		cloudFormation: fault{
			text: "${AWS::Region}.ec2messages", instead: "${AWS::Region}.logs",
			mark: "  Vpc:", want: "warning ssm-endpoint-missing",
		},
	},
	{
		name: "the endpoints let nothing in on 443",
		terraform: fault{
			file: "modules/network/main.tf", text: "    from_port   = 443\n    to_port     = 443\n",
			instead: "    from_port   = 80\n    to_port     = 80\n",
			mark:    "to_port     = 80", want: "error ssm-endpoint-ingress-blocked",
		},
		cloudFormation: fault{
			text:    "          FromPort: 443\n          ToPort: 443\n          CidrIp",
			instead: "          FromPort: 80\n          ToPort: 80\n          CidrIp",
			mark:    "ToPort: 80", want: "error ssm-endpoint-ingress-blocked",
		},
	},
	{
		name: "the endpoints do not take their service's name",
		terraform: fault{
			file: "modules/network/main.tf", text: "private_dns_enabled = true", instead: "private_dns_enabled = false",
			mark: "private_dns_enabled = false", want: "error ssm-endpoint-private-dns-off",
		},
		cloudFormation: fault{
			text:    "ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm\n      SubnetIds: [!Ref PrivateSubnetA, !Ref PrivateSubnetB]\n      SecurityGroupIds: [!Ref EndpointGroup]\n      PrivateDnsEnabled: true",
			instead: "ServiceName: !Sub com.amazonaws.${AWS::Region}.ssm\n      SubnetIds: [!Ref PrivateSubnetA, !Ref PrivateSubnetB]\n      SecurityGroupIds: [!Ref EndpointGroup]\n      PrivateDnsEnabled: false",
			mark:    "PrivateDnsEnabled: false", want: "error ssm-endpoint-private-dns-off",
		},
	},
	{
		name: "the option set still says AmazonProvidedDNS",
		terraform: fault{
			file: "modules/directory/main.tf", text: "aws_directory_service_directory.this.dns_ip_addresses", instead: `["AmazonProvidedDNS"]`,
			mark: "domain_name_servers", want: "error ad-dns-missing",
		},
		cloudFormation: fault{
			text: "!GetAtt Directory.DnsIpAddresses", instead: "[AmazonProvidedDNS]",
			mark: "DomainNameServers", want: "error ad-dns-missing",
		},
	},
	{
		name: "Amazon's resolver is asked first",
		terraform: fault{
			file: "modules/directory/main.tf", text: "aws_directory_service_directory.this.dns_ip_addresses",
			instead: `concat(["AmazonProvidedDNS"], tolist(aws_directory_service_directory.this.dns_ip_addresses))`,
			mark:    "domain_name_servers", want: "error ad-dns-not-first",
		},
		cloudFormation: fault{
			text:    "!GetAtt Directory.DnsIpAddresses",
			instead: "[AmazonProvidedDNS, !Select [0, !GetAtt Directory.DnsIpAddresses]]",
			mark:    "DomainNameServers", want: "error ad-dns-not-first",
		},
	},
}

// TestStoryIsSound scans the story as it should be: it may give advice, but find no fault.
func TestStoryIsSound(t *testing.T) {
	for _, language := range []string{"terraform", "cloudformation"} {
		t.Run(language, func(t *testing.T) {
			result := scanStory(t, os.DirFS(filepath.Join(storyFolder, language)))
			for _, finding := range result.Findings {
				if finding.Level != lint.LevelNote {
					t.Errorf("%s: %s: %s [%s]", finding.Range, finding.Level, finding.Message, finding.Rule)
				}
			}
			for _, finding := range result.Undetermined {
				t.Errorf("%s: undetermined: %s (%s) [%s]", finding.Range, finding.Message, finding.Reason, finding.Rule)
			}
			if len(result.Findings) == 0 {
				t.Error("the licence's checklist is missing")
			}
		})
	}
}

// TestStoryIsMended holds that after all fixes of the faulty configuration only what no source can show is left.
func TestStoryIsMended(t *testing.T) {
	for _, language := range []string{"terraform", "cloudformation"} {
		t.Run(language, func(t *testing.T) {
			files := os.DirFS(filepath.Join(storyFolder, "faulty", language))
			failing, fixed := checkMended(t, files)
			if len(fixed) < 5 {
				t.Errorf("of %d findings %d were fixed", len(failing), len(fixed))
			}
			for _, finding := range mendAll(t, mendOptions(t, files)).Result.Findings {
				if finding.Level != lint.LevelNote {
					t.Errorf("left: %s: %s [%s]", finding.Range, finding.Message, finding.Rule)
				}
			}
		})
	}
}

// TestStoryFaults makes every mistake of the story alone, in both languages.
func TestStoryFaults(t *testing.T) {
	for _, story := range storyFaults {
		t.Run(story.name+"/terraform", func(t *testing.T) {
			expectFault(t, "terraform", story.terraform)
		})
		t.Run(story.name+"/cloudformation", func(t *testing.T) {
			story.cloudFormation.file = "template.yaml"
			expectFault(t, "cloudformation", story.cloudFormation)
		})
	}
}

func expectFault(t *testing.T, language string, made fault) {
	files := readTree(t, filepath.Join(storyFolder, language))
	content := string(files[made.file].Data)
	if strings.Count(content, made.text) < 1 {
		t.Fatalf("%s does not hold %q any more", made.file, made.text)
	}
	files[made.file] = &fstest.MapFile{Data: []byte(strings.Replace(content, made.text, made.instead, 1))}

	var got []string
	for _, finding := range scanStory(t, files).Findings {
		if finding.Level != lint.LevelNote {
			got = append(got, fmt.Sprintf("%s:%d: %s %s", finding.Range.File, finding.Range.Start.Line, finding.Level, finding.Rule))
		}
	}
	if want := placeOf(t, files, made.mark) + made.want; len(got) != 1 || got[0] != want {
		t.Errorf("found\n  %s\nwant\n  %s", strings.Join(got, "\n  "), want)
	}
}

// placeOf returns file:line: of the first line of any source that holds the mark.
func placeOf(t *testing.T, files fstest.MapFS, mark string) string {
	t.Helper()
	for name, file := range files {
		if path.Ext(name) == ".json" || name == "alone.txt" {
			continue // a plan of the same configuration, and what that alone says
		}
		for i, line := range strings.Split(string(file.Data), "\n") {
			if strings.Contains(line, mark) {
				return fmt.Sprintf("%s:%d: ", name, i+1)
			}
		}
	}
	t.Fatalf("no file holds %q", mark)
	return ""
}

func scanStory(t *testing.T, files fs.FS) *lint.Result {
	t.Helper()
	engine, err := bundled()
	if err != nil {
		t.Fatal(err)
	}
	result, err := lint.Run(t.Context(), lint.Options{Files: files, Engine: engine})
	if err != nil {
		t.Fatal(err)
	}
	for _, diagnostic := range result.Diagnostics {
		t.Errorf("%s: %s", diagnostic.Range, diagnostic.Message)
	}
	return result
}

func readTree(t *testing.T, folder string) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(folder), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(filepath.Join(folder, name))
		files[name] = &fstest.MapFile{Data: content}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
