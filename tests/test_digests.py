"""Digests computed as the bytes go by."""

import struct

import pytest

from idxcheck.digests import Hashing, ValuesHashing, values_hashing
from idxspec import ELEMENTS, LONG_MAGIC, Header, idx_header, norb_header, parse_norb

ELEMENT = {each.name: each for each in ELEMENTS}
EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def feed(hashing: Hashing | ValuesHashing, *parts: bytes) -> None:
    """Give the parts one after the other."""
    for part in parts:
        hashing.update(memoryview(part))


def test_hashing() -> None:
    """Several digests of the same bytes, in whichever parts they come."""
    hashing = Hashing(["sha256", "md5", "sha1"])
    feed(hashing, b"a", b"", b"bc")
    assert hashing.hexdigests() == {
        "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        "md5": "900150983cd24fb0d6963f7d28e17f72",
        "sha1": "a9993e364706816aba3e25717850c26c9cd0d89d",
    }


def test_all_that_are_published() -> None:
    """Without a choice every algorithm is computed that anybody publishes."""
    assert Hashing().hexdigests() == {
        "sha256": EMPTY_SHA256,
        "md5": "d41d8cd98f00b204e9800998ecf8427e",
        "sha1": "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    }


def test_keep() -> None:
    """What is kept goes on from where it was; what is not kept is forgotten."""
    hashing = Hashing()
    feed(hashing, b"ab")
    hashing.keep({"md5", "sha512"})
    feed(hashing, b"c")
    assert hashing.hexdigests() == {"md5": "900150983cd24fb0d6963f7d28e17f72"}
    hashing.keep(())
    feed(hashing, b"d")
    assert hashing.hexdigests() == {}


# sha256sum of the IDX files with these payloads and the shape 2
UINT8 = "49faee2c2a65d1f617a310c5c00be5770637e6f1a705fc5e537723c11ee84be0"
INT16 = "998073a5c362b63f5a883a6637a9e393753cffbb860b5a4a0f94d073b3a81703"
INT32 = "e92c35318ac6b6e47ca8b5af45bea7ea2a304b207a866b6adc53b8bab4915b17"
FLOAT64 = "3d61e4d8223ab4014730c92c4f4c72154621aaeb76cbbb10e06249623ee5942e"


@pytest.mark.parametrize(
    ("name", "big", "sha256"),
    [
        ("uint8", "0506", UINT8),
        ("int16", "01020304", INT16),
        ("int32", "0102030405060708", INT32),
        ("float64", "0102030405060708 1112131415161718", FLOAT64),
    ],
)
def test_the_values(name: str, big: str, sha256: str) -> None:
    """IDX and NORB, swapped or not, whole or in parts: the digest is that of the IDX file."""
    element, shape, payload = ELEMENT[name], (2,), bytes.fromhex(big)
    size = element.size
    little = b"".join(payload[start : start + size][::-1] for start in (0, size))
    hashing = ValuesHashing(idx_header(element, shape))
    feed(hashing, payload)
    assert hashing.hexdigest() == sha256
    hashing = ValuesHashing(norb_header(element, shape))
    feed(hashing, little[:size], little[size:])
    assert hashing.hexdigest() == sha256
    swapped = parse_norb(struct.pack(">5i", norb_header(element, shape).magic, 1, 2, 1, 1), "big")
    hashing = ValuesHashing(swapped)
    feed(hashing, payload)
    assert hashing.hexdigest() == sha256


def test_a_cut_end() -> None:
    """A part of an element at the end of a cut file is left out."""
    hashing = ValuesHashing(norb_header(ELEMENT["int16"], (2,)))
    feed(hashing, b"\2\1\4\3\5")
    assert hashing.hexdigest() == INT16


def test_values_hashing() -> None:
    """A matrix is digested where an IDX file could hold it."""
    assert isinstance(values_hashing(idx_header(ELEMENT["int32"], (2, 3))), ValuesHashing)
    long = Header("norb", "little", LONG_MAGIC, ELEMENT["int32"], (2,), (1, 1))
    assert values_hashing(long) is None
    negative = Header("norb", "little", 0x1E3D4C55, ELEMENT["uint8"], (-2,), (1, 1))
    assert values_hashing(negative) is None
