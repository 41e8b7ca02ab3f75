"""Paths, URIs and fingerprints: relative where that is possible, whatever the name."""

from pathlib import Path

import pytest

from idxcheck.findings import Finding, Severity
from idxcheck.reports.places import fingerprint, is_file, posix_path, uri_of

FINDING = Finding("IDX201", "truncated-payload", Severity.ERROR, "short", field="payload")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, beside it a folder that a link in it leads to."""
    folder = tmp_path / "here"
    folder.mkdir()
    (tmp_path / "there" / "deep").mkdir(parents=True)
    (folder / "link").symlink_to(tmp_path / "there" / "deep")
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.parametrize(
    ("name", "path", "uri"),
    [
        ("a/b.idx", "a/b.idx", "a/b.idx"),
        ("./a//b.idx", "a/b.idx", "a/b.idx"),
        ("a b#?.idx", "a b#?.idx", "a%20b%23%3F.idx"),
        ("c:d", "c:d", "c%3Ad"),
        ("100%", "100%", "100%25"),
        ("\u00e9", "\u00e9", "%C3%A9"),
        ("\udcff\udce9", "\udcff\udce9", "%FF%E9"),
        ("a\nb", "a\nb", "a%0Ab"),
        ("<stdin>", "<stdin>", "%3Cstdin%3E"),
        ("<BytesIO \ud800>", "<BytesIO \\ud800>", "%3CBytesIO%20%5Cud800%3E"),
        ("\ud800.idx", "\\ud800.idx", "%5Cud800.idx"),
        ("../\0", "../\0", "../%00"),
    ],
)
@pytest.mark.usefixtures("here")
def test_names(name: str, path: str, uri: str) -> None:
    """Each byte that a URI cannot hold is percent-encoded, those that are no UTF-8 too."""
    assert posix_path(name) == path
    assert uri_of(name) == uri


def test_below_the_working_directory(here: Path) -> None:
    """An absolute path below the working directory becomes relative, as does a roundabout one."""
    assert posix_path(str(here / "a" / "b")) == "a/b"
    assert uri_of(str(here / "a" / "b")) == "a/b"
    assert posix_path("../here/b") == "b"


def test_elsewhere(here: Path) -> None:
    """What lies elsewhere is absolute, and `..` is followed as the file system does."""
    root = here.parent.as_posix()
    assert posix_path("../x") == f"{root}/x"
    assert uri_of("../x y") == f"file://{root}/x%20y"
    assert posix_path("link/../x") == f"{root}/there/x"
    assert uri_of("/a\udcff") == "file:///a%FF"


def test_without_a_working_directory(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the working directory is gone, paths stay as they are."""
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert posix_path("a/b") == "a/b"
    assert posix_path("/a/b") == "/a/b"
    assert posix_path("../b") == "../b"


def test_files() -> None:
    """A name in angle brackets is that of no file."""
    assert is_file("a<b>")
    assert not is_file("<stdin>")


@pytest.mark.usefixtures("here")
def test_fingerprints() -> None:
    """Rule, file and field make the fingerprint; the way a path is written does not."""
    wanted = "cc577a73063aedcca6a92a6074c2aeb3"
    assert fingerprint("a/b", FINDING) == wanted
    assert fingerprint("./a/b", FINDING) == wanted
    others = {
        fingerprint("a/c", FINDING),
        fingerprint("a/b", Finding("IDX202", "x", Severity.ERROR, "short", field="payload")),
        fingerprint("a/b", Finding("IDX201", "x", Severity.ERROR, "short")),
    }
    assert len(others | {wanted}) == 4
