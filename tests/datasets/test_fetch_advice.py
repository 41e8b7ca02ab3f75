"""fetch: the next step, by what came of the mirrors and who named them."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from idxcheck.datasets import FetchError, RetryPolicy, fetch
from idxcheck.datasets.events import Event
from idxcheck.errors import FormatError
from idxcheck.registry import DataSet

if TYPE_CHECKING:
    from tests.datasets.conftest import Site

Advice = Callable[..., str]

AT_ONCE = RetryPolicy(backoff=0.0)
NAME = "test-labels-idx1-ubyte"
FILE = f"{NAME}.gz"

ZIP = {"body": b"PK\x03\x04 no such file"}
PAGE = {"body": b"<!DOCTYPE html><html><body>Sign in.</body></html>"}
EMPTY = {"body": b""}
REFUSED = {"status": 403}
MISSING = {"status": 404}
BUSY = {"status": 503}
ELSEWHERE = {"status": 302, "headers": {"Location": "ftp://127.0.0.1/x"}}

LATER = "try again later, or name another mirror with --mirror"
GONE = "name a mirror that has it with --mirror: asking these again will hardly help"
LOOK = "look at what the server sends there, or name another mirror with --mirror"


@pytest.fixture
def advice(site: "Site", make_toy: Callable[..., DataSet], tmp_path: Path) -> Advice:
    """`advice(answers, mirrors)` is the next step once the mirrors a, b, ... gave these."""

    def ask(answers: Sequence[dict[str, Any]], mirrors: Sequence[str] | None = None) -> str:
        folders = [f"{letter}/" for letter in "abc"[: len(answers)]]
        for folder, answer in zip(folders, answers, strict=True):
            site.give(f"/{folder}{FILE}", **answer)
        told: list[Event] = []
        toy = make_toy(*folders, names=[NAME])
        with pytest.raises((FetchError, FormatError)) as caught:
            fetch(toy, tmp_path, mirrors=mirrors, progress=told.append, retry=AT_ONCE)
        step = told[-1].text.partition("; next: ")[2]
        assert str(caught.value).count("; next: ") == 1
        assert f"; next: {step}" in str(caught.value)
        return step.replace(site.url, "URL/")

    return ask


@pytest.mark.parametrize(
    ("answers", "step"),
    [
        ([MISSING], GONE),
        ([REFUSED, MISSING], GONE),
        ([ELSEWHERE], GONE),
        ([PAGE, MISSING], GONE),
        ([BUSY], LATER),
        ([MISSING, BUSY], LATER),
        ([PAGE, BUSY], LATER),
        ([BUSY, MISSING, EMPTY], LATER),
        ([PAGE], LOOK),
        ([ZIP, EMPTY], LOOK),
    ],
)
def test_published_mirrors(advice: Advice, answers: list[dict[str, Any]], step: str) -> None:
    """Only where one may be there again later is the user told to try again later."""
    assert advice(answers) == step


@pytest.mark.parametrize(
    ("answers", "step"),
    [
        (
            [MISSING],
            f"--mirror must be the folder that holds the files; URL/a/{FILE} was asked for",
        ),
        (
            [REFUSED],
            f"--mirror must be the folder that holds the files; URL/a/{FILE} was asked for",
        ),
        (
            [BUSY, MISSING, REFUSED],
            f"--mirror must be the folder that holds the files; URL/b/{FILE} was asked for",
        ),
        ([BUSY], LATER),
        ([PAGE], LOOK),
    ],
)
def test_mirrors_of_the_caller(
    site: "Site", advice: Advice, answers: list[dict[str, Any]], step: str
) -> None:
    """One that refuses was perhaps not named right: what was asked for is shown."""
    mirrors = [site.url + letter for letter in "abc"[: len(answers)]]
    assert advice(answers, mirrors) == step


def test_a_layout_of_ones_own(
    site: "Site", make_toy: Callable[..., DataSet], tmp_path: Path
) -> None:
    """A file that another library has of the set is asked for by its own name."""
    with pytest.raises(FetchError) as caught:
        fetch(make_toy(), tmp_path, layout="keras", mirrors=[site.url + "m"], retry=AT_ONCE)
    assert str(caught.value.strerror).endswith(
        "; next: --mirror must be the folder that holds the files;"
        f" {site.url}m/toy.npz was asked for"
    )
