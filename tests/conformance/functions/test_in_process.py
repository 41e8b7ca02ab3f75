"""Python functions as an implementation under test."""

import os
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest

import idxcheck
from idxcheck.conformance.adapter import Adapter, Capabilities, Implementation
from idxcheck.conformance.answers import Fault, Leaked, Read, Rejected, Unsupported, Written
from idxcheck.conformance.functions import in_process
from idxcheck.conformance.functions.in_process import InProcess
from idxcheck.conformance.supervision import forking
from idxcheck.errors import UsageError
from idxcheck.vectors import Reading

pytestmark = pytest.mark.usefixtures("nothing_left")

LABELS = bytes.fromhex("00000801 00000003 050004")
READING = Reading("uint8", (3,), (5, 0, 4))


def cut(path: str) -> NoReturn:
    """A reader that refuses, and names the file."""
    raise ValueError(f"{path}: 1 byte short")


def mapped(path: str) -> np.ndarray[Any, Any]:
    """A reader that returns a map of the file, big-endian."""
    return np.memmap(path, ">i2", mode="r", offset=4, shape=(2,))


def test_a_right_reader_and_writer() -> None:
    """The functions are asked, and their answers told."""
    adapter: Adapter = InProcess(idxcheck.load, idxcheck.save)
    with adapter as entered:
        assert entered is adapter
        assert adapter.read(LABELS, ".idx") == Read(READING)
        assert adapter.read(LABELS, ".idx", heavy=True) == Read(READING)
        assert adapter.write(READING, ".idx") == Written(LABELS)
        assert adapter.rewrite(LABELS, ".idx") == Written(LABELS)


def test_who_answers() -> None:
    """The function's name stands for it, and the version of its package."""
    version = idxcheck.__version__
    expected = Implementation("idxcheck.array.load", version, "Python")
    assert InProcess(idxcheck.load).implementation == expected
    assert InProcess(idxcheck.load, name="ours").implementation.name == "ours"
    nameless = InProcess(lambda path: path).implementation
    assert nameless == Implementation("read", "", "Python")


