"""`idxcheck repair`: what it prints, when it refuses, and its exit status."""

import gzip
import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from idxcheck.cli import commands

GOOD = bytes.fromhex("00000b02 00000002 00000003 000100020003000400050006")
PADDED = GOOD + bytes(5)
SWAPPED = bytes.fromhex("1e3d4c55 00000001 00000002 00000001 00000001 0506")

Repair = Callable[..., tuple[object, str, str]]


@pytest.fixture
def repair(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Repair:
    """Run `idxcheck repair` in a folder that holds a.idx, a padded file; return how it ended."""
    (tmp_path / "a.idx").write_bytes(PADDED)
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[object, str, str]:
        with pytest.raises(SystemExit) as ended:
            commands.main(["repair", *arguments])
        return ended.value.code, *capsys.readouterr()

    return run


def test_what_was_done(repair: Repair, tmp_path: Path) -> None:
    """The first line says what the result is, each other one what was done and for which rule."""
    assert repair("a.idx", "b.idx.gz") == (
        0,
        (
            "a.idx -> b.idx.gz: gzip > IDX int16 2 x 3, valid\n"
            "  IDX202 trailing-bytes at 0x18: removed 5 zero bytes behind the payload\n"
            "  compression: raw became gzip, as the name of the result asks\n"
        ),
        "",
    )
    assert gzip.decompress((tmp_path / "b.idx.gz").read_bytes()) == GOOD
    (tmp_path / "c.mat").write_bytes(SWAPPED)
    assert repair("c.mat", "d.mat")[1] == (
        "c.mat -> d.mat: NORB uint8 2, valid\n"
        "  NRB002 byte-swapped at 0x0: wrote the header little-endian\n"
    )


@pytest.mark.parametrize("flag", ["-q", "--quiet"])
def test_quiet(repair: Repair, tmp_path: Path, flag: str) -> None:
    """With -q nothing is printed."""
    assert repair("a.idx", "b.idx", flag) == (0, "", "")
    assert (tmp_path / "b.idx").read_bytes() == GOOD


def test_standard_input(repair: Repair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash reads standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD + b"\n")))
    status, output, _ = repair("-", "b.idx")
    assert (status, output.splitlines()[0]) == (0, "<stdin> -> b.idx: IDX int16 2 x 3, valid")
    assert (tmp_path / "b.idx").read_bytes() == GOOD


def test_in_place(repair: Repair, tmp_path: Path) -> None:
    """--in-place takes no OUT and says where the damaged file is."""
    assert repair("a.idx", "--in-place") == (
        0,
        (
            "a.idx -> a.idx: IDX int16 2 x 3, valid\n"
            "  IDX202 trailing-bytes at 0x18: removed 5 zero bytes behind the payload\n"
            "  the damaged file is a.idx.bak\n"
        ),
        "",
    )
    assert (tmp_path / "a.idx").read_bytes() == GOOD
    assert (tmp_path / "a.idx.bak").read_bytes() == PADDED
    nothing = "Error: a.idx: nothing to repair: the file is valid\n"
    assert repair("a.idx", "--in-place") == (1, "", nothing)
    (tmp_path / "a.idx").write_bytes(GOOD + b"\n")
    assert repair("a.idx", "--in-place") == (
        2,
        "",
        "Error: 'a.idx.bak' exists, and a backup replaces nothing; move it away\n",
    )


def test_one_place_for_the_result(repair: Repair) -> None:
    """OUT and --in-place are two answers to one question."""
    message = "Error: give OUT, or --in-place, which keeps the damaged file as IN.bak\n"
    assert repair("a.idx") == (2, "", message)
    message = "Error: give OUT or --in-place, not both\n"
    assert repair("a.idx", "b.idx", "--in-place") == (2, "", message)


def test_name_of_another_format(repair: Repair, tmp_path: Path) -> None:
    """A repair writes the format it read, and no name that says another."""
    assert repair("a.idx", "b.npy") == (
        2,
        "",
        (
            "Error: 'b.npy' is a name of numpy files; repair keeps the format: give another name,"
            " then: idxcheck convert OUT NEW\n"
        ),
    )
    assert not (tmp_path / "b.npy").exists()


def test_existing_output(repair: Repair, tmp_path: Path) -> None:
    """An output that exists is left alone, but for --force; IN itself always is."""
    (tmp_path / "b.idx").write_bytes(b"old")
    assert repair("a.idx", "b.idx") == (2, "", "Error: b.idx exists; --force replaces it\n")
    assert (tmp_path / "b.idx").read_bytes() == b"old"
    assert repair("a.idx", "b.idx", "--force", "-q") == (0, "", "")
    assert (tmp_path / "b.idx").read_bytes() == GOOD
    assert repair("a.idx", "a.idx", "--force") == (
        2,
        "",
        "Error: the result would replace 'a.idx', the damaged file; repair it in place\n",
    )


