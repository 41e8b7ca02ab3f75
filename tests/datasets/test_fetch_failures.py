"""fetch: a file that fails does not keep the others from coming, and one error tells of all."""

import errno
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from idxcheck.datasets import FetchError, RetryPolicy, WrongFilesError, fetch
from idxcheck.datasets.events import Event
from idxcheck.datasets.failures import gathered
from idxcheck.errors import FormatError
from idxcheck.findings import Finding, Severity
from idxcheck.registry import DataSet

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

MakeToy = Callable[..., DataSet]

AT_ONCE = RetryPolicy(backoff=0.0)
IMAGES, LABELS = "train-images-idx3-ubyte", "train-labels-idx1-ubyte"
TEST_IMAGES, TEST_LABELS = "test-images-idx3-ubyte", "test-labels-idx1-ubyte"
PAGE = b"<!DOCTYPE html><html><body>Sign in.</body></html>"
EMPTY = Finding("TRN001", "empty-file", Severity.ERROR, "there is nothing", hint="fetch it")
PATH, OTHER = Path("d", "a.gz"), Path("d", "b.gz")


def test_the_others_come(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """A wrong file that is there, a page and a refusal in one call: the fourth file comes."""
    folder = tmp_path / "toy"
    folder.mkdir()
    (folder / f"{IMAGES}.gz").write_bytes(b"")
    site.give(f"/a/{LABELS}.gz", PAGE)
    site.give(f"/a/{TEST_LABELS}.gz", stored[f"{TEST_LABELS}.gz"])
    told: list[Event] = []
    with pytest.raises(FetchError) as caught:
        fetch(make_toy("a/"), tmp_path, progress=told.append, retry=AT_ONCE)
    error = caught.value
    assert list(error.failures) == [
        folder / f"{IMAGES}.gz",
        folder / f"{LABELS}.gz",
        folder / f"{TEST_IMAGES}.gz",
    ]
    assert [type(each) for each in error.failures.values()] == [FormatError, FormatError, OSError]
    assert (error.total, error.summary) == (4, "3 of 4 files could not be had")
    assert (error.errno, error.filename) == (5, None)
    lines = str(error.strerror).splitlines()
    assert lines[0] == "3 of 4 files could not be had:"
    assert lines[1].startswith(f"  {folder / IMAGES}.gz: TRN001 empty-file")
    assert lines[2].startswith(f"  {folder / LABELS}.gz: TRN002 html-page")
    assert lines[3] == (
        f"  {folder / TEST_IMAGES}.gz: no mirror gave it: {site.url}a/{TEST_IMAGES}.gz:"
        " HTTP 404 Not Found; next: name a mirror that has it with --mirror:"
        " asking these again will hardly help"
    )
    assert len(lines) == 4
    failed = [f"  {event.path}: {event.text}" for event in told if event.kind == "failed"]
    assert failed == lines[1:]
    assert sorted(path.name for path in folder.iterdir()) == [f"{TEST_LABELS}.gz", f"{IMAGES}.gz"]
    assert (folder / f"{IMAGES}.gz").read_bytes() == b""
    assert (folder / f"{TEST_LABELS}.gz").read_bytes() == stored[f"{TEST_LABELS}.gz"]


def test_only_wrong_files(site: "Site", make_toy: MakeToy, tmp_path: Path) -> None:
    """Where all mirrors were heard out it is a FormatError, that of the first and of the rest."""
    site.give(f"/a/{TEST_IMAGES}.gz", PAGE)
    site.give(f"/a/{TEST_LABELS}.gz", b"")
    with pytest.raises(WrongFilesError) as caught:
        fetch(make_toy("a/"), tmp_path, part="test", retry=AT_ONCE)
    error = caught.value
    assert isinstance(error, FormatError)
    assert (error.finding.code, error.path) == ("TRN002", str(tmp_path / f"toy/{TEST_IMAGES}.gz"))
    assert [each.finding.code for each in error.failures.values()] == ["TRN002", "TRN001"]
    lines = str(error).splitlines()
    assert lines[0] == "2 of 2 files could not be had:"
    assert lines[1].startswith(f"  {tmp_path}/toy/{TEST_IMAGES}.gz: TRN002 html-page")
    assert lines[2].startswith(f"  {tmp_path}/toy/{TEST_LABELS}.gz: TRN001 empty-file")
    assert (len(lines), error.summary, error.total) == (3, "2 of 2 files could not be had", 2)


def test_an_archive_that_cannot_be_had(site: "Site", make_toy: MakeToy, tmp_path: Path) -> None:
    """It is told once, and the error names each file that was to come out of it."""
    told: list[Event] = []
    toy = make_toy("a/", names=[IMAGES, LABELS], archive=b"PK")
    with pytest.raises(FetchError) as caught:
        fetch(toy, tmp_path, progress=told.append, retry=AT_ONCE)
    folder = tmp_path / "toy"
    reason = (
        f"no mirror gave it: {site.url}a/toy.zip: HTTP 404 Not Found; next: name a mirror that"
        " has it with --mirror: asking these again will hardly help"
    )
    assert caught.value.strerror == (
        f"2 of 2 files could not be had:\n  {folder / IMAGES}.gz, {folder / LABELS}.gz: {reason}"
    )
    assert [(event.kind, event.path) for event in told] == [
        ("started", folder / "toy.zip"),
        ("failed", folder / "toy.zip"),
    ]
    assert told[1].text == reason
    assert list(tmp_path.iterdir()) == []


def test_an_archive_of_the_caller(site: "Site", make_toy: MakeToy, tmp_path: Path) -> None:
    """A mirror that has no such archive has to be the folder that holds it."""
    toy = make_toy("a/", names=[LABELS], archive=b"PK")
    with pytest.raises(FetchError) as caught:
        fetch(toy, tmp_path, mirrors=[site.url + "b"], retry=AT_ONCE)
    assert str(caught.value.strerror).endswith(
        "; next: --mirror must be the folder that holds the files;"
        f" {site.url}b/toy.zip was asked for"
    )


def test_a_copy_that_fails(
    site: "Site",
    make_toy: MakeToy,
    stored: dict[str, bytes],
    contents: dict[str, bytes],
    tmp_path: Path,
) -> None:
    """The other copies are written; of a file that is not there none is tried."""
    site.give_all("/a/", {f"{each}.gz": stored[f"{each}.gz"] for each in (LABELS, TEST_LABELS)})
    folder = tmp_path / "toy"
    (folder / LABELS).mkdir(parents=True)
    toy = make_toy("a/", names=[IMAGES, LABELS, TEST_LABELS])
    with pytest.raises(FetchError) as caught:
        fetch(toy, tmp_path, extract=True, retry=AT_ONCE)
    assert list(caught.value.failures) == [folder / f"{IMAGES}.gz", folder / LABELS]
    assert caught.value.summary == "2 of 3 files could not be had"
    assert (folder / TEST_LABELS).read_bytes() == contents[TEST_LABELS]
    assert not (folder / IMAGES).exists()


def test_each_mirror_is_told_once(site: "Site", make_toy: MakeToy, tmp_path: Path) -> None:
    """While it works each mirror is told where it fails; the error at the end tells of both."""
    site.give(f"/a/{LABELS}.gz", status=500)
    site.give(f"/b/{LABELS}.gz", PAGE)
    told: list[Event] = []
    with pytest.raises(FetchError) as caught:
        fetch(make_toy("a/", "b/", names=[LABELS]), tmp_path, progress=told.append, retry=AT_ONCE)
    texts = {event.kind: event.text for event in told if event.kind in ("passed over", "failed")}
    first = f"{site.url}a/{LABELS}.gz: HTTP 500 Internal Server Error (3 tries)"
    assert texts["passed over"] == first
    assert texts["failed"].startswith("TRN002 html-page")
    assert f"from {site.url}b/{LABELS}.gz: " in texts["failed"]
    assert "HTTP 500" not in texts["failed"]
    assert texts["failed"].endswith("next: try again later, or name another mirror with --mirror")
    assert f"no mirror gave it: {first}; {site.url}b/{LABELS}.gz: TRN002" in str(caught.value)


class Stop(KeyboardInterrupt):
    """What stands for Ctrl-C."""


@pytest.mark.parametrize("kind", ["kept", "started", "received", "fetched", "failed"])
@pytest.mark.parametrize(
    "problem", [OSError(errno.ENOSPC, "No space"), FormatError(EMPTY, "x"), Stop()]
)
def test_what_the_caller_raises(  # noqa: PLR0913 - fixtures and parameters
    *,
    site: "Site",
    make_toy: MakeToy,
    stored: dict[str, bytes],
    tmp_path: Path,
    kind: str,
    problem: BaseException,
) -> None:
    """It ends the call there and then, whatever it is: it is no failure of a file."""
    (tmp_path / "toy").mkdir()
    (tmp_path / f"toy/{IMAGES}.gz").write_bytes(stored[f"{IMAGES}.gz"])
    site.give(f"/a/{LABELS}.gz", stored[f"{LABELS}.gz"])
    kinds: list[str] = []

    def tell(event: Event) -> None:
        kinds.append(event.kind)
        if event.kind == kind:
            raise problem

    with pytest.raises(type(problem)) as caught:
        fetch(make_toy("a/"), tmp_path, progress=tell, retry=AT_ONCE)
    assert caught.value is problem
    assert kinds[-1] == kind
    assert kinds.count(kind) == 1


def test_an_error_without_a_number() -> None:
    """An OSError that has nothing but its text is told by that."""
    error = gathered({PATH: OSError("it is gone")}, 3)
    assert isinstance(error, FetchError)
    assert (error.errno, error.strerror, error.filename) == (5, "it is gone", "d/a.gz")
    assert error.summary == "1 of 3 files could not be had"


def test_across_processes() -> None:
    """Both errors are the same once they were pickled."""
    wrong = FormatError(EMPTY, "d/a.gz")
    for error in (
        gathered({PATH: wrong, OTHER: PermissionError(errno.EACCES, "Permission denied")}, 4),
        gathered({PATH: wrong, OTHER: wrong}, 4),
        gathered({PATH: wrong}, 1),
    ):
        other = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
        assert type(other) is type(error)
        assert str(other) == str(error)
        assert list(other.failures) == list(error.failures)
        assert (other.total, other.summary) == (error.total, error.summary)
    assert str(error) == "d/a.gz: TRN001 empty-file: there is nothing; next: fetch it"
