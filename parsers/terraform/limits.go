package terraform

// Bounds on what one unit may cost. The input is hostile until shown otherwise; what goes beyond a bound
// is a diagnostic for that unit alone.
const (
	maximumTreeDepth    = 4_000   // operators within operators, per expression
	maximumManifest     = 1 << 20 // bytes of what terraform init wrote down
	maximumModuleDepth  = 32
	maximumInstances    = 50_000     // resources of a unit
	maximumModuleCalls  = 5_000      // module instances of a unit
	maximumEvaluation   = 1_500      // values that wait for each other
	maximumOffered      = 200_000    // attributes on the objects of one resource, where an expression takes them whole
	maximumWeight       = 200_000    // all items within one value
	maximumSteps        = 300_000    // of the evaluation of one expression, see budget
	maximumUnitSteps    = 20_000_000 // of all of a unit
	maximumPlanSteps    = 5_000      // references that a plan's expression leads through
	maximumHiddenSteps  = 2_000_000  // references that the hidden values of a plan lead through
	maximumCandidates   = 200        // for what a hidden value of a plan may be
	maximumFilesInDir   = 5_000
	maximumAlternatives = 16
)
