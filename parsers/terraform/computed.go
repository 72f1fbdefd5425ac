package terraform

import "strings"

// computedLists are computed lists whose length is a fact.
var computedLists = map[string]int{
	// A directory has two domain controllers in two subnets (AWS Directory Service Administration Guide,
	// "What gets created with your AWS Managed Microsoft AD").
	"aws_directory_service_directory.dns_ip_addresses": 2,
}

// computedEntries are computed lists of objects, by the attributes of these. How many there are is only known after
// deployment, so that nothing can depend on it; more than anybody picks are as good as the right number.
var computedEntries = map[string][]string{
	"aws_vpc_endpoint.dns_entry": {"dns_name", "hosted_zone_id"},
}

// entriesAtMost is how many entries a list is taken to have: an endpoint has a name for itself, one for each of its
// Availability Zones and one for its service (AWS provider, "Resource: aws_vpc_endpoint", Attribute Reference).
const entriesAtMost = 8

// computedCollections are computed attributes that are lists, maps or blocks although their name does not
// show it.
var computedCollections = map[string]bool{
	"aws_eks_cluster.identity": true, "aws_eks_cluster.certificate_authority": true,
	"aws_directory_service_directory.connect_settings": true, "aws_directory_service_directory.vpc_settings": true,
	"aws_instance.root_block_device": true, "aws_instance.ebs_block_device": true, "aws_rds_cluster.master_user_secret": true,
}

// sameAttributes are computed attributes with the value of another one.
var sameAttributes = map[string]string{
	// It is the attachment that it accepts.
	"aws_ec2_transit_gateway_vpc_attachment_accepter.id": "transit_gateway_attachment_id",
}

// computedWhenNull tells whether an argument that is null is filled in by AWS.
func computedWhenNull(name string) bool {
	switch name {
	case "id", "arn", "name", "bucket", "key_name", "private_ip", "availability_zone", "availability_zone_id",
		"cidr_block", "ipv6_cidr_block", "vpc_id", "subnet_id", "identifier", "instance_type":
		return true
	}
	return false
}

// namesResource tells whether an attribute is one by which others refer to the resource.
func namesResource(name string) bool {
	switch name {
	case "id", "arn", "name", "bucket", "identifier", "role", "key_name":
		return true
	}
	return strings.HasSuffix(name, "_identifier") || strings.HasSuffix(name, "_name") && name != "service_name" && name != "domain_name"
}

// isPlural tells whether an attribute's name says that it is a list or a map.
func isPlural(name string) bool {
	for _, singular := range []string{"ss", "us", "is", "dns", "https", "tls", "kms", "ecs", "eks", "rds", "sns", "sqs", "aws", "alias", "dhcp_options", "status", "ios", "os", "address", "sts", "efs"} {
		if strings.HasSuffix(name, singular) && !strings.HasSuffix(name, "addresses") {
			return false
		}
	}
	return strings.HasSuffix(name, "s")
}
