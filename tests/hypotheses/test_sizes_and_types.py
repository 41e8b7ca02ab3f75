"""Sizes and element types that would fit."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import pytest

from idxcheck.evidence import Evidence
from idxcheck.findings import Hypothesis
from idxcheck.hypotheses import explain_element, explain_length

if TYPE_CHECKING:
    from tests.hypotheses.conftest import EvidenceOf, Explained, Texts

UINT8, INT16, FLOAT32, FLOAT64 = 0x08, 0x0B, 0x0D, 0x0E
PICTURES = bytes(range(1, 7)) * 28  # 168 bytes, none of them zero


def idx(code: int, *shape: int) -> bytes:
    """Return an IDX header."""
    return struct.pack(f">4B{len(shape)}I", 0, 0, code, len(shape), *shape)


def norb(code: int, *shape: int, padding: tuple[int, ...] = ()) -> bytes:
    """Return a little-endian NORB header; the code is the last byte of the magic."""
    numbers = (*shape, *padding)
    return struct.pack(f"<II{len(numbers)}i", 0x1E3D4C00 | code, len(shape), *numbers)


def test_the_count_is_off(evidence_of: EvidenceOf) -> None:
    """MNIST's test images without the last one: the first size should be 9999."""
    head = idx(UINT8, 10000, 28, 28)
    evidence = evidence_of(head + bytes(7839216))
    assert explain_length(evidence) == (
        Hypothesis(
            "size 0 should be 9999 (0000270F at 0x4): 9999 x 28 x 28 uint8 ="
            " 7839216 bytes of payload",
            4,
            bytes.fromhex("00002710"),
            bytes.fromhex("0000270F"),
        ),
    )


def test_the_count_of_a_norb_file_is_off(explained: Explained) -> None:
    """A NORB size stands at 0x8, little-endian."""
    assert explained(norb(0x54, 4, 3, padding=(1,)) + bytes(36)) == (
        Hypothesis(
            "size 0 should be 3 (03000000 at 0x8): 3 x 3 int32 = 36 bytes of payload",
            8,
            bytes.fromhex("04000000"),
            bytes.fromhex("03000000"),
        ),
    )


def test_a_count_kept_in_16_bits(texts: Texts) -> None:
    """A writer whose count overflowed at 65536 has written the low half of it."""
    assert texts(idx(UINT8, 4464) + b"\7" * 70000) == [
        (
            "size 0 should be 70000 (00011170 at 0x4): 70000 uint8 = 70000 bytes of payload;"
            " 4464 is what 16 bits keep of 70000"
        )
    ]
    assert texts(idx(UINT8, 4464) + b"\7" * 4465) == [
        "size 0 should be 4465 (00001171 at 0x4): 4465 uint8 = 4465 bytes of payload"
    ]
    assert texts(idx(UINT8, 0) + b"\7" * 65535) == [
        "size 0 should be 65535 (0000FFFF at 0x4): 65535 uint8 = 65535 bytes of payload"
    ]
    assert texts(idx(UINT8, 0) + b"\7" * 65536) == [
        (
            "size 0 should be 65536 (00010000 at 0x4): 65536 uint8 = 65536 bytes of payload;"
            " 0 is what 16 bits keep of 65536"
        )
    ]


def test_another_size_is_off(texts: Texts) -> None:
    """Pictures of 28 x 27: the count cannot explain it."""
    assert texts(idx(UINT8, 10, 28, 28) + b"\7" * 7560) == [
        "size 1 should be 27 (0000001B at 0x8): 10 x 27 x 28 uint8 = 7560 bytes of payload",
        "size 2 should be 27 (0000001B at 0xc): 10 x 28 x 27 uint8 = 7560 bytes of payload",
    ]


def test_a_size_off_by_one_comes_first(texts: Texts) -> None:
    """Off by one is likelier than any other size, the first axis likelier than the next."""
    assert texts(idx(UINT8, 6, 4, 3) + b"\7" * 54) == [
        "size 1 should be 3 (00000003 at 0x8): 6 x 3 x 3 uint8 = 54 bytes of payload"
    ]
    assert texts(idx(UINT8, 2, 2, 6) + b"\7" * 12) == [
        "size 0 should be 1 (00000001 at 0x4): 1 x 2 x 6 uint8 = 12 bytes of payload",
        "size 1 should be 1 (00000001 at 0x8): 2 x 1 x 6 uint8 = 12 bytes of payload",
        "size 2 should be 3 (00000003 at 0xc): 2 x 2 x 3 uint8 = 12 bytes of payload",
    ]
    assert texts(idx(UINT8, 10, 2) + b"\7" * 10) == [
        "size 1 should be 1 (00000001 at 0x8): 10 x 1 uint8 = 10 bytes of payload",
        "size 0 should be 5 (00000005 at 0x4): 5 x 2 uint8 = 10 bytes of payload",
    ]


def test_a_size_is_shown_whole(explained: Explained) -> None:
    """Four bytes, also where only the first of them differs."""
    assert explained(idx(UINT8, 0x01000002) + b"\5\7")[0] == Hypothesis(
        "size 0 should be 2 (00000002 at 0x4): 2 uint8 = 2 bytes of payload",
        4,
        bytes.fromhex("01000002"),
        bytes.fromhex("00000002"),
    )


def test_a_size_that_was_never_written(texts: Texts) -> None:
    """A count of 0 over data is the number of whole items."""
    assert texts(idx(UINT8, 0, 28, 3) + PICTURES) == [
        "size 0 should be 2 (00000002 at 0x4): 2 x 28 x 3 uint8 = 168 bytes of payload"
    ]


