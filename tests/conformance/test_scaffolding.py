"""Writing the files of an adapter to a folder."""

from pathlib import Path

import pytest

from idxcheck.conformance.scaffolding import LANGUAGES, SCAFFOLDS, TEMPLATES, write_scaffold
from idxcheck.errors import UsageError


def held(folder: Path) -> dict[str, bytes]:
    """Return what a folder holds, by paths below it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_languages() -> None:
    """There are five, in this order, and a folder of templates for each."""
    assert LANGUAGES == ("c", "rust", "node", "go", "python")
    assert sorted(path.name for path in TEMPLATES.iterdir()) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_template_is_written(tmp_path: Path, language: str) -> None:
    """All files of the templates are named, and written as they are, into a new folder."""
    scaffold = write_scaffold(language, tmp_path / "far" / "proof")
    templates = held(TEMPLATES / language)
    wanted = {path: data for path, data in templates.items() if "__pycache__" not in path}
    assert held(tmp_path / "far" / "proof") == wanted
    assert sorted(scaffold.files) == sorted(wanted)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_the_commands(language: str) -> None:
    """README.md shows the commands that build and run it, and its two marked functions exist."""
    scaffold = SCAFFOLDS[language]
    place = TEMPLATES / language
    files = {path: (place / path).read_text(encoding="utf-8") for path in scaffold.files}
    shown = "".join(f"    {command}\n" for command in scaffold.commands)
    assert f"\n\n{shown}\n" in files["README.md"]
    assert scaffold.commands[-1].startswith("idxcheck conform run -- ")
    marked = [path for path, text in files.items() if "Your library goes here" in text]
    assert len(marked) == 1
    assert f"`{marked[0]}`" in files["README.md"]


def test_no_workplace_is_refused(tmp_path: Path) -> None:
    """A folder with anything in it is left alone, also with files of our own."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    message = r"mine\.txt exists; next: another folder, or --force, which replaces"
    with pytest.raises(UsageError, match=message):
        write_scaffold("c", tmp_path)
    assert held(tmp_path) == {"mine.txt": b"mine"}
    (tmp_path / "adapter.c").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match=r"adapter\.c exists \(and 1 more\);"):
        write_scaffold("c", tmp_path)
    assert held(tmp_path) == {"mine.txt": b"mine", "adapter.c": b"mine"}


def test_hidden_names_are_no_obstacle(tmp_path: Path) -> None:
    """A folder that is only under version control is as good as empty."""
    (tmp_path / ".git").mkdir()
    write_scaffold("go", str(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".git",
        "README.md",
        "go.mod",
        "main.go",
        "matrix.go",
    ]


def test_replace(tmp_path: Path) -> None:
    """With `replace` its own names are replaced, their mode kept; other files are left alone."""
    write_scaffold("rust", tmp_path)
    (tmp_path / "Cargo.toml").write_bytes(b"mine")
    (tmp_path / "Cargo.toml").chmod(0o600)
    (tmp_path / "src" / "lib.rs").write_bytes(b"mine")
    write_scaffold("rust", tmp_path, replace=True)
    assert (tmp_path / "Cargo.toml").read_bytes().startswith(b'[package]\nname = "adapter"\n')
    assert (tmp_path / "Cargo.toml").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "src" / "lib.rs").read_bytes() == b"mine"


def test_nothing_is_written_beside_an_obstacle(tmp_path: Path) -> None:
    """A folder in the place of a file, or a file in that of a folder, is to be moved away first."""
    (tmp_path / "Cargo.toml").mkdir()
    with pytest.raises(UsageError, match=r"Cargo\.toml is no file of its own; next: move it away"):
        write_scaffold("rust", tmp_path, replace=True)
    (tmp_path / "Cargo.toml").rmdir()
    (tmp_path / "src").write_bytes(b"mine")
    with pytest.raises(UsageError, match=r"src is no folder of its own; next: move it away"):
        write_scaffold("rust", tmp_path, replace=True)
    assert held(tmp_path) == {"src": b"mine"}


def test_no_such_language(tmp_path: Path) -> None:
    """The message names the languages, and no folder is made."""
    with pytest.raises(UsageError, match="'cobol'; next: one of c, rust, node, go, python"):
        write_scaffold("cobol", tmp_path / "proof")
    assert list(tmp_path.iterdir()) == []


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """The system says what is wrong, and the file stays."""
    (tmp_path / "proof").write_bytes(b"mine")
    with pytest.raises(FileExistsError):
        write_scaffold("c", tmp_path / "proof", replace=True)
    assert held(tmp_path) == {"proof": b"mine"}
