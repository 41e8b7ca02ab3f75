"""A reader and a writer of IDX and NORB files, written from the prose of `spec/` alone

It shares no code with idxcheck or idxspec. Elements are integers; a float is that of its bits.
"""

import bz2
import gzip
import lzma
import math
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from tests.conformance.prose.streams import Source, suffix_of


class _Type(NamedTuple):
    name: str
    code: str  # of struct; floats are taken as their bits
    width: int


_UINT8 = _Type("uint8", "B", 1)
_INT8 = _Type("int8", "b", 1)
_INT16 = _Type("int16", "h", 2)
_INT32 = _Type("int32", "i", 4)
_FLOAT32 = _Type("float32", "I", 4)
_FLOAT64 = _Type("float64", "Q", 8)

_IDX_TYPES = {8: _UINT8, 9: _INT8, 11: _INT16, 12: _INT32, 13: _FLOAT32, 14: _FLOAT64}
_NORB_TYPES = {
    0x51: _FLOAT32,
    0x53: _FLOAT64,
    0x54: _INT32,
    0x55: _UINT8,
    0x56: _INT16,
    0x57: _INT8,
}
_NORB_OTHERS = {0x52: "packed", 0x58: "long", 0x59: "uint32", 0x5A: "uint64", 0x5B: "int64"}
_PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": lambda data: gzip.compress(data, mtime=0),
    ".xz": lzma.compress,
    ".bz2": bz2.compress,
}


def _refuse(clause: str, fault: str) -> NoReturn:
    raise ValueError(f"{clause}: {fault}")


class _Header(NamedTuple):
    element: _Type
    shape: tuple[int, ...]
    order: str
    length: int

    @property
    def promise(self) -> int:
        """The length of the payload."""
        return math.prod(self.shape) * self.element.width


def _little_endian(header: _Header) -> int:
    """The length of the payload where the sizes of an IDX header are read the wrong way round."""
    sizes = [int.from_bytes(size.to_bytes(4, "big"), "little") for size in header.shape]
    return math.prod(sizes) * header.element.width


def _test_length(source: Source, header: _Header) -> None:
    idx = header.order == ">"
    found = source.length(header.promise + 1)
    if found == header.promise:
        return
    if idx and found + source.length(_little_endian(header) + 1 - found) == _little_endian(header):
        _refuse("IDX-3.4", "the sizes are little-endian")
    if found > header.promise:
        _refuse("IDX-4.4" if idx else "NORB-5.4", "bytes follow the payload")
    clause = "IDX-4.3" if idx else "NORB-5.3"
    _refuse(clause, f"the payload ends after {found} bytes")


def _idx_header(source: Source, start: bytes) -> _Header:
    if len(start) == 4 and start[1] in _IDX_TYPES and start[2:] == b"\0\0":
        _refuse("IDX-3.4", "the header is little-endian")
    if any(start[:2]):
        _refuse("IDX-2.1, NORB-2.1", "the magic is of neither format")
    if len(start) > 2 and start[2] not in _IDX_TYPES:
        _refuse("IDX-2.2", f"element type {start[2]:#x} is not defined")
    if len(start) < 4:
        _refuse("IDX-3.1", "the file ends inside the header")
    rank = start[3]
    if not rank:
        _refuse("IDX-2.3", "the rank is 0")
    sizes = source.take(4 * rank)
    if len(sizes) < 4 * rank:
        _refuse("IDX-3.1", "the file ends inside the header")
    shape = struct.unpack(f">{rank}I", sizes)
    return _Header(_IDX_TYPES[start[2]], shape, ">", 4 + 4 * rank)


