"""The lines to paste into a shell: they are run, and show what they say."""

import json
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from idxcheck.array import load, save
from idxcheck.conformance.reproducing import (
    call_of,
    reproducer_of_rewrite,
    reproducer_of_write,
    reproducer_python,
    shell_line_that_makes,
    shell_line_that_shows,
)
from idxcheck.vectors import Reading

LABELS = bytes.fromhex("00000801 00000003 050004")


def run(line: str, folder: Path) -> str:
    """Return what a line prints, run by this interpreter with `folder` as the current one."""
    assert line.startswith('python3 -c "')
    assert line.endswith('"')
    script = line[len('python3 -c "') : -1]
    ended = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", script],
        cwd=folder,
        env={**os.environ, "TMPDIR": str(folder), "TEMP": str(folder)},
        capture_output=True,
        check=True,
        text=True,
    )
    return ended.stdout


def test_a_line_that_makes_a_file() -> None:
    """The bytes stand there in hexadecimal digits."""
    assert shell_line_that_makes(LABELS, "case.idx") == (
        "python3 -c \"open('case.idx', 'wb').write(bytes.fromhex('0000080100000003050004'))\""
    )


@pytest.mark.parametrize("size", [0, 512, 513, 65536])
def test_the_file_is_made(tmp_path: Path, size: int) -> None:
    """Of any size; a large one is compressed, so that the line stays short."""
    line = shell_line_that_makes(b"\xa5" * size, "case.idx")
    assert len(line) < 1200
    run(line, tmp_path)
    assert (tmp_path / "case.idx").read_bytes() == b"\xa5" * size


def test_a_file_is_shown(tmp_path: Path) -> None:
    """Its bytes are printed as digits."""
    (tmp_path / "case.idx").write_bytes(LABELS)
    assert run(shell_line_that_shows("case.idx"), tmp_path) == "0000080100000003050004\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no POSIX shell of its own")
def test_a_posix_shell_runs_it(tmp_path: Path) -> None:
    """`sh` finds `python3`, and changes nothing between the quotes."""
    (tmp_path / "python3").symlink_to(sys.executable)
    line = f"{shell_line_that_makes(LABELS, 'case.idx')} && {shell_line_that_shows('case.idx')}"
    ended = subprocess.run(  # noqa: S603 - our own line
        ["/bin/sh", "-c", line],
        cwd=tmp_path,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        check=True,
    )
    assert ended.stdout == b"0000080100000003050004\n"


def test_a_reader_reads_again(tmp_path: Path) -> None:
    """The line calls the function by its module, and prints what it returns."""
    line = reproducer_python(LABELS, ".idx", call_of(load, "read"))
    assert line == (
        'python3 -c "import pathlib, tempfile, idxcheck.array;'
        " p = pathlib.Path(tempfile.mkdtemp(), 'case.idx');"
        " p.write_bytes(bytes.fromhex('0000080100000003050004'));"
        ' print(repr(idxcheck.array.load(str(p))))"'
    )
    assert run(line, tmp_path) == "array([5, 0, 4], dtype=uint8)\n"


def test_a_large_file_is_read_again(tmp_path: Path) -> None:
    """Its bytes are compressed in the line."""
    data = bytes.fromhex("00000801 00010000") + bytes(65536)
    line = reproducer_python(data, ".idx", "idxcheck.array:load")
    assert len(line) < 500
    assert run(line, tmp_path).startswith("array([0, 0, 0, ..., 0, 0, 0]")


def test_a_writer_writes_again(tmp_path: Path) -> None:
    """The line holds the array, and prints the bytes that are written."""
    reading = Reading("float32", (1, 2), (0x3F800000, 0x7FA00001))
    line = reproducer_of_write(reading, ".idx", call_of(save, "write"))
    assert "numpy.frombuffer(bytes.fromhex('0000803f0100a07f'), '<f4').reshape((1, 2))" in line
    assert run(line, tmp_path) == "00000d0200000001000000023f8000007fa00001\n"


def test_a_file_is_read_and_written_again(tmp_path: Path) -> None:
    """Each function is called by its own module."""
    line = reproducer_of_rewrite(LABELS, ".idx", "idxcheck.array:load", "idxcheck:save")
    assert line.startswith('python3 -c "import pathlib, tempfile, idxcheck.array, idxcheck; ')
    assert run(line, tmp_path) == "0000080100000003050004\n"


@pytest.fixture
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A module of one file in the current folder, which no other folder can import."""
    file = tmp_path / "my_reader.py"
    file.write_text(
        "def read(path):\n    return 'mine'\n\nclass Made:\n    @staticmethod\n"
        "    def read(path):\n        return 'made'\n"
    )
    module = ModuleType("my_reader")
    module.__file__ = str(file)
    exec(file.read_text(), module.__dict__)  # noqa: S102 - written above
    monkeypatch.setitem(sys.modules, "my_reader", module)
    monkeypatch.chdir(tmp_path)
    return module


def test_a_function_in_a_file(alone: ModuleType, tmp_path: Path) -> None:
    """It is run from its file, which the line names as seen from here."""
    call = call_of(alone.read, "read")
    assert call == "my_reader.py:read"
    line = reproducer_python(b"", ".idx", call)
    assert line.endswith("print(repr(runpy.run_path('my_reader.py')['read'](str(p))))\"")
    assert run(line, tmp_path) == "'mine'\n"


def test_a_name_that_pytest_made_up(alone: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module of a package that is nowhere is named by its file."""
    alone.__name__ = "_tox.py.my_reader"
    alone.read.__module__ = alone.__name__
    monkeypatch.setitem(sys.modules, alone.__name__, alone)
    assert call_of(alone.read, "read") == "my_reader.py:read"


def test_a_method_in_a_file(alone: ModuleType, tmp_path: Path) -> None:
    """A function of a class is found as well."""
    call = call_of(alone.Made.read, "read")
    assert call == "my_reader.py:Made.read"
    assert run(reproducer_python(b"", ".idx", call), tmp_path) == "'made'\n"


def test_a_file_elsewhere(
    alone: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """From another folder the whole path is needed."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert call_of(alone.read, "read") == f"{(tmp_path / 'my_reader.py').as_posix()}:read"


def test_a_file_that_cannot_be_quoted(alone: ModuleType, tmp_path: Path) -> None:
    """A name that a shell would change is not put into a line."""
    alone.__file__ = str(tmp_path / "my $reader.py")
    assert call_of(alone.read, "read") == "read"


def test_an_installed_module_of_one_file(alone: ModuleType) -> None:
    """It is imported: its file is nobody's concern."""
    alone.__file__ = "/usr/lib/python3/dist-packages/my_reader.py"
    assert call_of(alone.read, "read") == "my_reader:read"


def test_functions_that_have_a_name() -> None:
    """A module in a package, a package itself, and what is written in C are imported."""
    assert call_of(load, "read") == "idxcheck.array:load"
    assert call_of(json.load, "read") == "json:load"
    assert call_of(abs, "read") == "builtins:abs"


def test_functions_without_a_name() -> None:
    """What no other process can find is called as it is said."""

    def local(path: str) -> str:
        return path

    class Callable:
        def __call__(self, path: str) -> str:
            return path

        def method(self, path: str) -> str:
            return path

    assert call_of(local, "read") == "read"
    assert call_of(lambda path: path, "write") == "write"
    assert call_of(Callable(), "read") == "read"
    assert call_of(Callable().method, "read") == "read"
    assert call_of(Reading("uint8", (), (1,)).payload, "read") == "read"
    assert reproducer_python(b"", ".idx", "read").endswith('print(repr(read(str(p))))"')
