"""fetch: addresses that are none, passwords in addresses, and what servers say at length."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from idxcheck.datasets import FetchError, RetryPolicy, fetch
from idxcheck.datasets.events import Event
from idxcheck.datasets.wording import check_mirror, heard, public
from idxcheck.errors import FormatError, UsageError
from idxcheck.registry import DataSet

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

AT_ONCE = RetryPolicy(backoff=0.0)
NAME = "test-labels-idx1-ubyte"
FILE = f"{NAME}.gz"
PAGE = b"<!DOCTYPE html><html><body>Sign in.</body></html>"


@pytest.mark.parametrize(
    "mirror",
    [
        "http://127.0.0.1",
        "http://127.0.0.1:8080/mnist/",
        "https://[::1]:8080/x",
        "http://[fe80::1%25eth0]/x",
        "http://user:pass@host_name.example.org./a b/~c",
        "https://b\u00fccher.example/\u00e9",
        "HTTP://localhost",
    ],
)
def test_addresses(mirror: str) -> None:
    """The address of a folder on any host that there may be."""
    check_mirror(mirror)


@pytest.mark.parametrize(
    ("mirror", "message"),
    [
        ("http://h/?token=x", "a mirror is the address of a folder, without ? and #"),
        ("http://h/#x", "a mirror is the address of a folder, without ? and #"),
        ("ftp://127.0.0.1/", "a mirror begins with http:// or https://, not 'ftp://127.0.0.1/'"),
        ("file:///etc", "a mirror begins with http:// or https://, not 'file:///etc'"),
        ("127.0.0.1/mnist", "a mirror begins with http:// or https://, not '127.0.0.1/mnist'"),
        ("http:///x", "a mirror begins with http:// or https://, not 'http:///x'"),
        ("", "a mirror begins with http:// or https://, not ''"),
        ("u:p@host/x", "a mirror begins with http:// or https://, not '***@host/x'"),
        ("http://[::1/x", "no server can have the address 'http://[::1/x'; next: check --mirror"),
        ("http://h:99999/", "no server can have the address 'http://h:99999/'"),
        ("http://h:0/", "no server can have the address 'http://h:0/'"),
        ("http://h:x/", "no server can have the address 'http://h:x/'"),
        ("http://:80/", "no server can have the address 'http://:80/'"),
        ("http://a b/", "no server can have the address 'http://a b/'"),
        ("http://a..b/", "no server can have the address 'http://a..b/'"),
        ("http://*/", "no server can have the address 'http://*/'"),
        ("http://-a/", "no server can have the address 'http://-a/'"),
        ("http://[::g]/", "no server can have the address 'http://[::g]/'"),
        ("http://a%20b/", "no server can have the address 'http://a%20b/'"),
        ("http://host/\n", r"no server can have the address 'http://host/\n'"),
        ("http://u:p/w@h/", "no server can have the address 'http://***@h/'"),
    ],
)
def test_no_addresses(toy: DataSet, tmp_path: Path, mirror: str, message: str) -> None:
    """What is no address of a folder is the caller's mistake; a password is not repeated."""
    with pytest.raises(UsageError) as caught:
        fetch(toy, tmp_path, mirrors=[mirror])
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("mirrors", "message"),
    [
        ([5], "a mirror is an address as text, not 5"),
        ([None], "a mirror is an address as text, not None"),
        ("http://127.0.0.1/", "mirrors are a list of addresses, not one text"),
    ],
)
def test_no_text(toy: DataSet, tmp_path: Path, mirrors: Sequence[str], message: str) -> None:
    """Nor is a value of another type an address, or one text several."""
    with pytest.raises(UsageError) as caught:
        fetch(toy, tmp_path, mirrors=mirrors)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("http://u:p@h/x", "http://***@h/x"),
        ("http://u@h/x", "http://***@h/x"),
        ("http://u:p@v@h/x", "http://***@h/x"),
        ("to https://u:p@h, not http://h/@x?y=a@b", "to https://***@h, not http://h/@x?y=a@b"),
    ],
)
def test_passwords(address: str, shown: str) -> None:
    """What stands before the host is hidden, what is behind it is not."""
    assert public(address) == shown


