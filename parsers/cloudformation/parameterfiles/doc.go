// Package parameterfiles reads the files in which deployments give the parameters of a stack their values: the list of
// the AWS CLI, CodePipeline's template configuration, Git sync's deployment file, plain names with values, and SAM's
// configuration in TOML or YAML.
package parameterfiles
