"""`idxcheck convert`: what it prints, when it refuses, and its exit status."""

import gzip
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck.cli import commands

IDX = bytes.fromhex("00000b02 00000002 00000003 000100020003000400050006")
NORB = bytes.fromhex("564c3d1e 02000000 02000000 03000000 01000000 010002000300040005000600")
INT64 = b"\x93NUMPY\1\0\x3a\0{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }\n" + bytes(8)

Convert = Callable[..., tuple[object, str, str]]


@pytest.fixture
def convert(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Convert:
    """Run `idxcheck convert` in a folder that holds a.idx; return status, output and errors."""
    (tmp_path / "a.idx").write_bytes(IDX)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[object, str, str]:
        with pytest.raises(SystemExit) as ended:
            commands.main(["convert", *arguments])
        return ended.value.code, *capsys.readouterr()

    return run


def test_one_line_tells_what_was_done(convert: Convert, tmp_path: Path) -> None:
    """The line names wrappers, format, type and shape of the input, and the output's format."""
    assert convert("a.idx", "b.mat.gz") == (
        0,
        "a.idx: IDX int16 2 x 3 -> b.mat.gz: gzip > NORB\n",
        "",
    )
    assert gzip.decompress((tmp_path / "b.mat.gz").read_bytes()) == NORB
    assert convert("b.mat.gz", "c.npy") == (
        0,
        "b.mat.gz: gzip > NORB int16 2 x 3 -> c.npy: npy\n",
        "",
    )
    assert convert("c.npy", "d.npz") == (0, "c.npy: npy int16 2 x 3 -> d.npz: npz\n", "")
    assert convert("d.npz", "e.idx") == (0, "d.npz: npz int16 2 x 3 -> e.idx: IDX\n", "")
    assert (tmp_path / "e.idx").read_bytes() == IDX


@pytest.mark.parametrize("flag", ["-q", "--quiet"])
def test_quiet(convert: Convert, tmp_path: Path, flag: str) -> None:
    """With -q nothing is printed."""
    assert convert("a.idx", "b.mat", flag) == (0, "", "")
    assert (tmp_path / "b.mat").read_bytes() == NORB


def test_standard_input(convert: Convert, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash reads standard input, compressed or not."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(gzip.compress(IDX))))
    status, output, _ = convert("-", "b.mat")
    assert (status, output) == (0, "<stdin>: gzip > IDX int16 2 x 3 -> b.mat: NORB\n")
    assert (tmp_path / "b.mat").read_bytes() == NORB


def test_existing_output(convert: Convert, tmp_path: Path) -> None:
    """An output that exists is left alone, but for --force; IN itself is one, too."""
    (tmp_path / "b.mat").write_bytes(b"old")
    refused = (2, "", "Error: b.mat exists; --force replaces it\n")
    assert convert("a.idx", "b.mat") == refused
    assert (tmp_path / "b.mat").read_bytes() == b"old"
    assert convert("a.idx", "b.mat", "--force", "-q") == (0, "", "")
    assert (tmp_path / "b.mat").read_bytes() == NORB
    assert convert("a.idx", "a.idx") == (2, "", "Error: a.idx exists; --force replaces it\n")
    assert convert("a.idx", "a.idx", "--force", "-q") == (0, "", "")
    assert (tmp_path / "a.idx").read_bytes() == IDX


def test_output_without_a_format(convert: Convert, tmp_path: Path) -> None:
    """A name that tells no format is wrong usage, and nothing is opened."""
    status, output, errors = convert("missing", "b.png")
    assert (status, output) == (2, "")
    assert errors == (
        "Error: the name 'b.png' tells no format; end it in .idx, .mat, .npy or .npz, the first"
        " three with .gz, .xz or .bz2 behind it to compress\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["a.idx"]


def test_damaged_input(convert: Convert, tmp_path: Path) -> None:
    """A damaged input is the finding a check has, and status 1."""
    (tmp_path / "cut.idx").write_bytes(IDX[:-2])
    status, output, errors = convert("cut.idx", "b.npy", "--force")
    assert (status, output) == (1, "")
    assert errors.startswith("Error: cut.idx: IDX201 truncated-payload at 0x16: ")
    assert not (tmp_path / "b.npy").exists()


def test_input_that_does_not_fit(convert: Convert, tmp_path: Path) -> None:
    """A type the output's format does not hold is status 1, with the astype to use."""
    (tmp_path / "long.npy").write_bytes(INT64)
    advice = "neither format holds int64; if the values fit, save array.astype('int32')"
    assert convert("long.npy", "b.idx") == (1, "", f"Error: long.npy: {advice}\n")


def test_lenient(convert: Convert, tmp_path: Path) -> None:
    """Trailing bytes are refused, with --lenient left out."""
    (tmp_path / "longer.idx").write_bytes(IDX + b"\0")
    status, _, errors = convert("longer.idx", "b.mat")
    assert (status, errors[:25]) == (1, "Error: longer.idx: IDX202")
    assert convert("longer.idx", "b.mat", "--lenient", "-q") == (0, "", "")
    assert (tmp_path / "b.mat").read_bytes() == NORB


def test_what_cannot_be_read_or_held(convert: Convert, tmp_path: Path) -> None:
    """A missing file, a missing folder and a shape numpy cannot hold are status 4."""
    assert convert("missing.idx", "b.npy") == (
        4,
        "",
        "Error: missing.idx: No such file or directory\n",
    )
    status, _, errors = convert("a.idx", "nowhere/b.npy")
    assert (status, errors[-28:]) == (4, ": No such file or directory\n")
    (tmp_path / "rank.idx").write_bytes(bytes.fromhex("00000841" + "00000001" * 65 + "07"))
    status, _, errors = convert("rank.idx", "b.npy")
    assert (status, errors[:34]) == (4, "Error: numpy cannot hold the shape")


def test_hostile_names(convert: Convert, tmp_path: Path) -> None:
    """Control characters and bytes that are no text are shown as escapes everywhere."""
    hostile = "\x1b[31m\n\udcff[red].idx"
    (tmp_path / hostile).write_bytes(IDX)
    shown = r"\x1b[31m\x0a\xff[red].idx"
    assert convert(hostile, "b.mat")[1] == f"{shown}: IDX int16 2 x 3 -> b.mat: NORB\n"
    assert convert("b.mat", hostile)[2] == f"Error: {shown} exists; --force replaces it\n"
    assert convert("b.mat", hostile, "--force")[1] == (f"b.mat: NORB int16 2 x 3 -> {shown}: IDX\n")
    (tmp_path / hostile).write_bytes(IDX[:-1])
    assert convert(hostile, "c.mat")[2].startswith(f"Error: {shown}: IDX201 ")
    assert "\x1b" not in convert("a.idx", "\x1b")[2]


def test_help(convert: Convert) -> None:
    """The help names the formats and every option."""
    status, output, _ = convert("--help")
    assert status == 0
    assert output.startswith("Usage: idxcheck convert [OPTIONS] IN OUT\n")
    assert all(each in output for each in ("--force", "--lenient", "-q, --quiet", ".npz"))
