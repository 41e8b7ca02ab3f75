"""Which configuration file is used, and which is not although it is nearer."""

import io
import os
from pathlib import Path
from typing import IO, cast

import pytest

from idxcheck.configuration import Found, NotUsed, find_configuration
from idxcheck.errors import UsageError

OURS = "[tool.idxcheck]\n"
OTHERS = "[project]\nname = 'x'\ndependencies = ['idxcheck']\n"


def write(path: Path, text: str = "") -> None:
    """Write `text` to `path`, whose folders are made."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_the_working_directory(folder: Path) -> None:
    """The names are relative to it; in one folder our own file comes first."""
    assert find_configuration() == Found(None)
    write(folder / "pyproject.toml", OURS)
    assert find_configuration() == Found("pyproject.toml")
    write(folder / "idxcheck.toml")
    assert find_configuration() == Found("idxcheck.toml")


def test_upward(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest file is used, whatever its kind."""
    (folder / "a" / "b").mkdir(parents=True)
    monkeypatch.chdir(folder / "a" / "b")
    write(folder / "idxcheck.toml")
    assert find_configuration() == Found(os.path.join("..", "..", "idxcheck.toml"))  # noqa: PTH118 - as returned
    write(folder / "a" / "pyproject.toml", OURS)
    assert find_configuration() == Found(os.path.join("..", "pyproject.toml"))  # noqa: PTH118 - as returned


@pytest.mark.parametrize("text", ["", OTHERS, "no = toml = idx", "tool = 'idxcheck'"])
def test_a_pyproject_of_others(folder: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """One without our table is passed by, however broken where it never mentions us."""
    (folder / "a").mkdir()
    monkeypatch.chdir(folder / "a")
    write(folder / "a" / "pyproject.toml", text)
    write(folder / "pyproject.toml", "[tool.idxcheck.severity]\n")
    assert find_configuration() == Found(os.path.join("..", "pyproject.toml"))  # noqa: PTH118 - as returned


def test_a_broken_pyproject_of_ours(folder: Path) -> None:
    """One that may hold our table is an error where it cannot be parsed."""
    write(folder / "pyproject.toml", OURS + "select = [\n")
    with pytest.raises(UsageError, match=r"^pyproject\.toml: no valid TOML: "):
        find_configuration()


def test_an_unreadable_pyproject(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may hold our table too; in a checked folder it does not matter."""
    write(folder / "pyproject.toml", OURS)

    def refuse(path: str, mode: str) -> IO[bytes]:
        if path == "pyproject.toml":
            raise PermissionError(13, f"no {mode}", path)
        return cast("IO[bytes]", io.FileIO(path))  # one above the folder of the tests

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(PermissionError):
        find_configuration()
    assert find_configuration(["."]) == Found(None)


def test_folders_are_no_files(folder: Path) -> None:
    """A folder with the name of a configuration file is passed by."""
    (folder / "idxcheck.toml").mkdir()
    (folder / "pyproject.toml").mkdir()
    assert find_configuration() == Found(None)


def test_checked_folders(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands in a checked folder or below it is not used, and the search goes on."""
    write(folder / "idxcheck.toml")
    write(folder / "data" / "pyproject.toml", OURS)
    write(folder / "data" / "raw" / "idxcheck.toml")
    monkeypatch.chdir(folder / "data" / "raw")
    above, top = (os.path.join(*[".."] * count) for count in (1, 2))  # noqa: PTH118 - as returned
    project, own = os.path.join(above, "pyproject.toml"), os.path.join(top, "idxcheck.toml")  # noqa: PTH118 - as returned
    assert find_configuration(["."]) == Found(project, (NotUsed("idxcheck.toml", "."),))
    assert find_configuration([above]) == Found(
        own, (NotUsed("idxcheck.toml", above), NotUsed(project, above))
    )
    assert find_configuration([str(folder)]).path is None
    assert find_configuration([str(folder)]).not_used[-1] == NotUsed(own, str(folder))
    (folder / "data" / "raw" / "x").mkdir()
    assert find_configuration(["x", "missing", "idxcheck.toml"]) == Found("idxcheck.toml")


def test_links_hide_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is the same under each of its names."""
    write(folder / "data" / "idxcheck.toml")
    (folder / "link").symlink_to("data", target_is_directory=True)
    monkeypatch.chdir(folder / "data")
    linked = str(folder / "link")
    assert find_configuration([linked]) == Found(None, (NotUsed("idxcheck.toml", linked),))
    monkeypatch.chdir(folder / "link")
    assert find_configuration([str(folder / "data")]).path is None


def test_downloads_are_not_parsed(folder: Path) -> None:
    """A pyproject.toml in a checked folder is told of by what it mentions, broken or not."""
    write(folder / "pyproject.toml", OURS + "a" + ".a" * 500_000)
    assert find_configuration(["."]) == Found(None, (NotUsed("pyproject.toml", "."),))
    write(folder / "pyproject.toml", OTHERS)
    assert find_configuration(["."]) == Found(None)


def test_no_working_directory(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is found from a folder that was removed."""
    (folder / "gone").mkdir()
    monkeypatch.chdir(folder / "gone")
    (folder / "gone").rmdir()
    assert find_configuration() == Found(None)
