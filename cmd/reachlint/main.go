// Command reachlint says before deployment what will not work on AWS.
package main

import (
	"os"
	"runtime/debug"
)

func main() {
	tuneMemory()
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// tuneMemory spares a short-lived program most of the garbage collector's work, as long as little memory
// is in use. GOGC and GOMEMLIMIT still have the last word.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(400)
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(320 << 20)
	}
}
