# Whether Route 53 Resolver DNS Firewall lets a VPC ask for a directory.
package lib.directories

import data.lib.dns_firewall

# behind_firewall says of a VPC that forwards the names of the one directory in view that DNS Firewall blocks those of its
# domain controllers, or may. It looks at a query before a rule forwards it ("How Route 53 Resolver DNS Firewall works",
# Amazon Route 53 Developer Guide).
behind_firewall(vpc, resolver, forwarding) := at(found.subject, found.attribute, found.verdict, found.reason, found.path) if {
	resolver.kind == "amazon"
	forwarding.verdict == "allow"
	count(domains) == 1
	some domain in domains
	found := dns_firewall.hosts(vpc, domain)
}
