"""The cases of files that Hypothesis makes, inside a scope and inside what is claimed."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hypothesis.strategies import SearchStrategy
from numpy.typing import NDArray

from idxcheck.array import load
from idxcheck.checking import check
from idxcheck.conformance.adapter import Capabilities
from idxcheck.conformance.cases import ASPECTS, IMAGES, LABELS, Case, Direction, Scope, in_scope
from idxcheck.conformance.claims import directions_claimed
from idxcheck.conformance.generation.files import (
    HIGHEST_RANKS,
    Kind,
    broken_corners,
    valid_corners,
    valid_files,
)
from idxcheck.errors import FormatError
from idxcheck.strategies import damaged_files, wrapped
from idxcheck.strategies.arrays import NAMES
from idxcheck.vectors import Reading, Vector

Cases = SearchStrategy[Case]

KINDS: tuple[Kind, ...] = ("idx", "norb")
ONLY_UINT8 = ("mnist", "uint8")  # the scopes without other types and without streams
ENDINGS = {"idx": ".idx", "norb": ".mat"}
STREAMS = {b"\x1f\x8b": ".gz", b"\xfd7zXZ\0": ".xz", b"BZh": ".bz2"}
# Some files that break these may be read: rank 0, the other byte order, padding, streams in streams.
ACCEPTABLE = ("TRN104", "IDX102", "NRB002", "NRB004", "NRB102", "NRB103", "NRB104")
TRAILING = ("IDX202", "NRB202")


@dataclass(frozen=True, slots=True)
class Property:
    """One property: its name, such as `idx-damaged`, and the cases it is tried with.

    `corners` are more of them, so many that chance might leave one out: of each a few are
    asked. `cases` is None where something is not claimed; `reason` says what.
    """

    name: str
    cases: Cases | None
    corners: tuple[Cases, ...] = ()
    reason: str = ""

    def plan(self, examples: int) -> Iterator[tuple[Cases, int]]:
        """Yield each strategy with how many files to draw of it.

        Half of the `examples` are of any kind, half or a little more of the corners.
        """
        half = math.ceil(examples / 2)
        if self.cases is not None:
            yield self.cases, half
        step = max(1, math.ceil(len(self.corners) / half))
        for corner in self.corners[::step]:
            yield corner, math.ceil(half / len(self.corners))


def properties(scope: Scope, capabilities: Capabilities) -> Iterator[Property]:
    """Yield what can be tried inside `scope`."""
    for kind in KINDS:
        if scope != "all" and (scope == "norb") is not (kind == "norb"):
            continue
        elements = _elements(scope, capabilities.elements)
        ranks = _ranks(kind, scope, capabilities.highest_rank)
        for aspect, direction in ASPECTS.items():
            name = f"{kind}-{aspect}"
            if aspect == "compressed" and scope in ONLY_UINT8:
                continue
            lacking = _lacking(kind, direction, capabilities)
            if not lacking and not (elements and ranks):
                lacking = "an element type and a rank of this scope"
            if lacking:
                yield Property(name, None, reason=f"not claimed: {lacking}")
            elif aspect == "damaged":
                yield _damaged(name, kind, scope, elements, ranks)
            else:
                files = valid_files(kind, elements, ranks), *valid_corners(kind, elements, ranks)
                if aspect == "compressed":
                    files = tuple(wrapped(each) for each in files)
                cases, *corners = (each.map(_sound(kind, direction)) for each in files)
                yield Property(name, cases, tuple(corners))


def _elements(scope: Scope, claimed: Sequence[str] | None) -> list[str]:
    """Return the element types inside the scope that are claimed."""
    inside = NAMES[:1] if scope in ONLY_UINT8 else NAMES
    return [each for each in inside if claimed is None or each in claimed]


def _ranks(kind: Kind, scope: Scope, highest: int | None) -> list[int]:
    """Return the ranks inside the scope that are claimed."""
    limit = HIGHEST_RANKS[kind] if highest is None else min(highest, HIGHEST_RANKS[kind])
    return [rank for rank in range(1, limit + 1) if scope != "mnist" or rank in (LABELS, IMAGES)]


def _lacking(kind: Kind, direction: Direction, capabilities: Capabilities) -> str:
    """Return what of a property is not claimed, "" for nothing."""
    if capabilities.formats is not None and kind not in capabilities.formats:
        return kind.upper()
    return "" if direction in directions_claimed(capabilities) else direction


def _damaged(
    name: str, kind: Kind, scope: Scope, elements: Sequence[str], ranks: Sequence[int]
) -> Property:
    """Return the property of files that break one rule, and do not say to be outside the scope."""

    def allowed(data: bytes) -> bool:
        return in_scope(_vector(kind, data, ""), scope)

    def case(file: tuple[bytes, str]) -> Case:
        data, rule = file
        reading = acceptable(data) if rule in ACCEPTABLE else None
        verdict: Literal["invalid", "acceptable"] = "invalid" if reading is None else "acceptable"
        return Case("read", _vector(kind, data, f"breaks {rule}", verdict, reading))

    broken = damaged_files(format=kind).filter(lambda file: allowed(file[0]))
    corners = broken_corners(kind, elements, ranks, allowed)
    return Property(name, broken.map(case), tuple(each.map(case) for each in corners))


def _sound(kind: Kind, direction: Direction) -> Callable[[tuple[bytes, NDArray[Any]]], Case]:
    """Return what makes a case of a valid file."""

    def case(file: tuple[bytes, NDArray[Any]]) -> Case:
        data, array = file
        reading = _reading(array)
        why = f"{reading.element} {' x '.join(map(str, reading.shape))}"
        return Case(direction, _vector(kind, data, why, "valid", reading))

    return case


def _vector(
    kind: Kind,
    data: bytes,
    why: str,
    verdict: Literal["valid", "invalid", "acceptable"] = "invalid",
    reading: Reading | None = None,
) -> Vector:
    ending = ENDINGS[kind] + next((STREAMS[each] for each in STREAMS if data.startswith(each)), "")
    clause = kind.upper()
    return Vector(clause, "generated", verdict, data, why, reading, ending=ending)


def acceptable(data: bytes) -> Reading | None:
    """Return what a reader makes of the file that is lenient about a rule of ACCEPTABLE."""
    if check(data, select=TRAILING, strict=False).findings:
        return None  # which no reader may pass over
    try:
        return _reading(load(data, strict=False))
    except FormatError:
        return None


def _reading(array: NDArray[Any]) -> Reading:
    """Return what is in a native-endian array."""
    bits = array.view(f"u{array.itemsize}") if array.dtype.kind == "f" else array
    return Reading(array.dtype.name, array.shape, tuple(bits.ravel().tolist()))
