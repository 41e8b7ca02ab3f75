"""A web server that misbehaves as told, and a small data set for it to serve."""

import contextlib
import gzip
import hashlib
import random
import struct
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

import idxcheck.registry as reg


@dataclass(frozen=True)
class Answer:
    """How one request is answered.

    `cut` and `stall` are places in `body`, counted from its beginning, at which the
    connection breaks or nothing more comes; with `pause` seconds pass behind each byte of
    the second half. A `length` is announced in place of the true one, none for an empty
    text. `deaf` to If-Range, it gives the part asked for. A `raw` answer has no header.
    """

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    ranges: bool = True
    tag: str = '"1"'
    cut: int | None = None
    stall: int | None = None
    pause: float | None = None
    deaf: bool = False
    length: str | None = None
    raw: bytes | None = None


@dataclass
class Site:
    """What a server gives by path: each request takes the next answer, the last one stays.

    `requests` are the paths that were asked for, `ranges` the Range and If-Range of each,
    `users` who asked.
    """

    url: str = ""
    answers: dict[str, list[Answer]] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    ranges: list[tuple[str | None, str | None]] = field(default_factory=list)
    users: list[str | None] = field(default_factory=list)
    stalled: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    def give(self, path: str, body: bytes = b"", **how: Any) -> None:  # noqa: ANN401 - for Answer
        """Answer requests for `path` so, each further call for one request more."""
        self.answers.setdefault(path, []).append(Answer(body, **how))

    def give_all(self, folder: str, files: Mapping[str, bytes]) -> None:
        """Serve files as they are."""
        for name, body in files.items():
            self.give(folder + name, body)

    def take(self, path: str) -> Answer:
        """Return how to answer the next request for `path`."""
        answers = self.answers.get(path, [Answer(status=404)])
        return answers.pop(0) if len(answers) > 1 else answers[0]


class Handler(BaseHTTPRequestHandler):
    """Answers as its site says."""

    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        """Answer one request."""
        site = self.site
        wanted, condition = self.headers.get("Range"), self.headers.get("If-Range")
        site.requests.append(self.path)
        site.ranges.append((wanted, condition))
        site.users.append(self.headers.get("Authorization"))
        answer = site.take(self.path)
        if answer.raw is not None:
            self.close_connection = True
            self.wfile.write(answer.raw)
            if answer.stall is not None:
                self._stall()
            return
        start, headers, status = 0, dict(answer.headers), answer.status
        if answer.ranges and answer.tag:
            headers["ETag"] = answer.tag
        whole = answer.ranges and status == 200
        if whole and wanted is not None and (answer.deaf or condition in (None, answer.tag)):
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            size, status = len(answer.body), 206
            headers.setdefault("Content-Range", f"bytes {start}-{size - 1}/{size}")
        length = str(len(answer.body) - start) if answer.length is None else answer.length
        if length:
            headers["Content-Length"] = length
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        stops = [place for place in (answer.cut, answer.stall) if place is not None]
        end = min([*stops, len(answer.body)])
        data = answer.body[start : max(start, end)]
        half = len(data) if answer.pause is None else len(answer.body) // 2 - start
        with contextlib.suppress(ConnectionError):  # the other end may have enough of it
            self.wfile.write(data[: max(0, half)])
            for place in range(max(0, half), len(data)):
                self.wfile.write(data[place : place + 1])
                self.site.over.wait(answer.pause)
        if answer.stall is not None:
            self._stall()
        if stops or not length:
            self.close_connection = True

    def _stall(self) -> None:
        self.wfile.flush()
        self.site.stalled.set()
        self.site.over.wait(60)

    def log_message(self, *_: Any) -> None:  # noqa: ANN401 - what the base class passes on
        """Keep quiet."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    """A server on 127.0.0.1 that has nothing yet."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    site = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("SiteHandler", (Handler,), {"site": site}))
    server.daemon_threads = True
    server.block_on_close = False
    site.url = f"http://127.0.0.1:{server.server_address[1]}/"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield site
    site.over.set()
    server.shutdown()
    server.server_close()
    thread.join()