def test_a_version_that_is_no_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is left out."""
    monkeypatch.setattr(idxcheck, "__version__", (1, 2), raising=False)
    assert InProcess(idxcheck.load).implementation.version == ""


def test_what_it_can() -> None:
    """Writing is claimed where there is a function for it, and nothing else ever."""
    assert InProcess(cut).capabilities == Capabilities(("read",))
    everything = Capabilities(("read", "write", "round-trip", "rewrite"))
    assert InProcess(cut, idxcheck.save).capabilities == everything


def test_nothing_to_tell() -> None:
    """A function is neither started nor stopped."""
    with InProcess(cut) as adapter:
        assert adapter.notes == ()
    assert adapter.fault_at_stop is None


def test_the_name_of_the_file() -> None:
    """Only its end tells anything, and no two files share a folder."""
    paths: list[str] = []

    def read(path: str) -> bytes:
        paths.append(path)
        Path(path).with_name("cache").write_bytes(b"left behind")
        return b""

    adapter = InProcess(read)
    adapter.read(LABELS, ".idx.gz")
    adapter.read(LABELS, "-idx1-ubyte")
    assert [Path(each).name for each in paths] == ["case.idx.gz", "case-idx1-ubyte"]
    assert Path(paths[0]).parent != Path(paths[1]).parent
    assert not any(Path(each).parent.exists() for each in paths)


@pytest.mark.parametrize("heavy", [False, True])
def test_a_map_of_the_file(*, heavy: bool) -> None:
    """What is read is copied before the file goes."""
    answer = InProcess(mapped).read(LABELS[:4] + b"\1\2\xff\xfe", ".idx", heavy=heavy)
    assert answer == Read(Reading("int16", (2,), (258, -2)))


def test_a_map_that_is_kept() -> None:
    """The reader may hold on to the file; where the system then keeps it, that is no fault."""
    kept: list[np.ndarray[Any, Any]] = []

    def read(path: str) -> np.ndarray[Any, Any]:
        kept.append(mapped(path))
        return kept[-1]

    assert InProcess(read).read(LABELS[:4] + b"\0\1\0\2", ".idx") == Read(
        Reading("int16", (2,), (1, 2))
    )
    kept.clear()


def test_refusals() -> None:
    """A declared exception refuses; the name of the folder, another one each time, goes."""
    assert InProcess(cut).read(LABELS, ".idx") == Rejected("case.idx: 1 byte short")
    leaked = Leaked("ValueError", "case.idx: 1 byte short")
    assert InProcess(cut, rejects=OSError).read(LABELS, ".idx") == leaked
    assert InProcess(cut, rejects=()).read(LABELS, ".idx") == leaked


def test_what_is_not_supported() -> None:
    """The reason is told without the name of the folder."""

    def read(path: str) -> NoReturn:
        raise NotImplementedError(f"{path} is compressed")

    assert InProcess(read).read(LABELS, ".gz") == Unsupported("case.gz is compressed")


def test_no_array() -> None:
    """A reader that returns nothing has not read."""
    answer = InProcess(lambda path: None).read(LABELS, ".idx")  # noqa: ARG005 - a reader takes a path
    assert answer == Fault("error", "read() returned NoneType, no array of numbers", accepted=True)


@pytest.mark.skipif(not forking.can_fork(), reason="there are no forks")
def test_heavy_files_are_read_elsewhere() -> None:
    """A reader that ends its process ends a child."""

    def read(path: str) -> NoReturn:  # noqa: ARG001 - a reader takes a path
        os._exit(1)

    answer = InProcess(read).read(LABELS, ".idx", heavy=True)
    assert answer == Fault("crash", "ended with status 1 without an answer")


def test_a_system_without_forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """No memory is measured there; who asks all the same is answered in this process."""
    monkeypatch.setattr(in_process, "can_fork", lambda: False)
    monkeypatch.setattr(in_process, "can_measure", lambda: False)
    here: list[int] = []
    adapter = InProcess(lambda path: here.append(len(path)))
    adapter.read(LABELS, ".idx", heavy=True)
    assert not adapter.measures_memory
    assert len(here) == 1


def test_an_exit_is_no_end() -> None:
    """A reader that calls sys.exit() does not end the run."""

    def read(path: str) -> NoReturn:  # noqa: ARG001 - a reader takes a path
        raise SystemExit(2)

    assert InProcess(read).read(LABELS, ".idx") == Leaked("SystemExit", "2")


def test_an_interrupt_passes() -> None:
    """Ctrl-C stops the run, and the file goes."""

    def read(path: str) -> NoReturn:  # noqa: ARG001 - a reader takes a path
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        InProcess(read).read(LABELS, ".idx")


def test_reproducers() -> None:
    """A line of a shell for each direction."""
    adapter = InProcess(idxcheck.load, idxcheck.save)
    assert "idxcheck.array.load(str(p))" in adapter.reproducer(LABELS, ".idx")
    assert "idxcheck.array.save(str(p), numpy.frombuffer(" in adapter.writing_reproducer(
        READING, ".idx"
    )
    rewriting = adapter.rewriting_reproducer(LABELS, ".idx")
    assert "idxcheck.array.save(str(q), idxcheck.array.load(str(p)))" in rewriting


def test_wrong_calls() -> None:
    """What cannot be called, and what is no exception, is refused at once."""
    with pytest.raises(UsageError, match=r"^read must be a function, got 'a.idx'$"):
        InProcess("a.idx")  # type: ignore[arg-type] # on purpose
    with pytest.raises(UsageError, match=r"^write must be a function, got True$"):
        InProcess(cut, True)  # type: ignore[arg-type] # noqa: FBT003 - on purpose
    with pytest.raises(UsageError, match=r"^rejects must be classes of exceptions, got 'ValueE"):
        InProcess(cut, rejects=("ValueError",))  # type: ignore[arg-type] # on purpose
    with pytest.raises(UsageError, match=r"^rejects must be classes of exceptions, got <class 'i"):
        InProcess(cut, rejects=int)  # type: ignore[arg-type] # on purpose
