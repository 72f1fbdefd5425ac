// Command reachlint says before deployment what will not work on AWS.
package main

import (
	"os"
	"runtime/debug"
)

func main() {
	collectGarbage(400)
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// collectGarbage lets memory grow by so many percent before garbage is collected. Compiling the policies
// is short and leaves little, so that it may take more than what follows. GOGC has the last word.
func collectGarbage(percent int) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(percent)
	}
}
