package graph

// placeClusters puts the security groups that Amazon EKS makes into the VPCs of their clusters. They let in what has the
// same group, and everything out ("View Amazon EKS security group requirements for clusters", Amazon EKS User Guide).
func (b *builder) placeClusters() {
	for _, cluster := range b.graph.OfKind("eks_cluster") {
		group, _ := cluster.One("cluster_security_group")
		if group == nil {
			continue
		}
		deriveVPC(cluster)
		vpc := cluster.Set("vpc")
		for _, member := range vpc.Members {
			group.set("vpc").add(member)
		}
		for _, reason := range vpc.Open {
			group.set("vpc").open(reason)
		}
		group.set("rules").open("Amazon EKS and what runs in " + cluster.Address + " may change its security group")
	}
}

// joinCluster puts nodes into the security group of their cluster, and tells whether that is in view. For remote access
// EKS makes another group ("Managed node groups concepts", Amazon EKS User Guide).
func joinCluster(nodes *Node) bool {
	cluster, _ := nodes.One("eks_cluster")
	groups := nodes.set("security_groups")
	if cluster == nil || len(groups.Open) > 0 {
		return false
	}
	group, _ := cluster.One("cluster_security_group")
	if group == nil {
		return false
	}
	groups.add(Member{Node: group, Range: nodes.Range})
	if !nodes.Value("key_name").IsAbsent() {
		groups.open("Amazon EKS makes a group of its own for remote access to " + nodes.Address)
	}
	return true
}
