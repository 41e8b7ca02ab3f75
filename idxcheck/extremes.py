"""Which values of a payload lie outside a range, seen once in constant memory."""

import math
from dataclasses import dataclass
from typing import Any

from idxspec import Header


@dataclass(frozen=True, slots=True)
class FirstOutside:
    """The first value outside a range, with its flat index."""

    index: int
    value: float


class RangeScan:
    """Watches the payload of `header` for values outside `least` to `greatest`.

    `outside` counts them, NaN among them; `first` is the first, `lowest` and `highest` are
    the extremes of all values that are numbers, None where there is none.
    """

    def __init__(self, header: Header, least: float, greatest: float) -> None:
        self._header = header
        self._least = least
        self._greatest = greatest
        self._elements = 0
        self.outside = 0
        self.first: FirstOutside | None = None
        self.lowest: float | None = None
        self.highest: float | None = None

    def feed(self, chunk: memoryview) -> None:
        """Take the next bytes of the payload, whole elements but for a cut end."""
        import numpy as np  # noqa: PLC0415 - only where a range is expected

        element = self._header.element
        order = ">" if self._header.byte_order == "big" else "<"
        count = len(chunk) // element.size
        values = np.frombuffer(chunk, f"{order}{element.kind}{element.size}", count)
        # Comparing a signalling NaN is an invalid operation.
        with np.errstate(invalid="ignore"):
            inside = (values >= self._bound(self._least)) & (values <= self._bound(self._greatest))
            if not inside.all():
                place = int(np.argmin(inside))
                if self.first is None:
                    self.first = FirstOutside(self._elements + place, values[place].item())
                self.outside += count - int(np.count_nonzero(inside))
            numbers = values[~np.isnan(values)] if element.kind == "f" else values
            if len(numbers):
                low, high = numbers.min().item(), numbers.max().item()
                self.lowest = low if self.lowest is None else min(self.lowest, low)
                self.highest = high if self.highest is None else max(self.highest, high)
        self._elements += count

    def _bound(self, number: float) -> Any:  # noqa: ANN401 - numpy, imported late
        """Return an end of the range as the file's floats can hold it: 0.1 is their 0.1."""
        import numpy as np  # noqa: PLC0415 - only where a range is expected

        if self._header.element.kind != "f" or math.isinf(number):
            return np.float64(number)
        limits = np.finfo(f"f{self._header.element.size}")
        return limits.dtype.type(min(max(number, float(limits.min)), float(limits.max)))
