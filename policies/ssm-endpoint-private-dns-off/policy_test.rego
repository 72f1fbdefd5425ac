package policies["ssm-endpoint-private-dns-off_test"]
