"""VAL002: elements that make sense only with their bytes swapped."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.rules.conftest import Codes, Findings

    Values = NDArray[Any]

TYPE_CODES = {"i2": 0x0B, "i4": 0x0C, "f4": 0x0D, "f8": 0x0E}
COUNT = 3000


def idx(values: Values, order: str = ">") -> bytes:
    """Return an IDX file of rank 1 whose payload has this byte order."""
    kind = values.dtype.str[1:]
    header = struct.pack(">4BI", 0, 0, TYPE_CODES[kind], 1, len(values))
    return header + values.astype(order + kind).tobytes()


def random() -> np.random.Generator:
    """Return the same random numbers for every test."""
    return np.random.default_rng(20240101)


def labels() -> dict[str, Values]:
    """Return what classifications and counts look like."""
    return {
        "int32 labels": random().integers(0, 10, COUNT).astype("i4"),
        "int16 labels": random().integers(0, 10, COUNT).astype("i2"),
        "two classes": random().integers(0, 2, COUNT).astype("i4"),
        "one-hot float32": np.eye(10, dtype="f4").ravel(),
        "one-hot float64": np.eye(10).ravel(),
        "int32 counts": random().poisson(40_000, COUNT).astype("i4"),
        "int32 arange": np.arange(COUNT, dtype="i4"),
    }


def measurements() -> dict[str, Values]:
    """Return what measured and computed floats look like."""
    normal = random().normal(size=COUNT)
    scales = (1e-3, 1.0, 1e3, 1e6)
    found: dict[str, Values] = {
        f"float32 {scale:g}": (normal * scale).astype("f4") for scale in scales
    }
    found |= {f"float64 {scale:g}": normal * scale for scale in scales}
    found["float64 arange"] = np.arange(COUNT, dtype="f8")
    found["float32 arange"] = np.arange(COUNT, dtype="f4")
    return found


def oddities() -> dict[str, Values]:
    """Return ordinary data that resembles the fault in one way or another."""
    random_16 = random().integers(0, 2**16, COUNT)
    random_32 = random().integers(0, 2**32, COUNT)
    normal = random().normal(size=COUNT)
    return {
        "16-bit images": random_16.astype("u2").view("i2"),
        "12-bit images": (random_16 >> 4).astype("i2"),
        "12-bit images at the top": (random_16 >> 4 << 4).astype("u2").view("i2"),
        "8-bit images times 257": ((random_16 >> 8) * 257).astype("u2").view("i2"),
        "audio": (normal * 3000).astype("i2"),
        "24-bit audio at the top": (random_32 >> 8 << 8).astype("u4").view("i4"),
        "timestamps": (1_700_000_000 + random_32 % 50_000_000).astype("i4"),
        "midnights": ((19_000 + random_32 % 1000) * 86_400).astype("i4"),
        "random int32": random_32.astype("u4").view("i4"),
        "opaque pixels": (random_32 | 255).astype("u4").view("i4"),
        "page addresses": ((random_32 >> 13) * 4096).astype("i4"),
        "powers of two": (1 << np.arange(31)).astype("i4"),
        "tiny floats": (normal * 1e-30).astype("f4"),
        "huge doubles": normal * 1e100,
        "one tiny constant": np.full(COUNT, 1e-12, "f4"),
        "mostly NaN": np.where(np.arange(COUNT) % 5 > 1, np.nan, normal).astype("f4"),
        "random bits": random_32.astype("u4").view("f4"),
    }


@pytest.mark.parametrize("name", labels() | measurements())
def test_ordinary_data(codes: Codes, name: str) -> None:
    """As it should be it is left alone; written in the other order it is a warning."""
    values = (labels() | measurements())[name]
    assert codes(idx(values)) == []
    swapped = [(code, severity) for code, severity in codes(idx(values, "<")) if code != "VAL001"]
    assert swapped == [("VAL002", "warning")]  # by chance some swapped floats are NaN


@pytest.mark.parametrize("name", oddities())
def test_ordinary_data_that_looks_odd(codes: Codes, name: str) -> None:
    """Large integers, multiples, masks and floats of any scale are not suspected."""
    assert ("VAL002", "warning") not in codes(idx(oddities()[name]))


def test_negative_numbers(codes: Codes) -> None:
    """Negative labels among others are recognised as small in either order."""
    values = np.array([-1, -2, -3, 4, 5, 6, 7, 8, 9, 10], "i4")
    assert codes(idx(values)) == []
    assert codes(idx(values, "<")) == [("VAL002", "warning")]


def test_a_norb_file(codes: Codes) -> None:
    """Big-endian elements under a little-endian header are suspected, and the other way round."""
    for header_order, order in ("<>", "><"):
        data = struct.pack(f"{header_order}I4i", 0x1E3D4C54, 1, 9, 1, 1)
        data += struct.pack(f"{order}9i", *range(1, 10))
        assert codes(data, strict=False)[-1] == ("VAL002", "warning")


def test_too_few_elements(codes: Codes) -> None:
    """Seven elements that are not zero prove nothing; the eighth does."""
    assert codes(struct.pack(">4BI", 0, 0, 0x0C, 1, 9) + struct.pack("<9i", 0, 0, *[5] * 7)) == []
    swapped = struct.pack(">4BI", 0, 0, 0x0C, 1, 9) + struct.pack("<9i", 0, *[5] * 8)
    assert codes(swapped) == [("VAL002", "warning")]


@pytest.mark.parametrize(
    ("small", "absurd", "other", "suspected"),
    [
        (9, 11, 0, True),  # of 20, 9 are plausible as they stand
        (10, 10, 0, False),
        (0, 19, 1, True),  # of 20, 19 are plausible with their bytes swapped
        (0, 18, 2, False),
    ],
)
def test_the_shares(codes: Codes, small: int, absurd: int, other: int, *, suspected: bool) -> None:
    """Under half must be plausible as they stand, and 95 % with their bytes swapped."""
    # 0x00000100 is small either way, 0x05000000 only swapped, 0x12345678 neither way.
    words = [0x00000100] * small + [0x05000000] * absurd + [0x12345678] * other
    data = struct.pack(">4BI20I", 0, 0, 0x0C, 1, 20, *words)
    assert codes(data) == ([("VAL002", "warning")] if suspected else [])


@pytest.mark.parametrize(("count", "suspected"), [(8, True), (9, False)])
def test_the_absurd_share(codes: Codes, count: int, *, suspected: bool) -> None:
    """One element in eight must be hardly meant as it stands; one in nine is too few."""
    # Swapped, 0x12345600 is small; only of 0x05000000 the whole lower half is zero.
    words = [0x05000000] + [0x12345600] * (count - 1)
    data = struct.pack(f">4BI{count}I", 0, 0, 0x0C, 1, count, *words)
    assert codes(data) == ([("VAL002", "warning")] if suspected else [])


def test_wrong_sizes_come_first(codes: Codes) -> None:
    """Where the payload is short its values are not looked at."""
    swapped = struct.pack(">4BI", 0, 0, 0x0C, 1, 9) + struct.pack("<9i", *range(1, 10))
    assert codes(swapped[:-4]) == [("IDX201", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding gives the counts it rests on."""
    swapped = struct.pack(">4BI", 0, 0, 0x0C, 1, 10) + struct.pack("<10i", *range(10))
    (finding,) = findings(swapped)
    assert str(finding) == (
        "VAL002 suspected-swapped-payload at 0x8: the elements look little-endian;"
        " expected big-endian int32; found of 9 elements that are not zero, 0 are everyday"
        " numbers as they stand, 9 with their bytes swapped;"
        " next: compare the first values with what they should be"
    )
    assert (finding.offset, finding.length, finding.field) == (8, 40, "payload")
    data = struct.pack("<I4i", 0x1E3D4C54, 1, 9, 1, 1) + struct.pack(">9i", *range(1, 10))
    (finding,) = findings(data)
    assert finding.message == "the elements look big-endian"