NOISE = random.Random(1).randbytes(39200)  # noqa: S311 - no secret, and nothing makes it shorter
CONTENTS = {
    "train-images-idx3-ubyte": struct.pack(">4I", 0x803, 50, 28, 28) + NOISE,
    "train-labels-idx1-ubyte": struct.pack(">2I", 0x801, 50) + bytes(range(10)) * 5,
    "test-images-idx3-ubyte": struct.pack(">4I", 0x803, 10, 28, 28) + NOISE[:7840],
    "test-labels-idx1-ubyte": struct.pack(">2I", 0x801, 10) + bytes(range(10)),
}
NPZ = b"PK\x03\x04" + NOISE[:500]
# Level 0, so that every zlib writes the same.
STORED = {name + ".gz": gzip.compress(content, 0, mtime=0) for name, content in CONTENTS.items()}


@pytest.fixture
def contents() -> dict[str, bytes]:
    """The files of the small data set, by their names."""
    return dict(CONTENTS)


@pytest.fixture
def stored() -> dict[str, bytes]:
    """The same compressed, as they are served."""
    return dict(STORED)


def digests(of: Any, data: bytes, *algorithms: Any) -> tuple[reg.PublishedDigest, ...]:  # noqa: ANN401 - words of the registry
    """Return digests of `data` as if they were published."""
    return tuple(
        reg.PublishedDigest(each, of, hashlib.new(each, data).hexdigest(), "a test")
        for each in algorithms
    )


def data_file(name: str, bases: Sequence[str], *, digested: bool, sized: bool) -> reg.DataFile:
    """Return what a registry knows of one of the files."""
    part: reg.Part = "train" if name.startswith("train") else "test"
    role: reg.Role = "images" if "images" in name else "labels"
    count = 50 if part == "train" else 10
    data = STORED[name + ".gz"]
    known = digests("stored", data, "md5", "sha256")
    if role == "labels":  # nothing is known of the images once they are decompressed
        known += digests("content", CONTENTS[name], "sha256")
    return reg.DataFile(
        data_set="toy",
        name=f"{part}-{role}",
        part=part,
        role=role,
        format="idx",
        element="uint8",
        shape=(count, 28, 28) if role == "images" else (count,),
        file_names=(name,),
        compression="gzip",
        mirrors=tuple(f"{base}{name}.gz" for base in bases),
        stored_size=len(data) if sized else None,
        digests=known if digested else (),
    )


@pytest.fixture
def make_toy(site: Site) -> Callable[..., reg.DataSet]:
    """`make_toy(folder, ...)` returns a data set whose files are served in these folders."""

    def make(
        *folders: str,
        names: Sequence[str] = tuple(CONTENTS),
        digested: bool = True,
        sized: bool = True,
        archive: bytes | None = None,
    ) -> reg.DataSet:
        bases = [site.url + folder for folder in folders]
        packed = None
        if archive is not None:
            urls = tuple(base + "toy.zip" for base in bases)
            known = digests("stored", archive, "md5", "sha256")
            packed = reg.Archive(reg.Download("toy.zip", urls, known, len(archive)), "packed")
            bases = []
        known = digests("stored", NPZ, "sha256")
        own = reg.Download("toy.npz", (site.url + "k/toy.npz",), known, len(NPZ))
        return reg.DataSet(
            name="toy",
            title="Toy",
            family="toy",
            homepage="http://127.0.0.1/",
            licence="none",
            citation="none",
            folders=("toy",),
            classes=(),
            files=tuple(data_file(name, bases, digested=digested, sized=sized) for name in names),
            archive=packed,
            layouts={
                "torchvision": reg.Layout("Toy/raw", extracted=True),
                "keras": reg.Layout("datasets", downloads=(own,)),
            },
        )

    return make


@pytest.fixture
def npz() -> bytes:
    """The one file that another library has of the data set."""
    return NPZ


@pytest.fixture
def toy(make_toy: Callable[..., reg.DataSet]) -> reg.DataSet:
    """A data set of one small file on one mirror."""
    return make_toy("a/", names=["test-labels-idx1-ubyte"])


@pytest.fixture
def body(stored: dict[str, bytes]) -> bytes:
    """That file as it is served."""
    return stored["test-labels-idx1-ubyte.gz"]
