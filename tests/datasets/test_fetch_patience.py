"""fetch: how long a server is put up with that is not there, stalls, or drips."""

import errno
import os
import re
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import requests

from idxcheck.datasets import FetchError, RetryPolicy, fetch
from idxcheck.datasets.events import Event
from idxcheck.errors import UsageError
from idxcheck.registry import DataSet

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

MakeToy = Callable[..., DataSet]

AT_ONCE = RetryPolicy(backoff=0.0)
HASTY = RetryPolicy(backoff=0.0, stall_timeout=0.2)
NAME = "test-images-idx3-ubyte"
FILE = f"{NAME}.gz"


@pytest.fixture
def toy(make_toy: MakeToy) -> DataSet:
    """A data set of one file of 7879 bytes on one mirror."""
    return make_toy("a/", names=[NAME])


@pytest.fixture
def body(stored: dict[str, bytes]) -> bytes:
    """The file as it is served."""
    return stored[FILE]


@pytest.mark.slow
def test_a_stall(site: "Site", toy: DataSet, body: bytes, tmp_path: Path) -> None:
    """A server that falls silent is given up after the time-out, and what came is resumed."""
    site.give("/a/" + FILE, body, stall=4000)
    site.give("/a/" + FILE, body)
    (path,) = fetch(toy, tmp_path, retry=RetryPolicy(backoff=0.0, stall_timeout=2.0))
    assert path.read_bytes() == body
    assert site.ranges[1] == ("bytes=4000-", '"1"')


def test_only_stalls(site: "Site", toy: DataSet, body: bytes, tmp_path: Path) -> None:
    """The error names the time-out and how far it came."""
    site.give("/a/" + FILE, body, stall=4000)
    with pytest.raises(FetchError, match=r"nothing came for 0\.2 s after 4000 of 7879 bytes"):
        fetch(toy, tmp_path, retry=HASTY)
    assert list(tmp_path.iterdir()) == []


def test_no_answer(site: "Site", toy: DataSet, tmp_path: Path) -> None:
    """A server that takes the connection and says nothing is a stall too."""
    site.give("/a/" + FILE, stall=0, raw=b"")
    with pytest.raises(FetchError, match=r": nothing came for 0\.2 s \(3 tries\); next: "):
        fetch(toy, tmp_path, retry=HASTY)


def test_a_drip(site: "Site", toy: DataSet, body: bytes, tmp_path: Path) -> None:
    """A server that never falls silent, but never gets anywhere, is given up all the same."""
    site.give("/a/" + FILE, body, pause=0.01)
    slow = RetryPolicy(tries=2, backoff=0.0, least_speed=1000.0, speed_window=0.1)
    reason = r"less than 1000 bytes a second came for 0\.1 s after (\d+) of 7879 bytes \(2 tries\)"
    with pytest.raises(FetchError) as caught:
        fetch(toy, tmp_path, retry=slow)
    found = re.search(reason, str(caught.value.strerror))
    assert found is not None
    assert 3939 < int(found[1]) < 4200  # what came quickly before does not count
    assert len(site.requests) == 2
    assert 3939 <= int(str(site.ranges[1][0])[6:-1]) < 4200  # it went on where it was
    assert list(tmp_path.iterdir()) == []


def test_slow_but_steady(site: "Site", toy: DataSet, body: bytes, tmp_path: Path) -> None:
    """A file takes as long as it takes where enough of it comes in each span of time."""
    site.give("/a/" + FILE, body, pause=0.00001)
    patient = RetryPolicy(tries=1, least_speed=1.0, speed_window=0.02)
    (path,) = fetch(toy, tmp_path, retry=patient)
    assert path.read_bytes() == body


def test_the_last_bytes_of_a_slow_file(
    site: "Site", toy: DataSet, body: bytes, tmp_path: Path
) -> None:
    """A file that is whole is taken, however slow it was."""
    site.give("/a/" + FILE, body)
    never = RetryPolicy(tries=1, least_speed=1e12, speed_window=1e-9)
    (path,) = fetch(toy, tmp_path, retry=never)
    assert path.read_bytes() == body


def refused() -> tuple[socket.socket, str]:
    """Return a socket that nobody listens on, to be closed, and its address."""
    taken = socket.socket()
    taken.bind(("127.0.0.1", 0))
    return taken, f"http://127.0.0.1:{taken.getsockname()[1]}/"


def test_nobody_listens(site: "Site", toy: DataSet, tmp_path: Path) -> None:
    """A refused connection is told in the system's words."""
    taken, mirror = refused()
    with taken, pytest.raises(FetchError) as caught:
        fetch(toy, tmp_path, mirrors=[mirror], retry=AT_ONCE)
    assert f"{FILE}: {os.strerror(errno.ECONNREFUSED)} (3 tries)" in str(caught.value.strerror)
    assert site.requests == []


