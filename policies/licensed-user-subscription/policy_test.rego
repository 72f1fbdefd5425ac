package policies["licensed-user-subscription_test"]
