"""The harness of docs/vectors.md, run as a user would, with a reader that shares no code."""

import doctest
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "vectors.md").read_text(encoding="utf-8")
# Written from spec/*.md; it goes by the bytes alone.
READER = """\
import bz2, lzma, math, struct, sys, zlib

IDX = {8: "uint8 B", 9: "int8 b", 11: "int16 h", 12: "int32 i", 13: "float32 I", 14: "float64 Q"}
NORB = {81: "float32 I", 83: "float64 Q", 84: "int32 i", 85: "uint8 B", 86: "int16 h", 87: "int8 b"}

def unwrap(data, decompressor):
    content = b""
    while data:
        stream = decompressor()
        content += stream.decompress(data)
        assert stream.eof
        data = stream.unused_data.lstrip(b"\\0")
    return content

def read(data):
    if data.startswith(b"\\x1f\\x8b"):
        return read(unwrap(data, lambda: zlib.decompressobj(31)))
    if data.startswith(b"BZh"):
        return read(unwrap(data, bz2.BZ2Decompressor))
    if data.startswith(b"\\xfd7zXZ\\0"):
        return read(unwrap(data, lzma.LZMADecompressor))
    if data[:2] == b"\\0\\0":
        order, rank, (element, code) = ">", data[3], IDX[data[2]].split()
        assert rank
        shape, end = struct.unpack_from(f">{rank}I", data, 4), 4 + 4 * rank
    else:
        assert data[1:4] == b"\\x4c\\x3d\\x1e"
        order, rank, (element, code) = "<", *struct.unpack_from("<i", data, 4), NORB[data[0]].split()
        assert 1 <= rank <= 11
        slots, end = struct.unpack_from(f"<{max(3, rank)}i", data, 8), 8 + 4 * max(3, rank)
        shape = slots[:rank]
        assert min(shape) > 0 and set(slots[rank:]) <= {1}
    size = struct.calcsize("=" + code)
    assert len(data) == end + math.prod(shape) * size
    values = struct.unpack(f"{order}{math.prod(shape)}{code}", data[end:])
    return element, shape, [f"{each:0{2 * size}x}" if element[0] == "f" else each for each in values]

try:
    element, shape, values = read(open(sys.argv[1], "rb").read())
except Exception as error:
    print("rejected", repr(error))
else:
    print("ok", element, *shape)
    for each in values:
        print(each)
"""


def block(language: str, number: int = 0) -> str:
    """Return a code block of the page."""
    found: list[str] = re.findall(rf"^```{language}\n([^`]*)^```$", PAGE, re.MULTILINE)
    return found[number]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that shows the fixtures."""
    (tmp_path / "fixtures").symlink_to(ROOT / "fixtures")
    return tmp_path


@pytest.fixture
def few(tmp_path: Path) -> Path:
    """A folder with the fixtures on two clauses of IDX."""
    (tmp_path / "fixtures" / "idx").mkdir(parents=True)
    for pattern in ("y_4.1_*", "n_4.4_*"):
        for file in (ROOT / "fixtures" / "idx").glob(pattern):
            shutil.copy(file, tmp_path / "fixtures" / "idx")
    return tmp_path


def harness(folder: Path, program: str | None = None) -> list[str]:
    """Run the page's shell harness in `folder`; return what it prints.

    `program`, in Python, is the reader; without one it is the `reader` that is there.
    """
    reader = folder / "reader"
    if program is not None:
        (folder / "reader.py").write_text(program, encoding="utf-8")
        start = f'exec "{sys.executable}" -IS reader.py "$1"'
        reader.write_text(f"#!/bin/sh\n{start}\n", encoding="utf-8")
    reader.chmod(0o755)
    run = subprocess.run(  # noqa: S603 - the page's own harness
        ["/bin/sh", "-c", block("sh")],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stderr == ""
    return run.stdout.splitlines()


@pytest.mark.slow
def test_a_right_reader_passes(folder: Path) -> None:
    """It reads every y_ file as its answer says, and refuses every n_ file."""
    assert harness(folder, READER) == []


@pytest.mark.slow
def test_the_page_s_program_passes(folder: Path) -> None:
    """The page's Python program answers every file so that the page's harness finds no fault.

    To start it for each would take minutes: it answers all in one process, then `cat` does.
    """
    call = "answer(sys.argv[1])"
    assert block("python").count(call) == 1
    run_all = """
import contextlib, pathlib
for file in pathlib.Path("fixtures").glob("*/[yn]_*"):
    place = pathlib.Path("answers", file)
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.open("w") as out, contextlib.redirect_stdout(out):
        answer(str(file))
"""
    (folder / "all.py").write_text(block("python").replace(call, run_all), encoding="utf-8")
    subprocess.run([sys.executable, "all.py"], cwd=folder, check=True)
    unsupported = [
        file.name
        for file in (folder / "answers").rglob("*")
        if file.is_file() and file.read_text(encoding="ascii").startswith("unsupported")
    ]
    assert sorted(unsupported) == [
        "y_2.4_rank-255.idx",
        "y_2.4_rank-65.idx",
        "y_3.2_two-largest-sizes-and-zero.idx",
    ]
    (folder / "reader").write_text('#!/bin/sh\nexec cat "answers/$1"\n', encoding="utf-8")
    assert harness(folder) == []


def test_an_unsupported_file_is_no_fault(few: Path) -> None:
    """What a reader does not take is neither read nor refused, but no invalid file may be so."""
    lines = harness(few, "print('unsupported', 'rank')")
    assert {line.partition("4.4_")[0] for line in lines} == {"not refused: fixtures/idx/n_"}
    assert len(lines) == len([*few.glob("fixtures/idx/n_*")])


def test_wrong_readers_fail(few: Path) -> None:
    """One that does not swap gives other numbers; one that dies has not refused."""
    swap = 'struct.unpack(f"{order}'
    assert READER.count(swap) == 1
    assert harness(few, READER) == []
    lines = harness(few, READER.replace(swap, 'struct.unpack(f"<'))
    assert lines
    assert {line.partition("4.1_")[0] for line in lines} == {"not read: fixtures/idx/y_"}
    assert [line for line in lines if "int8" in line] == []
    readable = [*few.glob("fixtures/idx/y_*.expected")]
    lines = harness(few, "import sys; sys.exit(1)")
    assert len(lines) == len(readable) + len([*few.glob("fixtures/idx/n_*")])


@pytest.mark.parametrize(
    ("vector", "first"),
    [
        ("idx/y_1.1_*.idx", "ok uint8 3\n5\n0\n4\n"),
        ("idx/n_1.1_empty-file.idx", "rejected "),
    ],
)
def test_the_python_program(folder: Path, vector: str, first: str) -> None:
    """The page's Python program answers as the page says."""
    (file, *_) = sorted((folder / "fixtures").glob(vector))
    (folder / "program.py").write_text(block("python"), encoding="utf-8")
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "program.py", str(file)],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert run.stdout.startswith(first)


def test_the_python_session(tmp_path: Path) -> None:
    """The page's Python session prints what it shows."""
    test = doctest.DocTestParser().get_doctest(block("python", 1), {}, "page", str(tmp_path), 0)
    assert test.examples
    output: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=output.append)
    assert "".join(output) == ""
