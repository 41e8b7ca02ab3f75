"""From an answer to an outcome, with what was expected and found in words."""

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
from idxcheck.conformance.judging import compare, judge_read, judge_written, summary
from idxcheck.conformance.outcomes import Outcome
from idxcheck.vectors import Reading, Verdict

SIX = Reading("int32", (2, 3), (1, -2, 3, 4, 5, 6))
IDX = bytes.fromhex("00000c02 00000002 00000003") + b"\0\0\0\1" + bytes(20)
NORB = bytes.fromhex("544c3d1e 02000000 02000000 01000000 01000000 0500000006000000")
REFUSED = Rejected("too short")
UNDECLARED = Leaked("KeyError", "7")


def test_a_right_reading() -> None:
    """What the file holds, of a valid and of an acceptable one."""
    assert judge_read("valid", SIX, Read(SIX)) == (Outcome.PASS, "")
    assert judge_read("acceptable", SIX, Read(SIX)) == (Outcome.PASS, "")


@pytest.mark.parametrize("verdict", ["valid", "acceptable"])
def test_wrong_data(verdict: Verdict) -> None:
    """Other data is wrong, also of a file that may be refused."""
    swapped = Reading("int32", (2, 3), (1 << 24, -2, 3, 4, 5, 6))
    assert judge_read(verdict, SIX, Read(swapped)) == (
        Outcome.WRONG_VALUES,
        "1 of 6 elements differ; element 0: expected 1, found 16777216",
    )


@pytest.mark.parametrize(
    ("found", "outcome", "detail"),
    [
        (
            Reading("int64", (2, 3), SIX.values),
            Outcome.WRONG_ELEMENT,
            (
                "expected int32, found int64 2 x 3 [1, -2, 3, 4, ...];"
                " the numbers are right, their type is another"
            ),
        ),
        (
            Reading("int32", (3, 2), SIX.values),
            Outcome.WRONG_SHAPE,
            "expected 2 x 3, found 3 x 2; the sizes reversed",
        ),
        (
            Reading("int32", (), (1,)),
            Outcome.WRONG_SHAPE,
            "expected 2 x 3, found a scalar",
        ),
        (
            Reading("int32", (2, 3), (1, -2, 3)),
            Outcome.WRONG_VALUES,
            "expected 6 elements, found 3; element 3: expected 4, found the end",
        ),
        (
            Reading("int32", (2, 3), (1, -2, 3, 4, 5, 6, 7)),
            Outcome.WRONG_VALUES,
            "expected 6 elements, found 7; element 6: expected the end, found 7",
        ),
        (
            Reading("int32", (2, 3), (1, 0, 0, 4, 5)),
            Outcome.WRONG_VALUES,
            "expected 6 elements, found 5; element 1: expected -2, found 0",
        ),
    ],
)
def test_compare(found: Reading, outcome: Outcome, detail: str) -> None:
    """Element type, then shape, then elements; what is named is the first that differs."""
    assert compare(SIX, found) == (outcome, detail)


def test_floats_are_shown_by_their_bits() -> None:
    """Two NaNs that differ in their payload would look alike as numbers."""
    quiet = Reading("float32", (1,), (0x7FC00000,))
    signalling = Reading("float32", (1,), (0x7F800001,))
    assert compare(signalling, quiet) == (
        Outcome.WRONG_VALUES,
        (
            "1 of 1 elements differ; element 0: expected 7f800001, found 7fc00000;"
            " the bits of a NaN are changed"
        ),
    )
    assert summary(Reading("float64", (1,), (1,))) == "float64 1 [0000000000000001]"


def test_a_broken_file_that_was_read() -> None:
    """What came of it is named, its first elements alone."""
    assert judge_read("invalid", None, Read(SIX)) == (
        Outcome.FALSE_ACCEPT,
        "must be refused, returned int32 2 x 3 [1, -2, 3, 4, ...]",
    )
    four = Reading("uint8", (4,), (9, 8, 7, 6))
    assert summary(four) == "uint8 4 [9, 8, 7, 6]"


