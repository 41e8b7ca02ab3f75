"""What a content is, by its bytes: the order, and what must never be taken for another thing."""

import struct

import pytest

from idxcheck.source.recognition import Content, intended_headers, recognise
from idxcheck.source.text import TextScan

IDX = bytes.fromhex("00000802 00000002 00000003 010203040506")
NORB = bytes.fromhex("544C3D1E 01000000 02000000 01000000 01000000 0102030405060708")
SWAPPED_NORB = bytes.fromhex("1E3D4C54 00000001 00000002 00000001 00000001 0102030405060708")
LINES = struct.pack(">4BL", 0, 0, 8, 1, 30) + b"\r\n\x01" * 10


def whole(data: bytes) -> Content:
    """Return what a content is of which all bytes were seen."""
    text = TextScan()
    text.feed(memoryview(data))
    return recognise(data[:4096], len(data), text)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (IDX, "idx"),
        (IDX + b"trailing", "idx"),
        (IDX[:-1], "idx"),
        (IDX[:6], "idx"),
        (b"\0", "idx"),
        (b"\0\0", "idx"),
        (b"\0\0\x0a", "idx"),
        (b"\0\0\x0a\x03\0\0", "idx"),
        (b"\0\0\x08\0\x05", "idx"),
        (NORB, "norb"),
        (NORB + b"trailing", "norb"),
        (NORB[:-1], "norb"),
        (NORB[:6], "norb"),
        (NORB[:4], "norb"),
        (NORB[:3], "norb"),
        (NORB[:2], "norb"),
        (b"\x42" + NORB[1:], "norb"),
        (SWAPPED_NORB, "norb"),
        (SWAPPED_NORB[:3], "norb"),
        (b"<html>", "html"),
        (b"raw/labels", "pointer"),
        (b"PK\x03\x04", "foreign"),
        (b"\x1f\xc2\x8b\x08", "utf8"),
        (LINES, "idx"),
        (LINES.replace(b"\n", b"\r\n"), "newlines"),
        (b"\x01" + IDX[1:], "idx"),
        (b"\x01" + IDX[1:-1], "unknown"),
        (b"T", "unknown"),
        (b"T\0", "unknown"),
        (b"\0T", "unknown"),
        (b"\x1e\x3d", "unknown"),
    ],
)
def test_kinds(data: bytes, kind: str) -> None:
    """Each kind, with the least and the most that still belongs to it."""
    assert whole(data).kind == kind


def test_a_header_comes_with_the_kind() -> None:
    """A matrix comes with its header, a damaged one with the reason why there is none."""
    idx = whole(IDX)
    assert idx.header is not None
    assert (idx.header.shape, idx.header.magic, idx.error) == ((2, 3), 2050, None)
    norb = whole(NORB)
    assert norb.header is not None
    assert (norb.header.shape, norb.header.byte_order) == ((2,), "little")
    swapped = whole(SWAPPED_NORB)
    assert swapped.header is not None
    assert (swapped.header.shape, swapped.header.byte_order) == ((2,), "big")
    cut = whole(IDX[:6])
    assert cut.header is None
    assert cut.error is not None
    assert cut.error.field == "shape[0]"
    assert whole(b"\x42" + NORB[1:]).error is not None


def test_the_length_decides_what_a_norb_header_leaves_open() -> None:
    """Rank 0 and the magic of C's `long` have two readings each, told apart by the length."""
    scalar = bytes.fromhex("554C3D1E 00000000 01000000 01000000 01000000")
    for length, padding in ((9, ()), (21, (1, 1, 1))):
        header = recognise(scalar + b"\x05", length).header
        assert header is not None
        assert (header.rank, header.padding) == (0, padding)
    for words in (
        "584C3D1E 01000000 00080000 01000000 01000000",
        "1E3D4C58 00000001 00000800 00000001 00000001",
    ):
        longs = bytes.fromhex(words) + bytes(4076)
        for length, name in ((20 + 2048 * 4, "int32"), (20 + 2048 * 8, "int64")):
            header = recognise(longs, length).header
            assert header is not None
            assert header.element.name == name
        assert recognise(longs, 4096).error is not None
        assert recognise(longs, None).error is None


def test_mangling_comes_with_the_header_before() -> None:
    """The header of mangled content is the one it had before."""
    newlines = whole(struct.pack(">4BL", 0, 0, 8, 1, 10).replace(b"\n", b"\r\n") + b"\r\n" * 10)
    assert newlines.kind == "newlines"
    assert newlines.header is not None
    assert newlines.header.shape == (10,)
    letters = struct.pack(">4BL", 0, 0, 8, 1, 0xE0) + b"\xe0" * 0xE0
    utf8 = whole(letters.decode("latin-1").encode())
    assert utf8.kind == "utf8"
    assert utf8.header is not None
    assert (utf8.header.shape, utf8.reversible) == ((0xE0,), True)
    lost = whole(letters.decode("ascii", errors="replace").encode())
    assert (lost.kind, lost.header, lost.reversible) == ("utf8", None, False)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        ("00000801 0000EFBFBD60", "utf8"),
        ("00000801 00EFBFBD EFBFBD", "utf8"),
        ("00000802 0000EFBFBD60", "utf8"),
        ("00000802 0000C3AA60", "idx"),
        ("00000801 00000002 EFBFBDEFBFBD", "utf8"),
        ("00000801 00000006 EFBFBDEFBFBD", "idx"),
        ("00000801 00000005 EFBFBDEFBFBD", "utf8"),
        ("00000801 00000001 EFBFBDEFBFBD", "idx"),
        ("00000801 00000007 EFBFBDEFBFBD", "idx"),
        ("01000801 00000002 EFBFBDEFBFBD", "unknown"),
        ("554C3D1E 01000000 EFBFBD000000 01000000 01000000", "utf8"),
    ],
)
def test_replaced_bytes(data: str, kind: str) -> None:
    """Replacements in the header tell by themselves, behind it where they explain the length."""
    assert whole(bytes.fromhex(data)).kind == kind


