"""IDXP/1: writing, whatever comes of it, and the lines that show it again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from idxcheck.conformance.answers import Answer, Fault, Rejected, Written
from idxcheck.conformance.protocols.json_lines import JsonLines
from idxcheck.vectors import Reading

FAKE = Path(__file__).with_name("json_fakes") / "fake.py"
FLOAT = Reading("float32", (1,), (0x3F800000,))


def served(fault: str) -> JsonLines:
    """Return the adapter of a fake with one fault."""
    return JsonLines([sys.executable, str(FAKE), fault], seconds=30.0)


def test_writing() -> None:
    """It is given the elements as in an answer, and what it wrote comes back."""
    with served("writes the request") as adapter:
        assert adapter.write(FLOAT, ".idx") == Written(
            b'{"element": "float32", "shape": [1], "values": ["3f800000"]}'
        )
        assert adapter.rewrite(b"any", ".mat") == Written(b"null")


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("writes nothing", Written(None)),
        ("writes a folder", Fault("error", "wrote no regular file")),
        ("writes too much", Fault("error", "wrote a file of more than 16 MiB")),
    ],
)
def test_writing_something_else(fault: str, expected: Answer) -> None:
    """No file, a folder and a terabyte are told."""
    with served(fault) as adapter:
        assert adapter.write(FLOAT, ".idx") == expected
        assert adapter.rewrite(b"any", ".idx") == expected


def test_a_written_file_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the system on what it wrote is told as such."""

    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", path.name)

    with served("writes the request") as adapter:
        monkeypatch.setattr(Path, "is_file", refuse)
        answer = adapter.write(FLOAT, ".idx")
    assert answer == Fault(
        "error", "wrote a file that cannot be read: [Errno 13] Permission denied: 'case.idx'"
    )


def test_a_refusal_to_write() -> None:
    """It is handed on; the file is not looked for."""
    with served("names the file") as adapter:
        assert adapter.write(FLOAT, ".idx") == Rejected("case.idx is bad")
        assert adapter.rewrite(b"any", ".idx") == Rejected("written.idx is bad")


@pytest.mark.skipif(sys.platform == "win32", reason="the lines are pasted into a shell of Unix")
def test_reproducers(tmp_path: Path) -> None:
    """The lines ask a command anew what it was asked, in any folder."""
    (tmp_path / "python").symlink_to(sys.executable)
    environment = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    shell = shutil.which("sh")
    assert shell is not None

    def printed(line: str) -> list[str]:
        found = subprocess.run(  # noqa: S603 - what a user would paste
            [shell, "-c", line],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return found.stdout.splitlines()

    adapter = served("names the file")
    read = printed(adapter.reproducer(b"\0\0\x08\x01", ".idx"))
    assert read[1:] == [
        '{"seq": 1, "rejected": {"message": "case.idx is bad"}}',
        '{"seq": 2, "stopped": true}',
    ]
    assert (tmp_path / "case.idx").read_bytes() == b"\0\0\x08\x01"
    adapter = served("writes the request")
    wrote = printed(adapter.writing_reproducer(FLOAT, ".idx"))
    assert wrote[1] == '{"seq": 1, "ok": {}}'
    assert bytes.fromhex(wrote[3]).startswith(b'{"element": "float32", "shape": [1]')
    assert printed(adapter.rewriting_reproducer(b"a", ".mat"))[3] == "6e756c6c"
