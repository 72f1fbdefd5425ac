// Command reachlint says before deployment what will not work on AWS.
package main

import (
	"os"
	"runtime"
)

func main() {
	ballast := newBallast()
	code := run(os.Args[1:], os.Stdout, os.Stderr)
	runtime.KeepAlive(ballast)
	os.Exit(code)
}

// newBallast returns memory that is never touched, so that it costs address space alone. The collector counts it
// as in use and waits until the heap has doubled (Go, "A Guide to the Go Garbage Collector"): most scans end before
// it runs at all, and one of 10,000 resources stays below 400 MB. GOGC has the last word.
func newBallast() []byte {
	if os.Getenv("GOGC") != "" {
		return nil
	}
	return make([]byte, 288<<20)
}