@pytest.mark.parametrize(
    ("words", "shape"),
    [
        (("00000803", "02000000", "03000000", "04000000"), (2, 3, 4)),
        (("03080000", "02000000", "03000000", "04000000"), (2, 3, 4)),
        (("020C0000", "01000000", "06000000"), (1, 6)),
    ],
)
def test_little_endian_headers(words: tuple[str, ...], shape: tuple[int, ...]) -> None:
    """Sizes, or magic and sizes, in the wrong byte order: the header that was meant is given."""
    content = whole(bytes.fromhex("".join(words)) + bytes(24))
    assert (content.kind, content.little_endian) == ("idx", True)
    assert content.header is not None
    assert content.header.shape == shape


def test_little_endian_sizes_must_fit() -> None:
    """Sizes alone are taken for little-endian only where the length fits; a magic always."""
    sizes = bytes.fromhex("00000801 03000000 050607")
    assert whole(sizes).little_endian
    assert not whole(sizes + b"8").little_endian
    assert not recognise(sizes, None).little_endian
    assert not whole(bytes.fromhex("00000800 05")).little_endian
    magic = bytes.fromhex("01080000 03000000 050607")
    assert whole(magic + b"8").little_endian
    assert recognise(magic, None).little_endian
    assert whole(bytes.fromhex("01080000")).error is not None
    assert whole(bytes.fromhex("010A0000 03000000 050607")).kind == "unknown"


def test_a_translated_header() -> None:
    """The bytes of the sizes are translated too, and the header before is the one that fits."""
    data = struct.pack(">4BL", 0, 0, 8, 1, 0x0A00) + b"\n" * 0x0A00
    assert whole(data).kind == "idx"
    assert whole(data.replace(b"\n", b"\r\n")).kind == "newlines"


def test_an_exact_fit_goes_before_all() -> None:
    """A file of exactly the promised length is that file, whatever its elements look like."""
    elements = [
        b"\r\n" * 20,
        "é".encode() * 20,
        "\ufffd".encode() * 20,
        b"<html>" * 10,
        bytes(249) + b"ustar\0",
    ]
    for each in elements:
        content = whole(struct.pack(">4BL", 0, 0, 8, 1, len(each)) + each)
        assert (content.kind, content.little_endian) == ("idx", False)


def test_an_exact_fit_of_norb() -> None:
    """Also a NORB file whose first size is spelled EF BF BD 00."""
    head = bytes.fromhex("554C3D1E 01000000 EFBFBD00 01000000 01000000")
    text = TextScan()
    text.feed(memoryview(head))
    assert recognise(head, 20 + 0xBDBFEF, text).kind == "norb"
    assert recognise(head, 20 + 0xBDBFEF + 1, text).kind == "utf8"


def test_an_exact_fit_mends_the_prefix() -> None:
    """Two wrong bytes in front of an exact fit are wrong bytes, not a pickle or a page."""
    for prefix in (b"\x80\x02", b"<p", b"\x01\0", b"\0\x01", b"\xff\xff"):
        content = whole(prefix + IDX[2:])
        assert content.kind == "idx"
        assert content.header is not None
        assert content.header.shape == (2, 3)
    assert whole(bytes.fromhex("01000800 05")).kind == "unknown"


def test_intended_headers() -> None:
    """All that the first bytes may be meant as, mangled and swapped too, bounds the reading."""
    assert [each.shape for each in intended_headers(IDX)] == [(2, 3), (2, 3), (2, 3)]
    reversed_magic = bytes.fromhex("02080000 02000000 03000000")
    assert (2, 3) in [each.shape for each in intended_headers(reversed_magic)]
    translated = bytes.fromhex("00000801 0000000D0A")
    assert (10,) in [each.shape for each in intended_headers(translated)]
    reencoded = bytes.fromhex("00000801 0000C3AA60")
    assert (60000,) in [each.shape for each in intended_headers(reencoded)]
    assert (2,) in [each.shape for each in intended_headers(SWAPPED_NORB)]
    assert list(intended_headers(b"")) == []


def test_a_magic_reversed_alone() -> None:
    """Where sizes fit as they stand behind a reversed magic, they are taken as they stand."""
    data = bytes.fromhex("02080000 00000001 00000002 0506")
    content = recognise(data, len(data))
    assert content.little_endian
    assert content.header is not None
    assert content.header.shape == (1, 2)
