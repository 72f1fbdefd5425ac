package cloudformation

import (
	"github.com/reachlint/reachlint/parsers/graph"
)

const (
	noValue     = "AWS::NoValue"
	regionName  = "AWS::Region"
	partition   = "AWS::Partition"
	urlSuffix   = "AWS::URLSuffix"
	accountID   = "AWS::AccountId"
	stackID     = "AWS::StackId"
	stackName   = "AWS::StackName"
	topics      = "AWS::NotificationARNs"
	pseudoStart = "AWS::"
)

// pseudo returns the value of a pseudo parameter, and false when there is none of that name.
func (s *stack) pseudo(name string, at graph.Range) (graph.Value, bool) {
	switch name {
	case noValue:
		return graph.Value{}, true
	case topics:
		return graph.Unknown(topics+" is only known after deployment", at), true
	case regionName, partition, urlSuffix, accountID:
		if value, ok := s.run.loader.given().Value(name); ok {
			return value.At(at), true
		}
		if text := s.fromRegion(name); text != "" {
			return graph.Text(text, at), true
		}
		return graph.Text(graph.Reference{Address: name, Reason: name + " is only known at deployment"}.Token(), at), true
	case stackID, stackName:
		if value, ok := s.run.loader.given().Value(name); ok && s.depth == 0 {
			return value.At(at), true
		}
		own := graph.Reference{Address: s.address(name), Reason: s.address(name) + " is only known at deployment"}
		return graph.Text(own.Token(), at), true
	}
	return graph.Value{}, false
}

// fromRegion returns what is known of where the stack is deployed, and all that its Region determines.
func (s *stack) fromRegion(name string) string {
	if name == accountID {
		return s.account
	}
	if s.region == "" {
		return ""
	}
	of := graph.PartitionOf(s.region)
	switch name {
	case regionName:
		return s.region
	case partition:
		return of.Name
	case urlSuffix:
		return of.Suffix
	}
	return ""
}
