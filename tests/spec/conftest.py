"""Hand each example of the prose, a fenced block that opens with `hex`, to the tests."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

PROSE = Path(__file__).parents[2] / "spec"
BLOCK = re.compile(
    r"^### (?P<clause>\S+) |^```hex (?P<words>.+)\n(?P<body>(?:.*\n)*?)```$", re.MULTILINE
)


@dataclass(frozen=True)
class Example:
    """One block: its clause, what a check must find, its bytes and its answer.

    `valid` says it of the strict reading, `lenient` of the lenient one. `content` is `data`
    without its wrapper, `answer` the line that starts with `=` or `!`.
    """

    clause: str
    words: str
    data: bytes
    answer: str

    @property
    def codes(self) -> list[str]:
        """The codes of all findings."""
        return re.findall(r"\b[A-Z]{3}\d{3}\b", self.words)

    @property
    def valid(self) -> bool:
        """Whether the strict reading accepts the bytes."""
        return "valid" in self.words.split()

    @property
    def lenient(self) -> bool:
        """Whether the lenient reading accepts the bytes."""
        return self.valid or "lenient" in self.words.split()

    @property
    def name(self) -> str | None:
        """The name of the file the bytes are in."""
        return self.words.partition("name=")[2] or None

    @property
    def content(self) -> bytes:
        """The bytes inside the wrapper."""
        return gzip.decompress(self.data) if "gzip" in self.words.split() else self.data

    @property
    def values(self) -> str | None:
        """The elements in file order as the answer has them."""
        return self.answer.partition(": ")[2] or None


def make_examples(text: str) -> Iterator[Example]:
    """Yield the examples of one document in order."""
    clause = ""
    for match in BLOCK.finditer(text):
        clause = match["clause"] or clause
        if match["words"]:
            lines = match["body"].splitlines()
            data = "".join(line.partition("#")[0] for line in lines[:-1])
            yield Example(clause, match["words"], bytes.fromhex(data), lines[-1])


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for `example` once for each block of the prose."""
    if "example" in metafunc.fixturenames:
        texts = [(PROSE / name).read_text(encoding="utf-8") for name in ("idx.md", "norb.md")]
        examples = [example for text in texts for example in make_examples(text)]
        ids = [f"{example.clause} {example.words}" for example in examples]
        metafunc.parametrize("example", examples, ids=ids)


@pytest.fixture(params=["idx.md", "norb.md"])
def document(request: pytest.FixtureRequest) -> tuple[str, str]:
    """The name and the text of each document in turn."""
    return request.param, (PROSE / request.param).read_text(encoding="utf-8")


@pytest.fixture
def examples(document: tuple[str, str]) -> list[Example]:
    """The examples of `document`."""
    return list(make_examples(document[1]))
