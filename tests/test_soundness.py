"""From evidence to the exception a reader raises."""

from dataclasses import replace

import pytest

from idxcheck.errors import FormatError, LimitError
from idxcheck.evidence import Evidence
from idxcheck.soundness import reading_error, sound_header
from idxcheck.source import StreamFault
from idxcheck.source.recognition import recognise

HEAD = bytes.fromhex("00000801 00000003 616263")


def evidence_of(head: bytes, *, length: int | None = None, strict: bool = True) -> Evidence:
    """Return the evidence of a raw file of which `head` was read."""
    size = len(head) if length is None else length
    return Evidence(
        "name",
        strict=strict,
        head=head,
        seen=len(head),
        length=size,
        content=recognise(head, size),
        complete=size == len(head),
    )


def test_sound_file() -> None:
    """A valid file has its header."""
    assert reading_error(evidence_of(HEAD)) is None
    assert sound_header(evidence_of(HEAD)).shape == (3,)


@pytest.mark.parametrize(
    ("head", "code"),
    [(b"", "TRN001"), (HEAD[:-1], "IDX201"), (HEAD + b"d", "IDX202"), (HEAD[:6], "IDX101")],
)
def test_faulty_file(head: bytes, code: str) -> None:
    """An error is raised with its finding."""
    with pytest.raises(FormatError) as caught:
        sound_header(evidence_of(head))
    assert caught.value.finding.code == code


def test_warnings_are_read_through() -> None:
    """A zero size is a warning and no reason to stop."""
    assert sound_header(evidence_of(bytes.fromhex("00000802 00000000 00000005"))).shape == (0, 5)
    assert sound_header(evidence_of(HEAD + b"d", strict=False)).shape == (3,)


def test_wrapped_twice_is_read_through() -> None:
    """Two wrappers and a name that lies are errors of the file and none of its reader."""
    twice = replace(
        evidence_of(HEAD), name="a.idx", layers=("gzip", "gzip"), stored_head=b"\x1f\x8b\x08"
    )
    assert sound_header(twice).shape == (3,)


def test_names_and_values_do_not_matter() -> None:
    """A name that claims another rank and type keeps nobody from the matrix."""
    named = replace(evidence_of(HEAD), name="train-images-idx3-int")
    assert sound_header(named).shape == (3,)


def test_limit() -> None:
    """What a limit left open is a LimitError."""
    limited = replace(
        evidence_of(HEAD, length=20), length=None, limit="more than was asked for", complete=False
    )
    with pytest.raises(LimitError, match="TRN106 expansion-limit: more than was asked for"):
        sound_header(limited)


def test_an_error_comes_before_a_limit() -> None:
    """A file that is certainly faulty is that, whatever could not be judged."""
    zero = evidence_of(bytes.fromhex("554C3D1E 01000000 00000000 01000000 01000000"))
    assert isinstance(reading_error(replace(zero, limit="a limit")), FormatError)


@pytest.mark.parametrize("head", [HEAD[:-1], HEAD + b"d"])
def test_header_only_leaves_the_end_out(head: bytes) -> None:
    """Whoever reads a part does not vouch for the end of the payload."""
    assert sound_header(evidence_of(head), header_only=True).shape == (3,)


@pytest.mark.parametrize("kind", ["truncated", "trailing"])
def test_header_only_leaves_the_end_of_the_stream_out(kind: str) -> None:
    """Nor for the end of the compressed stream."""
    fault = StreamFault("trailing" if kind == "trailing" else "truncated", 99, "so it ends")
    wrapped = replace(evidence_of(HEAD), layers=("gzip",), fault=fault)
    assert sound_header(wrapped, header_only=True).shape == (3,)
    with pytest.raises(FormatError):
        sound_header(wrapped)


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"\1" + HEAD[1:], "IDX001"),
        (HEAD[:6], "IDX101"),
        (bytes.fromhex("564C3D1E 01000000 02000000 05000600"), "NRB105"),
        (bytes.fromhex("564C3D1E 01000000 01000000 02000000 01000000 0500"), "NRB104"),
    ],
)
def test_header_only_judges_the_header(head: bytes, code: str) -> None:
    """What spoils the header, or the place where the payload begins, stays an error."""
    with pytest.raises(FormatError) as caught:
        sound_header(evidence_of(head), header_only=True)
    assert caught.value.finding.code == code


def test_corrupt_stream_spoils_the_header() -> None:
    """A stream known to be corrupt vouches for nothing it gave."""
    fault = StreamFault("corrupt", 12, "the checksum is wrong")
    with pytest.raises(FormatError, match="TRN102 corrupt-stream at 0xc: the checksum is wrong"):
        sound_header(replace(evidence_of(HEAD), layers=("gzip",), fault=fault), header_only=True)
