"""Three small vectors that can be seen through at a glance, and a reader with one fault at a time."""

import bz2
import functools
import lzma
import math
import operator
import re
import struct
import zlib
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pytest

from idxcheck.vectors import Promise, Reading, Vector
from idxcheck.vectors.vector import acceptable, invalid, valid

IDX = {8: "uint8", 9: "int8", 11: "int16", 12: "int32", 13: "float32", 14: "float64"}
NORB = {81: "float32", 83: "float64", 84: "int32", 85: "uint8", 86: "int16", 87: "int8"}
LETTERS = {"uint8": "B", "int8": "b", "int16": "h", "int32": "i", "float32": "I"}
LETTERS |= {"float64": "Q", "int64": "q", "uint16": "H", "uint32": "I", "uint64": "Q"}
WIDTHS = {1: "uint8", 2: "uint16", 4: "uint32", 8: "uint64"}
STREAMS: Mapping[bytes, Callable[[], Any]] = {
    b"\x1f\x8b": lambda: zlib.decompressobj(31),
    b"BZ": bz2.BZ2Decompressor,
    b"\xfd7": lzma.LZMADecompressor,
}
LARGEST = 1 << 20  # bytes; a reader would take more, a test need not
UNMEASURED = ("header-not-measured", "leaky-refusal")
SIGNED = ("size-signed", "negative-size-wildcard")


class RefusedError(Exception):
    """What a reader raises that refuses a file in good order."""


class Header(NamedTuple):
    """What a header says; the order is that of struct, and the payload begins at `end`."""

    order: str
    element: str
    shape: tuple[int, ...]
    end: int


def refuse_unless(kept: object) -> None:
    """Refuse the file in good order."""
    if not kept:
        raise RefusedError


def unwrap(data: bytes, fault: str) -> bytes:
    """Return what is in the wrappers: all streams of them, each to its end."""
    while make := STREAMS.get(data[:2]):
        content = b""
        while data:
            stream = make()
            try:
                content += stream.decompress(data)
            except (zlib.error, OSError, lzma.LZMAError) as error:
                raise RefusedError from error
            refuse_unless(stream.eof or fault in ("short-read-unchecked", "zero-filled"))
            data = stream.unused_data.lstrip(b"\0") if stream.eof else b""
            ended = fault == "end-unread" and data[:2] not in STREAMS
            if ended or fault == "further-stream-dropped":
                break
        data = content
    return data


def idx_header(data: bytes, fault: str = "", rank: int | None = None) -> Header:
    """Read a header of IDX; rank 0 is a scalar."""
    refuse_unless(fault in UNMEASURED or len(data) >= 4)
    zeros, code, said = struct.unpack_from(">HBB", data)
    refuse_unless(code in IDX and (zeros == 0 or fault == "prefix-unread"))
    rank = said if rank is None else rank
    refuse_unless(fault in UNMEASURED or len(data) >= 4 + 4 * rank)
    shape = struct.unpack_from(f">{rank}{'i' if fault in SIGNED else 'I'}", data, 4)
    return Header(">", IDX[code], shape, 4 + 4 * rank)


def norb_header(data: bytes, fault: str = "") -> Header:
    """Read a header of NORB in either byte order; what stands in unused slots is not looked at."""
    refuse_unless(fault in UNMEASURED or len(data) >= 8)
    order = ">" if data[:3] == b"\x1e\x3d\x4c" else "<"
    magic, rank = struct.unpack_from(f"{order}Ii", data)
    code = magic - 0x1E3D4C00
    refuse_unless(code in (*NORB, 88))
    refuse_unless(rank <= 11 and (rank >= 0 or fault == "negative-rank"))
    bare = fault == "padding-unread" or (rank == 0 and len(data) < 20)
    slots = rank if bare else max(3, rank)
    refuse_unless(fault in UNMEASURED or len(data) >= 8 + 4 * slots)
    shape = struct.unpack_from(f"{order}{slots}i", data, 8)[:rank]
    refuse_unless(min(shape, default=0) >= 0 or fault == "negative-size-wildcard")
    narrow = len(data) - 8 - 4 * slots == 4 * math.prod(shape)
    return Header(order, NORB.get(code) or ("int32" if narrow else "int64"), shape, 8 + 4 * slots)


