// Command reachlint says before deployment what will not work on AWS.
package main

import (
	"os"
	"runtime"
)

func main() {
	ballast := prepareHeap()
	code := run(os.Args[1:], os.Stdout, os.Stderr)
	runtime.KeepAlive(ballast)
	os.Exit(code)
}