def test_what_is_heard() -> None:
    """It is printable, and of something long the beginning is shown and the length told."""
    assert heard("caf\u00e9 \x1b[2J\n\u202e") == r"caf" + "\u00e9" + r" \x1b[2J\n\u202e"
    assert heard("x" * 200) == "x" * 200
    assert heard("ab" * 1000) == "ab" * 100 + "... (2000 characters)"
    assert heard("to ftp://u:p@h/") == "to ftp://***@h/"


def test_a_password_goes_to_the_server_alone(
    site: "Site", toy: DataSet, stored: dict[str, bytes], tmp_path: Path
) -> None:
    """It is sent, and no event or error shows it."""
    site.give("/c/" + FILE, PAGE)
    site.give("/d/" + FILE, stored[FILE])
    told: list[Event] = []
    host = site.url.removeprefix("http://")
    mirrors = [f"http://me:secret@{host}{folder}" for folder in "bcd"]
    fetch(toy, tmp_path / "x", mirrors=mirrors, progress=told.append, retry=AT_ONCE)
    assert told[-1].text == f"sha256 verified, from http://***@{host}d/{FILE}"
    assert site.users == ["Basic bWU6c2VjcmV0"] * 3
    for several in (mirrors[:1], mirrors[1:2], mirrors[:2], mirrors[1::-1]):
        with pytest.raises((FetchError, FormatError)) as caught:
            fetch(toy, tmp_path / "y", mirrors=several, progress=told.append, retry=AT_ONCE)
        assert f"http://***@{host}" in str(caught.value)
        assert "secret" not in str(caught.value)
    assert len({event.kind for event in told}) == 5
    assert [event for event in told if "secret" in event.text] == []


@pytest.mark.parametrize(
    ("status", "headers", "reason"),
    [
        (302, {"Location": "ftp://u:secret@h/" + "x" * 60000}, "redirected to ftp://***@h/xxxx"),
        (302, {"Location": "http://[" + "x" * 60000}, "no usable address: "),
        (200, {"Content-Length": "41, 42"}, "no usable answer: Content-Length contained multiple"),
        (200, {"Content-Length": "1," + "2" * 4000}, "no usable answer: Content-Length contained"),
    ],
)
def test_long_words(  # noqa: PLR0913 - fixtures and parameters
    *,
    site: "Site",
    toy: DataSet,
    tmp_path: Path,
    status: int,
    headers: dict[str, str],
    reason: str,
) -> None:
    """What a server says is told in short, without the password in it."""
    site.give("/a/" + FILE, status=status, headers=headers, length="")
    with pytest.raises(FetchError) as caught:
        fetch(toy, tmp_path, retry=AT_ONCE)
    text = str(caught.value.strerror)
    assert f"no mirror gave it: {site.url}a/{FILE}: {reason}" in text
    assert len(text) < 600
    assert "secret" not in text


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"HTTP/1.1 500 " + b"y" * 60000 + b"\r\n\r\n", "HTTP 500 yyyy"),
        (b"HTTP/1.1 500 \x1b[2J\r\nContent-Length: 0\r\n\r\n", r"HTTP 500 \x1b[2J (3 tries)"),
        (b"garbage\x1b" * 6000 + b"\r\n\r\n", r"garbage\x1bgarbage"),
    ],
)
def test_words_that_are_none(
    site: "Site", toy: DataSet, tmp_path: Path, raw: bytes, reason: str
) -> None:
    """So is what is no proper answer; nothing of it reaches a terminal as it stands."""
    site.give("/a/" + FILE, raw=raw)
    with pytest.raises(FetchError) as caught:
        fetch(toy, tmp_path, retry=AT_ONCE)
    text = str(caught.value.strerror)
    assert f"{FILE}: {reason}" in text
    assert len(text) < 1600
    assert text.isprintable()
