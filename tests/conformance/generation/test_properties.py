"""What is made for a scope and for what is claimed."""

import struct
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from idxcheck.conformance.adapter import Capabilities
from idxcheck.conformance.cases import Case, Scope, in_scope
from idxcheck.conformance.generation.properties import Property, acceptable, properties
from idxcheck.vectors import Reading

EVERYTHING = Capabilities(("read", "write", "rewrite"))
BOTH_WAYS = ["files", "damaged", "compressed", "written", "round-trip", "rewritten"]
NO_STREAMS = ["files", "damaged", "written", "round-trip", "rewritten"]


def one(name: str, scope: Scope, capabilities: Capabilities = EVERYTHING) -> Property:
    """Return the property called `name`."""
    (found,) = [each for each in properties(scope, capabilities) if each.name == name]
    return found


def drawn(tried: Property) -> st.SearchStrategy[Case]:
    """Return a strategy of all cases of a property."""
    return st.one_of([strategy for strategy, _ in tried.plan(1000)])


@pytest.mark.parametrize(
    ("scope", "names"),
    [
        ("all", [f"{kind}-{each}" for kind in ("idx", "norb") for each in BOTH_WAYS]),
        ("idx", [f"idx-{each}" for each in BOTH_WAYS]),
        ("norb", [f"norb-{each}" for each in BOTH_WAYS]),
        ("uint8", [f"idx-{each}" for each in NO_STREAMS]),
        ("mnist", [f"idx-{each}" for each in NO_STREAMS]),
    ],
)
def test_scopes(scope: Scope, names: list[str]) -> None:
    """What is outside the scope is not there at all."""
    found = list(properties(scope, EVERYTHING))
    assert [each.name for each in found] == names
    assert all(each.cases is not None for each in found)


@pytest.mark.parametrize(
    ("name", "scope", "claims", "reason"),
    [
        ("norb-files", "all", Capabilities(formats=("idx",)), "not claimed: NORB"),
        ("idx-written", "all", Capabilities(), "not claimed: write"),
        ("idx-round-trip", "all", Capabilities(("write",)), "not claimed: round-trip"),
        (
            "idx-files",
            "mnist",
            Capabilities(elements=("int32",)),
            "not claimed: an element type and a rank of this scope",
        ),
        (
            "idx-damaged",
            "all",
            Capabilities(highest_rank=0),
            "not claimed: an element type and a rank of this scope",
        ),
    ],
)
def test_not_claimed(name: str, scope: Scope, claims: Capabilities, reason: str) -> None:
    """What is not claimed is not drawn, and says why."""
    found = one(name, scope, claims)
    assert (found.cases, found.reason) == (None, reason)
    assert list(found.plan(100)) == []


def test_the_plan() -> None:
    """Half of the files is of any kind; of each corner there is one at least, or one in some."""
    found = one("idx-files", "idx")
    assert len(found.corners) == 18  # six types, ranks 1 to 3
    assert [many for _, many in found.plan(200)] == [100] + 18 * [6]
    assert [many for _, many in found.plan(10)] == [5] + 5 * [1]


@settings(max_examples=60)
@given(drawn(one("idx-files", "mnist")) | drawn(one("idx-damaged", "mnist")))
def test_inside_the_scope(case: Case) -> None:
    """All is inside the scope; what is read is uint8 of rank 1 or 3."""
    assert in_scope(case.vector, "mnist")
    reading = case.vector.reading
    assert reading is None or (reading.element == "uint8" and len(reading.shape) in (1, 3))


@settings(max_examples=60)
@given(
    drawn(
        one("norb-compressed", "all", Capabilities(elements=("int16", "float64"), highest_rank=2))
    )
)
def test_inside_the_claims(case: Case) -> None:
    """Types and ranks are the claimed ones, and streams are heavy, and not named as plain files."""
    assert case.vector.reading is not None
    assert case.vector.reading.element in ("int16", "float64")
    assert len(case.vector.reading.shape) <= 2
    assert case.vector.verdict == "valid"
    assert case.heavy
    assert case.vector.ending in (".mat.gz", ".mat.xz", ".mat.bz2")


@settings(max_examples=100)
@given(drawn(one("norb-damaged", "norb")))
def test_broken_files(case: Case) -> None:
    """Each has a rule; where it may be read there is an answer."""
    assert case.direction == "read"
    assert case.vector.why.startswith(("breaks TRN", "breaks NRB"))
    readable = case.vector.reading is not None
    assert case.vector.verdict == ("acceptable" if readable else "invalid")


@pytest.mark.parametrize("kind", ["idx", "norb"])
def test_overflowing_files(kind: Literal["idx", "norb"]) -> None:
    """Among the broken files are headers alone of large powers of 2."""
    promises = []

    @settings(max_examples=40, database=None, derandomize=True)
    @given(one(f"{kind}-damaged", kind).corners[-1])
    def collect(case: Case) -> None:
        layout = ">4xI" if kind == "idx" else "<8xI"
        promises.append(struct.unpack_from(layout, case.vector.data)[0])
        assert case.vector.verdict == "invalid"

    collect()
    assert all(promise in [2**bits for bits in range(22, 31)] for promise in promises)


@pytest.mark.parametrize(
    ("data", "reading"),
    [
        ("00000b00 0100", Reading("int16", (), (256,))),
        ("00000b00 00000001 0100", None),
        ("1e3d4c56 00000001 00000002 00000001 00000001 0001fffe", Reading("int16", (2,), (1, -2))),
        ("1e3d4c51 00000001 00000001 00000001 00000001 7f800001", "nan"),
        (
            "554c3d1e 01000000 03000000 00000000 ffffffff 050607",
            Reading("uint8", (3,), (5, 6, 7)),
        ),
        ("554c3d1e 01000000 00000000 01000000 01000000", Reading("uint8", (0,), ())),
        ("554c3d1e 01000000 00000000 01000000 01000000 05", None),
        ("554c3d1e 01000000 ffffffff 01000000 01000000 050607", None),
        ("554c3d1e ffffffff", None),
    ],
)
def test_acceptable_files(data: str, reading: Reading | str | None) -> None:
    """A file that may be read has its answer; one with more behind it has none."""
    if reading == "nan":
        reading = Reading("float32", (1,), (0x7F800001,))
    assert acceptable(bytes.fromhex(data)) == reading
