network = {
  cidr    = "10.7.0.0/16"
  subnets = [{ name = "app" }, { name = "edge", bits = 4, public = "true" }]
}
owner = "somebody"
