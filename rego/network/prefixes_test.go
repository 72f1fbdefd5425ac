package network

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"
)

func TestMerge(t *testing.T) {
	for given, want := range map[string]string{
		"":                                      "",
		"0.0.0.0/1 128.0.0.0/1":                 "0.0.0.0/0",
		"8000::/1 ::/1":                         "::/0",
		"10.0.0.0/24 10.0.1.0/24 10.0.2.0/23":   "10.0.0.0/22",
		"10.0.1.0/24 10.0.2.0/24":               "10.0.1.0/24 10.0.2.0/24",
		"10.0.0.0/16 10.0.3.0/24 10.0.0.0/16":   "10.0.0.0/16",
		"128.0.0.0/1 ::/1":                      "128.0.0.0/1 ::/1",
		"0.0.0.0/2 64.0.0.0/2 128.0.0.0/1 ::/0": "0.0.0.0/0 ::/0",
	} {
		var blocks []netip.Prefix
		for _, text := range strings.Fields(given) {
			blocks = append(blocks, netip.MustParsePrefix(text))
		}
		if got := strings.Trim(fmt.Sprint(merge(blocks)), "[]"); got != want {
			t.Errorf("%s: got %s, want %s", given, got, want)
		}
	}
}