def test_no_connection_in_time(
    toy: DataSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A host that does not take the connection is given up after the time-out."""

    def get(*_arguments: Any, **_options: Any) -> None:  # noqa: ANN401 - for requests
        raise requests.ConnectTimeout

    monkeypatch.setattr(requests.Session, "get", get)
    hasty = RetryPolicy(backoff=0.0, connect_timeout=0.2)
    with pytest.raises(FetchError, match=r": no connection within 0\.2 s \(3 tries\); next: "):
        fetch(toy, tmp_path, retry=hasty)


def test_a_host_that_is_not_there(
    site: "Site",
    make_toy: MakeToy,
    stored: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """For the first file it is tried three times, for each other one once; the next is asked."""
    slept: list[float] = []
    monkeypatch.setattr(time, "sleep", slept.append)
    site.give_all("/b/", stored)
    told: list[Event] = []
    taken, mirror = refused()
    with taken:
        mirrors = [mirror, site.url + "b"]
        paths = fetch(make_toy(), tmp_path, mirrors=mirrors, progress=told.append)
    assert {path.name: path.read_bytes() for path in paths} == stored
    assert slept == [1.0, 2.0]
    why = os.strerror(errno.ECONNREFUSED)
    assert [event.text for event in told if event.kind == "passed over"] == [
        f"{mirror}train-images-idx3-ubyte.gz: {why} (3 tries)",
        f"{mirror}train-labels-idx1-ubyte.gz: {why}",
        f"{mirror}test-images-idx3-ubyte.gz: {why}",
        f"{mirror}test-labels-idx1-ubyte.gz: {why}",
    ]


def test_a_name_nobody_knows(
    make_toy: MakeToy, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A name that leads nowhere is no host either."""
    asked: list[object] = []

    def getaddrinfo(host: object, *_: object, **__: object) -> None:
        asked.append(host)
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setenv("NO_PROXY", "*")
    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    with pytest.raises(FetchError, match=r"Name or service not known \(3 tries\); next: "):
        fetch(make_toy(), tmp_path, mirrors=["http://nowhere.invalid/"], retry=AT_ONCE)
    assert asked == ["nowhere.invalid"] * 6  # three and one for each of three


def test_a_host_that_comes_back(
    site: "Site",
    make_toy: MakeToy,
    stored: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One that has answered again is tried three times like any other."""
    get, calls = requests.Session.get, 0

    def away_at_first(*arguments: Any, **options: Any) -> requests.Response:  # noqa: ANN401 - for requests
        nonlocal calls
        calls += 1
        if calls <= 3:
            raise requests.ConnectTimeout
        return get(*arguments, **options)

    monkeypatch.setattr(requests.Session, "get", away_at_first)
    for name in ("train-labels-idx1-ubyte.gz", FILE):
        site.give(f"/a/{name}", stored[name])
    site.give("/a/test-labels-idx1-ubyte.gz", status=503)
    with pytest.raises(FetchError) as caught:
        fetch(make_toy("a/"), tmp_path, retry=AT_ONCE)
    reasons = [str(each) for each in caught.value.failures.values()]
    assert "no connection within 10 s (3 tries)" in reasons[0]
    assert "HTTP 503 Service Unavailable (3 tries)" in reasons[1]
    assert len(reasons) == 2


@pytest.mark.parametrize(
    ("choice", "words"),
    [
        ({"tries": 0}, "tries is at least 1, not 0"),
        ({"tries": -1}, "tries is at least 1, not -1"),
        ({"backoff": -1.0}, "backoff is at least 0, not -1.0"),
        ({"connect_timeout": 0.0}, "connect_timeout is above 0, not 0.0"),
        ({"stall_timeout": float("nan")}, "stall_timeout is above 0, not nan"),
        ({"redirects": -1}, "redirects is at least 0, not -1"),
        ({"least_speed": -1.0}, "least_speed is at least 0, not -1.0"),
        ({"speed_window": 0.0}, "speed_window is above 0, not 0.0"),
    ],
)
def test_patience_that_makes_no_sense(choice: dict[str, Any], words: str) -> None:
    """No try at all, or one that must not take any time, is refused."""
    with pytest.raises(UsageError) as caught:
        RetryPolicy(**choice)
    assert str(caught.value) == f"RetryPolicy: {words}"


def test_one_try(site: "Site", toy: DataSet, tmp_path: Path) -> None:
    """Where there is one try, there is one request, and nothing is said of tries."""
    site.give("/a/" + FILE, status=503)
    with pytest.raises(FetchError, match="HTTP 503 Service Unavailable; next: "):
        fetch(toy, tmp_path, retry=RetryPolicy(tries=1))
    assert len(site.requests) == 1
