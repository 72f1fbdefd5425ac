//go:build !linux

package main

// reserveHugePages does nothing: only Linux is told which memory to map in huge pages.
func reserveHugePages() {}