def any_header(data: bytes, fault: str) -> Header:
    """Read a header of the format that the first bytes tell."""
    norb = data[1:4] == b"\x4c\x3d\x1e" or data[:3] == b"\x1e\x3d\x4c"
    return norb_header(data, fault) if norb else idx_header(data, fault)


def wrapped(number: int, bits: int) -> int:
    """Return what is left of a number in a signed integer of so many bits."""
    return (number + (1 << bits - 1)) % (1 << bits) - (1 << bits - 1)


def elements(header: Header, payload: bytes, fault: str = "") -> Reading:
    """Take the elements from the payload."""
    order, element, shape, _ = header
    letter = LETTERS[element]
    if fault in ("signed-for-unsigned", "label-sign-extended") and element == "uint8":
        letter = "b"
    if fault == "unsigned-for-signed":
        letter = letter.upper()
    count = len(payload) // struct.calcsize(letter)
    whole = payload[: count * struct.calcsize(letter)]
    values = struct.unpack(
        f"{'<' if fault == 'payload-not-swapped' else order}{count}{letter}", whole
    )
    if fault == "label-sign-extended" and len(shape) == 1:
        values = tuple(each % 2**64 for each in values)
    if fault == "axes-reversed" and values:
        grid: list[int] = [0]
        for axis, size in enumerate(shape):
            step = math.prod(shape[:axis])
            grid = [place + step * index for place in grid for index in range(size)]
        values = tuple(values[place] for place in grid)
    return Reading(element, shape, values)


def read_with(data: bytes, fault: str) -> Reading:
    """Read a file as the specification says, rank 0 and the like too, but for one fault."""
    if fault == "gzip-taken-for-matrix" and data[:4] == b"\x1f\x8b\x08\x00":
        return Reading("uint8", (), (data[4],))
    data = unwrap(data, fault)
    header = any_header(data, fault)
    return hold_against(header, data[header.end :], fault)


def hold_against(header: Header, payload: bytes, fault: str = "") -> Reading:
    """Hold what a header promises against the payload, and take the elements."""
    shape, size = header.shape, struct.calcsize(LETTERS[header.element])
    product = math.prod(shape)
    if fault == "leaky-refusal":
        product = functools.reduce(operator.mul, shape)
    promised, negative = product * size, min(shape, default=0) < 0
    bits = {"product-wraps-32-bit": 32, "product-wraps-64-bit": 64}.get(fault)
    if bits and wrapped(promised, bits) != promised:
        refuse_unless(len(payload) >= wrapped(promised, bits))
        return Reading(header.element, shape, ())
    if fault in SIGNED and negative:
        rest = promised // min(shape)  # of the other sizes: 0 leaves nothing to divide by
        refuse_unless(len(payload) >= promised and (rest or fault == "size-signed"))
        return Reading(header.element, shape, ())
    if fault in ("short-read-unchecked", "zero-filled") and len(payload) < promised:
        zeros = b"\0" * min(LARGEST, promised) if fault == "zero-filled" else b""
        return elements(header, (payload + zeros)[:promised], fault)
    refuse_unless(fault != "zero-filled")
    ended = fault in ("end-unread", "padding-unread", "negative-rank") and len(payload) > promised
    refuse_unless(ended or len(payload) == promised)
    return elements(header, payload[:promised], fault)


def count_ignored(data: bytes, _name: str) -> Reading:
    """As many items as the payload holds, whatever the first size says."""
    header = any_header(data := unwrap(data, ""), "")
    item = math.prod(header.shape[1:]) * struct.calcsize(LETTERS[header.element])
    count, left = divmod(len(data) - header.end, item or LARGEST)
    refuse_unless(left == 0)
    return elements(header._replace(shape=(count, *header.shape[1:])), data[header.end :])


def element_type_ignored(data: bytes, _name: str) -> Reading:
    """As many bytes an element as the length of the payload gives, and no sign."""
    data = unwrap(data, "")
    place = 2 if data[:2] == b"\0\0" else 3 if data[0] == 0x1E else 0
    header = any_header(data[:place] + (b"\x08" if place == 2 else b"\x55") + data[place + 1 :], "")
    width, left = divmod(len(data) - header.end, math.prod(header.shape) or LARGEST)
    refuse_unless(width in WIDTHS and left == 0)
    return elements(header._replace(element=WIDTHS[width]), data[header.end :])


