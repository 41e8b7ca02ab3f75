"""load(): what the strict reading refuses with its place, and the lenient one reads."""

import gzip
import io
import os
import pickle
import struct
import threading
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import idxcheck

# name, bytes; code, offset, expected, actual in the strict reading; dtype, shape, values
LENIENT: list[tuple[str, bytes, tuple[str, int, str, str], tuple[str, tuple[int, ...], Any]]] = [
    (
        "IDX rank 0",
        bytes.fromhex("00000B00 0102"),
        ("IDX102", 3, "the number of sizes, 1 to 255", "0"),
        ("int16", (), 258),
    ),
    (
        "NORB rank 0, header of 8 bytes",
        bytes.fromhex("564C3D1E 00000000 0201"),
        ("NRB102", 4, "1 to 11", "0"),
        ("int16", (), 258),
    ),
    (
        "NORB rank 0, header of 20 bytes",
        bytes.fromhex("564C3D1E 00000000 01000000 01000000 01000000 0201"),
        ("NRB102", 4, "1 to 11", "0"),
        ("int16", (), 258),
    ),
    (
        "NORB size 0",
        bytes.fromhex("544C3D1E 02000000 00000000 03000000 01000000"),
        ("NRB103", 8, "at least 1", "0"),
        ("int32", (0, 3), []),
    ),
    (
        "NORB padding not 1",
        bytes.fromhex("564C3D1E 01000000 01000000 00000000 FBFFFFFF 0201"),
        ("NRB104", 12, "1", "0"),
        ("int16", (1,), [258]),
    ),
    (
        "swapped NORB",
        bytes.fromhex("1E3D4C56 00000001 00000002 00000001 00000001 0102 FFFE"),
        ("NRB002", 0, "56 4C 3D 1E on disk (little-endian)", "1E 3D 4C 56"),
        ("int16", (2,), [258, -2]),
    ),
    (
        "magic 58 of 8 bytes",
        struct.pack("<Ii3i2q", 0x1E3D4C58, 1, 2, 1, 1, 2**40, -2),
        ("NRB004", 0, "1E3D4C51, 53, 54, 55, 56 or 57", "1E3D4C58"),
        ("int64", (2,), [2**40, -2]),
    ),
    (
        "magic 58 of 4 bytes",
        struct.pack("<Ii3i2i", 0x1E3D4C58, 1, 2, 1, 1, 258, -2),
        ("NRB004", 0, "1E3D4C51, 53, 54, 55, 56 or 57", "1E3D4C58"),
        ("int32", (2,), [258, -2]),
    ),
    (
        "magic 58, swapped",
        struct.pack(">Ii3i2i", 0x1E3D4C58, 1, 2, 1, 1, 258, -2),
        ("NRB004", 0, "1E3D4C51, 53, 54, 55, 56 or 57", "1E3D4C58"),
        ("int32", (2,), [258, -2]),
    ),
    (
        "IDX trailing bytes",
        bytes.fromhex("00000B01 00000001 0102 FF"),
        ("IDX202", 10, "1 int16 = 2 bytes of payload", "3 bytes = 1 element and 1 byte"),
        ("int16", (1,), [258]),
    ),
    (
        "NORB trailing bytes",
        bytes.fromhex("564C3D1E 01000000 01000000 01000000 01000000 0201 FF"),
        ("NRB202", 22, "1 int16 = 2 bytes of payload", "3 bytes = 1 element and 1 byte"),
        ("int16", (1,), [258]),
    ),
]
NAMES = [case[0] for case in LENIENT]


class Dribble(io.RawIOBase):
    """A file object that cannot seek and gives one byte at a time."""

    def __init__(self, data: bytes) -> None:
        self._bytes = iter(data)

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, view: Any, /) -> int:  # noqa: ANN401 - any buffer
        """Read one byte."""
        for byte in self._bytes:
            view[0] = byte
            return 1
        return 0


def feed(descriptor: int, data: bytes) -> None:
    """Write `data` into a pipe and close it."""
    with open(descriptor, "wb") as into:
        into.write(data)


