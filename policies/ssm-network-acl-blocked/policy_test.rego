package policies["ssm-network-acl-blocked_test"]
