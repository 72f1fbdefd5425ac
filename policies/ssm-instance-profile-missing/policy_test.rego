package policies["ssm-instance-profile-missing_test"]
