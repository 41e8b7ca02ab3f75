"""open_output(): a file is replaced by a complete one or not at all."""

import bz2
import errno
import gzip
import lzma
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from idxcheck import output
from idxcheck.output import open_output

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links, modes and FIFOs")


@pytest.fixture(params=["nameless", "named", "without /proc"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How the temporary file is made: as Linux can, or as every system can."""
    way = str(request.param)
    if way == "nameless" and not hasattr(os, "O_TMPFILE"):
        pytest.skip("the system has no files without a name")
    if way == "named":
        monkeypatch.delattr(os, "O_TMPFILE", raising=False)
    elif way == "without /proc":
        monkeypatch.setattr(output, "DESCRIPTORS", Path("/nowhere/fd"))
    return way


@pytest.fixture
def umask() -> Iterator[int]:
    """An unusual umask for the time of the test."""
    before = os.umask(0o027)
    yield 0o027
    os.umask(before)


def names(folder: Path) -> list[str]:
    """Return the names in `folder`, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


def mode(path: Path) -> int:
    """Return the permissions of a file."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.usefixtures("way", "umask")
def test_new_file(tmp_path: Path) -> None:
    """A new file has the mode any new file has, and is there only at the end."""
    path = tmp_path / "new"
    with open_output(path) as file:
        file.write(b"content")
        assert not path.exists()
    assert path.read_bytes() == b"content"
    assert mode(path) == 0o640
    assert names(tmp_path) == ["new"]


@pytest.mark.usefixtures("way", "umask")
@pytest.mark.parametrize("permissions", [0o600, 0o640, 0o777, 0o664])
def test_replaced_file(permissions: int, tmp_path: Path) -> None:
    """The old file stays until the end, then gives its place and its mode."""
    path = tmp_path / "old"
    path.write_bytes(b"old")
    path.chmod(permissions)
    with open_output(str(path)) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
        assert stat.S_IMODE(os.fstat(file.fileno()).st_mode) == 0o600
    assert path.read_bytes() == b"new"
    assert mode(path) == permissions
    assert names(tmp_path) == ["old"]


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("existed", [True, False])
@pytest.mark.parametrize("suffix", ["", ".gz", ".xz", ".bz2"])
def test_exception_on_the_way(suffix: str, tmp_path: Path, *, existed: bool) -> None:
    """Whatever goes wrong in the block, nothing has happened."""

    def write() -> None:
        with open_output(path) as file:
            file.write(b"half")
            raise KeyboardInterrupt

    path = tmp_path / f"m.idx{suffix}"
    if existed:
        path.write_bytes(b"old")
    with pytest.raises(KeyboardInterrupt):
        write()
    assert names(tmp_path) == ([path.name] if existed else [])
    assert not existed or path.read_bytes() == b"old"


@pytest.mark.parametrize("existed", [True, False])
@pytest.mark.parametrize("call", ["fsync", "link", "replace"])
def test_failing_system_call(
    call: str, way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, existed: bool
) -> None:
    """A disk that fills up in the last moment leaves the old file and no litter."""

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "m.idx"
    if existed:
        path.write_bytes(b"old")
    unused = {"nameless": () if existed else ("replace",)}.get(way, ("link",))
    monkeypatch.setattr(os, call, fail)
    if call in unused:
        with open_output(path) as file:
            file.write(b"new")
        assert path.read_bytes() == b"new"
    else:
        with pytest.raises(OSError, match="No space left"), open_output(path) as file:
            file.write(b"new")
        assert not existed or path.read_bytes() == b"old"
    assert names(tmp_path) == (["m.idx"] if existed or call in unused else [])


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("existed", [True, False])
@pytest.mark.parametrize("target", ["sub/real", "absolute"])
def test_symbolic_link(target: str, tmp_path: Path, *, existed: bool) -> None:
    """A link, relative or absolute, dangling or not, is followed and stays."""
    (tmp_path / "sub").mkdir()
    real = tmp_path / "sub" / "real"
    if existed:
        real.write_bytes(b"old")
    goal = str(real) if target == "absolute" else target
    link = tmp_path / "link"
    link.symlink_to(goal)
    with open_output(link) as file:
        file.write(b"new")
    assert os.readlink(link) == goal  # noqa: PTH115 - as it stands
    assert real.read_bytes() == b"new"
    assert names(tmp_path / "sub") == ["real"]


@pytest.mark.parametrize(
    ("suffix", "undo"),
    [(".gz", gzip.decompress), (".xz", lzma.decompress), (".bz2", bz2.decompress), ("", bytes)],
)
def test_compression(suffix: str, undo: Callable[[bytes], bytes], tmp_path: Path) -> None:
    """The suffix of the name as given decides, not that of what a link stands for."""
    (tmp_path / "real").write_bytes(b"old")
    link = tmp_path / f"link{suffix}"
    link.symlink_to("real")
    with open_output(link) as file:
        file.write(b"content")
    assert undo((tmp_path / "real").read_bytes()) == b"content"


def test_gzip_header(tmp_path: Path) -> None:
    """No time and no name: the same content gives the same bytes."""
    with open_output(tmp_path / "m.gz") as file:
        file.write(b"content")
    assert (tmp_path / "m.gz").read_bytes()[:10].hex() == "1f8b08000000000000ff"


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="descriptors are counted there")
@pytest.mark.usefixtures("way")
def test_no_descriptor_is_left(tmp_path: Path) -> None:
    """Everything that was opened is closed."""
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - no paths are needed
    for _ in range(3):
        with open_output(tmp_path / "m") as file:
            file.write(b"content")
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208 - no paths are needed


def test_read_only_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be written is not replaced either, although its folder allows it."""
    path = tmp_path / "frozen"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "access", lambda name, how: (name, how) != (path, os.W_OK))
    with pytest.raises(PermissionError, match=r"read-only: '.*frozen'"), open_output(path):
        pass
    assert path.read_bytes() == b"old"
    assert names(tmp_path) == ["frozen"]


@pytest.mark.usefixtures("way")
def test_missing_folder(tmp_path: Path) -> None:
    """The error names the file that was asked for."""
    with pytest.raises(FileNotFoundError) as caught, open_output(tmp_path / "no" / "m.idx"):
        pass
    assert caught.value.filename == str(tmp_path / "no" / "m.idx")


@pytest.mark.usefixtures("way")
@pytest.mark.parametrize("name", ["m" * 255, "\u6f22" * 85], ids=["ASCII", "three bytes each"])
def test_longest_name(name: str, tmp_path: Path) -> None:
    """A name as long as the system takes leaves room for the temporary one."""
    path = tmp_path / name
    for content in (b"first", b"second"):
        with open_output(path) as file:
            file.write(content)
        assert path.read_bytes() == content
    assert len(names(tmp_path)) == 1


def test_system_without_fchmod(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a mode cannot be given to an open file the file is written all the same."""
    monkeypatch.delattr(os, "fchmod")
    path = tmp_path / "m"
    path.write_bytes(b"old")
    with open_output(path) as file:
        file.write(b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("named", [True, False])
def test_without_replacing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, named: bool) -> None:
    """A file that exists, or comes to exist while another is written, is left alone."""
    if named:
        monkeypatch.delattr(os, "O_TMPFILE")
    old, late = tmp_path / "old", tmp_path / "late"
    old.write_bytes(b"old")
    with pytest.raises(FileExistsError, match="the file exists"), open_output(old, replace=False):
        pytest.fail("nothing is to be written")
    with pytest.raises(FileExistsError), open_output(late, replace=False) as file:  # noqa: PT012 - the race
        file.write(b"ours")
        late.write_bytes(b"theirs")
    assert (old.read_bytes(), late.read_bytes()) == (b"old", b"theirs")
    with open_output(tmp_path / "new", replace=False) as file:
        file.write(b"ours")
    assert (tmp_path / "new").read_bytes() == b"ours"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["late", "new", "old"]
