"""What a configuration says of one file, and makes of its findings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from idxcheck.configuration import PathSettings, read_configuration, settings_for, settle
from idxcheck.expectation import Expectation, ExpectedDigest
from idxcheck.findings import Finding, Severity

if TYPE_CHECKING:
    from pathlib import Path

    from tests.configuration.conftest import Read

LAYERS = f"""
dataset = "mnist"
severity = {{ VAL003 = "note", IDX105 = "note" }}

[[files]]
path = "data/"
dataset = "none"
shape = ["*", 28, 28]
element = "uint8"
range = [0, 1]
digest = "md5:{"a" * 32}"
severity = {{ IDX1 = "warning", VAL003 = "error" }}
ignore = [{{ rule = "NAM001", reason = "first" }}]

[[files]]
path = "/data/new"
shape = [0]
digest = "sha1:{"b" * 40}"
severity = {{ IDX105 = "error" }}
ignore = [{{ rule = "NAM", reason = "second" }}]
"""


def test_nothing_is_said(read: Read) -> None:
    """Without a configuration, or with one that leaves all open."""
    assert settings_for(None, "data/x") == PathSettings(None, None, {}, ())
    assert settings_for(read(""), "data/x") == PathSettings(None, None, {}, ())
    assert settings_for(read('[[files]]\npath = "data/"'), "data/x").expectation is None


def test_all_files(read: Read) -> None:
    """What stands outside the tables is for every file, also for one without a path."""
    expected = PathSettings("mnist", None, {"VAL003": Severity.NOTE, "IDX105": Severity.NOTE}, ())
    for path in ("other/x", "../data/x", "/data/x", "", "data", None):
        assert settings_for(read(LAYERS), path) == expected


def test_one_table(read: Read) -> None:
    """Each key of the table that matches replaces what is said of all."""
    settings = settings_for(read(LAYERS), "data/old")
    assert settings.dataset == "none"
    assert settings.expectation == Expectation(
        (None, 28, 28), ("uint8",), (0, 1), ExpectedDigest("md5", "a" * 32)
    )
    assert settings.severity == {
        "VAL003": Severity.ERROR,
        "IDX101": Severity.WARNING,
        "IDX102": Severity.WARNING,
        "IDX103": Severity.WARNING,
        "IDX104": Severity.WARNING,
        "IDX105": Severity.WARNING,
    }
    assert [ignore.reason for ignore in settings.ignores] == ["first"]


def test_several_tables(read: Read) -> None:
    """The later wins key by key; the exceptions of all of them count."""
    settings = settings_for(read(LAYERS), "data/new/x")
    assert settings.dataset == "none"
    assert settings.expectation == Expectation(
        (0,), ("uint8",), (0, 1), ExpectedDigest("sha1", "b" * 40)
    )
    assert settings.severity["IDX105"] is Severity.ERROR
    assert settings.severity["IDX104"] is Severity.WARNING
    assert [ignore.reason for ignore in settings.ignores] == ["first", "second"]


@pytest.mark.parametrize(
    ("path", "matched"),
    [
        ("a/x", True),
        ("./a/../a/x", True),
        ("b/x", False),
        ("../project/a/x", True),
        ("../a/x", False),
        ("a/../x", False),
        ("a\0/x", False),
    ],
)
def test_paths(read: Read, folder: Path, path: str, *, matched: bool) -> None:
    """Paths count as they are below the folder of the file, relative or absolute."""
    configuration = read('[[files]]\npath = "/a/"\ndataset = "mnist"')
    for each in (path, str(folder / path)):
        assert (settings_for(configuration, each).dataset == "mnist") is matched


def test_another_working_directory(
    read: Read, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Paths are relative to the working directory, patterns to the folder of the file."""
    configuration = read('[[files]]\npath = "/a/x"\ndataset = "mnist"')
    (folder / "a").mkdir()
    monkeypatch.chdir(folder / "a")
    assert settings_for(configuration, "x").dataset == "mnist"
    assert settings_for(configuration, "a/x").dataset is None
    (folder / "a").rmdir()
    assert settings_for(configuration, "x").dataset is None


def test_links(read: Read, folder: Path) -> None:
    """The folder may go by another name; links below it are names like others."""
    read('[[files]]\npath = "/a/x"\ndataset = "mnist"')
    (folder / "a").mkdir()
    (folder / "a" / "x").touch()
    (folder / "b").symlink_to("a", target_is_directory=True)
    (folder / "self").symlink_to(folder, target_is_directory=True)
    (folder.parent / "link").symlink_to(folder, target_is_directory=True)
    linked = str(folder.parent / "link")
    for name in ("idxcheck.toml", f"{linked}/idxcheck.toml"):
        configuration = read_configuration(name)
        for path in ("a/x", f"{linked}/a/x"):
            assert settings_for(configuration, path).dataset == "mnist"
        for path in ("b/x", "self/a/x", f"{linked}/b/x"):
            assert settings_for(configuration, path).dataset is None
    configuration = read_configuration("self/idxcheck.toml")
    assert settings_for(configuration, "self/a/x").dataset == "mnist"


def test_settle() -> None:
    """A finding takes the severity that is said, but for what could not be judged."""
    found = Finding("VAL003", "zero-tail", Severity.WARNING, "a message", offset=3)
    other = replace(found, code="VAL002")
    open_ = replace(found, code="TRN106", severity=Severity.UNDETERMINED)
    settings = PathSettings(severity={"VAL003": Severity.ERROR, "TRN106": Severity.NOTE})
    assert settle([found, other, open_], settings) == (
        replace(found, severity=Severity.ERROR),
        other,
        open_,
    )
