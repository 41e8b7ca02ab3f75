"""What a reader can do with valid files, and what is said of it beside one of them."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from idxcheck.conformance.adapter import Implementation
from idxcheck.conformance.matrix.abilities import abilities, what_it_does
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import ConformanceReport, Result
from idxcheck.conformance.reports.json import document
from idxcheck.vectors import Reading, Vector, vectors
from idxspec import ELEMENTS, Header, idx_header, norb_header

PASS, REJECT, NOT = Outcome.PASS, Outcome.FALSE_REJECT, Outcome.UNSUPPORTED
VALUES, ELEMENT = Outcome.WRONG_VALUES, Outcome.WRONG_ELEMENT
Rule = Callable[[Vector, Reading], Outcome | None]


def reader(rule: Rule, name: str = "mini", version: str = "1.2") -> dict[str, Any]:
    """Return the abilities of a reader that does with files that hold data as `rule` says."""
    answers = [(v, rule(v, v.reading)) for v in vectors() if v.reading is not None]
    results = tuple(
        Result(f"read {v.identifier}", outcome, v.clause, v.verdict)
        for v, outcome in answers
        if outcome is not None
    )
    report = ConformanceReport(Implementation(name, version), "all", results)
    return abilities(json.loads(json.dumps(document(report))))


def idx(element: str, *shape: int) -> Header:
    """Return the header of an IDX file."""
    return idx_header(next(each for each in ELEMENTS if each.name == element), shape)


def norb(element: str, *shape: int) -> Header:
    """Return the header of a NORB file."""
    return norb_header(next(each for each in ELEMENTS if each.name == element), shape)


def is_idx(vector: Vector) -> bool:
    """Whether it is no NORB file."""
    return vector.clause.startswith("IDX")


def stream(vector: Vector) -> str:
    """Return the compression of a file by the end of its name."""
    return {".gz": "gzip", ".xz": "xz", ".bz2": "bzip2"}.get(vector.ending[4:], "")


def to_rank_3(vector: Vector, reading: Reading) -> Outcome | None:
    """IDX to rank 3, all element types, as torchvision does; nothing of size 0, no streams."""
    if not is_idx(vector):
        return None
    if stream(vector) or 0 in reading.shape:
        return REJECT
    return PASS if len(reading.shape) <= 3 else REJECT


def mnist(vector: Vector, reading: Reading) -> Outcome | None:
    """Labels, and images of 28 x 28, of uint8 alone."""
    if not is_idx(vector):
        return None
    fits = len(reading.shape) == 1 or reading.shape[1:] == (28, 28)
    return PASS if fits and reading.element == "uint8" and not stream(vector) else REJECT


def bytes_only(vector: Vector, reading: Reading) -> Outcome | None:
    """Every element is taken for a byte: wrong values for the larger ones, silently."""
    if not is_idx(vector):
        return NOT
    return PASS if reading.element in ("uint8", "int8") else VALUES


def by_number(vector: Vector, reading: Reading) -> Outcome | None:
    """NORB alone: images of rank 4 in uint8, tables in int32, all else as rubbish."""
    if is_idx(vector) or stream(vector):
        return None
    wanted = "uint8" if len(reading.shape) == 4 else "int32"
    return PASS if reading.element == wanted else VALUES


def test_to_rank_3() -> None:
    """Each is judged by what differs from a plain file in this alone."""
    found = reader(to_rank_3, "torchvision", "0.28.0")
    assert found["idx"]["element types"] == {
        "uint8": "pass",
        "int8": "pass",
        "int16": "pass",
        "int32": "pass",
        "float32": "pass",
        "float64": "pass",
    }
    assert found["idx"]["ranks"] == {
        "1": "pass",
        "2": "pass",
        "3": "pass",
        "3 of 28 x 28": "pass",
        "4": "false-reject",
        "5": "false-reject",
        "8": "false-reject",
        "9": "false-reject",
        "64": "false-reject",
        "65": "false-reject",
        "255": "false-reject",
    }
    others = {name: found["idx"][name] for name in ("zero size", "gzip", "xz", "bzip2")}
    assert others == {
        "zero size": "false-reject",
        "gzip": "false-reject",
        "xz": "false-reject",
        "bzip2": "false-reject",
    }
    assert found["idx"]["together"]["float64"] == {
        "1": "pass",
        "2": "pass",
        "3": "pass",
        "4": "false-reject",
        "5": "false-reject",
    }
    assert found["norb"] == {}
    assert (found["name"], found["version"]) == ("torchvision", "0.28.0")


@pytest.mark.parametrize(
    ("header", "layers", "told"),
    [
        (idx("int16", 2, 3), (), []),
        (idx("float32", 60000, 28, 28), (), []),
        (idx("uint8", 1, 2, 3, 4), (), ["torchvision 0.28.0 refuses rank 4"]),
        (idx("uint8", 1, 1, 1, 1, 1, 1), (), ["torchvision 0.28.0 refuses rank 6"]),
        (idx("int16", *[1] * 64), (), ["torchvision 0.28.0 refuses rank 64"]),
        (idx("uint8", 5), ("gzip",), ["torchvision 0.28.0 refuses gzip"]),
        (idx("uint8", 0, 28, 28), (), ["torchvision 0.28.0 refuses a size of 0"]),
        (
            idx("uint8", 0, 2, 3, 4),
            ("xz", "bzip2"),
            [
                "torchvision 0.28.0 refuses rank 4",
                "torchvision 0.28.0 refuses a size of 0",
                "torchvision 0.28.0 refuses xz",
                "torchvision 0.28.0 refuses bzip2",
            ],
        ),
        (norb("uint8", 5), ("gzip",), ["torchvision 0.28.0 was not asked about NORB"]),
    ],
)
def test_what_torchvision_does(header: Header, layers: tuple[str, ...], told: list[str]) -> None:
    """Nothing is said of what it reads, and the one reason of what it refuses."""
    assert what_it_does(reader(to_rank_3, "torchvision", "0.28.0"), header, layers) == told


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (idx("uint8", 60000), []),
        (idx("uint8", 60000, 28, 28), []),
        (idx("uint8", 100, 20, 20), ["mini 1.2 refuses rank 3 other than 28 x 28"]),
        (idx("uint8", 5, 5), ["mini 1.2 refuses rank 2"]),
        (idx("float32", 100), ["mini 1.2 refuses float32"]),
        (idx("float32", 100, 28, 28), ["mini 1.2 refuses float32"]),
        (idx("int8", 1, 28, 28), ["mini 1.2 refuses int8"]),
        (idx("int16", 5, 5), ["mini 1.2 refuses int16", "mini 1.2 refuses rank 2"]),
    ],
)
def test_mnist_alone(header: Header, told: list[str]) -> None:
    """A reader of 28 x 28 does not fail a rank, an element type or a rank for their sake."""
    found = reader(mnist)
    assert found["idx"]["ranks"]["3 of 28 x 28"] == "pass"
    assert found["idx"]["ranks"]["3"] == "false-reject"
    assert found["idx"]["element types"]["uint8"] == "pass"
    assert "gzip" not in found["idx"], "every compressed vector is of rank 2"
    assert found["idx"]["zero size"] == "pass"
    assert what_it_does(found, header) == told


@pytest.mark.parametrize(
    ("header", "told"),
    [
        (idx("int8", 5), []),
        (idx("int16", 5), ["ubyte 1.0.1 returns wrong values for int16"]),
        (idx("float64", 5, 5, 5, 5), ["ubyte 1.0.1 returns wrong values for float64"]),
        (norb("uint8", 5), ["ubyte 1.0.1 does not support NORB"]),
    ],
)
def test_bytes_only(header: Header, told: list[str]) -> None:
    """Wrong values are said of the element types that have them."""
    found = reader(bytes_only, "ubyte", "1.0.1")
    assert found["idx"]["element types"]["int16"] == "wrong-values"
    assert set(found["idx"]["ranks"].values()) == {"pass"}
    assert what_it_does(found, header) == told


@pytest.mark.parametrize(
    ("header", "layers", "told"),
    [
        (norb("uint8", 24300, 2, 96, 96), (), []),
        (norb("int32", 24300), (), []),
        (norb("int32", 24300, 4), (), []),
        (norb("uint8", 5), (), ["mini 1.2 returns wrong values for uint8 of rank 1"]),
        (norb("float32", 5), (), ["mini 1.2 returns wrong values for float32"]),
        (norb("int32", 1, 1, 1, 1), (), ["mini 1.2 returns wrong values for int32 of rank 4"]),
        (norb("uint8", 1, 1, 1, 1), ("gzip",), ["mini 1.2 was not asked about gzip"]),
        (
            norb("int32", *[1] * 10),
            (),
            ["mini 1.2 returns wrong values for int32", "mini 1.2 was not asked about rank 10"],
        ),
    ],
)
def test_types_of_ranks(header: Header, layers: tuple[str, ...], told: list[str]) -> None:
    """Where the element type decides at which rank, both are said."""
    assert what_it_does(reader(by_number), header, layers) == told


def test_ranks_between() -> None:
    """A rank nobody asked is as its neighbours where they are alike, and else unknown."""
    found = reader(lambda _, reading: PASS if len(reading.shape) < 8 else NOT)
    assert what_it_does(found, idx("uint8", *[1] * 20)) == ["mini 1.2 does not support rank 20"]
    assert what_it_does(found, idx("uint8", *[1] * 6)) == ["mini 1.2 was not asked about rank 6"]
    assert what_it_does(found, idx("int16", *[1] * 5)) == []
    everything = reader(lambda *_: PASS)
    assert what_it_does(everything, idx("int16", *[1] * 100), ("gzip",)) == []
    assert what_it_does(everything, idx("uint8")) == ["mini 1.2 was not asked about rank 0"]


def test_a_type_that_was_not_asked() -> None:
    """What an implementation does not claim is not asked, and so unknown."""
    found = reader(lambda _, reading: PASS if reading.element == "uint8" else None)
    assert found["idx"]["element types"] == {"uint8": "pass"}
    assert what_it_does(found, idx("int16", 5)) == ["mini 1.2 was not asked about int16"]


def test_nothing_is_read() -> None:
    """Where nothing is, the widest that is true is said."""
    other_type = reader(lambda *_: ELEMENT, "ubyte", "")
    said = "ubyte returns another element type for"
    assert what_it_does(other_type, idx("int16", 5), ("gzip",)) == [f"{said} IDX"]
    mixed = reader(lambda _, reading: ELEMENT if reading.element == "uint8" else VALUES)
    assert what_it_does(mixed, idx("uint8", 5)) == [
        "mini 1.2 returns another element type for uint8"
    ]
    assert what_it_does(mixed, idx("int8", 5)) == ["mini 1.2 returns wrong values for int8"]
    chequered = reader(lambda _, reading: REJECT if len(reading.shape) == 2 else VALUES)
    assert what_it_does(chequered, idx("int8", 5, 5)) == ["mini 1.2 refuses int8 of rank 2"]
    assert chequered["idx"]["element types"]["int8"] == "wrong-values"
    assert chequered["idx"]["ranks"]["2"] == "false-reject"


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("wrong-values", "returns wrong values for IDX"),
        ("wrong-shape", "returns another shape for IDX"),
        ("wrong-element", "returns another element type for IDX"),
        ("memory", "takes all memory for IDX"),
        ("hang", "hangs on IDX"),
        ("crash", "crashes on IDX"),
        ("error", "gives no usable answer for IDX"),
        ("false-reject", "refuses IDX"),
        ("unsupported", "does not support IDX"),
    ],
)
def test_sayings(outcome: str, said: str) -> None:
    """Each outcome that a valid file can have is said in its own words."""
    found = reader(lambda *_: Outcome(outcome))
    assert what_it_does(found, idx("uint8", 5)) == [f"mini 1.2 {said}"]


def test_what_is_special() -> None:
    """Names, NaN, sizes beyond 31 bits and second streams decide on nothing they stand beside."""
    special = {
        "IDX-4.5_float32-nan-bits",
        "IDX-4.5_float64-infinities",
        "IDX-5.2_labels-called-images",
        "IDX-5.2_float32-called-double-of-rank-1",
        "IDX-3.2_size-2147483648",
        "IDX-5.1_gzip-two-members",
        "IDX-5.1_xz-two-streams-and-padding",
        "IDX-2.3_uint8-rank-0",
        "NORB-5.5_float64-nans-and-infinities",
        "NORB-6.2_named-lushbin",
        "NORB-4.2_padding-rank-1-7-9",
    }
    plain = reader(lambda *_: PASS)
    assert reader(lambda vector, _: REJECT if vector.identifier in special else PASS) == plain
    ordinary = {"IDX-5.1_gzip-stored", "NORB-5.5_float32-zeros-subnormals-limits"}
    found = reader(lambda vector, _: REJECT if vector.identifier in ordinary else PASS)
    assert found["idx"]["gzip"] == "false-reject"
    assert found["norb"]["together"]["float32"]["1"] == "false-reject"
    assert "zero size" not in found["norb"], "no such file is valid"
