"""Python functions that write, as an implementation under test."""

import os
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest

import idxcheck
from idxcheck.conformance.answers import Fault, Rejected, Unsupported, Written
from idxcheck.conformance.functions.in_process import InProcess
from idxcheck.conformance.supervision import forking
from idxcheck.vectors import Reading

pytestmark = pytest.mark.usefixtures("nothing_left")

LABELS = bytes.fromhex("00000801 00000003 050004")
READING = Reading("uint8", (3,), (5, 0, 4))
ROWS = bytes.fromhex("00000802 80000000 00000000")
NO_ELEMENT = Reading("uint8", (2**31, 0), ())


def cut(path: str) -> NoReturn:
    """A reader that refuses, and names the file."""
    raise ValueError(f"{path}: 1 byte short")


def mapped(path: str) -> np.ndarray[Any, Any]:
    """A reader that returns a map of the file, big-endian."""
    return np.memmap(path, ">i2", mode="r", offset=4, shape=(2,))


@pytest.mark.skipif(not forking.can_fork(), reason="there are no forks")
def test_heavy_files_are_written_elsewhere() -> None:
    """Also what is written of many rows without an element, and what is read of such a file."""

    def end(*_: object) -> NoReturn:
        os._exit(1)

    crash = Fault("crash", "ended with status 1 without an answer")
    assert InProcess(cut, end).write(NO_ELEMENT, ".idx") == crash
    assert InProcess(end, idxcheck.save).rewrite(ROWS, ".idx") == crash
    right = InProcess(idxcheck.load, idxcheck.save)
    assert right.write(NO_ELEMENT, ".idx") == Written(ROWS)
    assert right.rewrite(ROWS, ".idx") == Written(ROWS)


def test_other_files_are_written_here() -> None:
    """Where a debugger stops."""
    here: list[str] = []

    def write(path: str, array: object) -> None:  # noqa: ARG001 - a writer takes these
        here.append(Path(path).name)

    adapter = InProcess(idxcheck.load, write)
    adapter.write(READING, ".idx")
    adapter.write(Reading("uint8", (), (7,)), ".idx")
    adapter.rewrite(LABELS, ".idx")
    assert here == ["written.idx"] * 3


def test_what_a_writer_gets() -> None:
    """A native-endian array that it may write to, and a path that does not exist."""
    seen: list[object] = []

    def write(path: str, array: np.ndarray[Any, Any]) -> None:
        seen.extend([Path(path).name, Path(path).exists(), array.dtype.isnative, array.tolist()])
        Path(path).write_bytes(b"written")

    answer = InProcess(cut, write).write(Reading("int32", (1, 2), (-1, 70000)), ".mat")
    assert answer == Written(b"written")
    assert seen == ["written.mat", False, True, [[-1, 70000]]]


def test_no_file_is_written() -> None:
    """A writer that writes nothing, or something else, has no file."""
    assert InProcess(cut, lambda path, array: None).write(READING, ".idx") == Written(None)  # noqa: ARG005 - a writer takes these
    made_a_folder = InProcess(cut, lambda path, array: Path(path).mkdir())  # noqa: ARG005 - see above
    assert made_a_folder.write(READING, ".idx") == Written(None)


def test_a_rank_beyond_numpy() -> None:
    """No writer can be given such an array."""
    answer = InProcess(cut, idxcheck.save).write(Reading("uint8", (1,) * 65, (1,)), ".idx")
    assert isinstance(answer, Unsupported)
    assert answer.reason.startswith("numpy has no such array: ")


def test_no_function_that_writes() -> None:
    """Nothing is asked of what was not given."""
    expected = Unsupported("no function that writes was given")
    assert InProcess(cut).write(READING, ".idx") == expected
    assert InProcess(cut).rewrite(LABELS, ".idx") == expected


def test_writing_what_was_read() -> None:
    """The writer gets the very array of the reader: read-only, big-endian, whatever it is."""

    def write(path: str, array: np.ndarray[Any, Any]) -> None:
        array[0] = 1
        Path(path).write_bytes(array.tobytes())

    answer = InProcess(mapped, write).rewrite(LABELS[:4] + b"\1\2\3\4", ".idx")
    assert answer == Rejected("assignment destination is read-only")
    assert InProcess(cut, write).rewrite(LABELS, ".idx") == Rejected("case.idx: 1 byte short")
