"""The exceptions: their tree, their text, and that they cross to another process."""

import copy
import pickle

import pytest

from idxcheck.errors import FormatError, IdxcheckError, LimitError, UsageError
from idxcheck.findings import Finding, Hypothesis, Severity

FINDING = Finding(
    code="IDX201",
    name="truncated-payload",
    severity=Severity.ERROR,
    message="1 byte short",
    offset=10,
    expected="3 bytes",
    actual="2 bytes",
    hint="fetch the file again",
    hypotheses=(Hypothesis("size 0 should be 2", 4, b"\0\0\0\3", b"\0\0\0\2"),),
)


def test_tree() -> None:
    """One root; a format error is also a ValueError, and the others are not."""
    assert FormatError.__mro__[1:] == (IdxcheckError, ValueError, Exception, BaseException, object)
    assert LimitError.__bases__ == (IdxcheckError,)
    assert UsageError.__bases__ == (IdxcheckError,)
    assert IdxcheckError.__bases__ == (Exception,)


def test_text() -> None:
    """The message is the file and the finding: place, what is wrong, expected, found, likely, next step."""
    assert str(FormatError(FINDING, "x.idx")) == (
        "x.idx: IDX201 truncated-payload at 0xa: 1 byte short; expected 3 bytes; found 2 bytes;"
        " likely: size 0 should be 2; next: fetch the file again"
    )


def test_is_caught_as_value_error() -> None:
    """Code that expects ValueError of a loader keeps working."""
    with pytest.raises(ValueError, match=r"^x\.idx: IDX201 ") as caught:
        raise FormatError(FINDING, "x.idx")
    assert isinstance(caught.value, FormatError)
    assert caught.value.finding is FINDING


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_pickle(protocol: int) -> None:
    """A copy from another process has the same finding and text."""
    error = FormatError(FINDING, "x.idx")
    other = pickle.loads(pickle.dumps(error, protocol))  # noqa: S301 - our own bytes
    assert type(other) is FormatError
    assert other.finding == FINDING
    assert (other.path, str(other)) == ("x.idx", str(error))
    assert copy.copy(error).finding == FINDING
    for plain in (LimitError("too large"), UsageError("no slice")):
        other = pickle.loads(pickle.dumps(plain, protocol))  # noqa: S301 - our own bytes
        assert (type(other), str(other)) == (type(plain), str(plain))
