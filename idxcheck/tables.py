"""What the payload of a known data set's file holds, seen once as it streams past.

Tables of integers are judged with the standard library alone.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from sys import byteorder

from idxcheck.registry import Column, DataFile
from idxspec import Header

INTEGERS = {("i", 1): "b", ("u", 1): "B", ("i", 2): "h", ("i", 4): "i"}  # codes of array
TABLE_LIMIT = 1 << 20  # bytes of a table kept whole; smallNORB's info tables have 388800


@dataclass(frozen=True, slots=True)
class Outside:
    """The first value that is not allowed, with its flat index, and how many there are."""

    index: int
    value: int
    column: str | None
    count: int


class DataFileScan:
    """Watches a payload for what the registry says of `candidates`, files of its shape.

    `outside` holds, by the key of each candidate, the values that file may not hold;
    `counts` how often each value occurs in labels; `zero_items` which of the items that
    tell an old release are zero throughout; `table` the payload of a factor table, whole.
    """

    def __init__(self, header: Header, candidates: Iterable[DataFile]) -> None:
        files = tuple(candidates)
        self.outside: dict[str, Outside | None] = {
            file.key: None for file in files if file.values is not None or file.columns
        }
        self.counts: Counter[int] | None = Counter() if any(each.counts for each in files) else None
        self.zero_items = {
            item for file in files for old in file.old_releases for item in old.zero_items
        }
        factors = any(each.role != "images" and each.format == "norb" for each in files)
        self._table = bytearray() if factors and header.payload_size <= TABLE_LIMIT else None
        self._allowed = {file.key: allowed(file) for file in files if file.key in self.outside}
        self._header = header
        self._elements = 0
        self._bytes = 0

    @property
    def table(self) -> bytes | None:
        """The payload of a small table, as stored; None where it is not kept."""
        return None if self._table is None else bytes(self._table)

    def feed(self, chunk: memoryview) -> None:
        """Take the next bytes of the payload, whole elements but for a cut end."""
        if self._table is not None:
            self._table += chunk
        if self.zero_items:
            self._look_at_items(chunk)
        if self._allowed or self.counts is not None:
            self._look_at_values(integers(chunk, self._header))
        self._bytes += len(chunk)

    def _look_at_items(self, chunk: memoryview) -> None:
        size = self._header.item_size
        for item in tuple(self.zero_items):
            start = max(0, item * size - self._bytes)
            end = max(0, (item + 1) * size - self._bytes)
            if any(chunk[start:end]):
                self.zero_items.discard(item)

    def _look_at_values(self, values: Sequence[int]) -> None:
        if self.counts is not None:
            self.counts.update(values)
        for key, columns in self._allowed.items():
            self.outside[key] = self._outside(self.outside[key], values, columns)
        self._elements += len(values)

    def _outside(
        self, before: Outside | None, values: Sequence[int], columns: Sequence[Column]
    ) -> Outside | None:
        width = len(columns)
        for number, column in enumerate(columns):
            first = (number - self._elements) % width
            part = values[first::width]
            odd = {value for value in set(part) if not permits(column, value)}
            if not odd:
                continue
            places = [place for place, value in enumerate(part) if value in odd]
            index = self._elements + first + places[0] * width
            found = Outside(index, part[places[0]], column.name or None, len(places))
            before = _added(before, found)
        return before


def _added(before: Outside | None, found: Outside) -> Outside:
    if before is None:
        return found
    first = min(before, found, key=lambda each: each.index)
    return Outside(first.index, first.value, first.column, before.count + found.count)


def allowed(file: DataFile) -> tuple[Column, ...]:
    """Return the columns of a file; that of a vector or of pictures has no name."""
    return file.columns or ((Column("", (file.values,)),) if file.values is not None else ())


def permits(column: Column, value: int) -> bool:
    """Whether `value` may stand in `column`."""
    return any(
        low <= value <= high and (value - low) % column.step == 0 for low, high in column.ranges
    )


def integers(data: bytes | memoryview, header: Header) -> Sequence[int]:
    """Return the whole elements of a part of a payload: integers of 4 bytes or less."""
    element = header.element
    size = element.size
    numbers = array(INTEGERS[element.kind, size])
    numbers.frombytes(data[: len(data) // size * size])
    if header.byte_order != byteorder:
        numbers.byteswap()
    return numbers
