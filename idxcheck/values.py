"""What the values of a payload look like, seen once in constant memory.

Integers are judged by the bytes of each significance alone; only floats need numpy.
"""

from typing import Any

from idxspec import Header

SIGNS = b"\x00\xff"  # the high bytes of a small integer, positive or negative


class ValueScan:
    """Watches the payload of one header.

    `elements` counts what passed, `nan` and `infinite` the floats that are none, and
    `zero_tail` the zero bytes at the end. `plausible` and `plausible_swapped` count the
    elements that look like everyday numbers as they stand and with their bytes swapped;
    zeros, which look the same both ways, are left out of both and of `telling`.
    """

    def __init__(self, header: Header) -> None:
        self._element = header.element
        self._big = header.byte_order == "big"
        self.elements = 0
        self.telling = 0
        self.nan = 0
        self.infinite = 0
        self.zero_tail = 0
        self.plausible = 0
        self.plausible_swapped = 0

    def feed(self, chunk: memoryview) -> None:
        """Take the next bytes of the payload, whole elements but for a cut end."""
        content = bytes(chunk)
        rest = len(content.rstrip(b"\0"))
        self.zero_tail = len(content) - rest + (0 if rest else self.zero_tail)
        size = self._element.size
        whole = content[: len(content) // size * size]
        self.elements += len(whole) // size
        if self._element.kind == "f":
            self._count_floats(whole)
        elif size > 1:
            self._count_integers(whole)

    def _count_integers(self, data: bytes) -> None:
        size = self._element.size
        first, last = data[::size], data[size - 1 :: size]
        high, low = (first, last) if self._big else (last, first)
        nonzero = len(data) // size - _zero_elements(data, size)
        self.telling += nonzero
        zeros = len(high) - nonzero
        self.plausible += sum(map(high.count, SIGNS)) - zeros
        self.plausible_swapped += sum(map(low.count, SIGNS)) - zeros

    def _count_floats(self, data: bytes) -> None:
        import numpy as np  # noqa: PLC0415 - only float payloads need it

        order = ">" if self._big else "<"
        values = np.frombuffer(data, f"{order}f{self._element.size}")
        self.nan += int(np.count_nonzero(np.isnan(values)))
        self.infinite += int(np.count_nonzero(np.isinf(values)))
        nonzero = values[values.view(f"{order}u{self._element.size}") != 0]
        self.telling += len(nonzero)
        self.plausible += _everyday(np, nonzero)
        self.plausible_swapped += _everyday(np, nonzero.view(nonzero.dtype.newbyteorder()))


def _zero_elements(data: bytes, size: int) -> int:
    """Return how many elements of `size` bytes are zero throughout."""
    planes = [data[start::size] for start in range(size)]
    merged = int.from_bytes(planes[0])
    for plane in planes[1:]:
        merged |= int.from_bytes(plane)
    return merged.to_bytes(len(planes[0])).count(0)


def _everyday(np: Any, values: Any) -> int:  # noqa: ANN401 - numpy, imported late
    """Return how many values have a magnitude that measured or computed numbers have."""
    with np.errstate(invalid="ignore"):
        magnitude = np.abs(values)
        return int(np.count_nonzero((magnitude >= 1e-6) & (magnitude <= 1e9)))  # noqa: PLR2004 - the range is the definition
