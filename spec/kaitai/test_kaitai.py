"""The headers written a second time, as Kaitai schemas, agree with idxspec.

`tox -e kaitai` compiles the schemas to Python and runs this; KAITAI_COMPILED names the folder.
"""

import bz2
import gzip
import importlib
import io
import lzma
import os
import random
import struct
import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kaitaistruct import KaitaiStream, KaitaiStructError

import idxspec
from idxcheck.vectors import Vector, vectors
from idxspec import Header, HeaderError, idx, norb

FILES = 20_000
LONG = 0x1E3D4C58
UNWRAP: dict[bytes, Callable[[bytes], bytes]] = {
    b"\x1f\x8b": gzip.decompress,
    b"\xfd7zXZ\0": lzma.decompress,
    b"BZh": bz2.decompress,
}
IDX_CODES = [0x08, 0x09, 0x0B, 0x0C, 0x0D, 0x0E]
NORB_CODES = [0x51, 0x53, 0x54, 0x55, 0x56, 0x57, 0x58]
Cut = tuple[int, str, tuple[int, ...], tuple[int, ...]]


@pytest.fixture(scope="module", name="oracles")
def compiled() -> dict[str, Any]:
    """The two classes that the Kaitai compiler made."""
    sys.path.insert(0, os.environ["KAITAI_COMPILED"])
    return {
        "idx": importlib.import_module("idx").Idx,
        "norb": importlib.import_module("norb").Norb,
    }


def content(data: bytes) -> bytes:
    """Return what is inside the wrappers; the bytes themselves where none can be taken off."""
    for magic, unwrap in UNWRAP.items():
        if data.startswith(magic):
            try:
                return content(unwrap(data))
            except (EOFError, OSError, ValueError, lzma.LZMAError, zlib.error):
                return data
    return data


def by_oracle(oracles: dict[str, Any], form: str, data: bytes) -> Cut | None:
    """Return magic, element type, sizes and padding as Kaitai cuts them, None for a refusal."""
    try:
        cut = oracles[form](KaitaiStream(io.BytesIO(data)))
        if form == "idx":
            code = cut.element_type
            magic = cut.prefix << 16 | code.value << 8 | cut.rank
            return magic, code.name, tuple(cut.sizes), ()
        header = cut.header
        if header.rank == 0 and not header.scalar_fits:
            return None
        return header.magic.value, header.magic.name, tuple(header.sizes), tuple(header.padding)
    except (KaitaiStructError, EOFError):
        return None


def by_idxspec(form: str, data: bytes) -> Cut | None:
    """Return the same as idxspec cuts it, None where it raises HeaderError."""
    try:
        header = parsed(form, data)
    except HeaderError:
        return None
    element = "long" if header.magic == LONG else header.element.name
    return header.magic, element, header.shape, header.padding


def parsed(form: str, data: bytes) -> Header:
    """Cut the header; of a long of some rank any width will do: no schema measures the file."""
    if form == "idx":
        return idx.parse(data)
    order: idxspec.ByteOrder = "big" if data[:1] == b"\x1e" else "little"
    candidates = norb.readings(data, order)
    return candidates[0] if candidates[0].rank else norb.parse(data, order)


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector.identifier)
@pytest.mark.parametrize("form", ["idx", "norb"])
def test_the_vectors(oracles: dict[str, Any], form: str, vector: Vector) -> None:
    """Both cut the header of every vector alike, and refuse the same ones."""
    data = content(vector.data)
    cut = by_oracle(oracles, form, data)
    assert by_idxspec(form, data) == cut
    if vector.reading is not None and vector.file.startswith(form):
        assert cut is not None
        assert cut[2] == vector.reading.shape


def generated() -> Iterator[tuple[str, bytes]]:
    """Yield headers of both formats with a few bytes behind, half of them damaged."""
    chance = random.Random(20_000)  # noqa: S311 - no secret
    sizes = [0, 1, 1, 2, 3, 255, 256, 2**31 - 1, 2**31, 2**32 - 1]
    for number in range(FILES):
        if number % 2:
            rank = chance.choice([0, 1, 2, 3, 4, 11, 255])
            slots = [chance.choice(sizes) for _ in range(rank)]
            data = struct.pack(f">HBB{rank}I", 0, chance.choice(IDX_CODES), rank, *slots)
        else:
            rank, order = chance.choice([0, 0, 1, 2, 3, 4, 11, 12, 2**31]), chance.choice("<<<>")
            count = chance.choice([0, 3]) if rank == 0 else max(3, rank) if rank < 20 else 3
            slots = [chance.choice(sizes) for _ in range(count)]
            magic = 0x1E3D4C00 | chance.choice(NORB_CODES)
            data = struct.pack(f"{order}2I{count}I", magic, rank, *slots)
        data += chance.randbytes(chance.choice([0, 1, 2, 4, 8]))
        if chance.random() < 0.5:
            place = chance.randrange(len(data))
            damaged = [
                data[:place],
                data[:place] + chance.randbytes(1) + data[place + 1 :],
                data[:place] + chance.randbytes(4) + data[place:],
            ]
            data = chance.choice(damaged)
        yield ("idx", "norb")[1 - number % 2], data


def test_generated_files(oracles: dict[str, Any]) -> None:
    """Both cut 20,000 generated headers alike; each verdict comes a thousand times."""
    seen = {"cut": 0, "refused": 0}
    for form, data in generated():
        cut = by_oracle(oracles, form, data)
        assert by_idxspec(form, data) == cut, data.hex(" ")
        seen["refused" if cut is None else "cut"] += 1
    assert sum(seen.values()) == FILES
    assert min(seen.values()) > 1000
