"""The lines of a shell that ask an IDXP adapter once more."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from idxcheck.conformance.protocols.idxp_lines import piped
from idxcheck.conformance.protocols.json_lines import JsonLines
from idxcheck.vectors import Reading

FAKE = Path(__file__).with_name("json_fakes") / "fake.py"
FLOAT = Reading("float32", (1,), (0x3F800000,))


def served(fault: str) -> JsonLines:
    """Return the adapter of a fake with one fault, which is never started here."""
    return JsonLines([sys.executable, str(FAKE), fault])


def test_start_and_stop() -> None:
    """Without a question there are these two, and the command is quoted."""
    assert piped(["./my adapter"]) == (
        'python3 -c "import json; [print(json.dumps(each)) for each in'
        " [{'op': 'start', 'version': 1, 'scratch': '.', 'seq': 0}, {'op': 'stop', 'seq': 1}]]\""
        " | './my adapter'"
    )


def test_the_command_that_is_shown() -> None:
    """It stands in the lines in place of the one that is run."""
    adapter = JsonLines(["/long/path/adapter"], shown=["./adapter"])
    assert adapter.reproducer(b"", ".idx").endswith(" | ./adapter")


@pytest.mark.skipif(sys.platform == "win32", reason="the lines are pasted into a shell of Unix")
def test_reproducers(tmp_path: Path) -> None:
    """The lines ask a command anew what it was asked, in any folder."""
    (tmp_path / "python3").symlink_to(sys.executable)
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
