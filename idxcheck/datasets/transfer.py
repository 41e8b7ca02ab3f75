"""One file from one address over HTTP: tried again, resumed, bounded in time and size."""

import http.client
import os
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

import idxcheck
from idxcheck.datasets.failures import OversizeError, RetryPolicy, TransferError
from idxcheck.datasets.wording import heard
from idxcheck.evidence import CHUNK

UNSATISFIABLE = 416  # the range that was asked for is not there
PASSING = (408, UNSATISFIABLE, 429)  # beside 5xx, the answers that another try may change
LENGTH = re.compile(r"\d{1,18}")
CONTENT_RANGE = re.compile(r"bytes (\d{1,18})-\d{1,18}/(\d{1,18}|\*)")

Observer = Callable[[int, int | None], object]


def download(  # noqa: PLR0913 - each is one independent choice
    url: str, path: str, *, limit: int, retry: RetryPolicy, observe: Observer, resume: bool = True
) -> bool:
    """Write what `url` gives to the new file `path`, at most `limit` bytes.

    `observe` is told how many bytes are there, and of how many where the server says so. With
    `resume` what has come before a failure is resumed where the server can; else the file
    starts over. Return whether the file was put together of several answers. The body itself
    is not judged.

    Raises TransferError where the address does not give a whole body, OversizeError among
    them, and OSError where the file cannot be written.
    """
    headers = {
        "User-Agent": f"idxcheck/{idxcheck.__version__}",
        "Accept-Encoding": "identity",  # the digests are of the file as stored
    }
    with requests.Session() as session, open(path, "xb") as file:  # noqa: PTH123 - a name
        session.headers.update(headers)
        transfer = _Transfer(session, url, file, limit, retry, observe, resume)
        transfer.run()
        file.flush()
        os.fsync(file.fileno())
    return transfer.resumed


