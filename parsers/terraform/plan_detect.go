package terraform

import (
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"sort"
	"strings"

	"github.com/reachlint/reachlint/parsers/terraform/language"
)

// IsPlan tells whether a file is what `terraform show -json` or `tofu show -json` writes, of a plan or of a
// state. Only its beginning is read: both programs write format_version and their own version first.
func (l *Loader) IsPlan(name string) bool {
	if !strings.HasSuffix(name, ".json") || language.IsSource(name) {
		return false
	}
	file, err := l.files.Open(name)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }()
	start := make([]byte, 1<<10)
	count, err := io.ReadFull(file, start)
	if err != nil && count == 0 {
		return false
	}
	start = start[:count]
	if isUTF16(start) { // as PowerShell writes what it is told to redirect
		start = bytes.ReplaceAll(start[2:], []byte{0}, nil)
	}
	return saysPlan(bytes.TrimPrefix(start, []byte(markUTF8)))
}

// markUTF8 is the byte order mark that some editors put before a text.
const markUTF8 = "\uFEFF"

// isUTF16 tells whether a text begins with a byte order mark of UTF-16.
func isUTF16(start []byte) bool {
	return bytes.HasPrefix(start, []byte("\xff\xfe")) || bytes.HasPrefix(start, []byte("\xfe\xff"))
}

// saysPlan looks at the outermost names of a file's beginning. What another program sorted by name begins with
// other ones, and is recognised all the same.
func saysPlan(start []byte) bool {
	decoder := json.NewDecoder(bytes.NewReader(start))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return false
	}
	versioned := false
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return false
		}
		switch name {
		case "planned_values", "resource_changes", "prior_state":
			return true
		case "configuration":
			return bytes.Contains(start, []byte(`"provider_config"`)) || bytes.Contains(start, []byte(`"root_module"`))
		case "terraform_version":
			if versioned {
				return true
			}
		case "format_version":
			versioned = true
		case "applyable", "complete", "errored", "timestamp":
		default:
			return false
		}
		if _, err := decoder.Token(); err != nil {
			return false
		}
	}
	return false
}

// IsRawPlan tells whether a file is a plan or a state in a format of Terraform's own, which nobody else is
// meant to read: a plan is a ZIP archive with an entry tfplan, a state is JSON with a serial number.
func IsRawPlan(files fs.FS, name string) bool {
	file, err := files.Open(name)
	if err != nil {
		return false
	}
	defer func() { _ = file.Close() }()
	start := make([]byte, 1<<10)
	count, _ := io.ReadFull(file, start)
	start = start[:count]
	if bytes.HasPrefix(start, []byte("PK\x03\x04")) {
		return bytes.Contains(start, []byte("tfplan")) || bytes.Contains(start, []byte("tfstate"))
	}
	return bytes.Contains(start, []byte(`"serial"`)) && bytes.Contains(start, []byte(`"terraform_version"`))
}

func countBelow(sorted []int64, limit int64) int {
	return sort.Search(len(sorted), func(i int) bool { return sorted[i] >= limit })
}
