"""What an adapter wrote is taken where it is a file of reasonable size, and nothing else is."""

import os
import sys
from pathlib import Path

import pytest

from idxcheck.conformance.answers import Fault, Written
from idxcheck.conformance.protocols.written import written

NO_FILE = Fault("error", "what it wrote is no regular file")


def test_a_file(tmp_path: Path) -> None:
    """Its bytes come back, those of line ends too; no file is no error."""
    (tmp_path / "file").write_bytes(b"a\r\n\x1a")
    assert written(tmp_path / "file") == Written(b"a\r\n\x1a")
    assert written(tmp_path / "none") == Written(None)


def test_a_large_file(tmp_path: Path) -> None:
    """16 MiB are taken, not one byte more."""
    path = tmp_path / "file"
    with path.open("wb") as file:
        file.truncate(16 << 20)
    assert written(path) == Written(bytes(16 << 20))
    with path.open("ab") as file:
        file.truncate((16 << 20) + 1)
    assert written(path) == Fault("error", "wrote a file of more than 16 MiB")


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes are those of POSIX")
def test_what_is_no_file(tmp_path: Path) -> None:
    """A link to a right file, a folder, and a pipe without an end are refused at once."""
    (tmp_path / "file").write_bytes(b"right")
    (tmp_path / "link").symlink_to(tmp_path / "file")
    os.mkfifo(tmp_path / "pipe")
    for each in (tmp_path / "link", tmp_path, tmp_path / "pipe"):
        assert written(each) == NO_FILE


def test_what_cannot_be_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the system is told."""
    (tmp_path / "file").write_bytes(b"right")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert written(tmp_path / "file") == Fault(
        "error", "what it wrote cannot be read: Permission denied"
    )
