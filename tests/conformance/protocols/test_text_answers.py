"""Text answers: what is understood, and what is not."""

import pytest

from idxcheck.conformance.answers import (
    Answer,
    Fault,
    Leaked,
    Read,
    Rejected,
    Unsupported,
    Written,
)
from idxcheck.conformance.protocols.text_answers import read_answer, write_answer
from idxcheck.vectors import Reading, vectors


@pytest.mark.parametrize(
    ("output", "reading"),
    [
        (b"ok int32 2 3\n1\n-2\n3\n4\n5\n-6\n", Reading("int32", (2, 3), (1, -2, 3, 4, 5, -6))),
        (b"ok uint8 3\r\n0 9\t255", Reading("uint8", (3,), (0, 9, 255))),
        (b"ok \t int8  2 \n\n -128 127\n\n", Reading("int8", (2,), (-128, 127))),
        (b"ok int16 2\n-32768 32767\n", Reading("int16", (2,), (-32768, 32767))),
        (b"ok int32 2\n-2147483648 2147483647", Reading("int32", (2,), (-(2**31), 2**31 - 1))),
        (b"ok uint8\n7\n", Reading("uint8", (), (7,))),
        (b"ok uint8 0\n", Reading("uint8", (0,), ())),
        (b"ok uint8 4294967295 0 2", Reading("uint8", (4294967295, 0, 2), ())),
        (b"ok float32 2\n3f800000\n7fc00001\n", Reading("float32", (2,), (0x3F800000, 0x7FC00001))),
        (b"ok float64 1\n0000000000000001\n", Reading("float64", (1,), (1,))),
        (b"ok int64 1\n-9223372036854775808\n", Reading("int64", (1,), (-(2**63),))),
        (b"ok uint64 1\n18446744073709551615\n", Reading("uint64", (1,), (2**64 - 1,))),
        (b"ok uint16 2\n1 513\n", Reading("uint16", (2,), (1, 513))),
    ],
)
def test_a_reading_is_understood(output: bytes, reading: Reading) -> None:
    """Element type, shape and elements come out, with any white space between them."""
    assert read_answer(output) == Read(reading)


@pytest.mark.parametrize("elements", [b"", b"\n", b"\n7\n8\n"])
def test_a_huge_array_needs_no_elements(elements: bytes) -> None:
    """Its shape is that of no valid file: what follows is not looked at."""
    assert read_answer(b"ok uint8 60000 28 28" + elements) == Read(
        Reading("uint8", (60000, 28, 28), ())
    )
    assert read_answer(b"ok int32 524289" + elements) == Read(Reading("int32", (524289,), ()))


def test_every_vector_is_understood() -> None:
    """The answer that each vector has in its file is the reading of the vector."""
    for vector in vectors():
        if vector.reading is not None:
            assert read_answer(vector.reading.text.encode()) == Read(vector.reading)


@pytest.mark.parametrize(
    ("output", "answer"),
    [
        (b"rejected bad magic\n", Rejected("bad magic")),
        (b"rejected\n", Rejected("")),
        (b"rejected two\n  lines, okay\n", Rejected("two\n  lines, okay")),
        (b"rejected " + b"x" * 2001, Rejected("x" * 2000)),
        (b"unsupported rank 4", Unsupported("rank 4")),
        (b"unsupported \xc3\xa9\r\n", Unsupported("\u00e9")),
        (b"leaked struct.error not enough\n", Leaked("struct.error", "not enough")),
        (b"leaked std::bad_alloc\n", Leaked("std::bad_alloc", "")),
    ],
)
def test_a_refusal_is_understood(output: bytes, answer: Answer) -> None:
    """What is refused says why, to both questions; a long message is cut."""
    assert read_answer(output) == answer
    assert write_answer(output) == answer


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (b"\xffok", r"the answer is no UTF-8 at byte 0; found '\xffok'"),
        (b"rejected \xe9", r"the answer is no UTF-8 at byte 9; found '\xe9'"),
        (
            b"Loading...\nok uint8 1\n7\n",
            (
                "the answer must begin with ok, rejected, unsupported or leaked; found"
                r" 'Loading...\nok uint8 1\n7'"
            ),
        ),
        (
            b"\nok uint8 1\n7\n",
            (
                "the answer must begin with ok, rejected, unsupported or leaked; found"
                r" '\nok uint8 1\n7'"
            ),
        ),
        (
            b"OK uint8 1\n7\n",
            (
                "the answer must begin with ok, rejected, unsupported or leaked; found"
                r" 'OK uint8 1\n7'"
            ),
        ),
        (
            b"rejected: bad magic",
            (
                "the answer must begin with ok, rejected, unsupported or leaked; found"
                " 'rejected: bad magic'"
            ),
        ),
        (
            b"unsupported rank\nok uint8 1\n7\n",
            (
                "more than one answer, unsupported and ok; found"
                r" 'unsupported rank\nok uint8 1\n7'"
            ),
        ),
        (
            b"rejected a\nrejected\n",
            r"more than one answer, rejected and rejected; found 'rejected a\nrejected'",
        ),
        (b"leaked\n", "leaked must be followed by the type of the exception; found 'leaked'"),
    ],
)
def test_rubbish_is_an_error(output: bytes, message: str) -> None:
    """What does not begin as an answer, or is more than one, is an error for both questions."""
    assert read_answer(output) == Fault("error", message)
    assert write_answer(output) == Fault("error", message)


