"""Where a repair reads and writes: files, pipes, in place with a backup."""

import contextlib
import gzip
import io
import os
import shutil
import stat
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from idxcheck.errors import UsageError
from idxcheck.output import open_output
from idxcheck.repair import RefusalError, files, repair

GOOD = bytes.fromhex("00000802 00000003 00000003 010203040506070809")
PADDED = GOOD + b"\0"


def names(folder: Path) -> list[str]:
    """Return the names in `folder`, in order."""
    return sorted(path.name for path in folder.iterdir())


def test_in_place(damaged: Path, tmp_path: Path) -> None:
    """The result takes the file's name and mode, the damaged file stays beside it."""
    damaged.chmod(0o640)
    [step] = repair(damaged, None)
    assert step.code == "IDX202"
    assert damaged.read_bytes() == GOOD
    assert (tmp_path / "in.bak").read_bytes() == PADDED
    assert stat.S_IMODE(damaged.stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "in.bak").stat().st_mode) == 0o640
    assert names(tmp_path) == ["in", "in.bak"]


def test_in_place_by_its_own_name(tmp_path: Path) -> None:
    """The file's own name says how the result is packed."""
    path = tmp_path / "in.gz"
    path.write_bytes(PADDED)
    repair(path, None)
    assert gzip.decompress(path.read_bytes()) == GOOD


def test_in_place_through_a_link(damaged: Path, tmp_path: Path) -> None:
    """A symbolic link stays one; the backup stands beside the link."""
    (tmp_path / "there").mkdir()
    link = tmp_path / "there" / "link"
    link.symlink_to(damaged)
    repair(link, None)
    assert link.is_symlink()
    assert damaged.read_bytes() == GOOD
    assert (tmp_path / "there" / "link.bak").read_bytes() == PADDED
    assert names(tmp_path) == ["in", "there"]


def test_backup_that_exists(damaged: Path, tmp_path: Path) -> None:
    """A backup replaces nothing, be it a link that leads nowhere."""
    (tmp_path / "in.bak").symlink_to("nowhere")
    with pytest.raises(UsageError, match=r"in\.bak' exists, and a backup replaces nothing"):
        repair(damaged, None)
    assert damaged.read_bytes() == PADDED
    assert names(tmp_path) == ["in", "in.bak"]


def test_backup_of_a_file_that_is_mended(damaged: Path, tmp_path: Path) -> None:
    """A second repair in place finds nothing to do, whatever its backup would replace."""
    repair(damaged, None)
    with pytest.raises(RefusalError, match="nothing to repair: the file is valid"):
        repair(damaged, None)
    assert (tmp_path / "in.bak").read_bytes() == PADDED


def test_in_place_refused(tmp_path: Path) -> None:
    """Where nothing is mended there is no backup either."""
    path = tmp_path / "in"
    path.write_bytes(GOOD)
    with pytest.raises(RefusalError):
        repair(path, None)
    assert names(tmp_path) == ["in"]


def test_backup_that_came_meanwhile(
    damaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup that another run made in the meantime is left alone, and so is the file."""
    (tmp_path / "in.bak").write_bytes(b"another")
    monkeypatch.setattr(os.path, "lexists", lambda _: False)
    with pytest.raises(FileExistsError) as caught:
        repair(damaged, None)
    assert caught.value.filename == str(tmp_path / "in.bak")
    assert damaged.read_bytes() == PADDED
    assert (tmp_path / "in.bak").read_bytes() == b"another"


@pytest.fixture
def no_links(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file system on which a file has one name only, as far as backups see."""
    link = os.link

    def refuse(source: str, target: str, **options: int) -> None:
        if target.endswith(".bak"):
            raise PermissionError(1, "no links here")
        link(source, target, **options)  # type: ignore[arg-type]  # the options of os.link

    monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("no_links")
def test_backup_by_copy(damaged: Path, tmp_path: Path) -> None:
    """Where a file can have one name only the backup is a copy, with mode and times."""
    damaged.chmod(0o640)
    os.utime(damaged, (1_000_000_000, 1_000_000_000))
    repair(damaged, None)
    copy = tmp_path / "in.bak"
    assert (damaged.read_bytes(), copy.read_bytes()) == (GOOD, PADDED)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o640
    assert copy.stat().st_mtime == 1_000_000_000
    assert names(tmp_path) == ["in", "in.bak"]


@pytest.mark.usefixtures("no_links")
def test_backup_that_cannot_be_copied(
    damaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a copy is removed, and the file stays as it was."""

    def full(*_: object) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(shutil, "copyfileobj", full)
    with pytest.raises(OSError, match="no space left"):
        repair(damaged, None)
    assert damaged.read_bytes() == PADDED
    assert names(tmp_path) == ["in"]


def test_result_that_cannot_take_the_name(
    damaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the result does not get its name, the backup goes: the file stands where it was."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(5, "input/output error")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="input/output error"):
        repair(damaged, None)
    assert damaged.read_bytes() == PADDED
    assert names(tmp_path) == ["in"]


def test_interrupt_once_the_name_is_taken(
    damaged: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The backup stays when the result has its name already, whatever happens then."""

    @contextlib.contextmanager
    def interrupted(path: str, *, replace: bool, compress: bool) -> Iterator[IO[bytes]]:
        with open_output(path, replace=replace, compress=compress) as file:
            yield file
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "open_output", interrupted)
    with pytest.raises(KeyboardInterrupt):
        repair(damaged, None)
    assert damaged.read_bytes() == GOOD
    assert (tmp_path / "in.bak").read_bytes() == PADDED


def test_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash is standard input, which is read once."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PADDED)))
    repair("-", tmp_path / "out")
    assert (tmp_path / "out").read_bytes() == GOOD


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_named_pipe(tmp_path: Path) -> None:
    """A pipe is read once, though a repair looks at the bytes several times."""
    pipe = tmp_path / "in"
    os.mkfifo(pipe)
    data = gzip.compress(gzip.compress(PADDED))
    writer = threading.Thread(target=pipe.write_bytes, args=(data,))
    writer.start()
    repair(pipe, tmp_path / "out.gz")
    writer.join()
    assert gzip.decompress((tmp_path / "out.gz").read_bytes()) == GOOD


def test_existing_result(damaged: Path, tmp_path: Path) -> None:
    """A result that exists is replaced unless that is not wanted, and only by a good one."""
    target = tmp_path / "out"
    target.write_bytes(b"old")
    with pytest.raises(FileExistsError):
        repair(damaged, target, replace=False)
    assert target.read_bytes() == b"old"
    damaged.write_bytes(PADDED[:-2])
    with pytest.raises(RefusalError):
        repair(damaged, target)
    assert target.read_bytes() == b"old"
    damaged.write_bytes(PADDED)
    repair(damaged, target)
    assert target.read_bytes() == GOOD
