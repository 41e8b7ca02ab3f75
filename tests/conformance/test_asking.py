"""One case to one result."""

from typing import Any

import pytest

from idxcheck.conformance.adapter import Capabilities
from idxcheck.conformance.answers import Answer, Fault, Leaked, Read, Rejected, Unsupported, Written
from idxcheck.conformance.asking import ask, ending_of
from idxcheck.conformance.cases import Case, Direction
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import Result
from idxcheck.vectors import Reading, Vector
from idxcheck.vectors.vector import acceptable, invalid, valid

READING = Reading("int16", (2,), (1, -2))
DATA = bytes.fromhex("00000b01 00000002 0001fffe")
GOOD = valid("IDX-4.1", "two-numbers", DATA, READING, "two numbers", flags=("no-swap",))
SHORT = invalid("IDX-4.3", "short", DATA[:-1], "one byte short")
EITHER = acceptable("NORB-3.1", "rank-0", b"norb", READING, "rank 0", reason="sources differ")
LITTLE = Reading("int16", (2,), (256, -257))


class Double:
    """An adapter that answers what it is told to, and remembers what it was asked."""

    def __init__(
        self, *answers: Answer, claims: Capabilities | None = None, measures_memory: bool = True
    ) -> None:
        self.answers = list(answers)
        self.capabilities = Capabilities() if claims is None else claims
        self.measures_memory = measures_memory
        self.asked: list[tuple[object, ...]] = []

    def read(self, data: bytes, ending: str, *, heavy: bool = False) -> Answer:
        """Answer a reading."""
        self.asked.append(("read", data, ending, heavy))
        return self.answers.pop(0)

    def write(self, reading: Reading, ending: str) -> Answer:
        """Answer a writing."""
        self.asked.append(("write", reading, ending))
        return self.answers.pop(0)

    def rewrite(self, data: bytes, ending: str) -> Answer:
        """Answer a rewriting."""
        self.asked.append(("rewrite", data, ending))
        return self.answers.pop(0)

    def reproducer(self, data: bytes, ending: str) -> str:
        """Return a line."""
        return f"read {data.hex()} {ending}"


class WritingDouble(Double):
    """One that also says how to see its writing again."""

    def writing_reproducer(self, reading: Reading, ending: str) -> str:
        """Return a line."""
        return f"write {reading.values} {ending}"

    def rewriting_reproducer(self, data: bytes, ending: str) -> str:
        """Return a line."""
        return f"rewrite {data.hex()} {ending}"


def asked(
    double: Any,  # noqa: ANN401 - an adapter as far as it is needed
    vector: Vector,
    direction: Direction = "read",
) -> Result:
    """Return what comes of asking."""
    return ask(double, Case(direction, vector))


def test_a_case_that_passes() -> None:
    """The result has what is known of the file, and no reproducer."""
    double = Double(Read(READING))
    assert asked(double, GOOD) == Result(
        case="read IDX-4.1_two-numbers",
        outcome=Outcome.PASS,
        clause="IDX-4.1",
        verdict="valid",
        flags=("no-swap",),
        data=DATA,
    )
    assert double.asked == [("read", DATA, ".idx", False)]


@pytest.mark.parametrize(
    ("vector", "answer", "outcome"),
    [
        (GOOD, Read(LITTLE), Outcome.WRONG_VALUES),
        (GOOD, Rejected("no"), Outcome.FALSE_REJECT),
        (GOOD, Unsupported("int16"), Outcome.UNSUPPORTED),
        (GOOD, Fault("hang", "5 s"), Outcome.HANG),
        (SHORT, Rejected("short"), Outcome.PASS),
        (SHORT, Read(READING), Outcome.FALSE_ACCEPT),
        (SHORT, Leaked("IndexError", ""), Outcome.LEAKY_ERROR),
        (EITHER, Rejected("rank"), Outcome.PASS),
        (EITHER, Read(READING), Outcome.PASS),
    ],
)
def test_readings(vector: Vector, answer: Answer, outcome: Outcome) -> None:
    """The answer is judged, and whatever is not right comes with a reproducer."""
    result = asked(Double(answer), vector)
    assert result.outcome is outcome
    ending = ".mat" if vector is EITHER else ".idx"
    expected = "" if outcome is Outcome.PASS else f"read {vector.data.hex()} {ending}"
    assert result.reproducer == expected


