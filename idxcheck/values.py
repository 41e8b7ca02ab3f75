"""What the values of a payload look like, seen once in constant memory.

Integers are judged by the bytes of each significance alone; only floats need numpy.
"""

import operator
from functools import reduce
from typing import Any

from idxspec import Header

ENOUGH = 1 << 20  # telling elements: more would not change what they tell of the byte order
SIGNS = b"\x00\xff"  # the high bytes of a small integer, positive or negative
EVERYDAY = (1e-6, 1e9)  # the magnitudes that measured and computed numbers mostly have
CREDIBLE = (1e-20, 1e20)  # the magnitudes that they hardly ever leave


class ValueScan:
    """Watches the payload of one header.

    `elements` counts what passed, `nan` and `infinite` the floats that are none,
    `first_not_finite` the elements before the first of those. `zero_tail` counts the zero
    bytes at the end.

    The others tell of the byte order. `telling` counts the elements that are not zero, at
    least up to ENOUGH. Of them, `plausible` and `plausible_swapped` look like everyday
    numbers as they stand and with their bytes swapped: integers whose highest byte is all
    sign, floats of EVERYDAY magnitude. `absurd` are hardly meant as they stand: integers
    whose lower half is all zero, floats that are not CREDIBLE.
    """

    def __init__(self, header: Header) -> None:
        self._element = header.element
        self._big = header.byte_order == "big"
        self.elements = 0
        self.nan = 0
        self.infinite = 0
        self.first_not_finite: int | None = None
        self.zero_tail = 0
        self.telling = 0
        self.plausible = 0
        self.plausible_swapped = 0
        self.absurd = 0

    def feed(self, chunk: memoryview) -> None:
        """Take the next bytes of the payload, whole elements but for a cut end."""
        content = bytes(chunk)
        size = self._element.size
        whole = content[: len(content) // size * size]
        if content == bytes(len(content)):
            self.zero_tail += len(content)
        else:
            self.zero_tail = len(content) - len(content.rstrip(b"\0"))
            if self._element.kind == "f":
                self._count_floats(whole)
            elif size > 1 and self.telling < ENOUGH:
                self._count_integers(whole)
        self.elements += len(whole) // size

    def _count_integers(self, data: bytes) -> None:
        size = self._element.size
        planes = [data[start::size] for start in range(size)]  # one for each significance
        if self._big:
            planes.reverse()
        numbers = [int.from_bytes(plane) for plane in planes]
        low_half = reduce(operator.or_, numbers[: size // 2])
        every = reduce(operator.or_, numbers[size // 2 :], low_half)
        count = len(planes[0])
        zeros = every.to_bytes(count).count(0)
        self.telling += count - zeros
        self.plausible += sum(map(planes[-1].count, SIGNS)) - zeros
        self.plausible_swapped += sum(map(planes[0].count, SIGNS)) - zeros
        self.absurd += low_half.to_bytes(count).count(0) - zeros

    def _count_floats(self, data: bytes) -> None:
        import numpy as np  # noqa: PLC0415 - only float payloads need it

        order = ">" if self._big else "<"
        values = np.frombuffer(data, f"{order}f{self._element.size}")
        finite = np.isfinite(values)
        if not finite.all():
            nan = int(np.count_nonzero(np.isnan(values)))
            self.nan += nan
            self.infinite += len(values) - int(np.count_nonzero(finite)) - nan
            if self.first_not_finite is None:
                self.first_not_finite = self.elements + int(np.argmin(finite))
        if self.telling < ENOUGH:
            telling = values[values.view(f"{order}u{self._element.size}") != 0]
            swapped = telling.view(telling.dtype.newbyteorder())
            self.telling += len(telling)
            self.plausible += _within(EVERYDAY, np, telling)
            self.plausible_swapped += _within(EVERYDAY, np, swapped)
            self.absurd += len(telling) - _within(CREDIBLE, np, telling)


def _within(magnitudes: tuple[float, float], np: Any, values: Any) -> int:  # noqa: ANN401 - numpy, imported late
    """Return how many values have a magnitude inside the range of `magnitudes`."""
    with np.errstate(invalid="ignore"):  # comparing a signalling NaN is an invalid operation
        magnitude = np.abs(values)
        return int(np.count_nonzero((magnitude >= magnitudes[0]) & (magnitude <= magnitudes[1])))
