"""open_output(): other processes at the same name, and being killed at any moment."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import idxcheck
from idxcheck import output
from idxcheck.output import open_output

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="signals, limits and /proc")

OLD = bytes.fromhex("00000801 00000003 6F6C64")
NEW = bytes.fromhex("00000801 00100000") + b"n" * (1 << 20)


def names(folder: Path) -> list[str]:
    """Return the names in `folder`, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def write(path: Path, content: bytes, meanwhile: Callable[[], object]) -> None:
    """Write `content` to `path`; call `meanwhile` before it is complete."""
    with open_output(path) as file:
        file.write(content)
        meanwhile()


def run(code: str, *arguments: Path | str) -> subprocess.CompletedProcess[str]:
    """Run `code` in an interpreter of its own."""
    command = [sys.executable, "-c", code, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, text=True)  # noqa: S603 - our own interpreter


def test_name_taken_meanwhile(tmp_path: Path) -> None:
    """A file that appears at the name of a new one is replaced by it."""
    path = tmp_path / "m"
    write(path, b"ours", lambda: path.write_bytes(b"theirs"))
    assert path.read_bytes() == b"ours"
    assert names(tmp_path) == ["m"]


def test_folder_at_the_name_meanwhile(tmp_path: Path) -> None:
    """A folder that appears at the name stays, and nothing is left beside it."""
    path = tmp_path / "m"
    with pytest.raises(IsADirectoryError):
        write(path, b"ours", path.mkdir)
    assert names(tmp_path) == ["m"]


@pytest.mark.parametrize("nameless", [True, False])
def test_temporary_name_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, nameless: bool
) -> None:
    """A temporary name that another has is left alone and a further one is tried."""
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE")
    (tmp_path / "taken.tmp").write_bytes(b"another's")
    (tmp_path / "m").write_bytes(b"old")
    monkeypatch.setattr(output, "_temporary_names", lambda: iter(["taken.tmp", "free.tmp"]))
    with open_output(tmp_path / "m") as file:
        file.write(b"new")
    assert (tmp_path / "m").read_bytes() == b"new"
    assert (tmp_path / "taken.tmp").read_bytes() == b"another's"
    assert names(tmp_path) == ["m", "taken.tmp"]


@pytest.mark.parametrize("nameless", [True, False])
def test_no_temporary_name_free(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, nameless: bool
) -> None:
    """The tries are counted."""
    if not nameless:
        monkeypatch.delattr(os, "O_TMPFILE")
    (tmp_path / "m").write_bytes(b"old")
    (tmp_path / ".idxcheck-61616161.tmp").write_bytes(b"another's")
    asked = iter([b"aaaa"] * 100)
    monkeypatch.setattr(os, "urandom", lambda _: next(asked))
    with pytest.raises(FileExistsError, match="no name is free"), open_output(tmp_path / "m"):
        pass
    assert list(asked) == []
    assert (tmp_path / "m").read_bytes() == b"old"
    assert names(tmp_path) == [".idxcheck-61616161.tmp", "m"]


def test_temporary_file_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who removes the temporary file is told of by the system, once."""
    monkeypatch.delattr(os, "O_TMPFILE")
    with pytest.raises(FileNotFoundError):
        write(tmp_path / "m", b"new", lambda: next(tmp_path.iterdir()).unlink())
    assert names(tmp_path) == []


CONCURRENT = """
import sys
import numpy as np
import idxcheck
path, value = sys.argv[1], int(sys.argv[2])
for _ in range(40):
    idxcheck.save(path, np.full(20_000, value, np.uint8))
    values = set(idxcheck.load(path).tolist())
    assert len(values) == 1 and values <= {1, 2, 3}
"""


def test_several_processes_at_once(tmp_path: Path) -> None:
    """Each reader sees one writer's whole file, and in the end one stands alone."""
    path = tmp_path / "m.idx"
    command = [sys.executable, "-c", CONCURRENT, str(path)]
    writers = [subprocess.Popen([*command, value]) for value in "123"]  # noqa: S603 - our own interpreter
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert names(tmp_path) == ["m.idx"]


