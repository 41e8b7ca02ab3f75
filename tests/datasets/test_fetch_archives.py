"""fetch: members of a zip archive."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import idxcheck.datasets.fetching
import idxcheck.datasets.wanted
from idxcheck.attribution import sets_called
from idxcheck.datasets import FetchError, RetryPolicy, fetch
from idxcheck.datasets.events import Event
from idxcheck.datasets.wanted import plan
from idxcheck.errors import FormatError
from idxcheck.registry import DataSet

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

MakeToy = Callable[..., DataSet]

AT_ONCE = RetryPolicy(backoff=0.0)
NAME = "test-labels-idx1-ubyte"
FILE = f"{NAME}.gz"
MEMBER = f"packed/{FILE}"


def zipped(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return file.getvalue()


def test_members(site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path) -> None:
    """All files come out of one download; what else is in it goes nowhere."""
    members = {f"packed/{name}": data for name, data in stored.items()}
    harm = {"../evil": b"1", "/evil": b"2", "packed/../../evil": b"3", "packed/readme.txt": b"4"}
    archive = zipped({**harm, **members})
    site.give("/a/toy.zip", archive)
    told: list[Event] = []
    toy = make_toy("a/", archive=archive)
    paths = fetch(toy, tmp_path / "in", progress=told.append, retry=AT_ONCE)
    assert {path.name: path.read_bytes() for path in paths} == stored
    assert sorted(tmp_path.rglob("*")) == sorted([tmp_path / "in", tmp_path / "in" / "toy", *paths])
    assert site.requests == ["/a/toy.zip"]
    done = [event.text for event in told if event.kind == "unpacked"]
    assert done == ["sha256 verified"] * 4
    fetch(toy, tmp_path / "in")
    assert site.requests == ["/a/toy.zip"]


def test_one_that_is_missing(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """The archive is fetched for one file too, from the caller's mirror; no file is touched."""
    archive = zipped({f"packed/{name}": data for name, data in stored.items()})
    site.give("/b/toy.zip", archive)
    toy = make_toy("a/", archive=archive)
    paths = fetch(toy, tmp_path, mirrors=[site.url + "b"], retry=AT_ONCE)
    paths[0].unlink()
    before = [path.stat().st_ino for path in paths[1:]]
    fetch(toy, tmp_path, mirrors=[site.url + "b"], retry=AT_ONCE)
    assert paths[0].read_bytes() == stored[paths[0].name]
    assert [path.stat().st_ino for path in paths[1:]] == before
    assert site.requests == ["/b/toy.zip"] * 2


def test_a_member_that_has_come_meanwhile(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """Where another process has been faster its file is kept."""
    archive = zipped({MEMBER: stored[FILE]})
    site.give("/a/toy.zip", archive)
    kinds: list[str] = []

    def tell(event: Event) -> None:
        kinds.append(event.kind)
        if event.kind == "received":
            (tmp_path / "toy").mkdir(exist_ok=True)
            (tmp_path / "toy" / FILE).write_bytes(stored[FILE])

    fetch(make_toy("a/", names=[NAME], archive=archive), tmp_path, progress=tell, retry=AT_ONCE)
    assert kinds == ["started", "received", "kept"]


def test_several_sets_in_one_archive(
    site: "Site",
    make_toy: MakeToy,
    stored: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A family comes out of one download."""
    archive = zipped({f"packed/{name}": data for name, data in stored.items()})
    site.give("/a/toy.zip", archive)
    toy = make_toy("a/", archive=archive)
    family = tuple(
        replace(toy, name=f"toy-{part}", files=toy.of(part)) for part in ("train", "test")
    )
    monkeypatch.setattr(idxcheck.datasets.fetching, "data_sets_called", lambda _name: family)
    paths = fetch("toy", tmp_path, retry=AT_ONCE)
    assert [str(path.relative_to(tmp_path)) for path in paths] == [
        "toy-train/train-images-idx3-ubyte.gz",
        "toy-train/train-labels-idx1-ubyte.gz",
        "toy-test/test-images-idx3-ubyte.gz",
        "toy-test/test-labels-idx1-ubyte.gz",
    ]
    assert site.requests == ["/a/toy.zip"]


def test_emnist_is_one_download() -> None:
    """All six splits come out of the one archive of the registry."""
    planned = plan(sets_called("emnist"), Path())
    assert len(planned) == 24
    (archive,) = {each.archive for each in planned}
    assert archive is not None
    assert (archive.download.name, archive.download.size) == ("gzip.zip", 561753746)


def test_a_bad_member_among_others(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """The others come out of the archive all the same."""
    archive = zipped({f"packed/{name}": data for name, data in stored.items() if name != FILE})
    site.give("/a/toy.zip", archive)
    with pytest.raises(FormatError, match="0 members have this name") as caught:
        fetch(make_toy("a/", archive=archive), tmp_path, retry=AT_ONCE)
    assert caught.value.path == str(tmp_path / "toy" / FILE)
    there = {path.name for path in (tmp_path / "toy").iterdir()}
    assert there == set(stored) - {FILE}


def test_a_member_with_another_content(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """What comes out is verified like any file."""
    archive = zipped({MEMBER: stored["train-labels-idx1-ubyte.gz"]})
    site.give("/a/toy.zip", archive)
    toy = make_toy("a/", names=[NAME, "train-labels-idx1-ubyte"], archive=archive)
    with pytest.raises(FormatError) as caught:
        fetch(toy, tmp_path, part="test", retry=AT_ONCE)
    assert caught.value.finding.code == "PRF005"
    assert caught.value.path == str(tmp_path / "toy" / FILE)
    assert list(tmp_path.iterdir()) == []


def test_another_archive(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """An archive whose digest does not fit is not even opened; a page is named."""
    archive = zipped({MEMBER: stored[FILE]})
    toy = make_toy("a/", "b/", names=[NAME], archive=archive)
    site.give("/a/toy.zip", b"<!DOCTYPE html><html>moved</html>")
    site.give("/b/toy.zip", archive[:-1] + b"\x01")
    with pytest.raises(FormatError) as caught:
        fetch(toy, tmp_path, retry=AT_ONCE)
    assert caught.value.path == str(tmp_path / "toy" / FILE)  # which was wanted
    assert caught.value.finding.code == "PRF007"
    assert "TRN002 html-page" in caught.value.finding.message
    site.answers.clear()
    with pytest.raises(FetchError, match="404"):
        fetch(toy, tmp_path, retry=AT_ONCE)
    assert list(tmp_path.iterdir()) == []
