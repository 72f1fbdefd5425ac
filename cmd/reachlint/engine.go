package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"

	"github.com/reachlint/reachlint/policies"
	"github.com/reachlint/reachlint/rego"
)

// newEngine compiles the bundled policies and those in further directories.
func newEngine(ctx context.Context, directories []string) (*rego.Engine, error) {
	extra, err := openPolicies(directories)
	if err != nil {
		return nil, err
	}
	engine, err := rego.New(ctx, policies.FS, extra...)
	if err != nil {
		return nil, fmt.Errorf("the policies have mistakes:\n%w", err)
	}
	return engine, nil
}

func openPolicies(directories []string) ([]fs.FS, error) {
	var opened []fs.FS
	for _, directory := range directories {
		status, err := os.Stat(directory)
		if err != nil || !status.IsDir() {
			return nil, usage("%s: there is no such directory of policies", directory)
		}
		opened = append(opened, os.DirFS(directory))
	}
	return opened, nil
}
