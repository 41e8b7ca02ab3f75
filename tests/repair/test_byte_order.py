"""Numbers in the other byte order are turned round where one reading alone makes sense."""

import gzip
import struct
from collections.abc import Callable

import pytest

from idxcheck.repair import RefusalError, Step

Mend = Callable[..., tuple[bytes, tuple[Step, ...]]]
Refuse = Callable[..., RefusalError]

NUMBERS = (1, -2, 3, -4, 70000, 6, 7, -8, 9, 10)
BIG = struct.pack(">10i", *NUMBERS)
LITTLE = struct.pack("<10i", *NUMBERS)


def test_idx_header_of_single_bytes(mend: Mend) -> None:
    """Of elements of one byte only the header has an order."""
    damaged = bytes.fromhex("02080000 02000000 03000000 010203040506")
    assert mend(damaged) == (
        bytes.fromhex("00000802 00000002 00000003 010203040506"),
        (Step("IDX003", "little-endian-header", "wrote the header big-endian", offset=0),),
    )


@pytest.mark.parametrize("start", ["02080000 02000000 03000000", "00000802 02000000 03000000"])
def test_header_in_gzip(mend: Mend, start: str) -> None:
    """The stream is not kept as it is: what it holds is mended."""
    written, _ = mend(gzip.compress(bytes.fromhex(start + "010203040506")), "a.gz", "b.gz")
    assert gzip.decompress(written) == bytes.fromhex("00000802 00000002 00000003 010203040506")


@pytest.mark.parametrize("start", ["02080000 00000002 00000003", "00000802 02000000 03000000"])
def test_half_of_the_header(mend: Mend, start: str) -> None:
    """The magic alone may be reversed, or the sizes alone."""
    written, _ = mend(bytes.fromhex(start + "010203040506"))
    assert written == bytes.fromhex("00000802 00000002 00000003 010203040506")


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        (
            LITTLE,
            (
                "wrote the header and each element big-endian: of 10 elements that are not zero, 0"
                " are everyday numbers big-endian, 10 little-endian"
            ),
        ),
        (
            BIG,
            (
                "wrote the header big-endian: of 10 elements that are not zero, 10 are everyday"
                " numbers big-endian, 0 little-endian"
            ),
        ),
    ],
)
def test_values_tell_the_order_of_the_payload(mend: Mend, payload: bytes, text: str) -> None:
    """Elements of several bytes are turned round where they make sense only that way."""
    written, [step] = mend(bytes.fromhex("010c0000 0a000000") + payload)
    assert written == bytes.fromhex("00000c01 0000000a") + BIG
    assert step.text == text


def test_float64(mend: Mend) -> None:
    """Eight bytes are turned round as one number."""
    values = (1.5, -2.0, 3.25, 4.0, 5.0, 6.0, 7.0, 8.5)
    written, _ = mend(bytes.fromhex("010e0000 08000000") + struct.pack("<8d", *values))
    assert written == bytes.fromhex("00000e01 00000008") + struct.pack(">8d", *values)


def test_zeros_have_no_order(mend: Mend) -> None:
    """A payload of zeros is the same either way."""
    written, [step] = mend(bytes.fromhex("010c0000 02000000") + bytes(8))
    assert written == bytes.fromhex("00000c01 00000002") + bytes(8)
    assert step.text == "wrote the header big-endian: the elements are all zero"


