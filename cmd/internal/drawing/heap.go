package drawing

// heap holds the states to go on from, the cheapest first.
type heap []item

type item struct{ cost, state int32 }

func (h *heap) push(each item) {
	*h = append(*h, each)
	queue := *h
	for i := len(queue) - 1; i > 0; {
		parent := (i - 1) / 2
		if queue[parent].cost <= queue[i].cost {
			break
		}
		queue[parent], queue[i] = queue[i], queue[parent]
		i = parent
	}
}

func (h *heap) pop() int {
	queue := *h
	top := queue[0]
	last := len(queue) - 1
	queue[0] = queue[last]
	queue = queue[:last]
	for i := 0; ; {
		child := 2*i + 1
		if child >= last {
			break
		}
		if child+1 < last && queue[child+1].cost < queue[child].cost {
			child++
		}
		if queue[i].cost <= queue[child].cost {
			break
		}
		queue[i], queue[child] = queue[child], queue[i]
		i = child
	}
	*h = queue
	return int(top.state)
}
