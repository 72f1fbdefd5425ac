package policies["ssm-instance-egress-blocked_test"]
