"""fetch: files that are there already, and what never happens to them."""

import gzip
import os
import pickle
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from idxcheck.datasets import FetchError, RetryPolicy, fetch
from idxcheck.datasets.events import Event
from idxcheck.errors import FormatError, UsageError
from idxcheck.registry import DataSet

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

MakeToy = Callable[..., DataSet]

AT_ONCE = RetryPolicy(backoff=0.0)
NAME = "test-labels-idx1-ubyte"
FILE = f"{NAME}.gz"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the file belongs, in a folder that is there."""
    (tmp_path / "toy").mkdir()
    return tmp_path / "toy" / FILE


def test_everything_is_there(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """Files that verify are kept as they are, and nobody is asked for anything."""
    site.give_all("/a/", stored)
    toy = make_toy("a/")
    first = fetch(toy, tmp_path, retry=AT_ONCE)
    before = [path.stat().st_ino for path in first]
    site.requests.clear()
    told: list[Event] = []
    assert fetch(toy, tmp_path, progress=told.append, force=True) == first
    assert [path.stat().st_ino for path in first] == before
    assert site.requests == []
    assert [(event.kind, event.count, event.text) for event in told] == [
        ("kept", len(stored[path.name]), "sha256 verified") for path in first
    ]


def test_no_network_no_pooch(
    toy: DataSet, stored: dict[str, bytes], place: Path, tmp_path: Path
) -> None:
    """Where nothing is to be fetched, the modules for it are not even imported."""
    place.write_bytes(stored[FILE])
    code = (
        "import pickle, sys; from idxcheck.datasets import fetch;"
        "toy = pickle.loads(bytes.fromhex(sys.argv[1]));"
        "print(*fetch(toy, sys.argv[2]));"
        "print([each for each in ('pooch', 'requests', 'urllib3') if each in sys.modules])"
    )
    run = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code, pickle.dumps(toy).hex(), str(tmp_path)],
        capture_output=True,
        check=True,
        text=True,
    )
    assert run.stdout == f"{place}\n[]\n"


def test_only_what_is_missing(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """The other files are fetched, of the part that was asked for."""
    site.give_all("/a/", stored)
    (tmp_path / "toy").mkdir()
    (tmp_path / "toy" / FILE).write_bytes(stored[FILE])
    fetch(make_toy("a/"), tmp_path, part="test", retry=AT_ONCE)
    assert site.requests == ["/a/test-images-idx3-ubyte.gz"]


def test_a_wrong_file_stays(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], place: Path, tmp_path: Path
) -> None:
    """A file that is something else is named and left alone; the others come."""
    site.give_all("/a/", stored)
    other = stored["train-labels-idx1-ubyte.gz"]
    place.write_bytes(other)
    with pytest.raises(FormatError) as caught:
        fetch(make_toy("a/"), tmp_path, retry=AT_ONCE)
    assert caught.value.path == str(place)
    assert caught.value.finding.code == "PRF005"
    assert caught.value.finding.message.startswith(
        "it is another file of toy, train-labels: it has the sha256 "
    )
    assert caught.value.finding.hint == "move it away, or replace it with --force"
    assert place.read_bytes() == other
    assert len(site.requests) == 3
    assert "/a/" + FILE not in site.requests
    there = {path.name: path.read_bytes() for path in place.parent.iterdir()}
    assert there == {**stored, FILE: other}


def test_force_replaces_a_wrong_file(
    site: "Site", toy: DataSet, stored: dict[str, bytes], place: Path, tmp_path: Path
) -> None:
    """With force the right file takes its place, in one step."""
    site.give("/a/" + FILE, stored[FILE])
    place.write_bytes(b"<html>")
    fetch(toy, tmp_path, force=True, retry=AT_ONCE)
    assert place.read_bytes() == stored[FILE]


def test_force_without_a_mirror(site: "Site", toy: DataSet, place: Path, tmp_path: Path) -> None:
    """Even then a wrong file stays until the right one is there."""
    place.write_bytes(b"<html>")
    with pytest.raises(FetchError):
        fetch(toy, tmp_path, force=True, retry=AT_ONCE)
    assert site.requests == ["/a/" + FILE]
    assert place.read_bytes() == b"<html>"
    assert list(place.parent.iterdir()) == [place]


def test_a_link_is_followed(
    site: "Site", toy: DataSet, stored: dict[str, bytes], place: Path, tmp_path: Path
) -> None:
    """A link keeps leading to the file, also one that leads nowhere yet."""
    site.give("/a/" + FILE, stored[FILE])
    (tmp_path / "store").mkdir()
    place.symlink_to(tmp_path / "store" / "file")
    beside: list[str] = []  # what is in its folder while it comes: its file system is the one

    def tell(event: Event) -> None:
        if event.kind == "received":
            beside.extend(each.name[:10] for each in (tmp_path / "store").iterdir())

    assert fetch(toy, tmp_path, progress=tell, retry=AT_ONCE) == [place]
    assert beside == [".idxcheck-"]
    assert place.is_symlink()
    assert (tmp_path / "store" / "file").read_bytes() == stored[FILE]


@pytest.mark.parametrize("force", [False, True])
def test_what_is_no_file(toy: DataSet, place: Path, tmp_path: Path, *, force: bool) -> None:
    """A folder or a pipe of that name is neither opened nor replaced."""
    place.mkdir()
    with pytest.raises(FetchError, match="something that is no file has this name; next: move"):
        fetch(toy, tmp_path, force=force, retry=AT_ONCE)
    place.rmdir()
    os.mkfifo(place)
    with pytest.raises(FetchError, match="something that is no file has this name; next: move"):
        fetch(toy, tmp_path, force=force, retry=AT_ONCE)
    assert place.is_fifo()


def meanwhile(place: Path, content: bytes) -> Callable[[Event], object]:
    """Return what writes a file as soon as bytes of another have come."""

    def tell(event: Event) -> None:
        if event.kind == "received":
            place.write_bytes(content)

    return tell


def test_another_process_is_faster(
    site: "Site", toy: DataSet, stored: dict[str, bytes], place: Path, tmp_path: Path
) -> None:
    """A right file that has come meanwhile is kept; a wrong one is left alone."""
    site.give("/a/" + FILE, stored[FILE])
    fetch(toy, tmp_path, progress=meanwhile(place, stored[FILE]), retry=AT_ONCE)
    assert place.read_bytes() == stored[FILE]
    place.unlink()
    with pytest.raises(FormatError, match="TRN002"):
        fetch(toy, tmp_path, progress=meanwhile(place, b"<html>"), retry=AT_ONCE)
    assert place.read_bytes() == b"<html>"
    assert list(place.parent.iterdir()) == [place]


def test_unverified(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """Where no digest is published, a valid file of the published shape will do."""
    site.give("/a/" + FILE, stored[FILE])
    told: list[Event] = []
    toy = make_toy("a/", names=[NAME], digested=False)
    fetch(toy, tmp_path, progress=told.append, retry=AT_ONCE)
    fetch(toy, tmp_path, progress=told.append, retry=AT_ONCE)
    assert told[-2].text == f"the published shape, no digest, from {site.url}a/{FILE}"
    assert (told[-1].kind, told[-1].text) == ("kept", "the published shape, no digest")


def test_unverified_of_another_shape(
    site: "Site", make_toy: MakeToy, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """Another shape will not do, nor will a file with a fault."""
    toy = make_toy("a/", names=[NAME], digested=False)
    site.give("/a/" + FILE, stored["train-labels-idx1-ubyte.gz"])
    with pytest.raises(FormatError) as caught:
        fetch(toy, tmp_path, retry=AT_ONCE)
    assert caught.value.finding.code == "PRF001"
    assert caught.value.finding.expected == "IDX uint8 10"
    assert caught.value.finding.actual == "IDX uint8 50"
    site.answers.clear()
    site.give("/a/" + FILE, gzip.compress(bytes.fromhex("00000804" + "00000001" * 4 + "2a")))
    with pytest.raises(FormatError, match=r"PRF001.*found IDX uint8 1 x 1 x 1 x 1"):
        fetch(toy, tmp_path, retry=AT_ONCE)
    site.answers.clear()
    site.give("/a/" + FILE, stored[FILE][:-1])
    with pytest.raises(FormatError, match="TRN101"):
        fetch(toy, tmp_path, retry=AT_ONCE)


def test_unusable_names(tmp_path: Path, make_toy: MakeToy) -> None:
    """Unknown data sets, parts and layouts are told with the choices there are."""
    with pytest.raises(UsageError, match=r"^no data set is called 'nist'; choose from: .*mnist"):
        fetch("nist", tmp_path)
    with pytest.raises(UsageError, match=r"^no data set is called 'none'"):
        fetch("none", tmp_path)
    with pytest.raises(UsageError, match=r"^Toy has no part 'all'; choose from: train, test$"):
        fetch(make_toy(), tmp_path, part="all")
    with pytest.raises(UsageError, match=r"^smallNORB has no layout 'keras'; choose from: flat$"):
        fetch("smallnorb", tmp_path, layout="keras")


@pytest.fixture
def no_pooch(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installation without the extra."""
    monkeypatch.setitem(sys.modules, "pooch", None)
    monkeypatch.delitem(sys.modules, "idxcheck.datasets.mirrors", raising=False)
    yield
    sys.modules.pop("idxcheck.datasets.mirrors", None)


@pytest.mark.usefixtures("no_pooch")
def test_without_the_extra(toy: DataSet, tmp_path: Path) -> None:
    """What is missing is named, with the line that installs it."""
    with pytest.raises(UsageError, match=r"^fetching needs pooch; next: pip install 'idxcheck\[f"):
        fetch(toy, tmp_path)
