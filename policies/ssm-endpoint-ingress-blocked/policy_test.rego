package policies["ssm-endpoint-ingress-blocked_test"]
