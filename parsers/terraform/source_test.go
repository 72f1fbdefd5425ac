package terraform

import (
	"encoding/binary"
	"strings"
	"testing"
	"testing/fstest"
	"unicode/utf16"
)

func TestSourceInUTF16IsOneError(t *testing.T) {
	units := utf16.Encode([]rune("resource \"aws_vpc\" \"main\" {\n}\n"))
	for name, mark := range map[string]uint16{"marked": 0xfeff, "unmarked": 0} {
		for order, append16 := range map[string]binary.AppendByteOrder{"little": binary.LittleEndian, "big": binary.BigEndian} {
			var source []byte
			if mark != 0 {
				source = append16.AppendUint16(source, mark)
			}
			for _, unit := range units {
				source = append16.AppendUint16(source, unit)
			}
			_, diagnostics := readFile(fstest.MapFS{"main.tf": {Data: source}}, "main.tf")
			if len(diagnostics) != 1 || !strings.Contains(diagnostics[0].Message, "UTF-16") || !strings.Contains(diagnostics[0].Help, "UTF-8") {
				t.Errorf("%s, %s: %v", name, order, diagnostics)
			}
		}
	}
}
