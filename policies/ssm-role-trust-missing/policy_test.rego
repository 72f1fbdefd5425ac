package policies["ssm-role-trust-missing_test"]
