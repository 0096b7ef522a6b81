"""What the encoder's first steps give for a token, kept for the tokens that come again and again."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
# Of several tokens: a row of their own each, and per window the rows they give to its places, side by side.
Compute = Callable[[npt.NDArray[np.int64]], tuple[Floats, list[Floats]]]

_SLOTS = 2048  # 15 KB each; five hundred messages hold hardly more different tokens
_FORGOTTEN_AT_ONCE = 512


class TokenMemory:
    """Not safe to share between threads. Slot 0 is an empty row, for the places where no token stands."""

    slots = _SLOTS

    def __init__(self, own: int, widths: Sequence[int], channels: int) -> None:
        """``own``: numbers in a token's own row; ``widths`` of the windows."""
        self._slots: dict[int, int] = {}
        self._free = list(range(_SLOTS, 0, -1))
        self._own = np.zeros((_SLOTS + 1, own), dtype=np.float32)
        self._windows = [np.zeros((width, _SLOTS + 1, channels), dtype=np.float32) for width in widths]
        self._used = np.zeros(_SLOTS + 1, dtype=np.int64)
        self._clock = 0

    def slots_of(self, tokens: Sequence[int], compute: Compute) -> npt.NDArray[np.intp]:
        """The slot of each token; there may be no more different ones than ``slots``. Good until the next call."""
        self._clock += 1
        different = dict.fromkeys(tokens)
        known = [slot for token in different if (slot := self._slots.get(token)) is not None]
        self._used[known] = self._clock
        missing = [token for token in different if token not in self._slots]
        if missing:
            self._keep(missing, compute)
        return np.array([self._slots[token] for token in tokens], dtype=np.intp)

    def own(self, slots: npt.NDArray[np.intp]) -> Floats:
        """A copy of the tokens' own rows."""
        return self._own[slots]

    def windows(self, number: int, row: npt.NDArray[np.intp], starts: npt.NDArray[np.intp]) -> Floats:
        """For each window, given where it starts in ``row``, a line of slots: the sum of what its tokens give."""
        places = self._windows[number]
        total: Floats = places[0][row[starts]]
        for place in range(1, len(places)):
            total += places[place][row[starts + place]]
        return total

    def _keep(self, missing: list[int], compute: Compute) -> None:
        if len(missing) > len(self._free):
            self._forget(max(len(missing) - len(self._free), _FORGOTTEN_AT_ONCE))
        own, windows = compute(np.array(missing))
        slots = [self._free.pop() for _ in missing]
        self._own[slots] = own
        for kept, terms in zip(self._windows, windows, strict=True):
            kept[:, slots] = terms.reshape(len(missing), len(kept), -1).swapaxes(0, 1)
        self._used[slots] = self._clock
        self._slots.update(zip(missing, slots, strict=True))

    def _forget(self, count: int) -> None:
        """Those not met for the longest time, none of the present call's."""
        by_slot = {slot: token for token, slot in self._slots.items() if self._used[slot] < self._clock}
        slots = np.fromiter(by_slot, dtype=np.int64, count=len(by_slot))
        for slot in slots[np.argsort(self._used[slots], kind="stable")][:count].tolist():
            del self._slots[by_slot[slot]]
            self._free.append(slot)
