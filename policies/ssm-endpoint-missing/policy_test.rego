package policies["ssm-endpoint-missing_test"]
