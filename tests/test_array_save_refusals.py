"""save(): what is refused before a file is touched, and writing to file objects."""

import io
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import idxcheck

LONGDOUBLE = [(np.zeros(1, np.longdouble), "array.astype('float64')")]
REFUSED: list[tuple[Any, str]] = [
    (np.zeros(1, np.int64), "if the values fit, save array.astype('int32')"),
    ([1, 2], "if the values fit, save array.astype('int32')"),
    (np.zeros(1, ">u2"), "if the values fit, save array.astype('int32')"),
    (np.zeros(1, np.uint32), "if the values fit, save array.astype('int32')"),
    (np.zeros(1, np.uint64), "if the values fit, save array.astype('int32')"),
    (np.zeros(1, bool), "save array.astype('uint8')"),
    (np.zeros(1, np.float16), "save array.astype('float32')"),
    *(LONGDOUBLE if np.dtype(np.longdouble).itemsize > 8 else []),
    (np.zeros(1, complex), "save array.real.astype('float64') and array.imag"),
    (np.array([None]), "convert it to numbers first, e.g. array.astype('float64')"),
    (["7"], "convert it to numbers first, e.g. array.astype('float64')"),
    ([b"7"], "convert it to numbers first, e.g. array.astype('float64')"),
    (np.zeros(1, "M8[s]"), "convert it to numbers first, e.g. array.astype('float64')"),
    (np.zeros(1, "m8[s]"), "convert it to numbers first, e.g. array.astype('float64')"),
    (np.zeros(1, "i4,f4"), "convert it to numbers first, e.g. array.astype('float64')"),
    (np.zeros(1, "V4"), "convert it to numbers first, e.g. array.astype('float64')"),
    (np.ma.zeros(3, np.uint8), "no file holds a mask; save array.filled(VALUE)"),
    ([[1, 2], [3]], "numpy makes no array of what was given"),
]


@pytest.mark.parametrize(("array", "advice"), REFUSED, ids=lambda each: str(each)[:30])
def test_refused(array: Any, advice: str, tmp_path: Path) -> None:  # noqa: ANN401 - any array
    """What no file can hold is refused with what to save instead; no file is touched."""
    old = tmp_path / "old.idx"
    old.write_bytes(b"old")
    for path in (old, tmp_path / "new.idx", tmp_path / "missing" / "new.idx"):
        with pytest.raises(idxcheck.UsageError) as caught:
            idxcheck.save(path, array)
        assert advice in str(caught.value)
    assert old.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [old]


@pytest.mark.skipif(np.lib.NumpyVersion(np.__version__) < "2.0.0", reason="new in numpy 2")
def test_strings_of_any_length() -> None:
    """Strings and other newer dtypes have no byte order to ask for and are refused like the others."""
    words = np.array(["a"], np.dtypes.StringDType())
    with pytest.raises(idxcheck.UsageError, match="convert it to numbers first"):
        idxcheck.save(io.BytesIO(), words, "idx")


def test_unknown_format(tmp_path: Path) -> None:
    """A name without a known suffix needs the format; only the two there are exist."""
    array = np.zeros(1, np.uint8)
    wrong: Any = "hdf5"
    with pytest.raises(idxcheck.UsageError, match="tells no format; pass format='idx' or"):
        idxcheck.save(tmp_path / "m.bin", array)
    with pytest.raises(idxcheck.UsageError, match="tells no format"):
        idxcheck.save(io.BytesIO(), array)
    with pytest.raises(idxcheck.UsageError, match="format is 'idx' or 'norb', not 'hdf5'"):
        idxcheck.save(tmp_path / "m.idx", array, wrong)
    with pytest.raises(idxcheck.UsageError, match="format is 'idx' or 'norb', not ''"):
        idxcheck.save(tmp_path / "m.idx", array, wrong[:0])
    assert list(tmp_path.iterdir()) == []


class Unbuffered(io.RawIOBase):
    """A raw file that takes at most three bytes a call, and then maybe none."""

    def __init__(self, *answers: int | None) -> None:
        self.taken = bytearray()
        self._answers = list(answers)

    def write(self, data: Any, /) -> int | None:  # noqa: ANN401 - any buffer
        """Take some bytes."""
        if self._answers:
            return self._answers.pop(0)
        self.taken += bytes(data[:3])
        return min(3, len(data))


class Silent:
    """A file object whose write() returns nothing."""

    def __init__(self) -> None:
        self.taken = b""

    def write(self, data: memoryview) -> None:
        """Take all bytes."""
        self.taken += bytes(data)


def test_file_objects(tmp_path: Path) -> None:
    """A binary file object is written as it stands, whole, and left open."""
    array = np.arange(20, dtype=">i2")[::2]
    expected = struct.pack(">HBBI10h", 0, 0x0B, 1, 10, *range(0, 20, 2))
    with (tmp_path / "m.idx.gz").open("w+b") as file:
        file.write(b"before")
        idxcheck.save(file, array)
        assert not file.closed
        file.seek(0)
        assert file.read() == b"before" + expected
    raw: Any = Unbuffered()
    idxcheck.save(raw, array, "idx")
    assert raw.taken == expected
    silent: Any = Silent()
    idxcheck.save(silent, array, "idx")
    assert silent.taken == expected


def test_file_object_that_takes_nothing() -> None:
    """A non-blocking file that is full is told from one that took everything."""
    for answer in (None, 0):
        full: Any = Unbuffered(answer)
        with pytest.raises(BlockingIOError, match="takes no bytes now"):
            idxcheck.save(full, np.zeros(3, np.uint8), "idx")


def test_no_place_to_write_to(tmp_path: Path) -> None:
    """Text files, closed files and what is no file are a misuse."""
    array = np.zeros(3, np.uint8)
    wrong: Any = 3
    text: Any = io.StringIO()
    encoded: Any = b"m.idx"
    for target in (wrong, text, encoded):
        with pytest.raises(idxcheck.UsageError, match="give a path or a binary file"):
            idxcheck.save(target, array, "idx")
    closed = io.BytesIO()
    closed.close()
    with pytest.raises(idxcheck.UsageError, match="the file object is closed"):
        idxcheck.save(closed, array, "idx")
    (tmp_path / "m.idx").write_bytes(b"old")
    with (tmp_path / "m.idx").open("rb") as file, pytest.raises(OSError, match="write"):
        idxcheck.save(file, array, "idx")


def test_a_dash_is_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What load reads as standard input is not silently a file."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(idxcheck.UsageError, match=r"pass sys\.stdout\.buffer"):
        idxcheck.save("-", np.zeros(1, np.uint8), "idx")
    assert list(tmp_path.iterdir()) == []


def test_arguments_in_the_wrong_order(tmp_path: Path) -> None:
    """An array in the place of the path is said to be that."""
    with pytest.raises(idxcheck.UsageError, match="cannot write to ndarray; give a path"):
        idxcheck.save(np.zeros(1, np.uint8), tmp_path / "x.idx")  # type: ignore[arg-type] # the mistake itself
