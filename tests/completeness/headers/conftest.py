"""What a strict check must find, told from the words of the specification alone.

Nothing in `Expectation` is taken from idxcheck or idxspec: codes, sizes and places are typed in here.
"""

import struct
from collections.abc import Callable, Iterable
from typing import Literal

import pytest

from idxcheck.findings import Finding

Findings = tuple[tuple[str, int], ...]  # rule and offset, sorted
Due = Callable[[bytes, int], Findings]
Found = Callable[[Iterable[Finding]], Findings]
IDX_TYPES = {0x08: 1, 0x09: 1, 0x0B: 2, 0x0C: 4, 0x0D: 4, 0x0E: 8}  # IDX-2.2: bytes of an element
NORB_TYPES = {0x51: 4, 0x53: 8, 0x54: 4, 0x55: 1, 0x56: 2, 0x57: 1}  # NORB-2.2
NONSTANDARD = {0x52: "NRB003", 0x58: "NRB004", 0x59: "NRB004", 0x5A: "NRB004", 0x5B: "NRB004"}
REMARKS = {"IDX103", "IDX104", "IDX105", "NRB005", "NRB106"}  # warnings and notes: still valid


class Expectation:
    """The findings due on a file of `length` bytes that begins with `head`.

    `head` holds at least the 1024 bytes of the longest header, or the whole file. The file is
    no text: nothing of it was translated or re-encoded, and no other format begins like it.
    """

    def __init__(self, head: bytes, length: int) -> None:
        self.head = head
        self.length = length

    def findings(self) -> Findings:
        """Return rule and offset of every finding, in the order of the codes."""
        return tuple(sorted(self._findings()))

    def _findings(self) -> list[tuple[str, int]]:
        head = self.head
        if not head:
            return [("TRN001", 0)]  # IDX-1.1, NORB-1.1
        if 1 < len(head) <= 4 and head[1:] == b"\x4c\x3d\x1e"[: len(head) - 1]:
            return [("NRB101", self.length)]  # NORB-4.3: the beginning of a magic
        if head[1:4] == b"\x4c\x3d\x1e":
            return self._norb("<", head[0])
        if head[:3] == b"\x1e\x3d\x4c":
            return self._norb(">", head[3])  # NORB-2.3
        return self._idx()

    def _idx(self) -> list[tuple[str, int]]:
        head, found = self.head, self._idx_behind_prefix()
        fits = all(code in REMARKS for code, _ in found)
        if head[:2] == b"\0\0"[: len(head)]:
            if not fits and self._fits_reversed():
                return [("IDX003", 4)]  # IDX-3.4: the sizes alone
            return found
        if fits:
            return [("IDX001", 0), *found]  # IDX-2.1: all else is right
        if head[2:4] == b"\0\0" and head[1] in IDX_TYPES:
            return [("IDX003", 0)]  # IDX-3.4: the whole header
        return [("TRN005", 0)]  # nothing begins like this

    def _idx_behind_prefix(self) -> list[tuple[str, int]]:
        head, length = self.head, self.length
        element = IDX_TYPES.get(head[2]) if length > 2 else 1
        if element is None:
            return [("IDX002", 2)]
        rank = head[3] if length > 3 else 255
        if length < 4 + 4 * rank:
            return [("IDX101", length)]
        if not rank:
            return [("IDX102", 3)]  # IDX-2.3: where it ends is not judged
        sizes = struct.unpack_from(f">{rank}L", head, 4)
        large = [place for place, size in enumerate(sizes) if size >= 0x8000_0000]
        found = [("IDX105", 3)] if rank > 3 else []
        found += [("IDX103", 4 + 4 * sizes.index(0))] if 0 in sizes else []
        found += [("IDX104", 4 + 4 * large[0])] if large else []
        return found + self._end("IDX", 4 + 4 * rank, sizes, element)

    def _fits_reversed(self) -> bool:
        head = self.head
        element = IDX_TYPES.get(head[2]) if self.length > 3 else None
        if element is None or not head[3] or self.length < 4 + 4 * head[3]:
            return False
        sizes = struct.unpack_from(f"<{head[3]}L", head, 4)
        return not self._end("IDX", 4 + 4 * head[3], sizes, element)

    def _end(
        self, family: str, start: int, sizes: tuple[int, ...], element: int
    ) -> list[tuple[str, int]]:
        """Return what is due where the payload ends, IDX-4.3 and IDX-4.4, NORB-5.3 and 5.4."""
        end = element
        for size in sizes:
            end *= size
        end += start
        if self.length < end:
            short = {"IDX": "IDX201", "NRB": "NRB201"}[family]
            return [(short, self.length)]
        return [] if self.length == end else [({"IDX": "IDX202", "NRB": "NRB202"}[family], end)]

    def _norb(self, order: Literal["<", ">"], kind: int) -> list[tuple[str, int]]:
        """Return what is due of a magic with this type byte, NORB-2.1 to NORB-2.5."""
        if kind in NONSTANDARD:
            return [(NONSTANDARD[kind], 0)]  # what follows is not judged
        if kind not in NORB_TYPES:
            return [("NRB001", 0)]
        turned = [("NRB002", 0)] if order == ">" else []
        return turned + self._norb_behind_magic(order, kind)

    def _norb_behind_magic(self, order: str, kind: int) -> list[tuple[str, int]]:
        head, length, element = self.head, self.length, NORB_TYPES[kind]
        if length < 8:
            return [("NRB101", length)]
        rank: int = struct.unpack_from(f"{order}l", head, 4)[0]
        if not 1 <= rank <= 11:
            return [("NRB102", 4)]  # NORB-3.1: where the sizes end is not known
        end = 8 + 4 * max(3, rank)
        if rank < 3 and length >= 8 + 4 * rank and self._lacks_slots(order, rank, element):
            return [("NRB105", 8 + 4 * rank)]  # NORB-4.3: that fault and no other
        if length < end:
            return [("NRB101", length)]
        slots = struct.unpack_from(f"{order}{max(3, rank)}l", head, 8)
        sizes, unused = slots[:rank], slots[rank:]
        found = [("NRB106", 4)] if rank > 8 else []
        found += [("NRB005", 0)] if kind == 0x57 else []
        wrong = [("NRB103", 8 + 4 * sizes.index(min(sizes)))] if min(sizes) < 1 else []
        other = [place for place, slot in enumerate(unused) if slot != 1]
        wrong += [("NRB104", 8 + 4 * (rank + other[0]))] if other else []
        # What the sizes are is not settled where one is wrong or a slot may be one.
        return found + (wrong or self._end("NRB", end, sizes, element))

    def _lacks_slots(self, order: str, rank: int, element: int) -> bool:
        start = 8 + 4 * rank
        unused = self.head[start:20]
        if struct.pack(f"{order}{3 - rank}l", *[1] * (3 - rank)).startswith(unused):
            return False  # they are there, or the file is cut inside them
        slots = struct.unpack_from(f"{order}{rank}l", self.head, 8)
        as_it_stands = self.length >= 20 and not self._end("NRB", 20, slots, element)
        return not as_it_stands and not self._end("NRB", start, slots, element)


@pytest.fixture(scope="session")
def due() -> Due:
    """`due(head, length)`: rule and offset of every finding that a strict check must have."""
    return lambda head, length: Expectation(head, length).findings()


@pytest.fixture(scope="session")
def remarks() -> set[str]:
    """The rules whose findings leave a file valid."""
    return REMARKS


@pytest.fixture(scope="session")
def found() -> Found:
    """`found(findings)`: rule and offset of each, in the order of the codes."""
    return lambda findings: tuple(
        sorted((each.code, -1 if each.offset is None else each.offset) for each in findings)
    )
