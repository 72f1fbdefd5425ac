package policies["ad-dns-not-first_test"]
