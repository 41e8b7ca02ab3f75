"""fetch: one server that breaks off, stalls, redirects, has no Range or gives too much."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from idxcheck.datasets import FetchError, RetryPolicy, fetch
from idxcheck.registry import DataSet

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

Fetch = Callable[..., bytes]

AT_ONCE = RetryPolicy(backoff=0.0)
NAME = "test-images-idx3-ubyte"
FILE = f"{NAME}.gz"


@pytest.fixture
def body(stored: dict[str, bytes]) -> bytes:
    """The file as it is served: 7879 bytes."""
    assert len(stored[FILE]) == 7879
    return stored[FILE]


@pytest.fixture
def fetch_one(make_toy: Callable[..., DataSet], tmp_path: Path) -> Fetch:
    """`fetch_one()` fetches one file from one mirror; nothing else is left there."""
    toy = make_toy("a/", names=[NAME])

    def fetch_it(retry: RetryPolicy = AT_ONCE, **options: Any) -> bytes:  # noqa: ANN401 - for fetch
        try:
            (path,) = fetch(toy, tmp_path, retry=retry, **options)
        except BaseException:
            assert list(tmp_path.rglob("*")) == []
            raise
        assert sorted(tmp_path.rglob("*")) == [tmp_path / "toy", tmp_path / "toy" / FILE]
        return path.read_bytes()

    return fetch_it


@pytest.mark.parametrize("tenth", range(10))
def test_a_drop_at_every_tenth(site: "Site", fetch_one: Fetch, body: bytes, tenth: int) -> None:
    """What has come is kept, and the rest is asked for if it is still of the same version."""
    place = tenth * 788
    site.give("/a/" + FILE, body, cut=place)
    site.give("/a/" + FILE, body)
    assert fetch_one() == body
    resumed = (f"bytes={place}-", '"1"') if place else (None, None)
    assert site.ranges == [(None, None), resumed]


@pytest.mark.parametrize("tenth", range(10))
def test_a_drop_at_every_tenth_without_range(
    site: "Site", fetch_one: Fetch, body: bytes, tenth: int
) -> None:
    """A server that cannot resume gives the file from its beginning; nothing is doubled."""
    site.give("/a/" + FILE, body, cut=tenth * 788, ranges=False)
    site.give("/a/" + FILE, body, ranges=False)
    assert fetch_one() == body
    assert site.ranges == [(None, None), (None, None)]


def test_a_drop_after_each_tenth(site: "Site", fetch_one: Fetch, body: bytes) -> None:
    """Three tries are all: the error says how far they came, and nothing is left."""
    for place in (788, 1576, 2364, 3152):
        site.give("/a/" + FILE, body, cut=place)
    with pytest.raises(FetchError) as caught:
        fetch_one()
    reason = "the connection broke off after 2364 of 7879 bytes (3 tries)"
    assert f"/a/{FILE}: {reason}; next: " in str(caught.value.strerror)
    assert [each for each, _ in site.ranges] == [None, "bytes=788-", "bytes=1576-"]


def test_the_pauses(
    site: "Site", fetch_one: Fetch, body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second try waits, the third waits twice as long."""
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    site.give("/a/" + FILE, status=503)
    site.give("/a/" + FILE, status=503)
    site.give("/a/" + FILE, body)
    assert fetch_one(RetryPolicy()) == body
    assert slept == [1.0, 2.0]


def test_another_version_meanwhile(site: "Site", fetch_one: Fetch, body: bytes) -> None:
    """Where the file has changed the server ignores the range, and so it starts over."""
    site.give("/a/" + FILE, bytes(9000), cut=8500, tag='"old"')
    site.give("/a/" + FILE, body, tag='"new"')
    assert fetch_one() == body
    assert site.ranges[1] == ("bytes=8500-", '"old"')


@pytest.mark.parametrize(
    ("tag", "date", "condition"),
    [
        ('W/"1"', "Fri, 20 Nov 2026 12:00:00 GMT", "Fri, 20 Nov 2026 12:00:00 GMT"),
        ("", "Fri, 20 Nov 2026 12:00:00 GMT", "Fri, 20 Nov 2026 12:00:00 GMT"),
        ('"2"', "Fri, 20 Nov 2026 12:00:00 GMT", '"2"'),
        ('W/"1"', None, None),
        ("", None, None),
    ],
)
def test_what_tells_the_version(  # noqa: PLR0913 - fixtures and parameters
    *,
    site: "Site",
    fetch_one: Fetch,
    body: bytes,
    tag: str,
    date: str | None,
    condition: str | None,
) -> None:
    """A weak tag does not tell versions apart, a date does; without either it starts over."""
    headers = {} if date is None else {"Last-Modified": date}
    site.give("/a/" + FILE, body, cut=4000, tag=tag, headers=headers)
    site.give("/a/" + FILE, body, tag=tag, headers=headers)
    assert fetch_one() == body
    assert site.ranges[1] == (None if condition is None else "bytes=4000-", condition)


@pytest.mark.parametrize(
    "content_range",
    ["bytes 3999-7878/7879", "bytes 4000-7878/9999", "bytes 4000-7878", "pages 1-2/3", ""],
)
def test_another_part_than_asked_for(
    site: "Site", fetch_one: Fetch, body: bytes, content_range: str
) -> None:
    """A part that does not fit is not used: the third try starts over."""
    site.give("/a/" + FILE, body, cut=4000)
    site.give("/a/" + FILE, body, headers={"Content-Range": content_range})
    site.give("/a/" + FILE, body)
    assert fetch_one() == body
    assert [each for each, _ in site.ranges] == [None, "bytes=4000-", None]


def test_a_part_nobody_asked_for(site: "Site", fetch_one: Fetch, body: bytes) -> None:
    """A range in answer to no range is refused, whatever it says."""
    site.give("/a/" + FILE, body, status=206, headers={"Content-Range": "bytes 0-7878/7879"})
    with pytest.raises(FetchError, match=r"another part of the file than asked for \(3 tries\)"):
        fetch_one()


def test_a_part_of_the_part(site: "Site", fetch_one: Fetch, body: bytes) -> None:
    """A server may give less than the rest: what is missing is asked for again."""
    part = body[:6000]
    site.give("/a/" + FILE, body, cut=4000)
    site.give("/a/" + FILE, part, headers={"Content-Range": "bytes 4000-5999/7879"})
    site.give("/a/" + FILE, body)
    assert fetch_one() == body
    assert [each for each, _ in site.ranges] == [None, "bytes=4000-", "bytes=6000-"]


def test_a_range_that_is_not_there(site: "Site", fetch_one: Fetch, body: bytes) -> None:
    """After 416 the file is asked for from its beginning."""
    site.give("/a/" + FILE, body, cut=4000)
    site.give("/a/" + FILE, status=416, ranges=False)
    site.give("/a/" + FILE, body)
    assert fetch_one() == body
    assert [each for each, _ in site.ranges] == [None, "bytes=4000-", None]


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"", "Remote end closed connection without response (3 tries)"),
        (b"garbage\r\n\r\n", "garbage"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "broke off after 0 bytes"),
    ],
)
def test_no_http(site: "Site", fetch_one: Fetch, raw: bytes, reason: str) -> None:
    """What is no answer, or breaks its own framing, is a failure of that mirror."""
    site.give("/a/" + FILE, raw=raw)
    with pytest.raises(FetchError) as caught:
        fetch_one()
    assert reason in str(caught.value.strerror)
