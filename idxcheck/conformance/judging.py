"""From the answer to a question to its outcome."""

from idxcheck.conformance.answers import (
    Answer,
    Fault,
    Leaked,
    Read,
    Rejected,
    Unsupported,
    Written,
)
from idxcheck.conformance.diagnosis import diagnosis
from idxcheck.conformance.outcomes import Outcome
from idxcheck.vectors import Reading, Verdict
from idxcheck.vectors.vector import HEX_DIGITS

LONGEST_MESSAGE = 2000  # characters kept of what an implementation says
# What runtimes call the exception that says there is no more memory, without its namespace.
OUT_OF_MEMORY = ("MemoryError", "_ArrayMemoryError", "bad_alloc", "OutOfMemoryError")
Judgement = tuple[Outcome, str]
"""The outcome, and what was expected and found where it is not PASS."""


def judge_read(verdict: Verdict, expected: Reading | None, answer: Answer) -> Judgement:
    """Judge the answer to a file of this verdict that holds `expected`.

    `expected` is None where no reader may read the file: there "ok" is wrong, whatever follows.
    """
    if expected is None and (what := _accepted(answer)):
        return Outcome.FALSE_ACCEPT, f"must be refused, answered ok with {what}"[:LONGEST_MESSAGE]
    if isinstance(answer, Read):
        if expected is None:
            return Outcome.FALSE_ACCEPT, f"must be refused, returned {summary(answer.reading)}"
        return compare(expected, answer.reading)
    if isinstance(answer, Written):
        return Outcome.ERROR, "answered a reading with a written file"
    return _no_data(answer, must_succeed=verdict == "valid")


def _accepted(answer: Answer) -> str:
    """Return what follows an "ok" that holds no reading, "" where there is no such answer."""
    if isinstance(answer, Written):
        return "no array"
    if isinstance(answer, Fault) and answer.accepted:
        return f"what cannot be understood: {answer.message}"
    return ""


def judge_written(expected: bytes, header_size: int, answer: Answer) -> Judgement:
    """Judge the answer to writing what the file `expected`, of this header size, holds.

    A valid file that is not compressed is the only one of its content, so bytes decide.
    """
    if isinstance(answer, Written):
        return _compare_bytes(expected, header_size, answer.data)
    if isinstance(answer, Read):
        return Outcome.ERROR, "answered a writing with a reading"
    return _no_data(answer, must_succeed=True)


def _no_data(answer: Rejected | Unsupported | Leaked | Fault, *, must_succeed: bool) -> Judgement:
    outcome, message = _refusal(answer, must_succeed=must_succeed)
    return outcome, message[:LONGEST_MESSAGE]


def _refusal(answer: Rejected | Unsupported | Leaked | Fault, *, must_succeed: bool) -> Judgement:
    match answer:
        case Fault(kind=kind, message=message):
            return Outcome(kind), message
        case Unsupported(reason=reason):
            return Outcome.UNSUPPORTED, reason
        case Leaked(type=type_, message=message) if _last_part(type_) in OUT_OF_MEMORY:
            return Outcome.MEMORY, f"{type_}: {message}"
        case Leaked(type=type_, message=message):
            outcome = Outcome.FALSE_REJECT if must_succeed else Outcome.LEAKY_ERROR
            return outcome, f"{type_}: {message}"
        case Rejected(message=message):  # pragma: no branch - one of these it is
            return (Outcome.FALSE_REJECT, message) if must_succeed else (Outcome.PASS, "")


def _last_part(type_: str) -> str:
    """Return the name of a type without its namespace, as of numpy.MemoryError, std::bad_alloc."""
    return type_.replace("::", ".").rpartition(".")[2]


def compare(expected: Reading, found: Reading) -> Judgement:
    """Judge what was read by what the file holds: element type, shape, then elements."""
    outcome, detail = _compare(expected, found)
    words = "" if outcome is Outcome.PASS else diagnosis(expected, found)
    return outcome, f"{detail}; {words}" if words else detail


def _compare(expected: Reading, found: Reading) -> Judgement:
    if found.element != expected.element:
        return Outcome.WRONG_ELEMENT, f"expected {expected.element}, found {summary(found)}"
    if found.shape != expected.shape:
        return Outcome.WRONG_SHAPE, f"expected {_sizes(expected)}, found {_sizes(found)}"
    if found.values == expected.values:
        return Outcome.PASS, ""
    pairs = zip(expected.values, found.values, strict=False)
    wrong = [at for at, (one, other) in enumerate(pairs) if one != other]
    shared = min(len(expected.values), len(found.values))
    first = wrong[0] if wrong else shared
    if len(expected.values) != len(found.values):
        count = f"expected {len(expected.values)} elements, found {len(found.values)}; "
    else:
        count = f"{len(wrong)} of {len(expected.values)} elements differ; "
    return Outcome.WRONG_VALUES, (
        f"{count}element {first}: expected {_element(expected, first)},"
        f" found {_element(found, first)}"
    )


def _compare_bytes(expected: bytes, header_size: int, found: bytes | None) -> Judgement:
    if found is None:
        return Outcome.ERROR, "no file was written"
    if found == expected:
        return Outcome.PASS, ""
    pairs = zip(expected, found, strict=False)
    shared = min(len(expected), len(found))
    offset = next((at for at, (one, other) in enumerate(pairs) if one != other), shared)
    if offset < 4:  # noqa: PLR2004 - the magic of either format
        # The fourth byte of IDX is its rank.
        idx_rank = expected[0] == 0 and offset == 3  # noqa: PLR2004 - see above
        outcome = Outcome.WRONG_SHAPE if idx_rank else Outcome.WRONG_ELEMENT
    else:
        outcome = Outcome.WRONG_SHAPE if offset < header_size else Outcome.WRONG_VALUES
    length = f"; {len(found)} bytes instead of {len(expected)}"
    return outcome, (
        f"wrote {_byte(found, offset)} at {offset:#x}, expected {_byte(expected, offset)}"
        f"{length if len(found) != len(expected) else ''}"
    )


def summary(reading: Reading) -> str:
    """Return a reading in a few words: type, shape, the first elements."""
    first = ", ".join(_element(reading, at) for at in range(min(4, len(reading.values))))
    more = ", ..." if len(reading.values) > 4 else ""  # noqa: PLR2004 - as many as were named
    return f"{reading.element} {_sizes(reading)} [{first}{more}]"


def _element(reading: Reading, at: int) -> str:
    if at >= len(reading.values):
        return "the end"
    digits = HEX_DIGITS.get(reading.element)
    value = reading.values[at]
    return str(value) if digits is None else f"{value:0{digits}x}"


def _sizes(reading: Reading) -> str:
    return " x ".join(map(str, reading.shape)) or "a scalar"


def _byte(data: bytes, offset: int) -> str:
    return f"{data[offset]:02X}" if offset < len(data) else "the end"
