package network

import (
	"maps"
	"slices"
	"strings"

	"github.com/agext/levenshtein"
)

// managedPolicy is what a policy that AWS publishes says ("AWS Managed Policy Reference Guide", the page
// of its name). Services add permissions to their policies and do not remove any, so allows is certain.
type managedPolicy struct {
	allows  []string // patterns of actions on all resources, without condition
	except  []string // with allows "*": the patterns that are left out
	partial []string // patterns of what is allowed in part, or not listed here action by action
	denies  []string // patterns of what is denied
}

type managedKey struct{ arn, name, action string }

// managedGrant remembers what a policy that many roles have says about an action.
func (n *Network) managedGrant(arn, name, action string) grant {
	return n.managed.get(managedKey{arn, name, action}, func() grant { return managedGrant(arn, name, action) })
}

// managedGrant evaluates a policy by its ARN, or by the name it was looked up with. What another policy of
// AWS allows is not known by heart, but hardly any of them denies.
func managedGrant(arn, name, action string) grant {
	result := grant{by: orElse(arn, name)}
	published, byAWS := managedName(arn)
	if !byAWS {
		published = name
	}
	if published != "" {
		result.by = published
	}
	policy, known := managedPolicies[published]
	if !known && !byAWS {
		result.allows, result.denies = maybe, maybe
		result.doubt = outside(orElse(arn, name, "a policy"))
		return result
	}
	if !known {
		result.allows = maybe
		if strings.Contains(published, "Deny") || strings.Contains(published, "Quarantine") {
			result.denies = maybe
		}
		result.doubt = "what the AWS managed policy " + published + " allows is not known here" + likeKnownPolicy(published)
		return result
	}
	if anyPattern(policy.denies, action) == yes {
		result.denies = yes
		return result
	}
	switch {
	case anyPattern(policy.allows, action) == yes && anyPattern(policy.except, action) == no:
		result.allows = yes
	case anyPattern(policy.partial, action) == yes:
		result.allows = maybe
		result.doubt = "the AWS managed policy " + published + " allows it in part only"
	}
	return result
}

// likeKnownPolicy asks whether a policy is meant that is spelt almost like one. AWS has many that are not listed here, so
// that it is no more than a question.
func likeKnownPolicy(name string) string {
	for _, known := range slices.Sorted(maps.Keys(managedPolicies)) {
		if levenshtein.Distance(strings.ToLower(name), strings.ToLower(known), nil) <= 2 {
			return "; did you mean " + known + "?"
		}
	}
	return ""
}

// agentActions are those of the SSM Agent's core that all policies for managed instances share.
var agentActions = []string{
	"ssm:DescribeAssociation", "ssm:GetDeployablePatchSnapshotForInstance", "ssm:GetDocument",
	"ssm:DescribeDocument", "ssm:GetManifest", "ssm:ListAssociations", "ssm:ListInstanceAssociations",
	"ssm:PutInventory", "ssm:PutComplianceItems", "ssm:PutConfigurePackageResult",
	"ssm:UpdateAssociationStatus", "ssm:UpdateInstanceAssociationStatus", "ssm:UpdateInstanceInformation",
	"ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
	"ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
	"ec2messages:AcknowledgeMessage", "ec2messages:DeleteMessage", "ec2messages:FailMessage",
	"ec2messages:GetEndpoint", "ec2messages:GetMessages", "ec2messages:SendReply",
}

func actions(lists ...[]string) []string {
	var all []string
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}

