"""`idxcheck digest`: three digests, in the layout of sha256sum."""

import gzip
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]

# Computed with sha256sum.
GOOD = "99dfdf5208bf6a61c1b88e00d5f7a184fbca64ad4cd2e6f95c3a17f36216a25e"
SHORT = "62094f0315336e8ab2f5f0efed90cfb71e48dfefce1007d991ed3cb0fd6eaa31"
PACKED = "ebcf5b711fb0d3d75d9186243d641495812e8d64177d91e9cae0e0461cdda5e5"
CUT_STREAM = "60c4f848600038331c4995bb22741e894c8d0fb22e4a315d17689f6ca8c0e110"
NORB = "e7fb647418dcb53413e6603cbee06fe2aeede32e60af4afa992b0956e46accaa"
CUT_NORB = "2dd5ae1096e258d15eee2b38720ec3669b09187aaceb65093b069b69bf82b58c"
NORB_VALUES = "554f63bdc01be564374dff704d05cb7bb3e2bdaae9d4226fe94f56ff28b83d60"
ELF = "9b51295c9e0832ef1bc258cf17f6fb6ab2244259118863beaae3fbeee4260daa"

GOOD_GZ = bytes.fromhex(
    "1f8b08000000000002036360e0606260600061664626661656360048943ee512000000"
)  # good.idx
NORB_FILE = bytes.fromhex("564c3d1e 01000000 02000000 01000000 01000000 0100feff")  # 1, -2
SHORT_FAULT = "IDX201 truncated-payload: 1 byte short"


@pytest.fixture
def norb(folder: Path) -> None:
    """A matrix of two int16 in NORB."""
    (folder / "n.mat").write_bytes(NORB_FILE)


@pytest.mark.usefixtures("norb")
def test_three_sections(idxcheck: Command, folder: Path) -> None:
    """The stored bytes, the content and the values as IDX, each under the path as given."""
    (folder / "g.gz").write_bytes(GOOD_GZ)
    run = idxcheck("digest", "good.idx", "./g.gz", "n.mat")
    assert (run.status, run.err) == (0, "")
    assert run.out == (
        "# as stored\n"
        f"{GOOD}  good.idx\n{PACKED}  ./g.gz\n{NORB}  n.mat\n"
        "# of the content, decompressed\n"
        f"{GOOD}  good.idx\n{GOOD}  ./g.gz\n{NORB}  n.mat\n"
        "# of the values, as an IDX file\n"
        f"{GOOD}  good.idx\n{GOOD}  ./g.gz\n{NORB_VALUES}  n.mat\n"
    )


@pytest.mark.usefixtures("norb")
@pytest.mark.parametrize(("of", "value"), [("stored", NORB), ("values", NORB_VALUES)])
def test_one_section(
    idxcheck: Command, monkeypatch: pytest.MonkeyPatch, of: str, value: str
) -> None:
    """--of prints one alone, without its heading; a file is read only once."""
    monkeypatch.setattr("idxcheck.cli.digest.hashlib.file_digest", None)  # a call would fail
    run = idxcheck("digest", "--of", of, "n.mat")
    assert (run.status, run.out) == (0, f"{value}  n.mat\n")


def test_a_damaged_matrix(idxcheck: Command, folder: Path) -> None:
    """It has no values, and the reason is told; the others are there, and the exit status 1."""
    run = idxcheck("digest", "short.idx")
    assert run.status == 1
    assert run.out == (
        f"# as stored\n{SHORT}  short.idx\n# of the content, decompressed\n{SHORT}  short.idx\n"
    )
    assert run.err == f"short.idx: no digest of the values: {SHORT_FAULT}\n"
    run = idxcheck("digest", "--of", "content", "short.idx")
    assert (run.status, run.out, run.err) == (0, f"{SHORT}  short.idx\n", "")
    (folder / "n.mat").write_bytes(NORB_FILE + b"\0")
    assert idxcheck("digest", "--of", "values", "n.mat").out == ""
    (folder / "n.mat").write_bytes(NORB_FILE[:-2])
    run = idxcheck("digest", "n.mat", "--format=json")
    assert json.loads(run.out)["files"][0]["digests"] == {"stored": CUT_NORB, "content": CUT_NORB}


