package graph

import (
	"encoding/base64"
	"strconv"
	"strings"
	"unicode/utf8"
)

// protocolNames are the names for protocol numbers that security groups and network ACLs accept beside
// the numbers ("IpPermission" in the EC2 API reference; IANA "Protocol Numbers").
var protocolNames = map[string]string{"-1": "all", "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6"}

// normalize brings a property into the form that its vocabulary name has in both languages.
func normalize(name string, value Value) Value {
	switch name {
	case "protocol":
		return normalizeProtocol(value)
	case "direction":
		return normalizeDirection(value)
	case "action":
		if text, ok := value.Text(); ok {
			return Text(strings.ToLower(text), value.Range)
		}
	case "tags", "default_tags":
		return normalizeTags(value)
	case "user_data":
		return normalizeUserData(value)
	case "secret_keys":
		return secretKeys(value)
	}
	return value
}

// gather makes a list of everything that a property reaches. It is absent when nobody wrote the property.
func gather(properties Value, property string) Value {
	at := properties.Path(withoutSelectors(property)).Range
	var items []Value
	written := false
	eachItem(properties, property, func(item Value, maybe string) {
		written = true
		if maybe != "" {
			item = Either([]Value{item, {}}, item.Range)
		}
		items = append(items, item)
	})
	if !written {
		return Value{}
	}
	return List(items, at)
}

func withoutSelectors(property string) string {
	if name, _, ok := strings.Cut(property, "{"); ok {
		return name
	}
	return property
}

// normalizeUserData reads what is written in base64, as launch templates and CloudFormation want it.
func normalizeUserData(value Value) Value {
	text, ok := value.Text()
	if !ok {
		return value
	}
	plain, err := base64.StdEncoding.DecodeString(strings.TrimSpace(text))
	if err != nil || !utf8.Valid(plain) {
		return value
	}
	return Text(string(plain), value.Range)
}

func normalizeProtocol(value Value) Value {
	text, ok := value.Text()
	if !ok {
		return value
	}
	text = strings.ToLower(text)
	if number, err := strconv.ParseFloat(text, 64); err == nil {
		text = strconv.FormatFloat(number, 'f', -1, 64)
	}
	if name, ok := protocolNames[text]; ok {
		text = name
	}
	return Text(text, value.Range)
}

// normalizeDirection reads "ingress" and "egress", and the boolean that says egress.
func normalizeDirection(value Value) Value {
	egress, ok := value.Boolean()
	if !ok {
		return value
	}
	if egress {
		return Text("egress", value.Range)
	}
	return Text("ingress", value.Range)
}
