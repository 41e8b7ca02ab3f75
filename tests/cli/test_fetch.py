"""`idxcheck fetch`: its options, its lists, what it prints of what happens."""

import io
import re
import socket
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from idxcheck.datasets.events import Event

Command = Callable[..., Any]
FETCH = "idxcheck.datasets.fetching.fetch"
PATH = Path("mnist") / "t10k-labels-idx1-ubyte.gz"
URL = "http://127.0.0.1/t10k-labels-idx1-ubyte.gz"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Return that it is one."""
        return True


def telling(*events: Event) -> Callable[..., list[Path]]:
    """Return what stands for `fetch` and tells of these events."""

    def fetch(*_: object, progress: Callable[[Event], object], **__: object) -> list[Path]:
        for event in events:
            progress(event)
        return []

    return fetch


def test_what_is_passed_on(idxcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each option reaches the function of the same name."""
    calls: list[Any] = []
    monkeypatch.setattr(FETCH, lambda *given, **named: calls.append((given, named)))
    assert idxcheck("fetch", "mnist").status == 0
    idxcheck(
        *("fetch", "kmnist", "--dir", "d", "--part", "test", "--layout", "torchvision"),
        *("--mirror", "http://a/", "--mirror", "http://b/", "--extract", "--force"),
    )
    for _, named in calls:
        assert callable(named.pop("progress"))
    usual = {"part": None, "layout": "flat", "mirrors": None, "extract": False, "force": False}
    chosen = {
        "part": "test",
        "layout": "torchvision",
        "mirrors": ["http://a/", "http://b/"],
        "extract": True,
        "force": True,
    }
    assert calls == [(("mnist", "."), usual), (("kmnist", "d"), chosen)]


