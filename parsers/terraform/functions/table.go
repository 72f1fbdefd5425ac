package functions

import (
	"github.com/hashicorp/go-cty-funcs/cidr"
	"github.com/hashicorp/go-cty-funcs/crypto"
	"github.com/hashicorp/go-cty-funcs/encoding"
	"github.com/hashicorp/go-cty-funcs/uuid"
	yaml "github.com/zclconf/go-cty-yaml"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function"
	"github.com/zclconf/go-cty/cty/function/stdlib"
)

// entry is one function of the language with what it may do with tokens.
type entry struct {
	function function.Function
	how      handling
}

// languageFunctions are Terraform's functions (Terraform language, "Built-in Functions") but for those
// that read files, fill in templates or make paths absolute, which belong to a unit.
var languageFunctions = wrapAll(map[string]entry{
	// Numbers.
	"abs": {stdlib.AbsoluteFunc, looksInside}, "ceil": {stdlib.CeilFunc, looksInside},
	"floor": {stdlib.FloorFunc, looksInside}, "log": {stdlib.LogFunc, looksInside},
	"max": {stdlib.MaxFunc, looksInside}, "min": {stdlib.MinFunc, looksInside},
	"parseint": {stdlib.ParseIntFunc, looksInside}, "pow": {stdlib.PowFunc, looksInside},
	"signum": {stdlib.SignumFunc, looksInside}, "sum": {sumFunction, looksInside},

	// Texts.
	"chomp": {stdlib.ChompFunc, carries}, "format": {stdlib.FormatFunc, fills},
	"formatlist": {stdlib.FormatListFunc, fills}, "indent": {stdlib.IndentFunc, carries},
	"join": {joinFunction, fills}, "lower": {stdlib.LowerFunc, carries}, "upper": {stdlib.UpperFunc, carries},
	"regex": {stdlib.RegexFunc, looksInside}, "regexall": {stdlib.RegexAllFunc, looksInside},
	"replace": {replaceFunction, cuts}, "split": {splitFunction, guarded},
	"strrev": {stdlib.ReverseFunc, looksInside}, "substr": {stdlib.SubstrFunc, looksInside},
	"title": {stdlib.TitleFunc, cuts}, "trim": {stdlib.TrimFunc, cuts}, "trimprefix": {stdlib.TrimPrefixFunc, cuts},
	"trimsuffix": {stdlib.TrimSuffixFunc, cuts}, "trimspace": {stdlib.TrimSpaceFunc, carries},
	"startswith": {startsWithFunction, guarded}, "endswith": {endsWithFunction, guarded},
	"strcontains": {containsTextFunction, looksInside},

	// Collections.
	"alltrue": {allTrueFunction, looksInside}, "anytrue": {anyTrueFunction, looksInside},
	"chunklist": {stdlib.ChunklistFunc, carries}, "coalesce": {coalesceFunction, guarded},
	"coalescelist": {coalesceListFunction, guarded}, "compact": {stdlib.CompactFunc, carries},
	"concat": {stdlib.ConcatFunc, carries}, "contains": {containsFunction, guarded},
	"distinct": {stdlib.DistinctFunc, compares}, "element": {elementFunction, guarded},
	"flatten": {stdlib.FlattenFunc, carries}, "index": {indexFunction, carriesIdentities},
	"keys": {stdlib.KeysFunc, enumerates}, "length": {lengthFunction, counts}, "list": {listFunction, carries},
	"lookup": {lookupFunction, guarded}, "map": {mapFunction, carries}, "matchkeys": {matchKeysFunction, carriesIdentities},
	"merge": {mergeFunction, guarded}, "one": {oneFunction, guarded}, "range": {stdlib.RangeFunc, looksInside},
	"reverse": {stdlib.ReverseListFunc, carries}, "setintersection": {stdlib.SetIntersectionFunc, carriesIdentities},
	"setproduct": {setProductFunction, carries}, "setsubtract": {stdlib.SetSubtractFunc, carriesIdentities},
	"setunion": {stdlib.SetUnionFunc, compares}, "slice": {sliceFunction, guarded}, "sort": {sortFunction, carries},
	"transpose": {transposeFunction, carries}, "values": {stdlib.ValuesFunc, enumerates}, "zipmap": {stdlib.ZipmapFunc, carries},

	// Encodings.
	"base64decode": {encoding.Base64DecodeFunc, looksInside}, "base64encode": {base64EncodeFunction, fills},
	"base64gzip":   {unavailable("what base64gzip makes of a text depends on the version of Terraform"), guarded},
	"base64gunzip": {unavailable("base64gunzip expands a text"), guarded},
	"csvdecode":    {stdlib.CSVDecodeFunc, looksInside}, "jsondecode": {stdlib.JSONDecodeFunc, carries},
	"jsonencode": {stdlib.JSONEncodeFunc, fills}, "yamldecode": {yaml.YAMLDecodeFunc, carries},
	"yamlencode": {yaml.YAMLEncodeFunc, fills}, "urlencode": {encoding.URLEncodeFunc, looksInside},
	"urldecode":        {urlDecodeFunction, looksInside},
	"textdecodebase64": {textDecodeBase64Function, looksInside},
	"textencodebase64": {textEncodeBase64Function, looksInside},

	// Times.
	"formatdate": {stdlib.FormatDateFunc, looksInside}, "timeadd": {stdlib.TimeAddFunc, looksInside},
	"timecmp": {timeCompareFunction, looksInside}, "timestamp": {unavailable("it is the time of the deployment"), guarded},
	"plantimestamp": {unavailable("it is the time of the plan"), guarded},

	// Hashes and secrets.
	"base64sha256": {base64SHA256Function, looksInside}, "base64sha512": {base64SHA512Function, looksInside},
	"bcrypt": {unavailable("bcrypt adds a random salt"), guarded}, "md5": {crypto.Md5Func, looksInside},
	"rsadecrypt": {unavailable("rsadecrypt needs a private key"), guarded}, "sha1": {crypto.Sha1Func, looksInside},
	"sha256": {crypto.Sha256Func, looksInside}, "sha512": {crypto.Sha512Func, looksInside},
	"uuid": {unavailable("it is a random id"), guarded}, "uuidv5": {uuid.V5Func, looksInside},

	// Networks.
	"cidrhost": {cidr.HostFunc, looksInside}, "cidrnetmask": {cidr.NetmaskFunc, looksInside},
	"cidrsubnet": {cidr.SubnetFunc, looksInside}, "cidrsubnets": {cidr.SubnetsFunc, looksInside},
	"cidrcontains": {cidrContainsFunction, looksInside},

	// Paths that are only texts.
	"basename": {baseNameFunction, guarded}, "dirname": {directoryNameFunction, guarded},

	// Types.
	"tobool": {stdlib.MakeToFunc(cty.Bool), carries}, "tonumber": {stdlib.MakeToFunc(cty.Number), carries},
	"tostring": {stdlib.MakeToFunc(cty.String), carries},
	"tolist":   {stdlib.MakeToFunc(cty.List(cty.DynamicPseudoType)), carries},
	"toset":    {stdlib.MakeToFunc(cty.Set(cty.DynamicPseudoType)), compares},
	"tomap":    {stdlib.MakeToFunc(cty.Map(cty.DynamicPseudoType)), enumerates},
	"type":     {unavailable("type serves the console only"), guarded}, "sensitive": {identityFunction, guarded},
	"nonsensitive": {identityFunction, guarded}, "ephemeralasnull": {identityFunction, guarded},
	"issensitive": {unavailable("whether it is sensitive is not known"), guarded},

	// Functions of the AWS provider (AWS provider, "Functions").
	"provider::aws::arn_parse":          {arnParseFunction, guarded},
	"provider::aws::arn_build":          {arnBuildFunction, fills},
	"provider::aws::trim_iam_role_path": {trimRolePathFunction, looksInside},
})

func wrapAll(entries map[string]entry) map[string]function.Function {
	functions := make(map[string]function.Function, len(entries)+2)
	for name, each := range entries {
		functions[name] = wrapped(name, each.function, each.how)
	}
	functions["try"] = tryFunction
	functions["can"] = canFunction
	return functions
}
