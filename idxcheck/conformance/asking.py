"""One case to one result."""

from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from idxcheck.conformance.adapter import Adapter, Capabilities
from idxcheck.conformance.answers import Answer, Unsupported, Written
from idxcheck.conformance.cases import Case, Direction, has_one_encoding, header_size
from idxcheck.conformance.claims import not_claimed
from idxcheck.conformance.judging import Judgement, judge_read, judge_written
from idxcheck.conformance.outcomes import Outcome
from idxcheck.conformance.report import Result
from idxcheck.vectors import Reading, Vector


@runtime_checkable
class ShowsWriting(Protocol):
    """An adapter that can also say how to see its writing again."""

    def writing_reproducer(self, reading: Reading, ending: str) -> str:
        """Return the line of a shell that asks it to write `reading` again."""

    def rewriting_reproducer(self, data: bytes, ending: str) -> str:
        """Return the line of a shell that asks it to read such a file and to write it."""


def ask(adapter: Adapter, case: Case) -> Result:
    """Ask `adapter` one case, judge its answer, and say how to see a failure again.

    The adapter has been entered. An answer "unsupported" to what its capabilities claim is a
    false reject.
    """
    vector = case.vector
    ending = _ending(case)
    asked = _asked(adapter, case, ending)
    outcome, detail = asked.judgement
    if isinstance(asked.answer, Unsupported) and _is_claimed(adapter.capabilities, vector):
        outcome = Outcome.FALSE_REJECT
        detail = f"unsupported, although the capabilities claim it: {asked.answer.reason}"
    return Result(
        case.identifier,
        outcome,
        vector.clause,
        vector.verdict,
        vector.flags,
        detail,
        asked.data,
        "" if outcome is Outcome.PASS else _reproducer(adapter, vector, asked, ending),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What came of one question.

    `judgement` is what is to be said of `answer`, `data` the file in question, and `to_repeat`
    what shows the same again.
    """

    answer: Answer
    judgement: Judgement
    data: bytes
    to_repeat: Direction


def ending_of(vector: Vector) -> str:
    """Return the end of the name of a vector's file: `.idx.gz`, `-idx1-ubyte`."""
    return vector.file.partition(f"_{vector.shows}")[2]


def _ending(case: Case) -> str:
    """Return that of the vector, but the usual one of its format for writing, which goes by it."""
    if case.direction == "read":
        return ending_of(case.vector)
    return ".idx" if case.vector.clause.startswith("IDX") else ".mat"


def _asked(adapter: Adapter, case: Case, ending: str) -> _Asked:
    vector = case.vector
    if case.direction == "read":
        answer = adapter.read(vector.data, ending, heavy=case.heavy)
        judgement = judge_read(vector.verdict, vector.reading, answer)
        return _Asked(answer, judgement, vector.data, "read")
    if case.direction == "rewrite":
        answer = adapter.rewrite(vector.data, ending)
        judgement = judge_written(vector.data, header_size(vector), answer)
        return _Asked(answer, judgement, vector.data, "rewrite")
    assert vector.reading is not None  # noqa: S101 - only what has one encoding is written
    answer = adapter.write(vector.reading, ending)
    if case.direction == "round-trip" and isinstance(answer, Written) and answer.data is not None:
        written = answer.data
        # What a faulty writer wrote may do anything to a reader. Where that cannot be risked the
        # bytes decide, as they do for the writer.
        is_right = written == vector.data
        heavy = case.heavy or not is_right
        if adapter.measures_memory or not heavy:
            answer = adapter.read(written, ending, heavy=heavy)
            judgement = judge_read("valid", vector.reading, answer)
            return _Asked(answer, judgement, written, "round-trip" if is_right else "write")
    judgement = judge_written(vector.data, header_size(vector), answer)
    return _Asked(answer, judgement, vector.data, "write")


def _is_claimed(claims: Capabilities, vector: Vector) -> bool:
    """Whether something is claimed, and a valid file is inside all that is.

    Nobody claims to read streams, so that a compressed file may be unsupported always.
    """
    claimed = (claims.formats, claims.elements, claims.highest_rank)
    return (
        any(each is not None for each in claimed)
        and has_one_encoding(vector)
        and not not_claimed(claims, vector)
    )


def _reproducer(adapter: Adapter, vector: Vector, asked: _Asked, ending: str) -> str:
    """Return the line that shows a failure again, or at least how the file in question is read."""
    read = adapter.reproducer(asked.data, ending)
    if asked.to_repeat == "read" or not isinstance(adapter, ShowsWriting):
        return read
    if asked.to_repeat == "rewrite":
        return adapter.rewriting_reproducer(asked.data, ending)
    assert vector.reading is not None  # noqa: S101 - see above
    write = adapter.writing_reproducer(vector.reading, ending)
    return f"{write} && {read}" if asked.to_repeat == "round-trip" else write