@pytest.mark.parametrize(
    ("output", "message"),
    [
        (b"ok", "ok must be followed by an element type such as uint8; found 'ok'"),
        (b"ok 2 3", "ok must be followed by an element type such as uint8; found 'ok 2 3'"),
        (
            b"ok UINT8 1\n7",
            "ok must be followed by an element type such as uint8; found 'ok UINT8 1'",
        ),
        (b"ok uint8 -1\n7", "a size of the shape must be a decimal number; found '-1'"),
        (b"ok uint8 01\n7", "a size of the shape must be a decimal number; found '01'"),
        (b"ok uint8 1 7", "the shape has 7 elements, only 0 follow; found 'ok uint8 1 7'"),
        (b"ok uint8 2\n7\n", "the shape has 2 elements, only 1 follow; found 'ok uint8 2'"),
        (b"ok uint8 1\n7\ndone", "more follows after 1 elements; found 'done'"),
        (b"ok uint8 0\n7", "more follows after 0 elements; found '7'"),
        (
            b"ok uint8 1024 512\n",
            "the shape has 524288 elements, only 0 follow; found 'ok uint8 1024 512'",
        ),
        (b"ok int8" + b" 1" * 256 + b"\n7", "the shape has more than 255 sizes"),
        (b"ok uint8 1\n256", "an element of uint8 is out of its range; found '256'"),
        (b"ok uint8 2\n0 -1", "an element of uint8 is out of its range; found '-1'"),
        (b"ok int8 1\n-129", "an element of int8 is out of its range; found '-129'"),
        (b"ok int8 1\n128", "an element of int8 is out of its range; found '128'"),
        (b"ok int16 1\n32768", "an element of int16 is out of its range; found '32768'"),
        (b"ok int16 1\n-32769", "an element of int16 is out of its range; found '-32769'"),
        (b"ok int32 1\n2147483648", "an element of int32 is out of its range; found '2147483648'"),
        (
            b"ok int32 1\n-2147483649",
            "an element of int32 is out of its range; found '-2147483649'",
        ),
        (
            b"ok uint64 1\n18446744073709551616",
            "an element of uint64 is out of its range; found '18446744073709551616'",
        ),
        (b"ok uint8 2\n1 0x7", "an element of uint8 must be a decimal number; found '0x7'"),
        (b"ok uint8 1\n07", "an element of uint8 must be a decimal number; found '07'"),
        (b"ok int8 1\n-0", "an element of int8 must be a decimal number; found '-0'"),
        (b"ok int8 1\n+1", "an element of int8 must be a decimal number; found '+1'"),
        (b"ok uint8 1\n7.0", "an element of uint8 must be a decimal number; found '7.0'"),
        (
            b"ok uint8 1\n" + b"1" * 5000,
            f"an element of uint8 must be a decimal number; found '{'1' * 40}'...",
        ),
        (b"ok uint8 1\n\x00", r"an element of uint8 must be a decimal number; found '\x00'"),
        (
            b"ok float32 1\n3F800000",
            "an element of float32 must be 8 digits of 0-9 and a-f; found '3F800000'",
        ),
        (
            b"ok float32 1\n1.0",
            "an element of float32 must be 8 digits of 0-9 and a-f; found '1.0'",
        ),
        (
            b"ok float32 1\n3ff0000000000000",
            "an element of float32 must be 8 digits of 0-9 and a-f; found '3ff0000000000000'",
        ),
        (
            b"ok float64 1\n3f800000",
            "an element of float64 must be 16 digits of 0-9 and a-f; found '3f800000'",
        ),
        (
            b"ok float32 2\n3f8000003f800000",
            "the shape has 2 elements, only 1 follow; found 'ok float32 2'",
        ),
    ],
)
def test_a_reading_that_is_not_understood(output: bytes, message: str) -> None:
    """A reading that is not written as it must be is an error, which shows what was found."""
    assert read_answer(output) == Fault("error", message, accepted=True)


def test_what_was_accepted() -> None:
    """An ok is one whatever follows; a word that begins alike, or a blank before it, is none."""
    for output, accepted in (
        (b"ok uint8 1\n\xff", True),
        (b"ok\n", True),
        (b"okay", False),
        (b" ok uint8 1\n7", False),
        (b"rejected ok\nok\n", False),
    ):
        answer = read_answer(output)
        assert isinstance(answer, Fault)
        assert (answer.kind, answer.accepted) == ("error", accepted)


@pytest.mark.parametrize("output", [b"", b" \r\n"])
def test_no_answer_is_a_crash(output: bytes) -> None:
    """An adapter that prints nothing did not answer."""
    fault = Fault("crash", "ended with status 0, but printed no answer")
    assert read_answer(output) == fault
    assert write_answer(output) == fault


@pytest.mark.parametrize("output", [b"ok", b"ok\r\n"])
def test_a_writer_says_ok(output: bytes) -> None:
    """A writer answers with ok alone; nobody has looked at its file yet."""
    assert write_answer(output) == Written(None)


def test_a_writer_says_no_more_than_ok() -> None:
    """A reading is no answer of a writer."""
    assert write_answer(b"ok uint8 1\n7\n") == Fault(
        "error", r"ok must stand alone; found 'ok uint8 1\n7'"
    )
