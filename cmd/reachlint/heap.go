package main

import "os"

// ballastBytes makes the collector wait for most scans to end, and keeps one of 10,000 resources below 400 MB.
const ballastBytes = 288 << 20

// prepareHeap spares a scan the two things that memory costs it most: the collector and page faults. It returns the
// ballast, which must stay in use until the scan ends. GOGC and GOMEMLIMIT in the environment have the last word: with
// them nothing is prepared.
func prepareHeap() []byte {
	if os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" {
		return nil
	}
	// The ballast is never touched, so that it costs address space alone. The collector counts it as in use and waits
	// until the heap has doubled (Go, "A Guide to the Go Garbage Collector").
	ballast := make([]byte, ballastBytes)
	reserveHugePages()
	return ballast
}
