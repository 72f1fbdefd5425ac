package terraform

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

func TestModuleOf(t *testing.T) {
	for address, want := range map[string]string{
		"aws_vpc.v":                            "",
		"module.a.aws_vpc.v":                   "module.a.",
		`module.a["x.y[0]"].module.b[1].x.y`:   `module.a["x.y[0]"].module.b[1].`,
		`module.a["\"]."].data.aws_vpc.v["k"]`: `module.a["\"]."].`,
		"module.a":                             "",
		"module.a[":                            "",
		`module.a["x`:                          "",
	} {
		if got := moduleOf(address); got != want {
			t.Errorf("moduleOf(%s) = %s, want %s", address, got, want)
		}
	}
}

// TestPlanAsItLies reads a plan as other programs may have written or cut it.
func TestPlanAsItLies(t *testing.T) {
	const whole = `{"format_version": "1.2", "terraform_version": "1.11.4", "planned_values": {"root_module": {"resources": [` +
		`{"address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc", "name": "v", "values": {"cidr_block": "10.0.0.0/16"}}]}},` +
		` "configuration": {}}`
	for _, each := range []struct {
		name, content string
		resources     int
		problem       string
	}{
		{name: "whole", content: whole, resources: 1},
		{name: "with a byte order mark", content: "\uFEFF" + whole, resources: 1},
		{name: "cut off", content: whole[:len(whole)-1], problem: "EOF"},
		{name: "UTF-16", content: "\xff\xfe" + strings.Join(strings.Split(whole, ""), "\x00") + "\x00", problem: "UTF-16"},
	} {
		t.Run(each.name, func(t *testing.T) {
			loader := NewLoader(fstest.MapFS{"plan.json": {Data: []byte(each.content)}}, Options{})
			if !loader.IsPlan("plan.json") {
				t.Error("it is not recognised")
			}
			loaded := loader.Load(context.Background(), "plan.json")
			if len(loaded.Resources) != each.resources {
				t.Errorf("%d resources", len(loaded.Resources))
			}
			if found := fmt.Sprint(loaded.Diagnostics); (each.problem == "") != (len(loaded.Diagnostics) == 0) || !strings.Contains(found, each.problem) {
				t.Error(found)
			}
		})
	}
}

// endless is a plan that is made while it is read: many resources that no graph needs, then a VPC.
type endless struct {
	parts  []string
	repeat int
	rest   []byte
	part   int
}

func (e *endless) Stat() (fs.FileInfo, error) { return endlessInfo{}, nil }
func (e *endless) Close() error               { return nil }

func (e *endless) Read(into []byte) (int, error) {
	if len(e.rest) == 0 {
		switch {
		case e.part == 0 || e.part > e.repeat && e.part == e.repeat+1:
			e.rest = []byte(e.parts[min(e.part, 2)])
		case e.part <= e.repeat:
			e.rest = fmt.Appendf(nil, e.parts[1], e.part)
		default:
			return 0, io.EOF
		}
		e.part++
	}
	count := copy(into, e.rest)
	e.rest = e.rest[count:]
	return count, nil
}

type endlessInfo struct{}

func (endlessInfo) Name() string       { return "plan.json" }
func (endlessInfo) Size() int64        { return 1 << 30 }
func (endlessInfo) Mode() fs.FileMode  { return 0o444 }
func (endlessInfo) ModTime() time.Time { return time.Time{} }
func (endlessInfo) IsDir() bool        { return false }
func (endlessInfo) Sys() any           { return nil }

type endlessFiles struct{ repeat int }

func (f endlessFiles) Open(name string) (fs.File, error) {
	if name != "plan.json" {
		return nil, fs.ErrNotExist
	}
	content := strings.Repeat("x", 20_000)
	return &endless{repeat: f.repeat, parts: []string{
		`{"format_version": "1.2", "terraform_version": "1.11.4", "planned_values": {"root_module": {"resources": [`,
		`{"address": "aws_s3_object.o[%d]", "mode": "managed", "type": "aws_s3_object", "name": "o", "values": {"content": "` + content + `"}},` + "\n",
		`{"address": "aws_vpc.v", "mode": "managed", "type": "aws_vpc", "name": "v", "values": {"cidr_block": "10.0.0.0/16"}}]}}}`,
	}}, nil
}

// TestPlanIsStreamed reads a plan that is larger than what reading it may take.
func TestPlanIsStreamed(t *testing.T) {
	const resources, bound = 5_000, 40 << 20 // 100 MB of text
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	loaded := NewLoader(endlessFiles{resources}, Options{}).Load(context.Background(), "plan.json")
	runtime.GC()
	runtime.ReadMemStats(&after)
	if len(loaded.Resources) != 1 || loaded.Resources[0].Range.Start.Line != resources+1 || loaded.Resources[0].Range.Start.Column != 1 {
		t.Fatalf("%d resources, %v", len(loaded.Resources), loaded.Diagnostics)
	}
	if peak := after.HeapSys - min(after.HeapSys, before.HeapSys); peak > bound {
		t.Errorf("the heap grew by %d MB", peak>>20)
	}
}

func FuzzPlan(f *testing.F) {
	for _, name := range []string{"testdata/plan.txtar", "testdata/state.txtar"} {
		content, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		start := bytes.IndexByte(content, '{')
		f.Add(content[start:bytes.Index(content, []byte("-- want"))])
	}
	f.Add([]byte(`{"format_version":"1.0","values":{"root_module":{"resources":[{"address":"module.a[","type":"aws_vpc"}]}}}`))
	f.Fuzz(func(t *testing.T, source []byte) {
		loader := NewLoader(fstest.MapFS{"plan.json": {Data: source}}, Options{})
		loader.IsPlan("plan.json")
		for _, each := range loader.Load(context.Background(), "plan.json").Resources {
			render(each.Properties)
		}
	})
}
