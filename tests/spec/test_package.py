"""The names idxspec offers, and the headers it makes."""

import pytest

import idxspec
from idxspec import Element, Header, build, idx_header, norb_header

UINT8 = Element("uint8", 1, "u", 0x08, 0x1E3D4C55)
FLOAT64 = Element("float64", 8, "f", 0x0E, 0x1E3D4C53)
INT64 = Element("int64", 8, "i", None, None)


def test_public_names() -> None:
    """The public names are these, and each is there."""
    assert set(idxspec.__all__) == {
        *("ELEMENTS", "LONG_ELEMENTS", "LONG_MAGIC", "MAXIMUM_HEADER_SIZE", "NONSTANDARD_MAGICS"),
        *("ByteOrder", "Element", "Format", "Header", "HeaderError"),
        *("build", "element_named", "idx_header", "norb_header"),
        *("parse_idx", "parse_norb", "read_norb"),
    }
    assert [name for name in idxspec.__all__ if not hasattr(idxspec, name)] == []


def test_the_longest_header() -> None:
    """1024 bytes hold any header: IDX of rank 255 has 4 + 1020."""
    assert idxspec.MAXIMUM_HEADER_SIZE == 1024


@pytest.mark.parametrize(
    ("shape", "magic", "digits"),
    [
        ((), 0x0E00, "00000E00"),
        ((258,), 0x0E01, "00000E01 00000102"),
        ((2, 3, 4, 5), 0x0E04, "00000E04 00000002 00000003 00000004 00000005"),
    ],
)
def test_an_idx_header(shape: tuple[int, ...], magic: int, digits: str) -> None:
    """An IDX header is made from an element type and a shape."""
    header = idx_header(FLOAT64, shape)
    assert header == Header("idx", "big", magic, FLOAT64, shape, ())
    assert build(header) == bytes.fromhex(digits)


@pytest.mark.parametrize(
    ("shape", "padding", "digits"),
    [
        ((), (), "554C3D1E 00000000"),
        ((258,), (1, 1), "554C3D1E 01000000 02010000 01000000 01000000"),
        ((2, 3), (1,), "554C3D1E 02000000 02000000 03000000 01000000"),
        ((2, 3, 4), (), "554C3D1E 03000000 02000000 03000000 04000000"),
        ((2, 3, 4, 5), (), "554C3D1E 04000000 02000000 03000000 04000000 05000000"),
    ],
)
def test_a_norb_header(shape: tuple[int, ...], padding: tuple[int, ...], digits: str) -> None:
    """A NORB header is little-endian and fills its unused slots with ones."""
    header = norb_header(UINT8, shape)
    assert header == Header("norb", "little", 0x1E3D4C55, UINT8, shape, padding)
    assert build(header) == bytes.fromhex(digits)


def test_a_big_endian_norb_header() -> None:
    """The byte order of a NORB header can be asked for."""
    header = norb_header(FLOAT64, (258,), "big")
    assert header == Header("norb", "big", 0x1E3D4C53, FLOAT64, (258,), (1, 1))
    assert build(header) == bytes.fromhex("1E3D4C53 00000001 00000102 00000001 00000001")


def test_a_type_without_a_code() -> None:
    """A header of a type its format has no code for can be made, with no code in its magic."""
    assert idx_header(INT64, (1,)).magic == 1
    assert norb_header(INT64, (1,)).magic == 0