def _norb_header(source: Source, kind: int) -> _Header:
    if kind in _NORB_OTHERS:
        _refuse("NORB-2.5", f"the element type is {_NORB_OTHERS[kind]}")
    if kind not in _NORB_TYPES:
        _refuse("NORB-2.1", f"type byte {kind:#x} is not defined")
    field = source.take(4)
    if len(field) < 4:
        _refuse("NORB-4.3", "the file ends inside the header")
    (rank,) = struct.unpack("<i", field)
    if not 1 <= rank <= 11:
        _refuse("NORB-3.1" if rank else "NORB-3.2", f"the rank is {rank}")
    count = max(3, rank)
    field = source.take(4 * count)
    if len(field) < 4 * count:
        _refuse("NORB-4.3", "the file ends inside the header")
    slots = struct.unpack(f"<{count}i", field)
    if min(slots[:rank]) < 1:
        _refuse("NORB-4.1", "a size is below 1")
    if any(slot != 1 for slot in slots[rank:]):
        _refuse("NORB-4.2", "an unused size slot does not hold 1")
    return _Header(_NORB_TYPES[kind], slots[:rank], "<", 8 + 4 * count)


def _header(source: Source) -> _Header:
    start = source.take(4)
    if not start:
        _refuse("IDX-1.1, NORB-1.1", "the file has no bytes")
    if start[1:] == b"L=\x1e":
        return _norb_header(source, start[0])
    if start[:3] == b"\x1e=L" and start[3:] and start[3] >> 4 == 5:
        _refuse("NORB-2.3", "the file is big-endian")
    if start == b".MAT":
        _refuse("NORB-2.6", "the file is a text matrix of Lush")
    return _idx_header(source, start)


def read(path: str) -> tuple[str, tuple[int, ...], list[int]]:
    """The element type, the shape and the elements of an IDX or a NORB file."""
    with Path(path).open("rb") as file:
        source = Source(file)
        header = _header(source)
        _test_length(source, header)
        source = Source(file)  # once more, now that all of it is known to be sound
        source.take(header.length)
        payload = source.take(header.promise)
    count = math.prod(header.shape)
    values = list(struct.unpack(f"{header.order}{count}{header.element.code}", payload))
    return header.element.name, header.shape, values


def _type_byte(types: dict[int, _Type], name: str, clause: str) -> int:
    for byte, element in types.items():
        if element.name == name:
            return byte
    _refuse(clause, f"element type {name} is not defined")


def _write(path: str, header: bytes, form: str, count: int, values: Sequence[int]) -> None:
    """Write the elements behind the header, in the wrapper that the name asks for."""
    if len(values) != count:
        _refuse("IDX-4.3, NORB-5.3", f"the shape does not hold {len(values)} elements")
    try:
        data = header + struct.pack(f"{form[0]}{count}{form[1]}", *values)
    except struct.error as error:
        raise ValueError(f"IDX-2.2, NORB-2.2: an element does not fit: {error}") from error
    pack = _PACKERS.get(suffix_of(path))
    Path(path).write_bytes(pack(data) if pack else data)


def write_idx(path: str, element: str, shape: tuple[int, ...], values: Sequence[int]) -> None:
    """Write an IDX file; ValueError for what it cannot hold."""
    code = _type_byte(_IDX_TYPES, element, "IDX-2.2")
    if not 1 <= len(shape) <= 255:
        _refuse("IDX-2.3", f"the rank is {len(shape)}")
    if not all(0 <= size < 1 << 32 for size in shape):
        _refuse("IDX-3.2", "a size is not in 0 to 2^32 - 1")
    header = struct.pack(f">BBBB{len(shape)}I", 0, 0, code, len(shape), *shape)
    _write(path, header, ">" + _IDX_TYPES[code].code, math.prod(shape), values)


def write_norb(path: str, element: str, shape: tuple[int, ...], values: Sequence[int]) -> None:
    """Write a NORB file; ValueError for what it cannot hold."""
    code = _type_byte(_NORB_TYPES, element, "NORB-2.2")
    if not 1 <= len(shape) <= 11:
        _refuse("NORB-3.1" if shape else "NORB-3.2", f"the rank is {len(shape)}")
    if not all(1 <= size < 1 << 31 for size in shape):
        _refuse("NORB-4.1", "a size is not in 1 to 2^31 - 1")
    slots = shape + (1,) * (3 - len(shape))
    header = struct.pack(f"<BBBBi{len(slots)}i", code, 0x4C, 0x3D, 0x1E, len(shape), *slots)
    _write(path, header, "<" + _NORB_TYPES[code].code, math.prod(shape), values)