def test_heavy_files() -> None:
    """The adapter is told which file may do harm."""
    bomb = invalid("IDX-4.3", "bomb", b"", "claims too much", flags=("huge-claim",))
    double = Double(Rejected("short"))
    asked(double, bomb)
    assert double.asked == [("read", b"", ".idx", True)]


def test_heavy_files_that_were_written() -> None:
    """They may do harm even if they are as they must be; so may whatever is not."""
    rows = bytes.fromhex("00000802 80000000 00000000")
    empty = Reading("uint8", (2**31, 0), ())
    vector = valid("IDX-3.2", "rows", rows, empty, "many rows")
    for asked_of, written, heavy in (
        (vector, rows, True),
        (GOOD, DATA[:-1], True),
        (GOOD, DATA, False),
    ):
        double = Double(Written(written), Read(READING))
        asked(double, asked_of, "round-trip")
        assert double.asked[1] == ("read", written, ".idx", heavy)


@pytest.mark.parametrize("direction", ["write", "rewrite"])
def test_what_is_written(direction: Direction) -> None:
    """The bytes decide."""
    double = Double(Written(DATA), Written(DATA[:-4] + bytes.fromhex("0100feff")), Written(None))
    assert asked(double, GOOD, direction).outcome is Outcome.PASS
    wrong = asked(double, GOOD, direction)
    assert wrong.outcome is Outcome.WRONG_VALUES
    assert wrong.case == f"{direction} IDX-4.1_two-numbers"
    assert wrong.data == DATA
    assert asked(double, GOOD, direction).outcome is Outcome.ERROR
    first: tuple[object, ...] = (direction, READING if direction == "write" else DATA, ".idx")
    assert double.asked == [first] * 3


def test_the_name_of_what_is_written() -> None:
    """It has the usual ending of its format, whatever the vector is called."""
    norb = valid("NORB-6.2", "named-bin", DATA, READING, "", ending=".bin")
    label = valid("IDX-5.2", "labels", DATA, READING, "", ending="-idx1-ubyte")
    double = Double(*[Rejected("no")] * 4)
    asked(double, norb, "write")
    asked(double, label, "rewrite")
    asked(double, norb)
    asked(double, label)
    assert [each[2] for each in double.asked] == [".mat", ".idx", ".bin", "-idx1-ubyte"]


def test_a_round_trip() -> None:
    """What was written is read back."""
    double = Double(Written(DATA), Read(READING))
    assert asked(double, GOOD, "round-trip").outcome is Outcome.PASS
    assert double.asked == [("write", READING, ".idx"), ("read", DATA, ".idx", False)]


def test_a_round_trip_of_other_bytes() -> None:
    """What was written is read with care, and is what the failure is about."""
    other = b"\0\0\x0b\1\xff\xff\xff\xff"
    double = Double(Written(other), Read(LITTLE))
    result = asked(double, GOOD, "round-trip")
    assert double.asked[1] == ("read", other, ".idx", True)
    assert result.outcome is Outcome.WRONG_VALUES
    assert result.data == other
    assert result.reproducer == "read 00000b01ffffffff .idx"


def test_a_round_trip_that_cannot_be_risked() -> None:
    """Where no memory is measured other bytes are not read: they decide."""
    double = Double(Written(DATA + b"\0"), measures_memory=False)
    result = asked(double, GOOD, "round-trip")
    assert result.outcome is Outcome.WRONG_VALUES
    assert [each[0] for each in double.asked] == ["write"]
    same = Double(Written(DATA), Read(READING), measures_memory=False)
    assert asked(same, GOOD, "round-trip").outcome is Outcome.PASS


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (Written(None), Outcome.ERROR),
        (Rejected("no"), Outcome.FALSE_REJECT),
        (Unsupported("int16"), Outcome.UNSUPPORTED),
    ],
)
def test_a_round_trip_that_ends_early(answer: Answer, outcome: Outcome) -> None:
    """Nothing is read where nothing was written."""
    double = Double(answer)
    assert asked(double, GOOD, "round-trip").outcome is outcome
    assert len(double.asked) == 1


