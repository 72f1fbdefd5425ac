// Package command judges the commands that a configuration has a shell run: whether they may add to, or change, what AWS
// holds of it, and what. It reads them as a shell does, and runs nothing.
package command