// managedPolicies holds the policies that are found on instances, by name.
var managedPolicies = map[string]managedPolicy{
	"AdministratorAccess": {allows: []string{"*"}},
	"PowerUserAccess": {
		allows:  []string{"*"},
		except:  []string{"iam:*", "organizations:*", "account:*"},
		partial: []string{"iam:*", "organizations:*", "account:*"},
	},
	"AWSDenyAll": {denies: []string{"*"}},

	"AmazonSSMManagedInstanceCore":             {allows: actions(agentActions, []string{"ssm:GetParameter", "ssm:GetParameters"})},
	"AmazonSSMManagedEC2InstanceDefaultPolicy": {allows: agentActions},
	"AmazonEC2RoleforSSM": {
		allows: actions(agentActions, []string{
			"ssm:GetParameter", "ssm:GetParameters", "cloudwatch:PutMetricData", "ec2:DescribeInstanceStatus",
			"ds:CreateComputer", "ds:DescribeDirectories", "logs:CreateLogGroup", "logs:CreateLogStream",
			"logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:PutLogEvents", "s3:GetBucketLocation",
			"s3:PutObject", "s3:GetObject", "s3:GetEncryptionConfiguration", "s3:AbortMultipartUpload",
			"s3:ListMultipartUploadParts", "s3:ListBucket", "s3:ListBucketMultipartUploads",
		}),
	},
	"AmazonSSMDirectoryServiceAccess": {allows: []string{"ds:CreateComputer", "ds:DescribeDirectories"}},
	"AmazonSSMFullAccess": {
		allows: []string{
			"cloudwatch:PutMetricData", "ds:CreateComputer", "ds:DescribeDirectories",
			"ec2:DescribeInstanceStatus", "logs:*", "ssm:*", "ec2messages:*",
			"ssmmessages:CreateControlChannel", "ssmmessages:CreateDataChannel",
			"ssmmessages:OpenControlChannel", "ssmmessages:OpenDataChannel",
		},
		partial: []string{"iam:*ServiceLinkedRole*"},
	},
	"AmazonSSMReadOnlyAccess": {allows: []string{"ssm:Describe*", "ssm:Get*", "ssm:List*"}},
	"AmazonSSMPatchAssociation": {
		partial: []string{"imds:*", "ssm:DescribeEffectivePatchesForPatchBaseline", "ssm:GetPatchBaseline", "tag:GetResources", "ssm:DescribePatchBaselines"},
	},

	"CloudWatchAgentServerPolicy": {
		allows: []string{
			"cloudwatch:PutMetricData", "ec2:DescribeVolumes", "ec2:DescribeTags", "logs:PutLogEvents",
			"logs:DescribeLogStreams", "logs:DescribeLogGroups", "logs:CreateLogStream", "logs:CreateLogGroup",
		},
		partial: []string{"logs:PutRetentionPolicy", "xray:*", "ssm:GetParameter", "application-signals:*"},
	},
	"CloudWatchAgentAdminPolicy": {
		allows: []string{
			"cloudwatch:PutMetricData", "ec2:DescribeTags", "logs:PutLogEvents", "logs:DescribeLogStreams",
			"logs:DescribeLogGroups", "logs:CreateLogStream", "logs:CreateLogGroup",
		},
		partial: []string{"logs:PutRetentionPolicy", "xray:*", "ssm:GetParameter", "ssm:PutParameter", "application-signals:*"},
	},
	"CloudWatchFullAccess":     {partial: []string{"cloudwatch:*", "logs:*", "sns:*", "autoscaling:Describe*", "iam:*", "oam:*", "application-signals:*", "synthetics:*", "rum:*", "xray:*"}},
	"CloudWatchLogsFullAccess": {allows: []string{"logs:*"}, partial: []string{"cloudwatch:*", "iam:*", "s3:*", "s3tables:*", "opensearch:*", "aoss:*", "observabilityadmin:*"}},
	"AWSXrayWriteOnlyAccess":   {allows: []string{"xray:PutTraceSegments", "xray:PutTelemetryRecords"}, partial: []string{"xray:*"}},
	"AWSXRayDaemonWriteAccess": {allows: []string{"xray:PutTraceSegments", "xray:PutTelemetryRecords"}, partial: []string{"xray:*"}},

	"AmazonS3ReadOnlyAccess": {allows: []string{"s3:Get*", "s3:List*"}, partial: []string{"s3:Describe*", "s3-object-lambda:*"}},
	"AmazonS3FullAccess":     {allows: []string{"s3:*"}, partial: []string{"s3-object-lambda:*"}},
	"AmazonDynamoDBFullAccess": {
		allows:  []string{"dynamodb:*", "dax:*"},
		partial: []string{"application-autoscaling:*", "cloudwatch:*", "datapipeline:*", "ec2:Describe*", "iam:*", "kms:*", "lambda:*", "sns:*", "resource-groups:*", "tag:*", "kinesis:*"},
	},
	"AmazonSQSFullAccess":     {allows: []string{"sqs:*"}},
	"AmazonSNSFullAccess":     {allows: []string{"sns:*"}, partial: []string{"sms-voice:*"}},
	"AmazonKinesisFullAccess": {allows: []string{"kinesis:*"}},
	"SecretsManagerReadWrite": {
		allows:  []string{"secretsmanager:*"},
		partial: []string{"cloudformation:*", "docdb-elastic:*", "ec2:Describe*", "kms:*", "lambda:*", "rds:*", "redshift:*", "redshift-serverless:*", "serverlessrepo:*", "s3:GetObject", "tag:GetResources"},
	},

	"AmazonEC2FullAccess":     {allows: []string{"ec2:*", "elasticloadbalancing:*", "cloudwatch:*", "autoscaling:*"}, partial: []string{"iam:CreateServiceLinkedRole"}},
	"AmazonEC2ReadOnlyAccess": {allows: []string{"ec2:Describe*", "elasticloadbalancing:Describe*", "autoscaling:Describe*"}, partial: []string{"ec2:*", "cloudwatch:*"}},
	"AmazonEC2ContainerRegistryReadOnly": {
		allows:  []string{"ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"},
		partial: []string{"ecr:*"},
	},
	"AmazonEC2ContainerRegistryPullOnly":  {allows: []string{"ecr:GetAuthorizationToken", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"}, partial: []string{"ecr:*"}},
	"AmazonEC2ContainerRegistryPowerUser": {allows: []string{"ecr:GetAuthorizationToken", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"}, partial: []string{"ecr:*"}},
	"AmazonEC2ContainerRegistryFullAccess": {
		allows: []string{"ecr:*"}, partial: []string{"cloudtrail:LookupEvents", "iam:CreateServiceLinkedRole"},
	},
	"AmazonEC2ContainerServiceforEC2Role": {
		partial: []string{"ec2:DescribeTags", "ecs:*", "ecr:*", "logs:CreateLogStream", "logs:PutLogEvents"},
	},
	"AmazonECSTaskExecutionRolePolicy": {
		allows: []string{"ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "logs:CreateLogStream", "logs:PutLogEvents"},
	},
	"AmazonEKSWorkerNodePolicy":        {partial: []string{"ec2:Describe*", "eks:*", "eks-auth:*"}},
	"AmazonEKSWorkerNodeMinimalPolicy": {partial: []string{"ec2:Describe*", "eks:*", "eks-auth:*"}},
	"AmazonEKS_CNI_Policy":             {partial: []string{"ec2:*"}},
	"AmazonEBSCSIDriverPolicy":         {partial: []string{"ec2:*"}},

	"AWSElasticBeanstalkWebTier":              {partial: []string{"s3:*", "xray:*", "logs:*", "elasticbeanstalk:*"}},
	"AWSElasticBeanstalkWorkerTier":           {partial: []string{"cloudwatch:PutMetricData", "xray:*", "sqs:*", "dynamodb:*", "s3:*", "logs:*", "elasticbeanstalk:*"}},
	"AWSElasticBeanstalkMulticontainerDocker": {partial: []string{"ecs:*"}},
	"AmazonEC2RoleforAWSCodeDeploy":           {allows: []string{"s3:GetObject", "s3:GetObjectVersion", "s3:ListBucket"}},
	"AmazonRDSDirectoryServiceAccess":         {partial: []string{"ds:*"}},
	"AWSLambdaBasicExecutionRole":             {allows: []string{"logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"}},
	"IAMFullAccess":                           {partial: []string{"iam:*", "organizations:*"}},
	"IAMReadOnlyAccess":                       {partial: []string{"iam:*"}},

	// The policies for reading list thousands of actions, none of which changes or opens anything.
	"ReadOnlyAccess": readers,
	"ViewOnlyAccess": readers,
	"SecurityAudit":  readers,
}

var readers = managedPolicy{partial: []string{
	"*:Get*", "*:List*", "*:Describe*", "*:BatchGet*", "*:Search*", "*:Lookup*", "*:View*", "*:Query*",
	"*:Scan*", "*:Check*", "*:Read*", "*:Select*", "*:Estimate*", "*:Filter*", "*:Test*", "*:Validate*",
	"*:BatchCheck*", "*:BatchDescribe*", "*:Head*", "*:Preview*", "*:Detect*", "*:Discover*", "*:Receive*",
}}
