package terraform

// Bounds on what one unit may cost. The input is hostile until shown otherwise; what goes beyond a bound
// is a diagnostic for that unit alone.
const (
	maximumFileBytes    = 16 << 20
	maximumNesting      = 500     // brackets within brackets, per file
	maximumTreeDepth    = 4_000   // operators within operators, per expression
	maximumTernaries    = 20_000  // question marks per file: each may nest in the one before
	maximumOperatorRun  = 1_000   // unary operators in a row
	maximumTemplate     = 1 << 20 // bytes that file and templatefile read
	maximumModuleDepth  = 32
	maximumInstances    = 50_000                     // resources of a unit
	maximumModuleCalls  = 5_000                      // module instances of a unit
	maximumElements     = 200_000                    // items that one function may build
	maximumEvaluation   = 1_500                      // values that wait for each other
	maximumOffered      = 200_000                    // attributes on the objects of one resource, where an expression takes them whole
	maximumWeight       = 200_000                    // all items within one value
	maximumSteps        = 300_000                    // of the evaluation of one expression, see budget
	maximumText         = maximumSteps * textPerStep // bytes of a text that one function makes
	maximumUnitSteps    = 20_000_000                 // of all of a unit
	maximumPlanSteps    = 5_000                      // references that a plan's expression leads through
	maximumHiddenSteps  = 2_000_000                  // references that the hidden values of a plan lead through
	maximumCandidates   = 200                        // for what a hidden value of a plan may be
	maximumFilesInDir   = 5_000
	maximumAlternatives = 16
)
