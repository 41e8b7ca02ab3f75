"""Exceptions that nothing needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from idxcheck.configuration import (
    JudgedFile,
    UnusedIgnore,
    unmatched_patterns,
    unused_ignores,
)

if TYPE_CHECKING:
    from pathlib import Path

    from tests.configuration.conftest import Read

ONE = """
[[files]]
path = ["/data/a*", "/more/b"]
ignore = [
  { rule = "VAL003", reason = "padded" },
  { rule = "NAM", reason = "old names" },
]
"""


def judged(path: str | None, found: str = "", executed: str = "VAL003 NAM001 NAM002") -> JudgedFile:
    """Return a file in which codes were found, and others looked for."""
    return JudgedFile(path, found.split(), executed.split())


def why(read: Read, files: list[JudgedFile], checked: tuple[str, ...] = (".",)) -> list[str]:
    """Return the rule and the cause of each unused exception in ONE, all files checked."""
    unused = unused_ignores(read(ONE), files, checked)
    return [f"{each.rule}: {each.why}" for each in unused]


def test_used(read: Read) -> None:
    """One finding in one of the files is enough, by any of the rules."""
    files = [judged("data/a1", "VAL003"), judged("data/a2"), judged("more/b", "NAM002 IDX105")]
    assert why(read, files) == []


def test_not_needed(read: Read) -> None:
    """It is told what it was for, how it is written, and in how many files it was tried."""
    files = [judged("data/a1", "NAM001"), judged("data/a2"), judged("data/a3", "", "IDX001")]
    assert unused_ignores(read(ONE), files, ["."]) == [
        UnusedIgnore(
            place="files[0].ignore[0]",
            rule="VAL003",
            pattern="/data/a*, /more/b",
            reason="padded",
            why="nothing found in 2 files that it is for",
        )
    ]
    assert why(read, [judged("data/a2")]) == [
        "VAL003: nothing found in 1 file that it is for",
        "NAM: nothing found in 1 file that it is for",
    ]


def test_not_all_were_checked(read: Read, folder: Path) -> None:
    """A file that was not checked may need an exception that one beside it does not."""
    (folder / "data").mkdir()
    (folder / "more").mkdir()
    files = [judged("data/a1"), judged("more/b")]
    both = [f"{each}: nothing found in 2 files that it is for" for each in ("VAL003", "NAM")]
    assert why(read, files, ("data", "more")) == both
    assert why(read, files, ("more", ".", "data")) == both
    for checked in ((), ("data",), ("more",), ("data/a1", "more/b")):
        assert why(read, files, checked) == []
    assert unused_ignores(read(ONE), files) == []


def test_not_executed(read: Read) -> None:
    """A rule that was not run may have needed its exception; one of several tells enough."""
    assert why(read, [judged("data/a1", "", "NAM001")]) == [
        "NAM: nothing found in 1 file that it is for"
    ]
    assert why(read, [judged("data/a1", "", "")]) == []


def test_elsewhere(read: Read) -> None:
    """What is found in files that it is not for does not count."""
    files = [judged("data/a1"), judged("data/c", "VAL003 NAM001"), judged(None, "VAL003 NAM001")]
    assert len(why(read, files)) == 2


def test_no_file(read: Read, folder: Path) -> None:
    """Without a file that matches, only where all of its files would have been checked."""
    (folder / "data").mkdir()
    (folder / "more").mkdir()
    files = [judged("data/c"), judged("data/d", "VAL003")]
    no_file = ["VAL003: no judged file matches", "NAM: no judged file matches"]
    assert why(read, files, ("data", "more")) == no_file
    assert why(read, files, ("more", str(folder))) == no_file
    assert why(read, files, ("data",)) == []
    assert why(read, files, ("more",)) == []
    assert why(read, files, ()) == []


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("/data/sub/*", 1),
        ("data/x", 1),
        ("/data", 1),
        ("/link/x", 1),
        ("/d*/x", 0),
        ("x", 0),
        ("/other/x", 0),
    ],
)
def test_where_a_pattern_begins(read: Read, folder: Path, pattern: str, told: int) -> None:
    """Only the leading parts without a wildcard say where its files would be."""
    (folder / "data" / "sub").mkdir(parents=True)
    (folder / "link").symlink_to("data/sub", target_is_directory=True)
    configuration = read(
        f'[[files]]\npath = "{pattern}"\nignore = [{{ rule = "VAL", reason = "r" }}]'
    )
    assert len(unused_ignores(configuration, [judged("data/y")], ["data"])) == told
    assert len(unused_ignores(configuration, [judged("data/y")], ["."])) == 1


def test_nothing_is_ignored(read: Read) -> None:
    """Rules that are ignored for all files need no reason."""
    assert unused_ignores(read('ignore = ["VAL"]\n[[files]]\npath = "a"'), [], ["."]) == []


def test_patterns_that_match_nothing(read: Read, folder: Path) -> None:
    """They are told where all their files were checked, unless an exception of theirs is."""
    text = """
    [[files]]
    path = ["/data/a*", "/data/b"]
    shape = [3]
    [[files]]
    path = "/data/c"
    ignore = [{ rule = "VAL003", reason = "padded" }]
    """
    (folder / "data").mkdir()
    data = "data"
    assert unmatched_patterns(read(text), [judged("data/x")], [data]) == ["/data/a*, /data/b"]
    assert unmatched_patterns(read(text), [judged("data/a1")], [data]) == []
    assert unmatched_patterns(read(text), [judged("data/x")], []) == []
