"""VAL003: whole items of zeros at the end."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.rules.conftest import Codes, Findings


def images(count: int, rows: int, columns: int, payload: bytes) -> bytes:
    """Return a uint8 IDX file of rank 3, its payload filled up with zeros."""
    header = struct.pack(">4B3I", 0, 0, 8, 3, count, rows, columns)
    return header + payload.ljust(count * rows * columns, b"\0")


def test_black_images_at_the_end(codes: Codes) -> None:
    """They are a warning in both readings, however few they are."""
    for data in (images(4, 8, 8, b"\1" * 192), images(4, 8, 8, b"\1"), images(1, 8, 8, b"")):
        assert codes(data) == [("VAL003", "warning")]
        assert codes(data, strict=False) == [("VAL003", "warning")]


def test_whole_items_only(codes: Codes) -> None:
    """One byte that is not zero in the last item, anywhere in it, is enough."""
    assert codes(images(4, 8, 8, b"\1" * 193)) == []
    assert codes(images(1, 8, 8, bytes(63) + b"\1")) == []
    assert codes(images(2, 16, 16, bytes(256) + b"\1")) == []


def test_64_bytes(codes: Codes) -> None:
    """A run of 63 zero bytes is ordinary, whole items or not."""
    assert codes(images(64, 1, 1, b"\1")) == []
    assert codes(images(65, 1, 1, b"\1")) == [("VAL003", "warning")]


def test_vectors(codes: Codes) -> None:
    """The items of rank 1 are single numbers, and zeros among them ordinary."""
    assert codes(struct.pack(">4BI", 0, 0, 8, 1, 500) + bytes(500)) == []


def test_a_norb_file(codes: Codes) -> None:
    """A NORB matrix is looked at too, and an empty one has no items."""
    data = struct.pack("<I4i", 0x1E3D4C54, 2, 2, 16, 1) + b"\1" * 64 + bytes(64)
    assert codes(data) == [("VAL003", "warning")]
    empty = struct.pack("<I4i", 0x1E3D4C54, 2, 2, 0, 1)
    assert codes(empty, strict=False) == [("NRB103", "warning")]


def test_wrong_sizes_come_first(codes: Codes) -> None:
    """Zeros of a payload that is cut, or behind it, are not looked at."""
    assert codes(images(2, 16, 16, b"\1")[:-1]) == [("IDX201", "error")]
    assert codes(images(2, 16, 16, b"\1") + b"\0") == [("IDX202", "error")]


def test_the_finding(findings: Findings) -> None:
    """The finding counts the items and says which is the first and where it begins."""
    (finding,) = findings(images(10, 10, 10, b"\1" * 701))
    assert str(finding) == (
        "VAL003 zero-tail at 0x330: the last 2 items of 10, from item 8 on, are zero throughout;"
        " expected values; found 200 zero bytes; next: compare with the source of the data"
    )
    assert (finding.offset, finding.length, finding.field) == (816, 200, "payload")
    (finding,) = findings(images(2, 8, 8, b"\1"))
    assert finding.message == "the last 1 item of 2, from item 1 on, are zero throughout"


def test_an_all_zero_payload(findings: Findings) -> None:
    """A payload without anything in it is said to be that."""
    (finding,) = findings(images(10, 10, 10, b""))
    assert finding.message == "the whole payload, 10 items, is zero throughout"
    assert (finding.offset, finding.length) == (16, 1000)
