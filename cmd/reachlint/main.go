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

// tuneMemory spares a short-lived program some of the garbage collector's work. GOGC still has the last
// word.
func tuneMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(200)
	}
}