OTHER = bytes.fromhex("00000b01 00000002 0100feff")
WRITES, READS = "write (1, -2) .idx", f"read {DATA.hex()} .idx"


@pytest.mark.parametrize(
    ("direction", "answers", "line"),
    [
        ("read", (Rejected("no"),), READS),
        ("write", (Rejected("no"),), WRITES),
        ("write", (Written(OTHER),), WRITES),
        ("write", (Written(None),), WRITES),
        ("rewrite", (Written(None),), f"rewrite {DATA.hex()} .idx"),
        ("round-trip", (Rejected("no"),), WRITES),
        ("round-trip", (Written(None),), WRITES),
        ("round-trip", (Written(OTHER), Read(LITTLE)), WRITES),
        ("round-trip", (Written(OTHER), Fault("hang", "5 s")), WRITES),
        ("round-trip", (Written(DATA), Read(LITTLE)), f"{WRITES} && {READS}"),
    ],
)
def test_reproducers_of_writing(
    direction: Direction, answers: tuple[Answer, ...], line: str
) -> None:
    """What went wrong first is done again: the writing, the reading of what was written rightly."""
    assert asked(WritingDouble(*answers), GOOD, direction).reproducer == line


def test_reproducers_without_writing() -> None:
    """An adapter that cannot say how it is made to write says how the file is read."""
    for direction in ("write", "rewrite", "round-trip", "read"):
        assert asked(Double(Rejected("no")), GOOD, direction).reproducer == READS


def test_reproducers_where_memory_is_not_measured() -> None:
    """What was written wrongly was not read, and is written again."""
    double = WritingDouble(Written(OTHER), measures_memory=False)
    assert asked(double, GOOD, "round-trip").reproducer == WRITES


CLAIMS = [
    (Capabilities(), Outcome.UNSUPPORTED),
    (Capabilities(elements=("int16",)), Outcome.FALSE_REJECT),
    (Capabilities(elements=("uint8",)), Outcome.UNSUPPORTED),
    (Capabilities(formats=("idx",)), Outcome.FALSE_REJECT),
    (Capabilities(formats=("norb",)), Outcome.UNSUPPORTED),
    (Capabilities(highest_rank=1), Outcome.FALSE_REJECT),
    (Capabilities(highest_rank=0), Outcome.UNSUPPORTED),
    (Capabilities(formats=("idx",), elements=("int8",)), Outcome.UNSUPPORTED),
]


@pytest.mark.parametrize(("claims", "outcome"), CLAIMS)
def test_unsupported_although_claimed(claims: Capabilities, outcome: Outcome) -> None:
    """Who claims it cannot say afterwards that it is not supported."""
    result = asked(Double(Unsupported("no int16"), claims=claims), GOOD)
    assert result.outcome is outcome
    if outcome is Outcome.FALSE_REJECT:
        assert result.detail == "unsupported, although the capabilities claim it: no int16"
        assert result.reproducer
    else:
        assert result.detail == "no int16"


def test_what_nobody_claims() -> None:
    """Broken, doubtful and compressed files may be called unsupported."""
    claims = Capabilities(formats=("idx", "norb"), elements=("int16",), highest_rank=9)
    compressed = valid("IDX-5.1", "gzip", b"\x1f\x8b", READING, "", ending=".idx.gz")
    for vector in (SHORT, EITHER, compressed):
        result = asked(Double(Unsupported("no"), claims=claims), vector)
        assert result.outcome is Outcome.UNSUPPORTED


def test_endings() -> None:
    """They are the end of the file's name, whatever else stands in it."""
    assert ending_of(GOOD) == ".idx"
    assert ending_of(EITHER) == ".mat"
    assert ending_of(valid("IDX-5.1", "xz", b"", READING, "", ending=".idx.xz")) == ".idx.xz"
    assert ending_of(valid("IDX-5.2", "a.b", b"", READING, "", ending="-idx3")) == "-idx3"