KILLED_AT = """
import os, signal, sys
from idxcheck.output import open_output
path, call, moment = sys.argv[1:]
real = getattr(os, call)

def killing(*arguments, **options):
    if moment == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    real(*arguments, **options)
    os.kill(os.getpid(), signal.SIGKILL)

setattr(os, call, killing)
with open_output(path) as file:
    file.write(bytes.fromhex("00000801 00100000"))
    file.write(b"n" * (1 << 20))
"""


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("call", ["fdopen", "fchmod", "fsync", "link", "replace"])
def test_killed_at_each_step(call: str, moment: str, tmp_path: Path) -> None:
    """Between any two steps the name holds the old file or the new one, whole.

    The one moment that leaves a second name, of the complete new file, is that between the
    two calls that put it in the old one's place: no system has one call that does both.
    """
    path = tmp_path / "m.idx"
    path.write_bytes(OLD)
    done = run(KILLED_AT, path, call, moment)
    assert done.returncode == -signal.SIGKILL, done.stderr
    replaced = (call, moment) == ("replace", "after")
    assert path.read_bytes() == (NEW if replaced else OLD)
    between = (call, moment) in {("link", "after"), ("replace", "before")}
    rest = [name for name in names(tmp_path) if name != "m.idx"]
    assert len(rest) == between
    assert all((tmp_path / name).read_bytes() == NEW for name in rest)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("call", ["fdopen", "fsync", "link"])
def test_new_file_killed_at_each_step(call: str, moment: str, tmp_path: Path) -> None:
    """A new file is there whole or not at all, and nothing else ever is."""
    done = run(KILLED_AT, tmp_path / "m.idx", call, moment)
    assert done.returncode == -signal.SIGKILL, done.stderr
    if (call, moment) == ("link", "after"):
        assert names(tmp_path) == ["m.idx"]
        assert (tmp_path / "m.idx").read_bytes() == NEW
    else:
        assert names(tmp_path) == []


LOOP = """
import sys
from idxcheck.output import open_output
print(flush=True)
while True:
    for letter in (b"a", b"n"):
        with open_output(sys.argv[1]) as file:
            file.write(bytes.fromhex("00000801 00100000"))
            file.write(letter * (1 << 20))
"""


@pytest.mark.slow
@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_killed_at_any_moment(suffix: str, tmp_path: Path) -> None:
    """However a process that saves over and over is killed, one whole file stands there."""
    path = tmp_path / f"m.idx{suffix}"
    path.write_bytes(OLD)
    command = [sys.executable, "-c", LOOP, str(path)]
    for wait in range(12):
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:  # noqa: S603 - our own interpreter
            assert process.stdout is not None
            process.stdout.readline()
            time.sleep(0.003 + 0.0071 * wait)
            process.kill()
        array = idxcheck.load(path)
        assert array.tobytes() in (b"a" * (1 << 20), b"n" * (1 << 20), b"old")
        rest = [name for name in names(tmp_path) if name != path.name]
        for name in rest:  # the moment between two calls: a whole file, never a part
            assert idxcheck.load(tmp_path / name).shape == (1 << 20,)
            (tmp_path / name).unlink()
        assert len(rest) <= 1


FULL = """
import errno, os, resource, signal, sys
from idxcheck.output import open_output
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    with open_output(sys.argv[1]) as file:
        file.write(os.urandom(1 << 20))
except OSError as error:
    print(errno.errorcode[error.errno])
"""


@pytest.mark.parametrize("suffix", ["", ".gz", ".xz", ".bz2"])
def test_no_room_for_the_file(suffix: str, tmp_path: Path) -> None:
    """A file that does not fit leaves the old one, and a new one is not there at all."""
    path = tmp_path / f"m.idx{suffix}"
    done = run(FULL, path)
    assert (done.stdout, done.stderr) == (f"{errno.errorcode[errno.EFBIG]}\n", "")
    assert names(tmp_path) == []
    path.write_bytes(OLD)
    done = run(FULL, path)
    assert (done.stdout, done.stderr) == ("EFBIG\n", "")
    assert path.read_bytes() == OLD
    assert names(tmp_path) == [path.name]


def test_interrupted_between_link_and_replace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C between the two calls takes the second name away again."""

    def interrupt(*_: Any, **__: Any) -> None:  # noqa: ANN401 - as os.replace
        assert len(names(tmp_path)) == 2
        raise KeyboardInterrupt

    (tmp_path / "m").write_bytes(b"old")
    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt), open_output(tmp_path / "m") as file:
        file.write(b"new")
    assert names(tmp_path) == ["m"]
    assert (tmp_path / "m").read_bytes() == b"old"