def test_a_cut_stream(idxcheck: Command, folder: Path) -> None:
    """Nobody knows its content; the stored bytes have a digest all the same."""
    (folder / "g.gz").write_bytes(GOOD_GZ[:-9])
    run = idxcheck("digest", "g.gz")
    assert run.status == 1
    assert run.out == f"# as stored\n{CUT_STREAM}  g.gz\n"
    assert run.err.startswith(
        "g.gz: no digest of the content or of the values: TRN101 truncated-stream: "
    )


def test_no_matrix(idxcheck: Command, folder: Path) -> None:
    """What is no matrix, and too long to be read as one, has the digests of its bytes."""
    (folder / "x").write_bytes(b"\x7fELF" + bytes(2 << 20))
    run = idxcheck("digest", "x", "--format", "json")
    (file,) = json.loads(run.out)["files"]
    assert (run.status, file["digests"]) == (1, {"stored": ELF, "content": ELF})
    assert list(file["left_out"]) == ["values"]


def test_double_compression_is_looked_through(idxcheck: Command, folder: Path) -> None:
    """The content is what is inside, as for every reader."""
    (folder / "g.gz").write_bytes(gzip.compress(GOOD_GZ))
    run = idxcheck("digest", "--of", "values", "g.gz")
    assert (run.status, run.out) == (0, f"{GOOD}  g.gz\n")


def test_unreadable(idxcheck: Command) -> None:
    """A missing file is status 4, which beats 1; the others are there."""
    run = idxcheck("digest", "missing", "short.idx", "good.idx")
    assert run.status == 4
    assert run.err.splitlines() == [
        (
            "missing: no digest as stored, of the content or of the values: TRN107 unreadable:"
            " the file could not be read: No such file or directory"
        ),
        f"short.idx: no digest of the values: {SHORT_FAULT}",
    ]
    assert [line.partition("  ")[2] for line in run.out.splitlines() if line[0] != "#"] == [
        "short.idx",
        "good.idx",
        "short.idx",
        "good.idx",
        "good.idx",
    ]


def test_a_limit(idxcheck: Command, folder: Path) -> None:
    """A third layer is not looked into: status 4, and the stored bytes have their digest."""
    (folder / "g.gz").write_bytes(gzip.compress(gzip.compress(GOOD_GZ)))
    run = idxcheck("digest", "g.gz", "--format", "json")
    (file,) = json.loads(run.out)["files"]
    assert (run.status, list(file["digests"])) == (4, ["stored"])
    assert idxcheck("digest", "--of", "stored", "g.gz").status == 0


