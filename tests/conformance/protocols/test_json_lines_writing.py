"""IDXP/1: writing, whatever comes of it."""

import sys
from pathlib import Path

import pytest

from idxcheck.conformance.answers import Answer, Fault, Rejected, Written
from idxcheck.conformance.protocols.json_lines import JsonLines
from idxcheck.vectors import Reading

FAKE = Path(__file__).with_name("json_fakes") / "fake.py"
FLOAT = Reading("float32", (1,), (0x3F800000,))


def served(fault: str) -> JsonLines:
    """Return the adapter of a fake with one fault."""
    return JsonLines([sys.executable, str(FAKE), fault], seconds=30.0)


def test_writing() -> None:
    """It is given the elements as in an answer, and what it wrote comes back."""
    with served("writes the request") as adapter:
        assert adapter.write(FLOAT, ".idx") == Written(
            b'{"element": "float32", "shape": [1], "values": ["3f800000"]}'
        )
        assert adapter.rewrite(b"any", ".mat") == Written(b"null")


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        ("writes nothing", Written(None)),
        ("writes a folder", Fault("error", "what it wrote is no regular file")),
        ("writes too much", Fault("error", "wrote a file of more than 16 MiB")),
    ],
)
def test_writing_something_else(fault: str, expected: Answer) -> None:
    """No file, a folder and a terabyte are told."""
    with served(fault) as adapter:
        assert adapter.write(FLOAT, ".idx") == expected
        assert adapter.rewrite(b"any", ".idx") == expected


def test_a_refusal_to_write() -> None:
    """It is handed on; the file is not looked for."""
    with served("names the file") as adapter:
        assert adapter.write(FLOAT, ".idx") == Rejected("case.idx is bad")
        assert adapter.rewrite(b"any", ".idx") == Rejected("written.idx is bad")
