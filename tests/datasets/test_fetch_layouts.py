"""fetch: the layouts of other libraries, and decompressed copies."""

import gzip
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import idxcheck.datasets.fetching
import idxcheck.datasets.storing
from idxcheck.datasets import RetryPolicy, fetch
from idxcheck.datasets.events import Event
from idxcheck.errors import FormatError, UsageError
from idxcheck.registry import DataSet, Layout

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

MakeToy = Callable[..., DataSet]

AT_ONCE = RetryPolicy(backoff=0.0)
LABELS = "test-labels-idx1-ubyte"
IMAGES = "test-images-idx3-ubyte"


def files_below(folder: Path) -> list[str]:
    """Return the files below a folder."""
    return sorted(str(each.relative_to(folder)) for each in folder.rglob("*") if each.is_file())


def test_flat_and_extracted(
    site: "Site",
    make_toy: MakeToy,
    stored: dict[str, bytes],
    contents: dict[str, bytes],
    tmp_path: Path,
) -> None:
    """A decompressed copy comes beside each file, under its usual name; then all is kept."""
    site.give_all("/a/", stored)
    told: list[Event] = []
    toy = make_toy("a/")
    paths = fetch(toy, tmp_path, extract=True, part="test", progress=told.append, retry=AT_ONCE)
    assert [path.name for path in paths] == [f"{IMAGES}.gz", IMAGES, f"{LABELS}.gz", LABELS]
    assert {path.name: path.read_bytes() for path in paths if path.suffix != ".gz"} == {
        IMAGES: contents[IMAGES],
        LABELS: contents[LABELS],
    }
    assert len(files_below(tmp_path)) == 4
    done = [(event.count, event.text) for event in told if event.kind == "extracted"]
    assert done == [(7856, "the published shape, no digest"), (18, "sha256 verified")]
    told.clear()
    assert fetch(toy, tmp_path, extract=True, part="test", progress=told.append) == paths
    assert [event.kind for event in told] == ["kept"] * 4


def test_a_wrong_copy(
    site: "Site",
    make_toy: MakeToy,
    stored: dict[str, bytes],
    contents: dict[str, bytes],
    tmp_path: Path,
) -> None:
    """A copy that differs by one value is told apart without a digest, left alone, or replaced."""
    site.give_all("/a/", stored)
    toy = make_toy("a/", names=[IMAGES])
    copy = tmp_path / "toy" / IMAGES
    copy.parent.mkdir()
    wrong = contents[IMAGES][:-1] + bytes([contents[IMAGES][-1] ^ 1])
    copy.write_bytes(wrong)
    with pytest.raises(FormatError, match=r"PRF007 .*replace it with --force"):
        fetch(toy, tmp_path, extract=True, retry=AT_ONCE)
    assert copy.read_bytes() == wrong
    fetch(toy, tmp_path, extract=True, force=True, retry=AT_ONCE)
    assert copy.read_bytes() == contents[IMAGES]


def test_a_copy_still_compressed(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """The compressed file under the name of its copy is what many readers stumble over."""
    site.give_all("/a/", stored)
    toy = make_toy("a/", names=[LABELS])
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / LABELS).write_bytes(stored[f"{LABELS}.gz"])
    with pytest.raises(FormatError, match="TRN105 name-compression-mismatch"):
        fetch(toy, tmp_path, extract=True, retry=AT_ONCE)


def test_a_published_file_that_holds_more(
    site: "Site", make_toy: MakeToy, contents: dict[str, bytes], tmp_path: Path
) -> None:
    """Nothing longer than the matrix is written, whatever the stream holds."""
    bomb = gzip.compress(contents[LABELS] + bytes(1 << 27))
    site.give(f"/a/{LABELS}.gz", bomb)
    toy = make_toy("a/", names=[LABELS], digested=False)
    with pytest.raises(FormatError, match="IDX202 trailing-bytes"):
        fetch(toy, tmp_path, extract=True, retry=AT_ONCE)
    assert files_below(tmp_path) == []


