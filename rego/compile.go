package rego

import (
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// forbidden are OPA's built-ins that reach out of the sandbox, or that would make two runs differ.
var forbidden = []string{
	"http.send", "net.lookup_ip_addr", "opa.runtime", "providers.aws.sign_req",
	"time.now_ns", "rand.intn", "uuid.rfc4122",
	"rego.parse_module",
	"io.jwt.decode", "io.jwt.decode_verify", "io.jwt.encode_sign", "io.jwt.encode_sign_raw",
	"io.jwt.verify_rs256", "io.jwt.verify_rs384", "io.jwt.verify_rs512",
	"io.jwt.verify_ps256", "io.jwt.verify_ps384", "io.jwt.verify_ps512",
	"io.jwt.verify_es256", "io.jwt.verify_es384", "io.jwt.verify_es512",
	"io.jwt.verify_hs256", "io.jwt.verify_hs384", "io.jwt.verify_hs512", "io.jwt.verify_eddsa",
}

// newCompiler returns a compiler that knows the built-ins that policies may use, and no others.
func newCompiler() *ast.Compiler {
	return ast.NewCompiler().WithCapabilities(capabilities()).WithDefaultRegoVersion(ast.RegoV1)
}

// checks are the stages of the compiler that only look for mistakes, put into order what is in order, or serve
// what the bundled policies do not use, such as indices for comprehensions that group (evidence.grouped takes one pass
// without). They are more than half of the time that compiling takes. The bundled policies pass
// them in their tests, and a test holds that the rules come out the same without them, so that a run without
// others can leave them out.
var checks = []ast.StageID{
	ast.StageCheckUnusedImports, ast.StageCheckKeywordOverrides, ast.StageCheckDuplicateImports,
	ast.StageCheckVoidCalls, ast.StageCheckRuleConflicts, ast.StageCheckUndefinedFuncs,
	ast.StageCheckSafetyRuleHeads, ast.StageCheckSafetyRuleBodies,
	ast.StageSetGraph, ast.StageCheckRecursion, ast.StageCheckTypes, ast.StageCheckUnsafeBuiltins,
	ast.StageCheckDeprecatedBuiltins, ast.StageParseMetadataBlocks, ast.StageSetAnnotationSet,
	ast.StageRewriteRegoMetadataCalls, ast.StageRewritePrintCalls, ast.StageRewriteWithValues,
	ast.StageRewriteTestRulesForTracing, ast.StageBuildComprehensionIndices, ast.StageBuildRequiredCapabilities,
}

// capabilities are OPA's own without what is forbidden, and with the questions of package network.
func capabilities() *ast.Capabilities {
	allowed := ast.CapabilitiesForThisVersion()
	allowed.Builtins = slices.DeleteFunc(slices.Clone(allowed.Builtins), func(builtin *ast.Builtin) bool {
		return slices.Contains(forbidden, builtin.Name)
	})
	for _, question := range questions {
		allowed.Builtins = append(allowed.Builtins, question.declaration())
	}
	allowed.AllowNet = []string{}
	return allowed
}
