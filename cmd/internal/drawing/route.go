package drawing

import (
	"cmp"
	"slices"
)

// wire is an edge with its course.
type wire struct {
	edge    *Edge
	points  []point
	label   string
	labelAt rectangle // zero where there is no room for a label
}

type point struct{ x, y int }

// The directions in which a line may go on.
const (
	east = iota
	south
	west
	north
)

var steps = [4]point{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}

// What a step costs: lines are short, have few bends, keep apart, and run neither along frames nor over titles.
const (
	costStep   = 2
	costBend   = 12
	costShared = 24
	costCross  = 6
	costNear   = 3
	costFrame  = 30
	costTitle  = 60
	costPort   = 40
	costBeside = 14 // of a port beside one that is taken
)

// maximumPoints bounds the grid on which lines are laid. Where a picture has more of them, lines are straight.
const maximumPoints = 1_500_000

// grid is the points on which lines run.
type grid struct {
	w, h    int
	blocked []bool
	cost    [2][]uint8 // of a step over a point, horizontally and vertically
	used    [2][]uint8 // how many lines run over it so far
	ports   []uint8

	stamp  []int32 // of the search that reached a state last
	best   []int32 // what it costs to get there
	before []int32
	search int32
	queue  heap
}

// wire lays all lines. Those that break come first, for they shall be easy to follow.
func (p *plan) wire() {
	edges := slices.Clone(p.picture.Edges)
	order := []string{EdgeWay, EdgeReference, EdgeRoute, EdgeNames, EdgeMember}
	slices.SortStableFunc(edges, func(a, b *Edge) int {
		return cmp.Or(gravity[b.State]/3-gravity[a.State]/3, slices.Index(order, a.Kind)-slices.Index(order, b.Kind))
	})
	g := p.newGrid()
	for _, edge := range edges {
		from, to := p.byID[edge.From], p.byID[edge.To]
		if from == nil || to == nil {
			continue
		}
		p.wires = append(p.wires, &wire{edge: edge, points: g.connect(from, to)})
	}
	p.placeLabels()
}

func (p *plan) newGrid() *grid {
	g := &grid{w: p.width/pitch + 1, h: p.height/pitch + 1}
	size := g.w * g.h
	if size > maximumPoints {
		return &grid{}
	}
	g.blocked, g.ports = make([]bool, size), make([]uint8, size)
	for i := range 2 {
		g.cost[i], g.used[i] = make([]uint8, size), make([]uint8, size)
	}
	g.stamp, g.best, g.before = make([]int32, 4*size), make([]int32, 4*size), make([]int32, 4*size)
	for _, outer := range p.frames {
		outer.each(g.take)
	}
	return g
}

// take enters a frame: cards are in the way, frames of containers may be crossed.
func (g *grid) take(f *frame) {
	if !f.isContainer() {
		g.fill(f.rectangle, pitch, func(i int) { g.cost[0][i], g.cost[1][i] = costNear, costNear })
		g.fill(f.rectangle, 0, func(i int) { g.blocked[i] = true })
		return
	}
	header := f.header
	header.w += pitch
	g.fill(header, 0, func(i int) { g.cost[0][i], g.cost[1][i] = costTitle, costTitle })
	left, right, top, bottom := f.x/pitch, (f.x+f.w)/pitch, f.y/pitch, (f.y+f.h)/pitch
	for x := left; x <= right; x++ {
		g.cost[0][top*g.w+x], g.cost[0][bottom*g.w+x] = costFrame, costFrame
	}
	for y := top; y <= bottom; y++ {
		g.cost[1][y*g.w+left], g.cost[1][y*g.w+right] = costFrame, costFrame
	}
}

// fill visits the points of a rectangle that is so much larger on every side.
func (g *grid) fill(r rectangle, around int, visit func(int)) {
	for y := max(0, (r.y-around)/pitch); y <= min(g.h-1, (r.y+r.h+around)/pitch); y++ {
		for x := max(0, (r.x-around)/pitch); x <= min(g.w-1, (r.x+r.w+around)/pitch); x++ {
			visit(y*g.w + x)
		}
	}
}

// port is a point on the frame of a box where a line may begin, with the direction in which it leaves.
type port struct {
	at, direction int
	cost          int32
}

