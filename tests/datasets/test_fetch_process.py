"""fetch as processes: the command, ten at once, Ctrl-C."""

import contextlib
import hashlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from idxcheck.registry import DataSet

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

Process = Callable[..., "subprocess.CompletedProcess[str]"]

# As published, typed in.
MNIST = {
    "train-images-idx3-ubyte.gz": "f68b3c2dcbeaaa9fbdd348bbdeb94873",
    "train-labels-idx1-ubyte.gz": "d53e105ee54ea40749a09fcbcd1e9432",
    "t10k-images-idx3-ubyte.gz": "9fb629c4189551a2d022fa330f9573f3",
    "t10k-labels-idx1-ubyte.gz": "ec29112dd5afa0611ce80d1b7f02629c",
}
LABELS = "t10k-labels-idx1-ubyte.gz"
CALL = (
    "import pickle, sys; from idxcheck.datasets import fetch;"
    "fetch(pickle.loads(bytes.fromhex(sys.argv[1])), sys.argv[2])"
)


@pytest.fixture
def command(tmp_path: Path) -> Process:
    """`command(*arguments)` runs `idxcheck fetch` in an empty folder."""

    def run(*arguments: str) -> "subprocess.CompletedProcess[str]":
        line = [sys.executable, "-m", "idxcheck", "fetch", *arguments]
        return subprocess.run(  # noqa: S603 - our own interpreter
            line, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
        )

    return run


def served_mnist(site: "Site", real_data: Path, folder: str = "/mnist/") -> None:
    """Serve the genuine files."""
    site.give_all(folder, {name: (real_data / "mnist" / name).read_bytes() for name in MNIST})


@pytest.mark.slow
def test_mnist(site: "Site", command: Process, real_data: Path, tmp_path: Path) -> None:
    """The genuine files arrive, verify, and are not asked for again."""
    served_mnist(site, real_data)
    for kind in ("fetched", "kept"):
        run = command("mnist", "--mirror", site.url + "mnist")
        assert (run.returncode, run.stderr) == (0, "")
        assert [line.split()[0] for line in run.stdout.splitlines()] == [kind] * 4
        for name, digest in MNIST.items():
            data = (tmp_path / "mnist" / name).read_bytes()
            assert hashlib.md5(data, usedforsecurity=False).hexdigest() == digest
    assert sorted(site.requests) == sorted(f"/mnist/{name}" for name in MNIST)


def test_mnist_in_another_place(
    site: "Site", command: Process, real_data: Path, tmp_path: Path
) -> None:
    """MNIST served for Fashion-MNIST is status 1, and the message names it."""
    served_mnist(site, real_data, "/fashion/")
    run = command("fashion-mnist", "--part", "test", "--mirror", site.url + "fashion")
    assert (run.returncode, run.stdout) == (1, "")
    images, labels, summary = run.stderr.splitlines()
    assert images.startswith(
        "failed     fashion-mnist/t10k-images-idx3-ubyte.gz: PRF005 other-dataset: "
    )
    assert ": it is mnist/t10k-images: " in images
    assert ": it is mnist/t10k-labels: " in labels
    assert summary == "Error: 2 of 2 files could not be had: the lines above say why"
    assert list(tmp_path.iterdir()) == []


def test_a_page_and_then_a_file(
    site: "Site", command: Process, real_data: Path, tmp_path: Path
) -> None:
    """The mirror passed over is told on standard error, the file on standard output."""
    site.give_all("/b/", {LABELS: (real_data / "mnist" / LABELS).read_bytes()})
    site.give("/a/" + LABELS, b"<html>gone</html>")
    images = "t10k-images-idx3-ubyte.gz"
    (tmp_path / "mnist").mkdir()
    (tmp_path / "mnist" / images).write_bytes((real_data / "mnist" / images).read_bytes())
    mirrors = ("--mirror", site.url + "a", "--mirror", site.url + "b")
    run = command("mnist", "--part", "test", *mirrors)
    assert run.returncode == 0
    assert run.stdout.splitlines() == [
        f"kept       mnist/{images}  (1648877 bytes, sha256 verified)",
        f"fetched    mnist/{LABELS}  (4542 bytes, sha256 verified, from {site.url}b/{LABELS})",
    ]
    assert run.stderr.startswith(f"mnist/{LABELS}: {site.url}a/{LABELS}: TRN002 html-page")
    assert run.stderr.endswith("; asking the next mirror\n")


