package network

import (
	"strconv"

	"github.com/reachlint/reachlint/parsers/graph"
)

// traffic is what a rule of a security group or network ACL speaks of.
type traffic struct {
	protocol string // tcp, udp, icmp, icmpv6, all or a number as text
	ports    interval
	doubt    string // why the protocol or the ports are not known
	anyPort  bool   // the protocol has no ports, or the rule takes them all
}

// newTraffic reads protocol and ports of a rule.
func newTraffic(rule *graph.Node) traffic {
	protocol, doubt := text(rule, "protocol")
	result := traffic{protocol: protocol, doubt: doubt}
	switch protocol {
	case "":
		result.doubt = orElse(doubt, "it does not say its protocol")
	case "tcp", "udp":
		result.ports, result.doubt = portsOf(rule)
	default:
		// "specifying -1 or a protocol number other than tcp, udp, icmp, or icmpv6 allows traffic on all
		// ports, regardless of any port range" (AWS::EC2::SecurityGroup Ingress, CloudFormation).
		result.anyPort = true
	}
	return result
}

func portsOf(rule *graph.Node) (interval, string) {
	var bounds [2]int
	for i, name := range []string{"from_port", "to_port"} {
		value := rule.Value(name)
		port, ok := value.Number()
		if !ok {
			return interval{}, orElse(value.Reason(), "it does not say its ports")
		}
		bounds[i] = int(port)
	}
	if bounds[0] < 0 || bounds[1] < 0 {
		return interval{}, "what port -1 means for this protocol is not documented"
	}
	return interval{bounds[0], bounds[1]}, ""
}

// speaksOf tells whether the rule is about a protocol.
func (t traffic) speaksOf(protocol string) (match, string) {
	switch {
	case t.protocol == "":
		return maybe, t.doubt
	case t.protocol == "all" || t.protocol == protocol:
		return yes, ""
	}
	return no, ""
}

// passes tells whether the rule is about a protocol and port.
func (t traffic) passes(protocol string, port int) (match, string) {
	about, doubt := t.speaksOf(protocol)
	if about != yes || t.anyPort {
		return about, doubt
	}
	if t.doubt != "" {
		return maybe, t.doubt
	}
	if t.ports.has(port) {
		return yes, ""
	}
	return no, ""
}

// String says what the rule is about: "tcp 443", "udp 1024-65535", "all traffic".
func (t traffic) String() string {
	switch {
	case t.protocol == "all":
		return "all traffic"
	case t.protocol == "" || t.doubt != "":
		return orElse(t.protocol, "traffic")
	case t.anyPort:
		if _, err := strconv.Atoi(t.protocol); err == nil {
			return "protocol " + t.protocol
		}
		return t.protocol
	}
	return t.protocol + " " + t.ports.String()
}

func portName(protocol string, port int) string {
	switch protocol {
	case "tcp", "udp":
		return protocol + " " + strconv.Itoa(port)
	case "all":
		return "all traffic"
	}
	return protocol
}

// interval is a range of ports, both ends included.
type interval struct{ from, to int }

func (i interval) has(port int) bool { return i.from <= port && port <= i.to }

func (i interval) String() string {
	if i.from == i.to {
		return strconv.Itoa(i.from)
	}
	return strconv.Itoa(i.from) + "-" + strconv.Itoa(i.to)
}

// cut returns what two intervals share, and what is left of i before and after it.
func (i interval) cut(other interval) (shared interval, rest []interval, overlap bool) {
	shared = interval{max(i.from, other.from), min(i.to, other.to)}
	if shared.from > shared.to {
		return interval{}, []interval{i}, false
	}
	if i.from < shared.from {
		rest = append(rest, interval{i.from, shared.from - 1})
	}
	if shared.to < i.to {
		rest = append(rest, interval{shared.to + 1, i.to})
	}
	return shared, rest, true
}