@pytest.mark.parametrize(
    "payload",
    [
        "0001 fffe",
        "0102 0304 0506 0708 090a 0b0c 0d0e 0f10",
        "0001 0002 0003 0004 0005 0006 0007 0008",
        "0100 0200 0300 0400 0500 0600 0700 0800",
    ],
)
def test_values_that_do_not_tell(refuse: Refuse, payload: str) -> None:
    """Few elements, such as make sense both ways, or are all small or all scaled, tell nothing."""
    data = bytes.fromhex(payload)
    refusal = refuse(bytes.fromhex("010b0000") + struct.pack("<I", len(data) // 2) + data)
    assert refusal.reason == (
        "IDX003 little-endian-header at 0x0: more than one repair fits, for the values do not"
        " tell the order of the payload"
    )
    assert refusal.candidates == (
        "only the header is little-endian",
        "header and payload are little-endian",
    )


def test_sizes_that_fit_both_ways(refuse: Refuse) -> None:
    """1 x 16777216 and 16777216 x 1 have the same length."""
    refusal = refuse(bytes.fromhex("02080000 01000000 00000001") + bytes(1 << 24))
    assert refusal.candidates == (
        "magic and sizes are little-endian: 1 x 16777216",
        "the magic alone is: 16777216 x 1",
    )


def test_size_that_is_the_same_both_ways(mend: Mend) -> None:
    """65792 is 00 01 01 00 from either end."""
    payload = bytes(65792)
    written, _ = mend(bytes.fromhex("01080000 00010100") + payload)
    assert written == bytes.fromhex("00000801 00010100") + payload


def test_header_that_fits_neither_way(refuse: Refuse) -> None:
    """A little-endian header of a cut file is not trusted, nor is one that is cut itself."""
    for data in ("01080000 03000000 0102", "02080000 0300"):
        reason = refuse(bytes.fromhex(data), drop_partial=True).reason
        assert reason.endswith(": turned round the header does not fit the length either")


def test_norb_of_single_bytes(mend: Mend) -> None:
    """Of elements of one byte only the header has an order."""
    damaged = bytes.fromhex("1e3d4c55 00000001 00000002 00000001 00000001 0102")
    assert mend(damaged) == (
        bytes.fromhex("554c3d1e 01000000 02000000 01000000 01000000 0102"),
        (Step("NRB002", "byte-swapped", "wrote the header little-endian", offset=0),),
    )


@pytest.mark.parametrize(
    ("payload", "text"),
    [
        (
            BIG,
            (
                "wrote the header and each element little-endian: of 10 elements that are not zero,"
                " 10 are everyday numbers big-endian, 0 little-endian"
            ),
        ),
        (
            LITTLE,
            (
                "wrote the header little-endian: of 10 elements that are not zero, 0 are everyday"
                " numbers big-endian, 10 little-endian"
            ),
        ),
    ],
)
def test_norb(mend: Mend, payload: bytes, text: str) -> None:
    """Of a big-endian NORB header the values tell whether the payload is so too."""
    start = bytes.fromhex("1e3d4c54 00000001 0000000a 00000001 00000001")
    written, [step] = mend(start + payload)
    assert written == bytes.fromhex("544c3d1e 01000000 0a000000 01000000 01000000") + LITTLE
    assert step == Step("NRB002", "byte-swapped", text, offset=0)


def test_norb_of_zeros(mend: Mend) -> None:
    """A payload of zeros is the same either way."""
    written, _ = mend(bytes.fromhex("1e3d4c56 00000001 00000001 00000001 00000001 0000"))
    assert written == bytes.fromhex("564c3d1e 01000000 01000000 01000000 01000000 0000")


@pytest.mark.parametrize("letter", ["i", "f"])
@pytest.mark.parametrize("order", ["<", ">"])
def test_norb_of_few_numbers(refuse: Refuse, letter: str, order: str) -> None:
    """Five numbers can look like anything."""
    magic = {"i": "54", "f": "51"}[letter]
    start = bytes.fromhex(f"1e3d4c{magic} 00000001 00000005 00000001 00000001")
    refusal = refuse(start + struct.pack(f"{order}5{letter}", 1, 2, 3, 4, 5))
    assert refusal.candidates == (
        "only the header is big-endian",
        "header and payload are big-endian",
    )
    assert refusal.hint == "see whether the values make sense"


@pytest.mark.parametrize(
    "data",
    [
        "1e3d4c56 00000002 0000",  # the sizes are cut
        "1e3d4c55 000000ff 00000001 00000001 00000001 07",  # a rank that no file has
        "1e3d4c55 ffffffff 00000001 00000001 00000001 07",
    ],
)
def test_norb_without_a_whole_header(refuse: Refuse, data: str) -> None:
    """Big-endian or not, a header that is cut or makes no sense is not mended."""
    assert refuse(bytes.fromhex(data)).reason == (
        "NRB002 byte-swapped at 0x0: turned round it has no whole header either"
    )