def test_a_file_that_goes_away(
    idxcheck: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the bytes cannot be read a second time, the digest is left out."""
    (folder / "g.gz").write_bytes(GOOD_GZ[:-9])

    def refuse(*_: object) -> None:
        raise OSError("gone")

    monkeypatch.setattr("idxcheck.cli.digest.hashlib.file_digest", refuse)
    run = idxcheck("digest", "--of", "stored", "g.gz")
    assert (run.status, run.out) == (1, "")
    assert run.err.startswith("g.gz: no digest as stored: TRN101 truncated-stream: ")


def test_standard_input(idxcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is called - as sha256sum calls it; of a cut stream nothing is left to read again."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD_GZ)))
    assert idxcheck("digest", "--of=stored", "-").out == f"{PACKED}  -\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD_GZ[:-9])))
    run = idxcheck("digest", "--of=stored", "-")
    assert (run.status, run.out) == (1, "")
    assert run.err.startswith("<stdin>: no digest as stored: TRN101 truncated-stream: ")


def test_json(idxcheck: Command, folder: Path) -> None:
    """Digests by name, the known files, and why one is left out."""
    labels = bytes.fromhex("544c3d1e 01000000 ec5e0000 01000000 01000000")
    labels += b"".join(number.to_bytes(4, "little") for number in range(5)) * 4860
    (folder / "x.bin").write_bytes(labels)
    run = idxcheck("digest", "x.bin", "short.idx", "--format", "json")
    content = "591ed90c090cb6724593e8de28180bd602095ee8ec82bd1a5ca30b488cd1d06e"
    assert json.loads(run.out) == {
        "schema_version": 1,
        "files": [
            {
                "path": "x.bin",
                "digests": {
                    "stored": content,
                    "content": content,
                    "values": "881e5a66a51d7cfbe3574ecb1ef937b54bf1eeb1047d67eb08075d5947e767f0",
                },
                "known": ["smallnorb/train-cat", "smallnorb/test-cat"],
                "left_out": {},
            },
            {
                "path": "short.idx",
                "digests": {"stored": SHORT, "content": SHORT},
                "known": [],
                "left_out": {"values": SHORT_FAULT},
            },
        ],
        "exit_code": 1,
    }


def test_sha256_alone(idxcheck: Command, folder: Path) -> None:
    """Of a file that is known by another algorithm it is the sha256 all the same."""
    header = bytes.fromhex("544c3d1e 01000000 e8710000 01000000 01000000")  # NORB: sha1
    (folder / "n.mat.gz").write_bytes(gzip.compress(header + bytes(4 * 29160)))
    run = idxcheck("digest", "n.mat.gz", "--format", "json")
    (file,) = json.loads(run.out)["files"]
    assert [len(value) for value in file["digests"].values()] == [64, 64, 64]


def test_a_folder_and_outputs(idxcheck: Command, folder: Path) -> None:
    """A folder stands for its matrix files; a format goes to a file, never over what it reads."""
    for name in ("short.idx", "warn.idx", "note.idx"):
        (folder / name).unlink()
    run = idxcheck("digest", "--of", "stored", ".", "--format", "text=sums")
    assert (run.status, run.out) == (0, "")
    assert (folder / "sums").read_bytes() == f"{GOOD}  good.idx\n".encode()
    assert idxcheck("digest", "good.idx", "--format", "text=good.idx", "--force").status == 2


@pytest.mark.parametrize(
    ("paths", "error"),
    [
        (["-", "-"], "Error: standard input can be read only once\n"),
        (["empty"], "Error: no IDX or NORB file in empty\n"),
    ],
)
def test_wrong_use(idxcheck: Command, folder: Path, paths: list[str], error: str) -> None:
    """Standard input twice, and folders without a matrix."""
    (folder / "empty").mkdir()
    run = idxcheck("digest", *paths)
    assert (run.status, run.out, run.err) == (2, "", error)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("a b.idx", f"{GOOD}  a b.idx\n"),
        ("a\nb.idx", f"\\{GOOD}  a\\nb.idx\n"),
        ("a\\nb.idx", f"\\{GOOD}  a\\\\nb.idx\n"),
        ("a\r.idx", f"\\{GOOD}  a\\r.idx\n"),
        ("a\x1b.idx", f"{GOOD}  a\x1b.idx\n"),
    ],
)
def test_names(idxcheck: Command, folder: Path, name: str, line: str) -> None:
    """Names are written as sha256sum writes them."""
    (folder / "good.idx").rename(folder / name)
    assert idxcheck("digest", "--of", "stored", name).out == line


def test_a_terminal_is_shown_escapes(
    idxcheck: Command, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What would repaint a terminal is shown as an escape there."""
    (folder / "good.idx").rename(folder / "a\x1b.idx")
    monkeypatch.setattr("idxcheck.cli.digest.is_terminal", lambda _stream: True)
    assert idxcheck("digest", "--of", "stored", "a\x1b.idx").out == f"{GOOD}  a\\x1b.idx\n"
    idxcheck("digest", "--of", "stored", "a\x1b.idx", "--format", "text=sums")
    assert (folder / "sums").read_text(encoding="utf-8") == f"{GOOD}  a\x1b.idx\n"


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="there is no sha256sum")
def test_sha256sum_agrees(
    process: Callable[..., subprocess.CompletedProcess[bytes]], folder: Path
) -> None:
    """`sha256sum -c` reads what is printed, for names of every kind, on a pipe or in a file."""
    for name in (b"\xff.idx", "ü\n\\.idx".encode(), b"*\x1b.idx", b"-"):
        (folder / os.fsdecode(name)).write_bytes(GOOD_GZ)
    run = process("digest", "--of", "stored", ".", "--format", "text", "--format", "text=sums")
    assert (run.returncode, run.stderr) == (0, b"")
    assert run.stdout.count(b"\n") == 8
    for sums in (run.stdout, (folder / "sums").read_bytes()):
        checked = subprocess.run(
            ["sha256sum", "--check", "--strict"],  # noqa: S607 - wherever it is
            input=sums,
            capture_output=True,
            check=False,
            cwd=folder,
        )
        assert (checked.returncode, checked.stderr) == (0, b"")
        assert checked.stdout.count(b": OK\n") == 8


def test_no_heading_over_nothing(idxcheck: Command) -> None:
    """Where no file can be digested nothing is printed."""
    run = idxcheck("digest", "missing")
    assert (run.status, run.out) == (4, "")