@pytest.mark.parametrize(
    ("status", "body", "code", "words"),
    [
        (403, b"no", 4, "HTTP 403 Forbidden"),
        (200, b"<html>no</html>", 1, "TRN002 html-page"),
        (200, b"", 1, "TRN001 empty-file"),
    ],
)
def test_statuses(  # noqa: PLR0913 - fixtures and parameters
    *,
    site: "Site",
    command: Process,
    tmp_path: Path,
    status: int,
    body: bytes,
    code: int,
    words: str,
) -> None:
    """A server that refuses is status 4, one that gives something else status 1; told once."""
    names = ("t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz")
    for name in names:
        site.give("/k/" + name, body, status=status)
    mirrors = ("--mirror", site.url + "k", "--mirror", site.url + "k/")
    run = command("kmnist", "--part", "test", *mirrors)
    assert (run.returncode, run.stdout) == (code, "")
    *lines, summary = run.stderr.splitlines()
    assert [line.partition(": ")[0] for line in lines] == [
        f"{how}kmnist/{name}" for name in names for how in ("", "failed     ")
    ]
    assert [line.count(words) for line in lines] == [1] * 4
    assert summary == "Error: 2 of 2 files could not be had: the lines above say why"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_ten_at_once(
    site: "Site", make_toy: Callable[..., DataSet], stored: dict[str, bytes], tmp_path: Path
) -> None:
    """Ten processes fetch into one folder: every file is good, and nothing else is there."""
    site.give_all("/a/", stored)
    toy = pickle.dumps(make_toy("a/")).hex()
    line = [sys.executable, "-W", "error", "-c", CALL, toy, str(tmp_path)]
    running = [
        subprocess.Popen(line, stderr=subprocess.PIPE)  # noqa: S603 - our own interpreter
        for _ in range(10)
    ]
    ends = [each.communicate(timeout=120)[1] for each in running]
    assert ends == [b""] * 10
    assert [each.returncode for each in running] == [0] * 10
    files = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert files == stored
    assert list(tmp_path.iterdir()) == [tmp_path / "toy"]


@pytest.mark.parametrize(
    ("signals", "status", "message"),
    [
        ([signal.SIGINT], 130, b"\n"),
        ([signal.SIGTERM], 143, b"Error: ended by SIGTERM\n"),
        ([signal.SIGTERM, signal.SIGTERM], 143, b"Error: ended by SIGTERM\n"),
        ([signal.SIGHUP], 129, b"Error: ended by SIGHUP\n"),
    ],
)
def test_ended_by_a_signal(
    site: "Site", tmp_path: Path, signals: list[int], status: int, message: bytes
) -> None:
    """In the middle of a file it ends at once: nothing stays of it, and what was there does."""
    name = "train-images-idx3-ubyte.gz"
    site.give(f"/m/{name}", bytes(9912422), stall=5_000_000)
    folder = tmp_path / "mnist"
    folder.mkdir()
    (folder / name).write_bytes(b"mine")
    line = [sys.executable, "-m", "idxcheck", "fetch", "mnist", "--mirror", site.url + "m"]
    with subprocess.Popen(  # noqa: S603 - our own interpreter
        [*line, "--force"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as running:
        try:
            assert site.stalled.wait(60)
            hidden, there = sorted(folder.iterdir())
            assert hidden.name.startswith(".idxcheck-")
            assert there.name == name
            for each in signals:
                os.killpg(running.pid, each)
            out, err = running.communicate(timeout=60)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
    assert (running.returncode, out, err) == (status, b"", message)
    assert sorted(tmp_path.rglob("*")) == [folder, folder / name]
    assert (folder / name).read_bytes() == b"mine"
