package network

import "sync"

// memo remembers what was computed for a key. Two callers may compute the same value side by side; both
// get the one that was stored first.
type memo[K comparable, V any] struct {
	mutex  sync.RWMutex
	values map[K]V
}

func (m *memo[K, V]) get(key K, compute func() V) V {
	m.mutex.RLock()
	value, known := m.values[key]
	m.mutex.RUnlock()
	if known {
		return value
	}
	value = compute()
	m.mutex.Lock()
	defer m.mutex.Unlock()
	if first, known := m.values[key]; known {
		return first
	}
	if m.values == nil {
		m.values = map[K]V{}
	}
	m.values[key] = value
	return value
}