def test_backup_made_meanwhile(
    repair: Repair, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup that comes to exist is not what --force is for."""
    (tmp_path / "a.idx.bak").write_bytes(b"another")
    monkeypatch.setattr("os.path.lexists", lambda _: False)
    assert repair("a.idx", "--in-place") == (4, "", "Error: a.idx.bak: the file exists\n")


def test_refusal(repair: Repair, tmp_path: Path) -> None:
    """What is not mended is status 1, with what could be and the next step; nothing is written."""
    (tmp_path / "c.idx").write_bytes(bytes.fromhex("00000801 00000002 010203"))
    assert repair("c.idx", "b.idx") == (
        1,
        "",
        (
            "Error: c.idx: IDX202 trailing-bytes at 0xa: what follows the payload is neither zeros nor"
            " a line end\n"
            "  could be: size 0 should be 3 (00000003 at 0x4): 3 uint8 = 3 bytes of payload\n"
            "  next: remove what follows the payload, or correct the header\n"
        ),
    )
    assert not (tmp_path / "b.idx").exists()


def test_nothing_to_repair(repair: Repair, tmp_path: Path) -> None:
    """A valid file is status 1, for OUT is not there."""
    (tmp_path / "good.idx").write_bytes(GOOD)
    message = "Error: good.idx: nothing to repair: the file is valid\n"
    assert repair("good.idx", "b.idx") == (1, "", message)
    assert not (tmp_path / "b.idx").exists()


def test_cut_file(repair: Repair, tmp_path: Path) -> None:
    """The refusal of a cut file names --drop-partial, which keeps what is whole."""
    (tmp_path / "cut.idx").write_bytes(GOOD[:-1])
    status, _, errors = repair("cut.idx", "b.idx")
    assert status == 1
    assert "--drop-partial keeps its 1 whole item and corrects the count\n" in errors
    assert repair("cut.idx", "b.idx", "--drop-partial")[:2] == (
        0,
        (
            "cut.idx -> b.idx: IDX int16 1 x 3, valid\n"
            "  IDX201 truncated-payload at 0x12: kept 1 whole item of 2: size 0 is now 1 (00000001 at"
            " 0x4); dropped 5 bytes of a cut one\n"
        ),
    )
    assert (tmp_path / "b.idx").read_bytes() == bytes.fromhex(
        "00000b02 00000001 00000003 000100020003"
    )


def test_what_cannot_be_read(repair: Repair, tmp_path: Path) -> None:
    """A missing file, a missing folder and a limit are status 4."""
    missing = "Error: missing.idx: No such file or directory\n"
    assert repair("missing.idx", "b.idx") == (4, "", missing)
    missing = "Error: nowhere/b.idx: No such file or directory\n"
    assert repair("a.idx", "nowhere/b.idx") == (4, "", missing)
    packed = gzip.compress(gzip.compress(gzip.compress(GOOD)))
    (tmp_path / "deep.gz").write_bytes(packed)
    status, _, errors = repair("deep.gz", "b.idx")
    assert (status, errors[:29]) == (4, "Error: deep.gz: TRN106 expans")


def test_hostile_names(repair: Repair, tmp_path: Path) -> None:
    """Control characters and bytes that are no text are shown as escapes everywhere."""
    hostile = "\x1b[31m\n\udcff[red].idx"
    shown = r"\x1b[31m\x0a\xff[red].idx"
    (tmp_path / hostile).write_bytes(GOOD + b"\n")
    assert repair(hostile, "b.idx")[1].startswith(f"{shown} -> b.idx: ")
    assert repair("a.idx", hostile)[2] == f"Error: {shown} exists; --force replaces it\n"
    status, output, _ = repair(hostile, "--in-place")
    assert (status, output.splitlines()[-1]) == (0, f"  the damaged file is {shown}.bak")
    assert "\x1b" not in repair(hostile, "c.idx")[2]


def test_help(repair: Repair) -> None:
    """The help names every option."""
    status, output, _ = repair("--help")
    assert status == 0
    assert output.startswith("Usage: idxcheck repair [OPTIONS] IN [OUT]\n")
    options = ("--drop-partial", "--in-place", "--force", "-q, --quiet")
    assert all(each in output for each in options)
    assert "A payload alone in the other byte order (VAL002) is not turned round" in output