@pytest.mark.parametrize(
    ("answer", "valid", "invalid"),
    [
        (REFUSED, (Outcome.FALSE_REJECT, "too short"), (Outcome.PASS, "")),
        (
            UNDECLARED,
            (Outcome.FALSE_REJECT, "KeyError: 7"),
            (Outcome.LEAKY_ERROR, "KeyError: 7"),
        ),
        (
            Unsupported("no int32"),
            (Outcome.UNSUPPORTED, "no int32"),
            (Outcome.UNSUPPORTED, "no int32"),
        ),
        (
            Leaked("MemoryError", ""),
            (Outcome.MEMORY, "MemoryError: "),
            (Outcome.MEMORY, "MemoryError: "),
        ),
        (
            Leaked("std::bad_alloc", "no"),
            (Outcome.MEMORY, "std::bad_alloc: no"),
            (Outcome.MEMORY, "std::bad_alloc: no"),
        ),
        (Fault("crash", "gone"), (Outcome.CRASH, "gone"), (Outcome.CRASH, "gone")),
        (Fault("hang", "5 s"), (Outcome.HANG, "5 s"), (Outcome.HANG, "5 s")),
        (Fault("memory", "1 GB"), (Outcome.MEMORY, "1 GB"), (Outcome.MEMORY, "1 GB")),
        (Fault("error", "hm"), (Outcome.ERROR, "hm"), (Outcome.ERROR, "hm")),
        (
            Written(b""),
            (Outcome.ERROR, "answered a reading with a written file"),
            (Outcome.FALSE_ACCEPT, "must be refused, answered ok with no array"),
        ),
        (
            Fault("error", "3 too few", accepted=True),
            (Outcome.ERROR, "3 too few"),
            (
                Outcome.FALSE_ACCEPT,
                "must be refused, answered ok with what cannot be understood: 3 too few",
            ),
        ),
    ],
)
def test_no_data(answer: Answer, valid: tuple[Outcome, str], invalid: tuple[Outcome, str]) -> None:
    """A refusal is wrong for a valid file alone; a fault always is one."""
    assert judge_read("valid", SIX, answer) == valid
    assert judge_read("invalid", None, answer) == invalid
    may_be_read = invalid if invalid[0] is not Outcome.FALSE_ACCEPT else valid
    assert judge_read("acceptable", SIX, answer) == may_be_read


@pytest.mark.parametrize(
    ("kind", "outcome"),
    [
        ("MemoryError", Outcome.MEMORY),
        ("numpy.core._exceptions._ArrayMemoryError", Outcome.MEMORY),
        ("numpy._core._exceptions._ArrayMemoryError", Outcome.MEMORY),
        ("numpy.core._exceptions.MemoryError", Outcome.MEMORY),
        ("bad_alloc", Outcome.MEMORY),
        ("std::bad_alloc", Outcome.MEMORY),
        ("java.lang.OutOfMemoryError", Outcome.MEMORY),
        ("OutOfMemoryErrors", Outcome.LEAKY_ERROR),
        ("MemoryError.KeyError", Outcome.LEAKY_ERROR),
        ("", Outcome.LEAKY_ERROR),
    ],
)
def test_out_of_memory(kind: str, outcome: Outcome) -> None:
    """What says that there is no more memory is known in every language by its last name."""
    assert judge_read("invalid", None, Leaked(kind, ""))[0] is outcome


@pytest.mark.parametrize(
    ("written", "outcome", "detail"),
    [
        (IDX, Outcome.PASS, ""),
        (None, Outcome.ERROR, "no file was written"),
        (
            IDX[:2] + b"\x0b" + IDX[3:],
            Outcome.WRONG_ELEMENT,
            "wrote 0B at 0x2, expected 0C",
        ),
        (IDX[:3] + b"\x03" + IDX[4:], Outcome.WRONG_SHAPE, "wrote 03 at 0x3, expected 02"),
        (IDX[:7] + b"\x03" + IDX[8:], Outcome.WRONG_SHAPE, "wrote 03 at 0x7, expected 02"),
        (IDX[:12] + b"\1\0\0\0" + IDX[16:], Outcome.WRONG_VALUES, "wrote 01 at 0xc, expected 00"),
        (
            IDX[:-1],
            Outcome.WRONG_VALUES,
            "wrote the end at 0x23, expected 00; 35 bytes instead of 36",
        ),
        (
            IDX + b"\7",
            Outcome.WRONG_VALUES,
            "wrote 07 at 0x24, expected the end; 37 bytes instead of 36",
        ),
        (
            IDX[:9],
            Outcome.WRONG_SHAPE,
            "wrote the end at 0x9, expected 00; 9 bytes instead of 36",
        ),
    ],
)
def test_written(written: bytes | None, outcome: Outcome, detail: str) -> None:
    """The first byte that differs says what is wrong: type, shape or elements."""
    assert judge_written(IDX, 12, Written(written)) == (outcome, detail)


def test_written_norb() -> None:
    """The fourth byte of NORB is of its magic, its rank stands behind that."""
    assert judge_written(NORB, 20, Written(NORB[:3] + b"\x1f" + NORB[4:])) == (
        Outcome.WRONG_ELEMENT,
        "wrote 1F at 0x3, expected 1E",
    )
    assert judge_written(NORB, 20, Written(NORB[:4] + b"\3" + NORB[5:])) == (
        Outcome.WRONG_SHAPE,
        "wrote 03 at 0x4, expected 02",
    )
    assert judge_written(NORB, 20, Written(NORB[:20] + b"\6" + NORB[21:])) == (
        Outcome.WRONG_VALUES,
        "wrote 06 at 0x14, expected 05",
    )


def test_not_written() -> None:
    """A refusal to write what can be written is wrong; an answer of the other kind says nothing."""
    assert judge_written(IDX, 12, REFUSED) == (Outcome.FALSE_REJECT, "too short")
    assert judge_written(IDX, 12, UNDECLARED) == (Outcome.FALSE_REJECT, "KeyError: 7")
    assert judge_written(IDX, 12, Unsupported("no")) == (Outcome.UNSUPPORTED, "no")
    assert judge_written(IDX, 12, Fault("crash", "")) == (Outcome.CRASH, "")
    assert judge_written(IDX, 12, Read(SIX)) == (
        Outcome.ERROR,
        "answered a writing with a reading",
    )
