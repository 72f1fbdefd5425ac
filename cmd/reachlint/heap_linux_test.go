package main

import (
	"os"
	"regexp"
	"testing"
)

func TestHeapGrowsIntoHugePages(t *testing.T) {
	if _, err := os.Stat("/sys/kernel/mm/transparent_hugepage"); err != nil {
		t.Skip("this kernel has no transparent huge pages")
	}
	reserveHugePages()
	if advisedMappings(t) == 0 {
		t.Error("no memory is advised to be huge")
	}
}

// advisedMappings counts the mappings of this process that carry the flag of MADV_HUGEPAGE (Linux, proc_pid_smaps(5)).
func advisedMappings(t *testing.T) int {
	maps, err := os.ReadFile("/proc/self/smaps")
	if err != nil {
		t.Skip("this system does not tell how memory is mapped:", err)
	}
	return len(regexp.MustCompile(`(?m)^VmFlags:.* hg\b`).FindAll(maps, -1))
}
