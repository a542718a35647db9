"""A cache of arrays, bounded in bytes, that forgets what was used longest ago."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any

import numpy as np

_OVERHEAD = 200  # bytes of an entry beside its arrays


class ArrayCache:
    """Keeps arrays, tuples of arrays, or None; shared by threads and by generations of an index."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.bytes = 0
        self._entries: OrderedDict[Hashable, tuple[Any, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Any]) -> Any:
        """Return what is kept under `key`, or make and keep it; two threads may make the same thing at once."""
        with self._lock:
            kept = self._entries.get(key)
            if kept is not None:
                self._entries.move_to_end(key)
                return kept[0]
        value = make()
        size = _size(value) + _OVERHEAD
        with self._lock:
            if key not in self._entries and size < self.limit // 4:
                self._entries[key] = (value, size)
                self.bytes += size
                while self.bytes > self.limit:
                    self.bytes -= self._entries.popitem(last=False)[1][1]
        return value


def _size(value: Any) -> int:
    if isinstance(value, np.ndarray):
        return int(value.nbytes)
    return sum(map(_size, value)) if isinstance(value, tuple) else 0
