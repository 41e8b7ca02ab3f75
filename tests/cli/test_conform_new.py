"""`idxcheck conform new`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Command = Callable[..., Any]


def test_a_new_adapter(idxcheck: Command, folder: Path) -> None:
    """It says how to go on, and what the adapter consists of is there."""
    run = idxcheck("conform", "new", "c", "my proof")
    assert (run.status, run.err) == (0, "")
    assert run.out == (
        "my proof: 5 files written; next:\n"
        "  cd 'my proof'\n"
        "  make\n"
        "  idxcheck conform run -- ./adapter\n"
    )
    assert sorted(path.name for path in (folder / "my proof").iterdir()) == [
        "Makefile",
        "README.md",
        "adapter.c",
        "matrix.c",
        "matrix.h",
    ]


def test_nothing_is_overwritten(idxcheck: Command, folder: Path) -> None:
    """A folder that holds something needs --force, which leaves the rest alone."""
    run = idxcheck("conform", "new", "python", ".")
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "Error: ./good.idx exists (and 3 more); next: another folder, or --force,"
        " which replaces what has the names of the adapter's files\n"
    )
    (folder / "adapter.py").write_bytes(b"mine")
    run = idxcheck("conform", "new", "python", ".", "--force")
    assert (run.status, run.out.splitlines()[0]) == (0, ".: 3 files written; next:")
    assert (folder / "adapter.py").read_bytes() != b"mine"
    assert (folder / "good.idx").stat().st_size == 18


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "Missing argument 'LANGUAGE'"),
        (["c"], "Missing argument 'DIR'"),
        (["cobol", "x"], "'cobol' is not one of 'c', 'rust', 'node', 'go', 'python'"),
    ],
)
def test_wrong_usage(idxcheck: Command, folder: Path, arguments: list[str], said: str) -> None:
    """What is missing or unknown is named, and nothing is written."""
    run = idxcheck("conform", "new", *arguments)
    assert (run.status, run.out) == (2, "")
    assert said in run.err
    assert len(list(folder.iterdir())) == 4


def test_a_file_is_no_folder(idxcheck: Command) -> None:
    """A file stays what it is."""
    run = idxcheck("conform", "new", "c", "good.idx", "--force")
    assert (run.status, run.out, run.err) == (4, "", "Error: good.idx: File exists\n")