// ports returns where lines may leave a frame: anywhere but at the corners, best in the middle of the sides. Out
// of a container a line to something inside leaves inwards.
func (g *grid) portsOf(f, other *frame) []port {
	inwards := f.isContainer() && f.holds(other.rectangle)
	var ports []port
	add := func(x, y, direction, fromMiddle int, side int32) {
		if inwards {
			direction = (direction + 2) % 4
		}
		i, beside := y*g.w+x, 1
		if direction%2 == 0 {
			beside = g.w
		}
		cost := side + int32(fromMiddle) + costPort*int32(g.ports[i]) + costBeside*int32(g.ports[i-beside]+g.ports[i+beside])
		ports = append(ports, port{i, direction, cost})
	}
	left, right, top, bottom := f.x/pitch, (f.x+f.w)/pitch, f.y/pitch, (f.y+f.h)/pitch
	for y := top + 1; y < bottom; y++ {
		away := abs(2*y - top - bottom)
		add(left, y, west, away, 0)
		add(right, y, east, away, 0)
	}
	for x := left + 1; x < right; x++ {
		away := abs(2*x-left-right) / 2
		add(x, top, north, away, costBend)
		add(x, bottom, south, away, costBend)
	}
	return ports
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// connect finds the cheapest course between two frames.
func (g *grid) connect(from, to *frame) []point {
	if g.w == 0 {
		return straight(from, to)
	}
	goals := map[int]port{} // by point and direction of arrival
	for _, each := range g.portsOf(to, from) {
		arrival := (each.direction + 2) % 4
		goals[each.at*4+arrival] = each
	}
	g.search++
	g.queue = g.queue[:0]
	for _, each := range g.portsOf(from, to) {
		g.reach(each.at*4+each.direction, -1, each.cost, to)
	}
	for len(g.queue) > 0 {
		state := g.queue.pop()
		if goal, ok := goals[state]; ok && g.before[state] >= 0 {
			g.ports[goal.at]++
			return g.trace(state)
		}
		g.expand(state, goals, to)
	}
	return straight(from, to)
}

// expand goes on from a state, which is a point with the direction of the line there.
func (g *grid) expand(state int, goals map[int]port, to *frame) {
	at, direction := state/4, state%4
	x, y := at%g.w, at/g.w
	for next, step := range steps {
		nx, ny := x+step.x, y+step.y
		if (next+2)%4 == direction || nx < 0 || ny < 0 || nx >= g.w || ny >= g.h {
			continue
		}
		if g.before[state] < 0 && next != direction {
			continue // a line leaves its box straight
		}
		i := ny*g.w + nx
		goal, isGoal := goals[i*4+next]
		if g.blocked[i] && !isGoal {
			continue
		}
		axis := next % 2
		cost := g.best[state] + costStep + int32(g.cost[axis][i]) + costShared*int32(g.used[axis][i]) + costCross*int32(g.used[1-axis][i])
		if next != direction {
			cost += costBend
		}
		if isGoal {
			cost += goal.cost
		}
		g.reach(i*4+next, state, cost, to)
	}
}

// reach notes that a state can be reached at a cost.
func (g *grid) reach(state, before int, cost int32, to *frame) {
	if g.stamp[state] == g.search && g.best[state] <= cost {
		return
	}
	g.stamp[state], g.best[state], g.before[state] = g.search, cost, int32(before)
	x, y := state/4%g.w*pitch, state/4/g.w*pitch
	away := max(0, to.x-x, x-to.x-to.w) + max(0, to.y-y, y-to.y-to.h)
	g.queue.push(item{cost + costStep*int32(away/pitch), int32(state)})
}

// trace walks back from the goal, notes that the points are used, and returns the corners.
func (g *grid) trace(state int) []point {
	g.ports[g.first(state)]++
	var points []point
	next := state % 4
	for at := state; at >= 0; at = int(g.before[at]) {
		i, direction := at/4, at%4
		g.used[direction%2][i]++
		if next%2 != direction%2 { // a bend belongs to both ways
			g.used[next%2][i]++
		}
		points, next = append(points, point{i % g.w * pitch, i / g.w * pitch}), direction
	}
	slices.Reverse(points)
	return simplified(points)
}

func (g *grid) first(state int) int {
	for g.before[state] >= 0 {
		state = int(g.before[state])
	}
	return state / 4
}

// simplified leaves out the points between others on one line.
func simplified(points []point) []point {
	var kept []point
	for i, each := range points {
		if i > 0 && i+1 < len(points) {
			a, b := points[i-1], points[i+1]
			if a.x == each.x && each.x == b.x || a.y == each.y && each.y == b.y {
				continue
			}
		}
		kept = append(kept, each)
	}
	return kept
}

// straight leads from the middle of a frame to that of another.
func straight(from, to *frame) []point {
	return []point{{from.x + from.w/2, from.y + from.h/2}, {to.x + to.w/2, to.y + to.h/2}}
}