def fixed_image_size(data: bytes, _name: str) -> Reading:
    """Images are of 28 x 28, whatever the header says."""
    header = idx_header(data)
    if header.element == "uint8" and len(header.shape) == 3:
        header = header._replace(shape=(header.shape[0], 28, 28))
    return hold_against(header, data[header.end :])


def header_unread(data: bytes, name: str) -> Reading:
    """Skip 8 bytes, 16 where the name says images; the rest is uint8."""
    data, end = unwrap(data, ""), 16 if "idx3" in name else 8
    refuse_unless(len(data) >= end)
    return Reading("uint8", (len(data) - end,), tuple(data[end:]))


def rank_ignored(data: bytes, name: str) -> Reading:
    """Take the rank from the name; without one for 3, and for 1 where that does not fit."""
    said = re.search(r"-idx(\d)", name)
    for rank in (int(said[1]),) if said else (3, 1):
        try:
            header = idx_header(data, rank=rank)
            return hold_against(header, data[header.end :])
        except RefusedError:
            continue
    raise RefusedError


def refusal_by_assertion(data: bytes, name: str) -> Reading:
    """Refuse by a bare assert, or by a dictionary without the code; ranks over 3 too."""
    refuse_unless(data and (len(data) >= 4 or name.startswith("idx")))
    if name.startswith("norb"):
        NORB[int.from_bytes(data[:4], "little") - 0x1E3D4C00]
        return read_with(data, "")
    code, rank = divmod(int.from_bytes(data[:4], "big"), 256)
    assert 1 <= rank <= 3
    assert 8 <= code <= 14
    size = struct.calcsize(LETTERS[IDX[code]])
    header = idx_header(data)
    count, left = divmod(len(data) - header.end, size)
    refuse_unless(count and left == 0)
    assert count == wrapped(math.prod(header.shape), 64)
    return hold_against(header, data[header.end :])


OTHERS: Mapping[str, Callable[[bytes, str], Reading]] = {
    "count-ignored": count_ignored,
    "element-type-ignored": element_type_ignored,
    "fixed-image-size": fixed_image_size,
    "header-unread": header_unread,
    "rank-ignored": rank_ignored,
    "refusal-by-assertion": refusal_by_assertion,
}


@pytest.fixture(scope="session")
def treats_wrongly() -> Callable[[Vector, str], bool]:
    """Tell whether a reader with that fault, "" for none, goes wrong on a vector.

    It does if it refuses a valid one, returns what is not there, or dies of another error.
    """

    def wrongly(vector: Vector, fault: str) -> bool:
        other = OTHERS.get(fault)
        try:
            got = other(vector.data, vector.file) if other else read_with(vector.data, fault)
        except RefusedError:
            return vector.verdict == "valid"
        except (struct.error, TypeError, KeyError, IndexError, AssertionError):
            return True
        return got != vector.reading

    return wrongly


@pytest.fixture
def three() -> tuple[Vector, Vector, Vector]:
    """A valid file with a note, an invalid one, and one that is a scalar or nothing."""
    return (
        valid(
            "IDX-2.4",
            "four-dimensions",
            bytes.fromhex("00000904 00000001 00000001 00000001 00000002 80ff"),
            Reading("int8", (1, 1, 1, 2), (-128, -1)),
            "rank 4, and both elements are negative",
            Promise("IDX105", 3),
            flags=("unsigned-for-signed",),
        ),
        invalid(
            "NORB-1.1",
            "empty",
            b"",
            "no byte at all",
            Promise("TRN001"),
            Promise("NRB201", 20),
            flags=("header-not-measured", "huge-claim"),
            ending=".mat.gz",
        ),
        acceptable(
            "IDX-2.3",
            "scalar",
            bytes.fromhex("00000d00 3f800000"),
            Reading("float32", (), (0x3F800000,)),
            "rank 0 is one element",
            Promise("IDX102", 3),
            reason="the documents do not mention rank 0",
        ),
    )
