package policies["dhcp-options-unassociated_test"]
