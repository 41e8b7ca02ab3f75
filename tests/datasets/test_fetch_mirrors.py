"""fetch: what a mirror may do instead of giving the file, and what the user is told."""

import gzip
import hashlib
import struct
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from idxcheck.datasets import FetchError, RetryPolicy, fetch
from idxcheck.datasets.events import Event
from idxcheck.errors import FormatError
from idxcheck.registry import DataSet

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

MakeToy = Callable[..., DataSet]

AT_ONCE = RetryPolicy(backoff=0.0)
NAME = "test-labels-idx1-ubyte"
FILE = f"{NAME}.gz"
LATER = "try again later, or name another mirror with --mirror"
GONE = "name a mirror that has it with --mirror: asking these again will hardly help"
PAGE = b"<!DOCTYPE html><html><body>Not here any more.</body></html>"


@pytest.fixture
def one(make_toy: MakeToy) -> DataSet:
    """A data set of one small file on two mirrors."""
    return make_toy("a/", "b/", names=[NAME])


def left_in(folder: Path) -> list[str]:
    """Return all that is below a folder, hidden names too."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_all_files(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """Each file comes from the first mirror and takes its name, with the usual mode."""
    site.give_all("/a/", stored)
    paths = fetch(make_toy("a/", "b/"), tmp_path, retry=AT_ONCE)
    assert [str(path.relative_to(tmp_path)) for path in paths] == [
        "toy/train-images-idx3-ubyte.gz",
        "toy/train-labels-idx1-ubyte.gz",
        "toy/test-images-idx3-ubyte.gz",
        "toy/test-labels-idx1-ubyte.gz",
    ]
    assert {path.name: path.read_bytes() for path in paths} == stored
    assert left_in(tmp_path) == ["toy", *sorted(f"toy/{name}" for name in stored)]
    assert len(site.requests) == 4
    (tmp_path / "other").write_bytes(b"")
    usual = (tmp_path / "other").stat().st_mode
    assert {path.stat().st_mode for path in paths} == {usual}


def test_the_next_mirror(
    site: "Site", one: DataSet, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """A mirror that refuses is not asked again; the next one is, and the caller is told."""
    site.give("/a/" + FILE, b"no", status=403)
    site.give("/b/" + FILE, stored[FILE])
    told: list[Event] = []
    fetch(one, tmp_path, progress=told.append, retry=AT_ONCE)
    assert site.requests == ["/a/" + FILE, "/b/" + FILE]
    size = len(stored[FILE])
    path = tmp_path / "toy" / FILE
    assert [(event.kind, event.path) for event in told] == [
        ("started", path),
        ("passed over", path),
        ("started", path),
        ("received", path),
        ("fetched", path),
    ]
    assert told[0].text == f"{site.url}a/{FILE}"
    assert told[1].text == f"{site.url}a/{FILE}: HTTP 403 Forbidden"
    assert (told[3].count, told[3].total) == (size, size)
    assert told[4].count == size
    assert told[4].text == f"sha256 verified, from {site.url}b/{FILE}"


@pytest.mark.parametrize(
    ("status", "requests", "reason", "hint"),
    [
        (403, 1, "HTTP 403 Forbidden", GONE),
        (404, 1, "HTTP 404 Not Found", GONE),
        (410, 1, "HTTP 410 Gone", GONE),
        (204, 1, "HTTP 204 No Content", GONE),
        (408, 3, "HTTP 408 Request Timeout (3 tries)", LATER),
        (429, 3, "HTTP 429 Too Many Requests (3 tries)", LATER),
        (500, 3, "HTTP 500 Internal Server Error (3 tries)", LATER),
        (503, 3, "HTTP 503 Service Unavailable (3 tries)", LATER),
    ],
)
def test_refusals(  # noqa: PLR0913 - fixtures and parameters
    *,
    site: "Site",
    make_toy: MakeToy,
    tmp_path: Path,
    status: int,
    requests: int,
    reason: str,
    hint: str,
) -> None:
    """What another try may change is tried three times; the error names the answer."""
    site.give("/a/" + FILE, status=status)
    with pytest.raises(FetchError) as caught:
        fetch(make_toy("a/", names=[NAME]), tmp_path, retry=AT_ONCE)
    assert len(site.requests) == requests
    assert caught.value.filename == str(tmp_path / "toy" / FILE)
    assert caught.value.strerror == (
        f"no mirror gave it: {site.url}a/{FILE}: {reason}; next: {hint}"
    )
    assert left_in(tmp_path) == []


def test_every_mirror_is_explained(site: "Site", one: DataSet, tmp_path: Path) -> None:
    """The error tells of all mirrors: one that could not be heard out leaves it open."""
    site.give("/a/" + FILE, PAGE)
    site.give("/b/" + FILE, status=404)
    with pytest.raises(FetchError) as caught:
        fetch(one, tmp_path, retry=AT_ONCE)
    text = str(caught.value.strerror)
    assert f"{site.url}a/{FILE}: TRN002 html-page" in text
    assert f"; {site.url}b/{FILE}: HTTP 404 Not Found; next: " in text
    assert left_in(tmp_path) == []


@pytest.mark.parametrize(
    ("body", "code", "words"),
    [
        (b"", "TRN001", "it has 0 of 41 bytes"),
        (PAGE, "TRN002", "it has 59 of 41 bytes"),
        (b"version https://git-lfs.github.com/spec/v1\n", "TRN003", "it has 43 of 41 bytes"),
        (b"\x89PNG\r\n\x1a\n" + bytes(30), "TRN004", "PNG"),
        (struct.pack(">2I", 0x801, 10) + bytes(range(10)), "TRN105", "it has 18 of 41 bytes"),
    ],
)
def test_wrong_bodies(  # noqa: PLR0913 - fixtures and parameters
    *, site: "Site", make_toy: MakeToy, tmp_path: Path, body: bytes, code: str, words: str
) -> None:
    """A whole answer that is no such file is named by the rule that it trips."""
    site.give("/a/" + FILE, body)
    with pytest.raises(FormatError) as caught:
        fetch(make_toy("a/", names=[NAME]), tmp_path, retry=AT_ONCE)
    assert caught.value.finding.code == code
    assert caught.value.path == str(tmp_path / "toy" / FILE)
    assert f"from {site.url}a/{FILE}: " in str(caught.value)
    assert words in str(caught.value)
    assert len(site.requests) == 1
    assert left_in(tmp_path) == []


def test_a_shorter_file(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """A body cut on the server is a truncated stream, with the bytes it should have."""
    site.give("/a/" + FILE, stored[FILE][:30])
    with pytest.raises(FormatError, match=r"TRN101 truncated-stream.*it has 30 of 41 bytes"):
        fetch(make_toy("a/", names=[NAME]), tmp_path, retry=AT_ONCE)
    assert left_in(tmp_path) == []


def test_every_mirror_gives_another_file(site: "Site", one: DataSet, tmp_path: Path) -> None:
    """Where all mirrors were heard out, the finding is that of the last and tells of all."""
    site.give("/a/" + FILE, PAGE)
    site.give("/b/" + FILE, b"")
    with pytest.raises(FormatError) as caught:
        fetch(one, tmp_path, retry=AT_ONCE)
    assert caught.value.finding.code == "TRN001"
    assert f"; from {site.url}a/{FILE}: TRN002 html-page" in caught.value.finding.message


def test_another_file_of_the_set(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """A file whose digest is published for another one is named, whoever compressed it."""
    toy = make_toy("a/", names=[NAME, "train-labels-idx1-ubyte"])
    other = stored["train-labels-idx1-ubyte.gz"]
    again = gzip.compress(gzip.decompress(other), 1, mtime=1)
    assert again != other
    for body in (other, again):
        site.answers.clear()
        site.give("/a/" + FILE, body)
        with pytest.raises(
            FormatError, match=r"PRF005 .*: it is another file of toy, train-labels: "
        ):
            fetch(toy, tmp_path, part="test", retry=AT_ONCE)
    assert left_in(tmp_path) == []


def test_the_same_compressed_by_somebody_else(
    site: "Site", make_toy: MakeToy, contents: dict[str, bytes], tmp_path: Path
) -> None:
    """The right content in another stream is not the published file, and is called what it is."""
    site.give("/a/" + FILE, gzip.compress(contents[NAME], 1, mtime=1))
    with pytest.raises(FormatError, match=r"PRF007 .*: the content is right, but somebody else"):
        fetch(make_toy("a/", names=[NAME]), tmp_path, retry=AT_ONCE)


def test_unknown_content(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """A valid file that nobody has published is told by its digest."""
    body = gzip.compress(struct.pack(">2I", 0x801, 10) + bytes(10), mtime=0)
    site.give("/a/" + FILE, body)
    with pytest.raises(FormatError, match="no published file has these bytes") as caught:
        fetch(make_toy("a/", names=[NAME]), tmp_path, retry=AT_ONCE)
    finding = caught.value.finding
    assert finding.code == "PRF007"
    assert finding.expected == "sha256 " + hashlib.sha256(stored[FILE]).hexdigest()
    assert finding.actual == "sha256 " + hashlib.sha256(body).hexdigest()


def test_a_set_of_the_registry(
    site: "Site", make_toy: MakeToy, real_data: Path, tmp_path: Path
) -> None:
    """MNIST's labels in the place of another set's are named."""
    site.give("/a/" + FILE, (real_data / "mnist" / "t10k-labels-idx1-ubyte.gz").read_bytes())
    with pytest.raises(FormatError) as caught:
        fetch(make_toy("a/", names=[NAME]), tmp_path, retry=AT_ONCE)
    assert caught.value.finding.code == "PRF005"
    assert caught.value.finding.message == (
        f"from {site.url}a/{FILE}: it is mnist/t10k-labels: it has the sha256"
        " f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"
    )


def test_a_superseded_release(site: "Site", tmp_path: Path) -> None:
    """KMNIST as it was first published is known by the image that is black in it."""
    images = bytearray(b"\x01" * 7840000)
    images[9677 * 784 : 9678 * 784] = bytes(784)
    old = gzip.compress(struct.pack(">4I", 0x803, 10000, 28, 28) + images)
    site.give("/k/t10k-images-idx3-ubyte.gz", old)
    with pytest.raises(FetchError, match="image 9677 is black") as caught:
        fetch("kmnist", tmp_path, part="test", mirrors=[site.url + "k"], retry=AT_ONCE)
    failure = caught.value.failures[tmp_path / "kmnist" / "t10k-images-idx3-ubyte.gz"]
    assert isinstance(failure, FormatError)
    assert failure.finding.code == "PRF006"
    assert left_in(tmp_path) == []
