"""fetch: a file that is put together of several answers is of one version."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from idxcheck.datasets import RetryPolicy, fetch
from idxcheck.errors import FormatError
from idxcheck.registry import DataSet

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

AT_ONCE = RetryPolicy(backoff=0.0)
NAME = "test-images-idx3-ubyte"
FILE = f"{NAME}.gz"
DATE = {"Last-Modified": "Fri, 20 Nov 2026 12:00:00 GMT"}
LATER = {"Last-Modified": "Fri, 20 Nov 2026 12:00:01 GMT"}


@pytest.fixture
def toy(make_toy: Callable[..., DataSet]) -> DataSet:
    """A data set of one file of 7879 bytes on two mirrors."""
    return make_toy("a/", "b/", names=[NAME])


@pytest.fixture
def body(stored: dict[str, bytes]) -> bytes:
    """The file as it is served."""
    return stored[FILE]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"tag": '"1"', "headers": DATE}, {"tag": '"2"', "headers": DATE}),
        ({"tag": '"1"', "headers": DATE}, {"tag": '"1"', "headers": LATER}),
        ({"tag": 'W/"1"', "headers": DATE}, {"tag": 'W/"2"', "headers": DATE}),
        ({"tag": "", "headers": DATE}, {"tag": "", "headers": LATER}),
    ],
)
def test_a_part_of_another_version(  # noqa: PLR0913 - fixtures and parameters
    *,
    site: "Site",
    toy: DataSet,
    body: bytes,
    tmp_path: Path,
    before: dict[str, Any],
    after: dict[str, Any],
) -> None:
    """A server that gives the range whatever If-Range says is found out: it starts over."""
    site.give("/a/" + FILE, bytes(7879), cut=4000, **before)
    site.give("/a/" + FILE, body, deaf=True, **after)
    (path,) = fetch(toy, tmp_path, retry=AT_ONCE)
    assert path.read_bytes() == body
    assert [each for each, _ in site.ranges] == [None, "bytes=4000-", None]
    assert site.requests == ["/a/" + FILE] * 3


def test_a_part_that_says_less(site: "Site", toy: DataSet, body: bytes, tmp_path: Path) -> None:
    """A part need not repeat what was said of the whole."""
    site.give("/a/" + FILE, body, cut=4000, headers=DATE)
    site.give("/a/" + FILE, body, tag="", deaf=True)
    (path,) = fetch(toy, tmp_path, retry=AT_ONCE)
    assert path.read_bytes() == body
    assert [each for each, _ in site.ranges] == [None, "bytes=4000-"]


def test_pieces_that_do_not_belong_together(
    site: "Site", toy: DataSet, body: bytes, tmp_path: Path
) -> None:
    """Where a resumed file does not verify, the same mirror is asked once more for the whole."""
    site.give("/a/" + FILE, bytes(7879), cut=4000)
    site.give("/a/" + FILE, body)
    (path,) = fetch(toy, tmp_path, retry=AT_ONCE)
    assert path.read_bytes() == body
    assert site.requests == ["/a/" + FILE] * 3
    assert [each for each, _ in site.ranges] == [None, "bytes=4000-", None]


def test_the_second_time_nothing_is_resumed(
    site: "Site", toy: DataSet, body: bytes, tmp_path: Path
) -> None:
    """A mirror whose pieces did not fit is not asked for pieces again."""
    site.give("/a/" + FILE, bytes(7879), cut=4000)
    site.give("/a/" + FILE, bytes(7879))
    site.give("/a/" + FILE, body, cut=2000)
    site.give("/a/" + FILE, body)
    (path,) = fetch(toy, tmp_path, retry=AT_ONCE)
    assert path.read_bytes() == body
    assert [each for each, _ in site.ranges] == [None, "bytes=4000-", None, None]


def test_wrong_to_the_end(site: "Site", toy: DataSet, body: bytes, tmp_path: Path) -> None:
    """A mirror that gives another file whole is given up then, and the next one is asked."""
    site.give("/a/" + FILE, bytes(7879), cut=4000)
    site.give("/a/" + FILE, bytes(7879))
    site.give("/b/" + FILE, body)
    (path,) = fetch(toy, tmp_path, retry=AT_ONCE)
    assert path.read_bytes() == body
    assert site.requests == [*["/a/" + FILE] * 3, "/b/" + FILE]


def test_a_whole_file_is_not_asked_for_twice(site: "Site", toy: DataSet, tmp_path: Path) -> None:
    """One that came in one piece is judged as it is, whatever was tried before."""
    for folder in ("/a/", "/b/"):
        site.give(folder + FILE, bytes(7879), cut=4000, ranges=False)
        site.give(folder + FILE, bytes(7879), ranges=False)
    with pytest.raises(FormatError) as caught:
        fetch(toy, tmp_path, retry=AT_ONCE)
    assert site.requests == ["/a/" + FILE, "/a/" + FILE, "/b/" + FILE, "/b/" + FILE]
    assert caught.value.finding.code == "IDX002"
    assert list(tmp_path.iterdir()) == []