@pytest.mark.parametrize("case", LENIENT, ids=NAMES)
def test_strict_refuses(case: tuple[str, bytes, tuple[str, int, str, str], Any]) -> None:
    """The strict reading, the default, names place, expected, found and the next step."""
    with pytest.raises(ValueError, match=r"; next: ") as caught:
        idxcheck.load(case[1])
    error = caught.value
    assert isinstance(error, idxcheck.FormatError)
    code, offset, expected, actual = case[2]
    finding = error.finding
    assert (finding.code, finding.offset) == (code, offset)
    assert (finding.expected, finding.actual) == (expected, actual)
    assert finding.hint
    message = str(error)
    assert message.startswith(f"<bytes>: {code} {finding.name} at {offset:#x}: ")
    assert f"; expected {expected}; found {actual}; " in message
    assert message.endswith(f"; next: {finding.hint}")


@pytest.mark.parametrize("way", ["bytes", "gzip", "dribble", "file"])
@pytest.mark.parametrize("case", LENIENT, ids=NAMES)
def test_lenient_reads(
    case: tuple[str, bytes, Any, tuple[str, tuple[int, ...], Any]], way: str, tmp_path: Path
) -> None:
    """The lenient reading gives the matrix, native-endian, wherever the bytes come from."""
    _, data, _, (dtype, shape, values) = case
    path = tmp_path / "file"
    path.write_bytes(data)
    targets: dict[str, Any] = {
        "bytes": data,
        "gzip": gzip.compress(data),
        "dribble": Dribble(data),
        "file": path,
    }
    array = idxcheck.load(targets[way], strict=False)
    assert (array.dtype, array.shape, array.tolist()) == (np.dtype(dtype), shape, values)
    assert array.dtype.isnative
    assert array.flags.writeable


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(("letter", "dtype"), [("q", "int64"), ("i", "int32")])
def test_long_magic_through_a_pipe(letter: str, dtype: str, order: str) -> None:
    """The element size is told by the length alone, which a pipe gives only at its end."""
    numbers = range(-1000, 1000)
    data = struct.pack(f"{order}Ii3i2000{letter}", 0x1E3D4C58, 2, 1000, 2, 1, *numbers)
    reading, writing = os.pipe()
    with open(reading, "rb") as pipe:  # noqa: PTH123 - a descriptor
        feeder = threading.Thread(target=feed, args=[writing, data])
        feeder.start()
        array = idxcheck.load(pipe, strict=False)
        feeder.join()
    assert (array.dtype, array.shape) == (np.dtype(dtype), (1000, 2))
    assert array.dtype.isnative
    assert array.reshape(-1).tolist() == list(numbers)
    assert idxcheck.load(gzip.compress(data), strict=False).tolist() == array.tolist()


def test_swapped_floats_keep_their_bits() -> None:
    """A signalling NaN in a byte-swapped NORB file is turned round, not converted."""
    data = struct.pack(">Ii3i2I", 0x1E3D4C51, 1, 2, 1, 1, 0x7F800001, 0x80000000)
    array = idxcheck.load(data, strict=False)
    assert array.view(np.uint32).tolist() == [0x7F800001, 0x80000000]


def test_lenient_keeps_judging() -> None:
    """A cut payload, a negative size and a rank of 12 stay errors."""
    cut = bytes.fromhex("564C3D1E 01000000 02000000 01000000 01000000 0201")
    negative = bytes.fromhex("564C3D1E 01000000 FFFFFFFF 01000000 01000000 0201")
    twelve = struct.pack("<Ii12ib", 0x1E3D4C57, 12, *[1] * 12, 5)
    for data, code in ((cut, "NRB201"), (negative, "NRB103"), (twelve, "NRB102")):
        with pytest.raises(idxcheck.FormatError) as caught:
            idxcheck.load(data, strict=False)
        assert caught.value.finding.code == code


def test_format_error_pickles() -> None:
    """An error crosses to another process with its finding."""
    with pytest.raises(idxcheck.FormatError) as caught:
        idxcheck.load(bytes.fromhex("00000B01 00000001 01"))
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - our own bytes
    assert isinstance(copy, idxcheck.FormatError)
    assert copy.finding == caught.value.finding
    assert str(copy) == str(caught.value)
    assert copy.finding.offset == 9
