"""fetch: redirections, unannounced and excessive lengths, servers that are not there."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

import idxcheck.datasets.wanted
from idxcheck.datasets import FetchError, RetryPolicy, fetch
from idxcheck.datasets.events import Event
from idxcheck.datasets.failures import TransferError
from idxcheck.datasets.transfer import download
from idxcheck.errors import FormatError, UsageError
from idxcheck.registry import DataSet

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

MakeToy = Callable[..., DataSet]

AT_ONCE = RetryPolicy(backoff=0.0)
NAME = "test-labels-idx1-ubyte"
FILE = f"{NAME}.gz"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirections(site: "Site", toy: DataSet, body: bytes, tmp_path: Path, status: int) -> None:
    """Redirections are followed, relative ones too, and again when the file is resumed."""
    site.give("/a/" + FILE, status=status, headers={"Location": "../b/x"})
    site.give("/b/x", status=status, headers={"Location": f"{site.url}c/y"})
    site.give("/c/y", body, cut=20)
    site.give("/c/y", body)
    (path,) = fetch(toy, tmp_path, retry=AT_ONCE)
    assert path.read_bytes() == body
    assert site.requests == [f"/a/{FILE}", "/b/x", "/c/y", f"/a/{FILE}", "/b/x", "/c/y"]
    assert site.ranges[-1] == ("bytes=20-", '"1"')


@pytest.mark.parametrize(
    ("location", "reason", "requests"),
    [
        ("/a/" + FILE, "more than 5 redirections", 6),
        ("ftp://127.0.0.1/x", "redirected to ftp://127.0.0.1/x, not by http or https", 1),
        ("file:///etc/passwd", "redirected to file:///etc/passwd, not by http or https", 1),
        ("http://[x/", "no usable address: ", 1),
        ("http://127.0.0.1:99999999/", "no usable address: ", 2),
    ],
)
def test_redirections_nowhere(  # noqa: PLR0913 - fixtures and parameters
    *, site: "Site", toy: DataSet, tmp_path: Path, location: str, reason: str, requests: int
) -> None:
    """An endless one, or one to something else than HTTP, is given up without another try."""
    site.give("/a/" + FILE, status=302, headers={"Location": location})
    with pytest.raises(FetchError) as caught:
        fetch(toy, tmp_path, retry=AT_ONCE)
    assert f"/a/{FILE}: {reason}" in str(caught.value.strerror)
    assert "tries" not in str(caught.value.strerror)
    assert len(site.requests) <= requests
    assert list(tmp_path.iterdir()) == []


def test_no_way_back_from_https(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An address that begins with https never leads to one that does not."""
    asked = []

    def get(_session: requests.Session, url: str, **_options: Any) -> requests.Response:  # noqa: ANN401 - for requests
        asked.append(url)
        response = requests.Response()
        response.status_code = 302
        response.raw = io.BytesIO()
        response.headers["Location"] = {
            "https://127.0.0.1/a": "/b",
            "https://127.0.0.1/b": "http://127.0.0.1/c",
        }[url]
        return response

    monkeypatch.setattr(requests.Session, "get", get)
    with pytest.raises(TransferError, match=r"^redirected to http://127\.0\.0\.1/c, not by https$"):
        download(
            "https://127.0.0.1/a",
            str(tmp_path / "x"),
            limit=100,
            retry=AT_ONCE,
            observe=lambda *_: None,
        )
    assert asked == ["https://127.0.0.1/a", "https://127.0.0.1/b"]


def test_the_request(site: "Site", toy: DataSet, body: bytes, tmp_path: Path) -> None:
    """The file is asked for as it is stored: an answer that calls itself gzip is not unpacked."""
    site.give("/a/" + FILE, body, headers={"Content-Encoding": "gzip"})
    (path,) = fetch(toy, tmp_path, retry=AT_ONCE)
    assert path.read_bytes() == body


@pytest.mark.parametrize("length", ["", "abc", "-1", "9" * 5000])
def test_no_usable_length(
    site: "Site", toy: DataSet, body: bytes, tmp_path: Path, length: str
) -> None:
    """Without a length that makes sense the body goes to the end of the connection."""
    headers = {"Connection": "close"}
    site.give("/a/" + FILE, body, length=length, headers=headers)
    told: list[Event] = []
    (path,) = fetch(toy, tmp_path, progress=told.append, retry=AT_ONCE)
    assert path.read_bytes() == body
    received = [event for event in told if event.kind == "received"]
    assert (received[-1].count, received[-1].total) == (41, 41)


def test_chunks(site: "Site", toy: DataSet, body: bytes, tmp_path: Path) -> None:
    """A body in chunks is put together."""
    chunks = b"".join(b"%x\r\n%b\r\n" % (len(part), part) for part in (body[:20], body[20:]))
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    site.give("/a/" + FILE, raw=head + chunks + b"0\r\n\r\n")
    (path,) = fetch(toy, tmp_path, retry=AT_ONCE)
    assert path.read_bytes() == body


@pytest.mark.parametrize(
    ("length", "reason"),
    [
        (None, "it announces 3000 bytes where 41 bytes were expected"),
        ("", "it gives more than 1041 bytes where 41 bytes were expected"),
    ],
)
def test_too_long(  # noqa: PLR0913 - fixtures and parameters
    *,
    site: "Site",
    toy: DataSet,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    length: str | None,
    reason: str,
) -> None:
    """No more is read than the published size and some slack; that is another file."""
    monkeypatch.setattr(idxcheck.datasets.wanted, "SLACK", 1000)
    site.give("/a/" + FILE, bytes(3000), length=length)
    told: list[Event] = []
    with pytest.raises(FormatError) as caught:
        fetch(toy, tmp_path, progress=told.append, retry=AT_ONCE)
    assert caught.value.finding.code == "PRF007"
    assert caught.value.finding.message == f"from {site.url}a/{FILE}: {reason}"
    assert [event.count for event in told if event.kind == "received"] in ([], [1042])
    assert list(tmp_path.iterdir()) == []


def test_too_long_for_a_file_of_unknown_size(
    site: "Site", make_toy: MakeToy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no size is published, that of the decompressed file bounds it: 18 bytes here."""
    monkeypatch.setattr(idxcheck.datasets.wanted, "SLACK", 100)
    site.give("/a/" + FILE, bytes(500), length="")
    with pytest.raises(FormatError, match="more than 118 bytes where at most 118 bytes were"):
        fetch(make_toy("a/", names=[NAME], sized=False), tmp_path, retry=AT_ONCE)


def test_mirrors_of_the_caller(site: "Site", toy: DataSet, body: bytes, tmp_path: Path) -> None:
    """They take the place of those of the registry, with or without a slash at the end."""
    site.give("/a/" + FILE, body)
    site.give("/d/" + FILE, body)
    fetch(toy, tmp_path, mirrors=[site.url + "c/", site.url + "d"], retry=AT_ONCE)
    assert site.requests == ["/c/" + FILE, "/d/" + FILE]


def test_a_data_set_without_mirrors(make_toy: MakeToy, tmp_path: Path) -> None:
    """Somebody has to say where such files are."""
    with pytest.raises(UsageError, match=f"^no mirror has {FILE}; name one with --mirror$"):
        fetch(make_toy(names=[NAME]), tmp_path)
