package rego_test

import (
	"context"
	"errors"
	"reflect"
	"sync"
	"testing"
	"time"

	"github.com/reachlint/reachlint/parsers/graph"
	"github.com/reachlint/reachlint/policies"
	"github.com/reachlint/reachlint/rego"
)

// One engine judges many graphs at once, and always says the same.
func TestEvaluateConcurrently(t *testing.T) {
	engine, err := rego.New(t.Context(), policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	shared := office(5)
	want, _, err := engine.Evaluate(t.Context(), shared, rego.Configuration{})
	if err != nil || len(want) == 0 {
		t.Fatal(want, err)
	}
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			nodes := shared
			if i%2 == 0 {
				nodes = office(5)
			}
			got, diagnostics, err := engine.Evaluate(t.Context(), nodes, rego.Configuration{})
			if err != nil || len(diagnostics) > 0 || !reflect.DeepEqual(got, want) {
				t.Errorf("got %v, %v, %v", got, diagnostics, err)
			}
		})
	}
	group.Wait()
}

func TestEvaluateStops(t *testing.T) {
	engine := newEngine(t, folder("endless/policy.rego", metadata+`package policies["endless"]

fail contains {"node": "aws_vpc.main", "message": "Found."} if {
	some a in numbers.range(1, 100000)
	some b in numbers.range(1, 100000)
	a + b == -1
}
`))
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	begun := time.Now()
	_, _, err := engine.Evaluate(ctx, oneVPC(), rego.Configuration{})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
	if waited := time.Since(begun); waited > 10*time.Second {
		t.Errorf("it took %s", waited)
	}
}

func TestEvaluateNothing(t *testing.T) {
	engine, err := rego.New(t.Context(), policies.FS)
	if err != nil {
		t.Fatal(err)
	}
	findings, diagnostics, err := engine.Evaluate(t.Context(), graph.New(nil), rego.Configuration{})
	if len(findings) != 0 || len(diagnostics) != 0 || err != nil {
		t.Errorf("got %v, %v, %v", findings, diagnostics, err)
	}
}
