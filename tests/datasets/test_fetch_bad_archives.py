"""fetch: zip archives that are damaged, or mean harm."""

import errno
import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import idxcheck.datasets.wanted
from idxcheck.datasets import RetryPolicy, fetch
from idxcheck.datasets.archives import unpack
from idxcheck.errors import FormatError
from idxcheck.registry import DataSet

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

MakeToy = Callable[..., DataSet]
Attempt = Callable[[bytes], str]

AT_ONCE = RetryPolicy(backoff=0.0)
NAME = "test-labels-idx1-ubyte"
FILE = f"{NAME}.gz"
MEMBER = f"packed/{FILE}"
CENTRAL = b"PK\x01\x02"  # how an entry of the directory at the end begins
END = b"PK\x05\x06"  # how the end of the directory begins
LOCAL = b"PK\x03\x04"  # how a member begins


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return file.getvalue()


def patched(archive: bytes, mark: bytes, offset: int, new: bytes) -> bytes:
    """Return `archive` with bytes replaced that far behind the first `mark`."""
    place = archive.index(mark) + offset
    return archive[:place] + new + archive[place + len(new) :]


@pytest.fixture
def attempt(site: "Site", make_toy: MakeToy, tmp_path: Path) -> Attempt:
    """Fetch a set of one file out of this archive; return the error. Nothing is left."""

    def run(archive: bytes) -> str:
        site.give("/a/toy.zip", archive)
        toy = make_toy("a/", names=[NAME], archive=archive)
        with pytest.raises(FormatError) as caught:
            fetch(toy, tmp_path / "in", retry=AT_ONCE)
        assert list(tmp_path.iterdir()) == []
        assert caught.value.finding.code == "TRN102"
        return caught.value.finding.message

    return run


def test_a_member_that_is_missing(attempt: Attempt) -> None:
    """A member in another folder, or by a dangerous path, is not the one."""
    members = {FILE: b"1", f"other/{FILE}": b"2", f"packed/../packed/{FILE}": b"3"}
    assert attempt(zipped(members)) == f"{MEMBER} cannot be unpacked: 0 members have this name"


@pytest.mark.filterwarnings("ignore:Duplicate name:UserWarning")
def test_two_members_of_a_name(attempt: Attempt) -> None:
    """Which of the two is meant, nobody knows."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(MEMBER, b"1")
        archive.writestr(MEMBER, b"2")
    assert attempt(file.getvalue()) == f"{MEMBER} cannot be unpacked: 2 members have this name"


def test_an_encrypted_member(attempt: Attempt) -> None:
    """An encrypted member is named so."""
    archive = patched(zipped({MEMBER: b"1"}), CENTRAL, 8, struct.pack("<H", 1))
    archive = patched(archive, LOCAL, 6, struct.pack("<H", 1))
    assert "is encrypted" in attempt(archive)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_compression_nobody_needs(attempt: Attempt, method: int) -> None:
    """Only what can be unpacked in bounded steps is."""
    message = attempt(zipped({MEMBER: bytes(100)}, method))
    assert message == f"{MEMBER} cannot be unpacked: its compression is {method}"


def test_a_size_that_is_claimed(attempt: Attempt, monkeypatch: pytest.MonkeyPatch) -> None:
    """A member that claims to be longer than the file can be is not begun."""
    monkeypatch.setattr(idxcheck.datasets.wanted, "SLACK", 1000)
    message = attempt(patched(zipped({MEMBER: bytes(100)}), CENTRAL, 24, b"\xff\xff\xff\x7f"))
    assert message == f"{MEMBER} cannot be unpacked: it claims 2147483647 bytes of at most 1041"


def test_a_bomb(attempt: Attempt, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that claims less than it holds gives no more than it claims."""
    monkeypatch.setattr(idxcheck.datasets.wanted, "SLACK", 1000)
    archive = zipped({MEMBER: bytes(1 << 24)})
    small = struct.pack("<I", 500)
    message = attempt(patched(patched(archive, CENTRAL, 24, small), LOCAL, 22, small))
    assert "Bad CRC-32" in message


@pytest.mark.parametrize("keep", [0, 10, 60, 120])
def test_a_truncated_archive(attempt: Attempt, stored: dict[str, bytes], keep: int) -> None:
    """Wherever it ends, the directory at the end is missing."""
    archive = zipped({MEMBER: stored[FILE]})
    assert len(archive) > 120
    assert attempt(archive[:keep]) == f"{MEMBER} cannot be unpacked: File is not a zip file"


@pytest.mark.parametrize("place", [1, 1 << 31, (1 << 32) - 2])
def test_a_directory_that_lies_elsewhere(attempt: Attempt, place: int) -> None:
    """Where it is said to begin there is none, or no file has such a place."""
    archive = patched(zipped({MEMBER: b"1"}), END, 16, struct.pack("<I", place))
    assert attempt(archive).startswith(f"{MEMBER} cannot be unpacked: ")


def test_a_cut_front(attempt: Attempt) -> None:
    """Without its first bytes a member would begin before the file."""
    archive = zipped({MEMBER: bytes(100)})
    assert attempt(archive[40:]) == f"{MEMBER} cannot be unpacked: [Errno 22] Invalid argument"


def test_a_place_beyond_all_files(attempt: Attempt) -> None:
    """A member may say that it begins where no file reaches."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        info = zipfile.ZipInfo(MEMBER)
        info.extra = struct.pack("<HHQ", 1, 8, (1 << 64) - 1)
        archive.writestr(info, b"1")
    data = patched(file.getvalue(), CENTRAL, 42, b"\xff\xff\xff\xff")
    assert attempt(data).startswith(f"{MEMBER} cannot be unpacked: ")


def test_an_archive_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system cannot read is no fault of the archive."""

    def fail(_path: Path) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(zipfile, "ZipFile", fail)
    with pytest.raises(OSError, match="Input/output error"):
        unpack(tmp_path / "toy.zip", MEMBER, tmp_path / FILE, 100)


def test_a_damaged_member(attempt: Attempt) -> None:
    """A checksum that does not fit, and a stream that makes no sense."""
    data = bytes(range(256)) * 4
    whole = zipped({MEMBER: data}, zipfile.ZIP_STORED)
    assert "Bad CRC-32" in attempt(whole.replace(b"\x10\x11\x12", b"\x10\x10\x12", 1))


def test_a_damaged_stream(attempt: Attempt) -> None:
    """A deflate stream that makes no sense."""
    archive = patched(zipped({MEMBER: bytes(1000)}), LOCAL, 30 + len(MEMBER), b"\xff\xff\xff")
    assert "Error -3 while decompressing data" in attempt(archive)