@dataclass(slots=True)
class _Transfer:
    """A download on its way.

    `received` bytes are in the file of `total`, where the server said so; `tag` and `date`
    are what it said of the version of the file they are of. `resumed` says that they came
    in several answers.
    """

    session: requests.Session
    url: str
    file: IO[bytes]
    limit: int
    retry: RetryPolicy
    observe: Observer
    resume: bool
    received: int = 0
    total: int | None = None
    tag: str | None = None
    date: str | None = None
    resumed: bool = False

    def run(self) -> None:
        """Try until the body is there whole; raises TransferError for the last failure."""
        number = 0
        while True:
            try:
                return self._try()
            except TransferError as error:
                number += 1
                if error.lasting:
                    raise
                if number >= self.retry.tries:
                    tries = f" ({number} tries)" if number > 1 else ""
                    text = f"{error}{tries}"
                    raise TransferError(text, unreachable=error.unreachable) from error
            time.sleep(self.retry.backoff * 2 ** (number - 1))

    def _try(self) -> None:
        headers = {}
        # A weak tag does not tell versions apart.
        validator = self.date if self.tag is None or self.tag.startswith("W/") else self.tag
        if self.resume and self.received and validator is not None:
            headers = {"Range": f"bytes={self.received}-", "If-Range": validator}
        with self._open(headers) as response:
            if response.status_code == requests.codes.ok:
                self._start_over(response)
            elif response.status_code == requests.codes.partial_content:
                self._go_on(response)
            else:
                self._refuse(response)
            self._receive(response)

    def _open(self, headers: dict[str, str]) -> requests.Response:
        """Return the answer behind all redirections; an address once safe stays so."""
        url = self.url
        for _ in range(self.retry.redirects + 1):
            try:
                response = self.session.get(
                    url,
                    headers=headers,
                    stream=True,
                    allow_redirects=False,
                    timeout=(self.retry.connect_timeout, self.retry.stall_timeout),
                )
                location = self.session.get_redirect_target(response)
                if location is None:
                    return response
                response.close()
                following = urljoin(url, location)
                schemes = {"https"} if urlsplit(url).scheme == "https" else {"http", "https"}
                allowed = urlsplit(following).scheme in schemes
            except requests.exceptions.InvalidHeader as error:
                raise TransferError(f"no usable answer: {heard(str(error))}") from error
            except ValueError as error:  # an address that is none, here or in the answer
                text = f"no usable address: {heard(str(error))}"
                raise TransferError(text, lasting=True) from error
            except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
                away = _is_unreachable(error)
                raise TransferError(self._reason(error), unreachable=away) from error
            if not allowed:
                wanted = " or ".join(sorted(schemes))
                text = f"redirected to {heard(following)}, not by {wanted}"
                raise TransferError(text, lasting=True)
            url = following
        raise TransferError(f"more than {self.retry.redirects} redirections", lasting=True)

    def _refuse(self, response: requests.Response) -> None:
        """Raise the error for an answer without the file."""
        status = response.status_code
        if status == UNSATISFIABLE:
            self.received = 0
        passing = status in PASSING or status >= requests.codes.server_error
        reason = f"HTTP {status} {heard(response.reason or '')}".rstrip()
        raise TransferError(reason, lasting=not passing)

    def _start_over(self, response: requests.Response) -> None:
        length = response.headers.get("Content-Length", "")
        self.total = int(length) if LENGTH.fullmatch(length) else None
        self.tag = response.headers.get("ETag")
        self.date = response.headers.get("Last-Modified")
        self.received = 0
        self.resumed = False
        self.file.seek(0)
        self.file.truncate()
        if self.total is not None and self.total > self.limit:
            raise OversizeError(f"it announces {self.total} bytes")

    def _go_on(self, response: requests.Response) -> None:
        match = CONTENT_RANGE.fullmatch(response.headers.get("Content-Range", ""))
        start, total = match.groups() if match is not None else ("", "")
        if start != str(self.received) or total not in ("*", str(self.total)):
            self.received = 0
            raise TransferError("the server gave another part of the file than asked for")
        for name, known in (("ETag", self.tag), ("Last-Modified", self.date)):
            if known is not None and response.headers.get(name, known) != known:
                self.received = 0
                raise TransferError("the server gave a part of another version of the file")
        self.resumed = True

    def _receive(self, response: requests.Response) -> None:
        began, before = time.monotonic(), self.received
        while True:
            room = self.limit + 1 - self.received
            try:
                # read1 gives what is there: a broken connection loses none of it.
                data = response.raw.read1(min(CHUNK, room), decode_content=False)
            except urllib3.exceptions.HTTPError as error:
                raise TransferError(f"{self._reason(error)} {self._position()}") from error
            if not data:
                break
            self.file.write(data)
            self.received += len(data)
            self.observe(self.received, self.total)
            if self.received > self.limit:
                raise OversizeError(f"it gives more than {self.limit} bytes")
            span = time.monotonic() - began
            if span >= self.retry.speed_window and self.received != self.total:
                if self.received - before < span * self.retry.least_speed:
                    raise TransferError(f"{self._slowness()} {self._position()}")
                began, before = began + span, self.received
        if self.total is not None and self.received < self.total:
            raise TransferError(f"the answer ended {self._position()}")

    def _slowness(self) -> str:
        speed, window = self.retry.least_speed, self.retry.speed_window
        return f"less than {speed:g} bytes a second came for {window:g} s"

    def _position(self) -> str:
        of = "" if self.total is None else f" of {self.total}"
        return f"after {self.received}{of} bytes"

    def _reason(self, error: BaseException) -> str:
        """Return why a request or its answer failed, in the words of the innermost cause."""
        if isinstance(error, requests.ConnectTimeout):
            return f"no connection within {self.retry.connect_timeout:g} s"
        if isinstance(error, (requests.ReadTimeout, urllib3.exceptions.ReadTimeoutError)):
            return f"nothing came for {self.retry.stall_timeout:g} s"
        *_, error = _causes(error)
        if isinstance(error, (http.client.IncompleteRead, ValueError)):  # in the body or a chunk
            return "the connection broke off"
        return heard(getattr(error, "strerror", None) or str(error) or type(error).__name__)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an exception and what it came of, the innermost cause last."""
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _is_unreachable(error: BaseException) -> bool:
    """Return whether there was no connection: refused, not in time, or no such host."""
    kinds = (requests.ConnectTimeout, urllib3.exceptions.NewConnectionError)
    return any(isinstance(each, kinds) for each in _causes(error))
