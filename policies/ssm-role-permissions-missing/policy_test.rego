package policies["ssm-role-permissions-missing_test"]