def test_a_copy_that_comes_out_wrong(
    site: "Site",
    make_toy: MakeToy,
    stored: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was written is verified before it gets its name."""
    site.give_all("/a/", stored)
    monkeypatch.setattr(idxcheck.datasets.storing, "CHUNK", 10)
    monkeypatch.setattr(idxcheck.datasets.wanted.Wanted, "limit", 10)
    toy = make_toy("a/", names=[LABELS])
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / f"{LABELS}.gz").write_bytes(stored[f"{LABELS}.gz"])
    with pytest.raises(FormatError, match=r"IDX201 truncated-payload.*it has 10 of 18 bytes"):
        fetch(toy, tmp_path, extract=True, retry=AT_ONCE)
    assert files_below(tmp_path) == [f"toy/{LABELS}.gz"]


def test_a_copy_that_has_come_meanwhile(  # noqa: PLR0913 - fixtures
    *,
    site: "Site",
    make_toy: MakeToy,
    stored: dict[str, bytes],
    contents: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where another process has been faster its file is kept."""
    site.give_all("/a/", stored)
    copy = tmp_path / "toy" / LABELS
    decompress = idxcheck.datasets.storing.decompress  # the last step before

    def be_slower(source: Path, target: Path, limit: int) -> None:
        decompress(source, target, limit)
        copy.write_bytes(contents[LABELS])
        copy.chmod(0o444)

    monkeypatch.setattr(idxcheck.datasets.fetching, "decompress", be_slower)
    fetch(make_toy("a/", names=[LABELS]), tmp_path, extract=True, retry=AT_ONCE)
    assert copy.read_bytes() == contents[LABELS]
    assert copy.stat().st_mode & 0o777 == 0o444


def test_torchvision(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """Its folder holds both the archives and what it looks for."""
    site.give_all("/a/", stored)
    fetch(make_toy("a/"), tmp_path, layout="torchvision", part="train", retry=AT_ONCE)
    assert files_below(tmp_path) == [
        "Toy/raw/train-images-idx3-ubyte",
        "Toy/raw/train-images-idx3-ubyte.gz",
        "Toy/raw/train-labels-idx1-ubyte",
        "Toy/raw/train-labels-idx1-ubyte.gz",
    ]


def test_a_file_of_another_form(
    site: "Site", make_toy: MakeToy, npz: bytes, tmp_path: Path
) -> None:
    """Where a library has one file of its own, that is fetched: by digest alone, and whole."""
    site.give("/k/toy.npz", npz)
    assert fetch(make_toy(), tmp_path, layout="keras", retry=AT_ONCE) == [
        tmp_path / "datasets" / "toy.npz"
    ]
    assert files_below(tmp_path) == ["datasets/toy.npz"]
    message = (
        r"^keras keeps Toy in one file of its own, toy\.npz:"
        " fetch it without --part and --extract$"
    )
    with pytest.raises(UsageError, match=message):
        fetch(make_toy(), tmp_path, layout="keras", part="test")
    with pytest.raises(UsageError, match=message):
        fetch(make_toy(), tmp_path, layout="keras", extract=True)


def test_a_file_nobody_can_verify(site: "Site", make_toy: MakeToy, tmp_path: Path) -> None:
    """Without a digest and without a shape any file would do: none is taken."""
    toy = make_toy()
    own = replace(toy.layouts["keras"].downloads[0], digests=())
    toy = replace(toy, layouts={"keras": Layout("datasets", downloads=(own,))})
    site.give("/k/toy.npz", b"PK")
    with pytest.raises(UsageError, match=r"^toy\.npz cannot be verified: no digest is published$"):
        fetch(toy, tmp_path, layout="keras", retry=AT_ONCE)
    assert files_below(tmp_path) == []


@pytest.mark.parametrize(
    ("body", "words"),
    [(b"PK\x03\x04", "PRF007.*it has 4 of 504 bytes"), (b"<!doctype html>", "TRN002 html-page")],
)
def test_another_file_in_its_place(
    site: "Site", make_toy: MakeToy, tmp_path: Path, body: bytes, words: str
) -> None:
    """Only what is wrong for any file is told of it: a zip file is what it should be."""
    site.give("/k/toy.npz", body)
    with pytest.raises(FormatError, match=words):
        fetch(make_toy(), tmp_path, layout="keras", retry=AT_ONCE)
    assert files_below(tmp_path) == []
