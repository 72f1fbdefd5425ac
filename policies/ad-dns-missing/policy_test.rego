package policies["ad-dns-missing_test"]
