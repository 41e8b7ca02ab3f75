"""fetch: where files are written, and what is not overwritten."""

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from idxcheck.datasets import FetchError, RetryPolicy, fetch
from idxcheck.datasets.events import Event
from idxcheck.errors import UsageError
from idxcheck.registry import DataSet

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

MakeToy = Callable[..., DataSet]

AT_ONCE = RetryPolicy(backoff=0.0)
NAME = "test-labels-idx1-ubyte"
FILE = f"{NAME}.gz"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the file belongs, and something else is."""
    (tmp_path / "toy").mkdir()
    path = tmp_path / "toy" / FILE
    path.write_bytes(b"mine")
    return path


def test_a_read_only_file(
    site: "Site", toy: DataSet, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even by force it is not replaced, as by no other command, and nothing is asked for."""
    monkeypatch.setattr(os, "access", lambda name, how: (name, how) != (place, os.W_OK))
    with pytest.raises(FetchError) as caught:
        fetch(toy, tmp_path, force=True, retry=AT_ONCE)
    assert (caught.value.errno, caught.value.filename) == (errno.EACCES, str(place))
    why = "the file is read-only; next: make it writable or move it away"
    assert caught.value.strerror == why
    assert place.read_bytes() == b"mine"
    assert site.requests == []


def test_read_only_meanwhile(  # noqa: PLR0913 - fixtures
    *,
    site: "Site",
    toy: DataSet,
    body: bytes,
    place: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Nor one that was made read-only while the other came."""
    site.give("/a/" + FILE, body)
    frozen: list[Path] = []
    monkeypatch.setattr(os, "access", lambda name, _how: name not in frozen)

    def tell(event: Event) -> None:
        if event.kind == "received":
            frozen.append(place)

    with pytest.raises(FetchError, match="the file is read-only; next: "):
        fetch(toy, tmp_path, force=True, progress=tell, retry=AT_ONCE)
    assert place.read_bytes() == b"mine"
    assert list(place.parent.iterdir()) == [place]


def test_the_mode_of_a_replaced_file(
    site: "Site", toy: DataSet, body: bytes, place: Path, tmp_path: Path
) -> None:
    """It stays what it was."""
    site.give("/a/" + FILE, body)
    place.chmod(0o640)
    fetch(toy, tmp_path, force=True, retry=AT_ONCE)
    assert place.read_bytes() == body
    assert place.stat().st_mode & 0o777 == 0o640


def test_a_full_disk(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """A file that cannot be written is named; it is not tried again, the others come."""
    resource = pytest.importorskip("resource", reason="Windows limits no file sizes")
    site.give_all("/a/", stored)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, before[1]))
    try:
        with pytest.raises(FetchError) as caught:
            fetch(make_toy("a/"), tmp_path, part="test", retry=AT_ONCE)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    images = tmp_path / "toy" / "test-images-idx3-ubyte.gz"
    assert (caught.value.errno, caught.value.strerror) == (errno.EFBIG, "File too large")
    assert caught.value.filename == str(images)
    (failure,) = caught.value.failures.values()
    assert isinstance(failure, OSError)
    assert failure.filename == str(images)
    assert site.requests == ["/a/test-images-idx3-ubyte.gz", "/a/test-labels-idx1-ubyte.gz"]
    assert list(images.parent.iterdir()) == [images.parent / FILE]


def test_a_disk_that_is_full_at_the_end(
    site: "Site", toy: DataSet, body: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What turns out when the file is synced is told in the same way, and nothing stays."""

    def fsync(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    site.give("/a/" + FILE, body)
    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(FetchError) as caught:
        fetch(toy, tmp_path, retry=AT_ONCE)
    assert (caught.value.errno, caught.value.strerror) == (28, "No space left on device")
    assert caught.value.filename == str(tmp_path / "toy" / FILE)
    assert len(site.requests) == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written(
    toy: DataSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the file that was wanted, not a temporary one."""

    def mkdtemp(*_arguments: str | None) -> str:
        raise PermissionError(errno.EACCES, "Permission denied", "/a/temporary/name")

    monkeypatch.setattr(tempfile, "mkdtemp", mkdtemp)
    with pytest.raises(FetchError) as caught:
        fetch(toy, tmp_path, retry=AT_ONCE)
    assert (caught.value.errno, caught.value.strerror) == (13, "Permission denied")
    assert caught.value.filename == str(tmp_path / "toy" / FILE)
    (failure,) = caught.value.failures.values()
    assert isinstance(failure, PermissionError)
    assert failure.filename == str(tmp_path / "toy" / FILE)


@pytest.mark.parametrize(
    ("folder", "shown"), [("a\0b", r"'a\x00b'"), ("\ud800", r"'\ud800'"), (b"x", "b'x'"), (5, "5")]
)
def test_a_folder_that_is_none(toy: DataSet, folder: str, shown: str) -> None:
    """A name that no folder can have is the caller's mistake."""
    with pytest.raises(UsageError) as caught:
        fetch(toy, folder)
    assert str(caught.value).startswith(f"no folder can have the name {shown}: ")


@pytest.mark.parametrize(("name", "shown"), [(5, "5"), (None, "None"), (b"mnist", "b'mnist'")])
def test_a_data_set_that_is_none(tmp_path: Path, name: str, shown: str) -> None:
    """So is a data set that is neither a name nor one."""
    with pytest.raises(UsageError) as caught:
        fetch(name, tmp_path)
    message = f"a data set is a name, such as 'mnist', or a DataSet, not {shown}"
    assert str(caught.value) == message
