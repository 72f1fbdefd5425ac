# Endpoints for Systems Manager whose security groups let nobody in, whoever comes, where no computer is in view that
# could show it.
package lib.sealed_endpoints

import data.lib.computers
import data.lib.reasons
import data.lib.unusable

# facts are those endpoints, each with the service that it is for and the first of its groups. With a doubt other than ""
# somebody may be let in after all.
facts := {fact |
	some address, service in unusable.serving
	endpoint := input.nodes.vpc_endpoint[address]
	not computers.in_vpc[endpoint.vpc]
	not endpoint.external
	endpoint.endpoint_type == "Interface"
	groups := endpoint.security_groups
	count(groups) > 0
	every group in groups { closed[group] }
	fact := {
		"endpoint": address,
		"vpc": object.get(endpoint, "vpc", ""),
		"service": service,
		"subject": groups[0],
		"doubt": reasons.first(array.concat(
			[computers.doubt(endpoint), object.get(endpoint, ["open", "security_groups"], "")],
			[closed[group] | some group in groups],
		)),
	}
}

# closed[group] tells why a group in view, of which no rule surely lets anybody in on tcp/443, may do so; "" where it
# surely does not. Whom the unit hands the group by an output may add rules to it, as the stack of the instances does.
closed[address] := doubt if {
	some address, group in input.nodes.security_group
	not group.external
	letting_in := [rule | some rule in group.rules; may_let_in(rule)]
	every rule in letting_in { rule.maybe }
	doubt := reasons.first(array.concat(
		[computers.doubt(group), object.get(group, ["open", "rules"], ""), object.get(group, ["open", "instances"], "")],
		[rule.maybe | some rule in letting_in],
	))
}

# may_let_in holds for a rule that is for tcp/443, as far as is known, whomever it names.
may_let_in(rule) if {
	object.get(rule, "direction", "ingress") == "ingress"
	object.get(rule, "protocol", "all") in {"tcp", "all"}
	object.get(rule, "from_port", 0) <= 443
	object.get(rule, "to_port", 65535) >= 443
}