def test_no_size_is_0_or_beyond_its_field(explained: Explained, evidence_of: EvidenceOf) -> None:
    """A header alone explains nothing, and no field holds 2^32."""
    assert explained(idx(UINT8, 60000, 28, 28)) == ()
    header = evidence_of(idx(UINT8, 5)).content
    most = Evidence("most", content=header, length=8 + 2**32 - 1)
    more = Evidence("more", content=header, length=8 + 2**32)
    assert next(each.text for each in explain_length(most)) == (
        "size 0 should be 4294967295 (FFFFFFFF at 0x4):"
        " 4294967295 uint8 = 4294967295 bytes of payload"
    )
    assert explain_length(more) == ()
    small = evidence_of(norb(0x55, 5, padding=(1, 1))).content
    assert explain_length(Evidence("more", content=small, length=20 + 2**31)) == ()
    assert len(explain_length(Evidence("most", content=small, length=20 + 2**31 - 1))) == 1


def test_the_element_type_is_wrong(explained: Explained) -> None:
    """int32 labels under the code of uint8: the sizes fit with four bytes each."""
    assert explained(idx(UINT8, 11, 8) + bytes(range(176)) * 2)[:2] == (
        Hypothesis(
            "element type should be int32 (08 -> 0C at 0x2): 11 x 8 int32 = 352 bytes of payload",
            2,
            b"\x08",
            b"\x0c",
        ),
        Hypothesis(
            "element type should be float32 (08 -> 0D at 0x2):"
            " 11 x 8 float32 = 352 bytes of payload",
            2,
            b"\x08",
            b"\x0d",
        ),
    )


def test_the_same_kind_of_number_comes_first(texts: Texts) -> None:
    """A float that is too short is rather a longer float than an integer."""
    assert texts(idx(FLOAT64, 3) + b"\7" * 12)[:2] == [
        "element type should be float32 (0E -> 0D at 0x2): 3 float32 = 12 bytes of payload",
        "element type should be int32 (0E -> 0C at 0x2): 3 int32 = 12 bytes of payload",
    ]
    assert texts(idx(FLOAT32, 3) + b"\7" * 24)[0] == (
        "element type should be float64 (0D -> 0E at 0x2): 3 float64 = 24 bytes of payload;"
        " twice the length: the elements may be 8 bytes each"
    )


def test_the_element_type_of_a_norb_file(explained: Explained) -> None:
    """In NORB the whole magic says it."""
    assert explained(norb(0x55, 3, padding=(1, 1)) + bytes(range(6)))[0] == Hypothesis(
        "element type should be int16 (564C3D1E at 0x0): 3 int16 = 6 bytes of payload;"
        " twice the length: the elements may be 2 bytes each",
        0,
        bytes.fromhex("554C3D1E"),
        bytes.fromhex("564C3D1E"),
    )


def test_bytes_written_as_16_bit_numbers(texts: Texts, explained: Explained) -> None:
    """array('H') on a little-endian machine puts a zero behind each byte."""
    data = idx(UINT8, 4, 3) + b"\5\0\0\0\xfe\0" * 4
    assert texts(data)[:2] == [
        (
            "each element was written in 2 bytes, the low one first, as array('H') does:"
            " 4 x 3 x 2 = 24 bytes of payload; write one byte each"
        ),
        (
            "element type should be int16 (08 -> 0B at 0x2): 4 x 3 int16 = 24 bytes of payload;"
            " twice the length: the elements may be 2 bytes each"
        ),
    ]
    assert explained(data)[0].offset is None


@pytest.mark.parametrize(
    "data",
    [
        idx(UINT8, 4, 3) + b"\0\5\0\0\0\xfe" * 4,  # the high byte first, as IDX wants it
        idx(UINT8, 4, 3) + bytes(24),  # no byte tells anything
        idx(UINT8, 7) + b"\5\0" * 7,  # too few bytes to tell
        idx(INT16, 4, 3) + b"\5\0\0\0\xfe\0" * 8,  # no bytes to begin with
        norb(0x55, 4, 3, padding=(1,)) + b"\5\0\0\0\xfe\0" * 4,  # as NORB wants it
        idx(UINT8, 4, 4) + b"\5\0\0\0\xfe\0" * 4,  # not twice the length
    ],
)
def test_near_misses_of_16_bit_numbers(texts: Texts, data: bytes) -> None:
    """Without every sign of it, nothing is said of array('H')."""
    assert not any("array" in text for text in texts(data))
    assert any("array" in text for text in texts(idx(UINT8, 8) + b"\5\0" * 8))


def test_an_element_type_that_fits(evidence_of: EvidenceOf) -> None:
    """Of the six types those whose size makes the file fit; none without sizes."""
    offered = explain_element(evidence_of(idx(0x0A, 3, 2) + bytes(24)))
    assert [(each.text, each.offset, each.old, each.new) for each in offered] == [
        (
            "element type should be int32 (0A -> 0C at 0x2): 3 x 2 int32 = 24 bytes of payload",
            2,
            b"\x0a",
            b"\x0c",
        ),
        (
            "element type should be float32 (0A -> 0D at 0x2): 3 x 2 float32 = 24 bytes of payload",
            2,
            b"\x0a",
            b"\x0d",
        ),
    ]
    assert explain_element(evidence_of(idx(0x0A, 3, 2) + bytes(23))) == ()
    assert explain_element(evidence_of(idx(0x0A) + b"\1")) == ()
    assert explain_element(evidence_of(idx(0x0A, 0))) == ()