def test_what_is_printed(idxcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files on standard output, what fails on standard error, all names escaped."""
    monkeypatch.setattr(
        FETCH,
        telling(
            Event("kept", Path("mnist/a\n"), 1, text="md5 verified"),
            Event("started", PATH, text=URL),
            Event("received", PATH, 4542, 4542),
            Event("passed over", PATH, text=f"{URL}: HTTP 500 \x1b[2J"),
            Event("fetched", PATH, 4542, text=f"sha256 verified, from {URL}"),
            Event("unpacked", PATH, 2, text="sha256 verified"),
            Event("extracted", PATH, 10008, text="sha256 verified"),
            Event("failed", PATH, text="HTTP 404 \x1b[2J"),
        ),
    )
    run = idxcheck("fetch", "mnist")
    assert run.out.splitlines() == [
        "kept       mnist/a\\x0a  (1 byte, md5 verified)",
        f"fetched    {PATH}  (4542 bytes, sha256 verified, from {URL})",
        f"unpacked   {PATH}  (2 bytes, sha256 verified)",
        f"extracted  {PATH}  (10008 bytes, sha256 verified)",
    ]
    assert run.err.splitlines() == [
        f"{PATH}: {URL}: HTTP 500 \\x1b[2J; asking the next mirror",
        f"failed     {PATH}: HTTP 404 \\x1b[2J",
    ]


def test_the_bar(idxcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal a bar shows how much of a file is there; one that starts over waits."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("idxcheck.cli.progress.DELAY", -1.0)
    counts = (25, 50, 10, 50, 100)
    events = [Event("received", PATH, count, 100) for count in counts]
    monkeypatch.setattr(FETCH, telling(*events, Event("fetched", PATH, 100, text="x")))
    run = idxcheck("fetch", "mnist")
    shown = dict.fromkeys(re.findall(r"\d+%", terminal.getvalue()))
    assert list(shown) == ["0%", "25%", "50%", "100%"]
    assert terminal.getvalue().startswith("\r\x1b[?25l" + PATH.name)
    assert terminal.getvalue().endswith("\x1b[?25h\n")
    assert run.out == f"fetched    {PATH}  (100 bytes, x)\n"


def test_no_bar(idxcheck: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nobody has said how long the file is there is nothing to show."""
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("idxcheck.cli.progress.DELAY", -1.0)
    monkeypatch.setattr(FETCH, telling(Event("received", PATH, 25)))
    assert idxcheck("fetch", "mnist").status == 0
    assert terminal.getvalue() == ""


def test_nobody_there(idxcheck: Command, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mirror that cannot be reached is status 4, in one line a file and one for all."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr(time, "sleep", lambda _seconds: None)
    before = sorted(folder.iterdir())
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        mirror = f"http://127.0.0.1:{taken.getsockname()[1]}"
        run = idxcheck("fetch", "mnist", "--part", "test", "--mirror", mirror)
    assert (run.status, run.out) == (4, "")
    hint = "try again later, or name another mirror with --mirror"
    names = ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz")
    assert run.err.splitlines() == [
        *(
            f"failed     mnist/{name}: no mirror gave it: {mirror}/{name}:"
            f" Connection refused{tries}; next: {hint}"
            for name, tries in zip(names, (" (3 tries)", ""), strict=True)
        ),
        "Error: 2 of 2 files could not be had: the lines above say why",
    ]
    assert sorted(folder.iterdir()) == before


def test_a_file_of_ones_own(idxcheck: Command, folder: Path) -> None:
    """Files that are there and none of the set are status 1, and stay."""
    images, labels = folder / "mnist" / "t10k-images-idx3-ubyte.gz", folder / PATH
    images.parent.mkdir()
    images.write_bytes(b"<html>")
    labels.write_bytes(b"mine")
    run = idxcheck("fetch", "mnist", "--part", "test")
    assert (run.status, run.out) == (1, "")
    first, second, summary = run.err.splitlines()
    assert first.startswith("failed     mnist/t10k-images-idx3-ubyte.gz: TRN002 html-page")
    assert second.startswith(f"failed     {PATH}: TRN005 unrecognized-content")
    assert "; it has 4 of 4542 bytes; " in second
    assert second.endswith("; next: move it away, or replace it with --force")
    assert summary == "Error: 2 of 2 files could not be had: the lines above say why"
    assert (images.read_bytes(), labels.read_bytes()) == (b"<html>", b"mine")
    debug = idxcheck("fetch", "mnist", "--part", "test", "--debug")
    assert "idxcheck.datasets.failures.WrongFilesError: 2 of 2 files" in debug.err


def test_the_list_of_sets(idxcheck: Command) -> None:
    """Without a data set --list names them all, with the number of files and the licence."""
    run = idxcheck("fetch", "--list")
    names = [line.split()[0] for line in run.out.splitlines()]
    assert names == [
        "emnist-balanced",
        "emnist-byclass",
        "emnist-bymerge",
        "emnist-digits",
        "emnist-letters",
        "emnist-mnist",
        "fashion-mnist",
        "kmnist",
        "mnist",
        "norb",
        "qmnist",
        "smallnorb",
    ]
    assert "norb             NORB             36 files  licence: " in run.out
    assert "fashion-mnist    Fashion-MNIST    4 files   licence: MIT\n" in run.out


def test_the_list_of_files(idxcheck: Command, folder: Path) -> None:
    """With one it lists what would be fetched: where, how long, its digests, from where."""
    before = sorted(folder.iterdir())
    run = idxcheck(
        "fetch", "mnist", "--list", "--part", "test", "--dir", "d", "--mirror", "http://me:secret@x"
    )
    lines = run.out.splitlines()
    assert lines[0].startswith("MNIST (mnist), http")
    assert lines[1].startswith("  licence: ")
    assert lines[2].startswith("  citation: Y. LeCun")
    assert lines[-4:] == [
        "d/mnist/t10k-labels-idx1-ubyte.gz  4542 bytes",
        "  md5 ec29112dd5afa0611ce80d1b7f02629c",
        "  sha256 f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6",
        "  from http://***@x/t10k-labels-idx1-ubyte.gz",
    ]
    assert [line.split("  ")[0] for line in lines if line.startswith("d/")] == [
        "d/mnist/t10k-images-idx3-ubyte.gz",
        "d/mnist/t10k-labels-idx1-ubyte.gz",
    ]
    assert sorted(folder.iterdir()) == before


def test_the_list_of_an_archive(idxcheck: Command) -> None:
    """What comes out of an archive says out of which."""
    run = idxcheck("fetch", "emnist-letters", "--list", "--part", "test")
    assert "emnist-letters/emnist-letters-test-labels-idx1-ubyte.gz  144 bytes\n" in run.out
    assert "  out of https://biometrics.nist.gov/cs_links/EMNIST/gzip.zip\n" in run.out
    run = idxcheck("fetch", "mnist", "--list", "--layout", "keras")
    assert "\ndatasets/mnist.npz  size not published\n  sha256 731c5ac6" in run.out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "which data set? `idxcheck fetch --list` lists them"),
        (("nist",), "no data set is called 'nist'; choose from: "),
        (("mnist", "--mirror", "x"), "a mirror begins with http:// or https://, not 'x'"),
        (("mnist", "--mirror", "http://[::1/x"), "no server can have the address 'http://[::1/x'"),
        (("kmnist", "--layout", "keras"), "KMNIST has no layout 'keras'; choose from: flat, torch"),
        (("mnist", "--layout", "tfds"), "Invalid value for '--layout': 'tfds' is not one of"),
        (("mnist", "--part", "all"), "Invalid value for '--part': 'all' is not one of"),
    ],
)
def test_usage(idxcheck: Command, arguments: tuple[str, ...], message: str) -> None:
    """A call that makes no sense is status 2 and names the choices."""
    run = idxcheck("fetch", *arguments)
    assert (run.status, run.out) == (2, "")
    assert f"Error: {message}" in run.err


def test_the_help(idxcheck: Command) -> None:
    """The help names the options and says where files go and what the statuses mean."""
    run = idxcheck("fetch", "--help")
    assert run.status == 0
    assert run.out.startswith("Usage: idxcheck fetch [OPTIONS] [DATASET]\n")
    options = ("--dir", "--part", "--layout", "--mirror", "--extract", "--force", "--list")
    assert all(option in run.out for option in options)
    words = " ".join(run.out.split())
    assert "Exit status 1 says" in words
    assert "refused (as with HTTP 404)" in words
    assert "for mnist that is a file of Keras's own, mnist.npz" in words
    assert "The address of the folder that holds the files" in words
