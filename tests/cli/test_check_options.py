"""`idxcheck check`: what each option changes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from idxcheck.cli.options import parse_bytes

Command = Callable[..., Any]

GOOD_LINE = "good.idx  IDX uint8 2 x 3\n"
ONE_VALID = "1 judged: 1 valid, 0 invalid, 0 undetermined\n"
SHORT_REPORT = (
    "invalid  short.idx  IDX uint8 2 x 3\n"
    "         error IDX201 truncated-payload at 0x11: 1 byte short\n"
    "               expected 2 x 3 uint8 = 6 bytes of payload\n"
    "               found    5 bytes = 1 whole item and 2 bytes\n"
    "               next: fetch or write the file again\n"
    "1 judged: 0 valid, 1 invalid, 0 undetermined\n"
)


@pytest.mark.parametrize(
    ("threshold", "statuses"),
    [
        ("error", [0, 0, 0, 1]),
        ("warning", [0, 0, 1, 1]),
        ("note", [0, 1, 1, 1]),
        ("never", [0, 0, 0, 0]),
    ],
)
def test_fail_on(idxcheck: Command, threshold: str, statuses: list[int]) -> None:
    """The least severity that ends with status 1, the same for both formats."""
    for name, status in zip(("good", "note", "warn", "short"), statuses, strict=True):
        for output in ("text", "json"):
            run = idxcheck("check", f"{name}.idx", "--fail-on", threshold, "--format", output)
            assert (name, run.status) == (name, status)


def test_never_is_not_for_what_could_not_be_checked(idxcheck: Command) -> None:
    """--fail-on never forgives findings alone."""
    assert idxcheck("check", "missing", "--fail-on", "never").status == 4


def test_lenient(idxcheck: Command, folder: Path) -> None:
    """Trailing bytes are an error, and a warning in the lenient reading."""
    (folder / "long.idx").write_bytes(bytes.fromhex("00000801 00000001 07 ff"))
    strict = idxcheck("check", "long.idx", "--format", "json")
    lenient = idxcheck("check", "long.idx", "--lenient", "--format", "json")
    assert (strict.status, lenient.status) == (1, 0)
    for run, severity in ((strict, "error"), (lenient, "warning")):
        (finding,) = json.loads(run.out)["files"][0]["findings"]
        assert (finding["code"], finding["severity"]) == ("IDX202", severity)


def test_header_only(idxcheck: Command) -> None:
    """The payload is left unread, and the report says so."""
    run = idxcheck("check", "--header-only", "good.idx", "short.idx")
    assert run.status == 1
    assert "ok       good.idx   IDX uint8 2 x 3  header only\n" in run.out
    assert "invalid  short.idx  IDX uint8 2 x 3  header only\n" in run.out
    (file,) = json.loads(idxcheck("check", "--header-only", "good.idx", "--format=json").out)[
        "files"
    ]
    assert (file["content"], file["digests"], file["verdict"]) == ("not read", {}, "valid")


@pytest.mark.parametrize(
    ("limit", "status"),
    [("17", 4), ("18", 0), ("1K", 0), ("1kib", 0), ("1MB", 0), ("2g", 0), ("0", 4)],
)
def test_max_bytes(idxcheck: Command, limit: str, status: int) -> None:
    """A file longer than the limit stays undetermined."""
    run = idxcheck("check", "good.idx", "--max-bytes", limit)
    assert run.status == status
    assert ("TRN106 expansion-limit" in run.out) == (status == 4)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("4096", 4096),
        ("64K", 65536),
        ("1kB", 1024),
        ("100M", 104857600),
        ("3MiB", 3145728),
        ("2g", 2147483648),
    ],
)
def test_units(text: str, number: int) -> None:
    """K, M and G are powers of 1024, however they are written."""
    context = click.Context(click.Command("check"))
    assert parse_bytes(context, click.Option(["--max-bytes"]), text) == number


@pytest.mark.parametrize("limit", ["-1", "1T", "", "K", "1.5M", "٣", "1" * 19, "1 K"])
def test_max_bytes_that_are_none(idxcheck: Command, limit: str) -> None:
    """Anything but a number with a unit is a wrong use."""
    run = idxcheck("check", "good.idx", f"--max-bytes={limit}")
    assert (run.status, run.out) == (2, "")
    assert "is no number of bytes such as 4096, 64K, 100M or 2G" in run.err


def test_quiet(idxcheck: Command) -> None:
    """-q prints the files with findings at the threshold, and the totals."""
    run = idxcheck("check", "-q", "good.idx", "warn.idx")
    assert (run.status, run.out) == (0, "2 judged: 2 valid, 0 invalid, 0 undetermined\n")
    run = idxcheck("check", "--quiet", "good.idx", "short.idx")
    assert run.out == SHORT_REPORT.replace("1 judged: 0", "2 judged: 1")


def test_verbose(idxcheck: Command) -> None:
    """-v prints the digest of the content and how many rules were run."""
    run = idxcheck("check", "-v", "good.idx")
    digest = "99dfdf5208bf6a61c1b88e00d5f7a184fbca64ad4cd2e6f95c3a17f36216a25e"
    assert f"    sha256 of the content: {digest}\n" in run.out
    assert " rules executed, " in run.out


def test_quiet_and_verbose(idxcheck: Command) -> None:
    """Both at once make no sense."""
    run = idxcheck("check", "-qv", "good.idx")
    assert (run.status, run.err) == (2, "Error: -q and -v cannot both be given\n")


def test_color(idxcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Colour only where it is asked for: this is no terminal, and NO_COLOR is for `auto`."""
    green = f"\x1b[32mok\x1b[0m  {GOOD_LINE}{ONE_VALID}"
    assert idxcheck("check", "good.idx", "--color", "always").out == green
    assert idxcheck("check", "good.idx", "--color", "auto").out == f"ok  {GOOD_LINE}{ONE_VALID}"
    assert idxcheck("check", "good.idx", "--color", "never").out == f"ok  {GOOD_LINE}{ONE_VALID}"
    monkeypatch.setenv("NO_COLOR", "1")
    assert idxcheck("check", "good.idx", "--color", "always").out == green


@pytest.mark.parametrize(
    "arguments",
    [
        ["--fail-on", "nothing"],
        ["--color", "red"],
        ["--jobs", "0"],
        ["--jobs", "many"],
        ["--unknown"],
        ["-x"],
    ],
)
def test_wrong_use(idxcheck: Command, arguments: list[str]) -> None:
    """An option or a value that is none ends with status 2, usage and a hint."""
    run = idxcheck("check", "good.idx", *arguments)
    assert (run.status, run.out) == (2, "")
    usage, hint, error = run.err.splitlines()
    assert usage == "Usage: idxcheck check [OPTIONS] [PATH]..."
    assert hint == "Try 'idxcheck check --help' for help."
    assert error.startswith("Error: ")


def test_standard_input_twice(idxcheck: Command) -> None:
    """It can be read only once."""
    run = idxcheck("check", "-", "good.idx", "-")
    assert (run.status, run.out) == (2, "")
    assert run.err == "Error: standard input can be judged only once\n"


def test_a_name_no_file_can_have(idxcheck: Command) -> None:
    """A zero character in a name is a wrong use."""
    run = idxcheck("check", "a\0b")
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("Error: no file can have the name 'a\\x00b'")
