"""One case to one result."""

from typing import Protocol, runtime_checkable

from idxcheck.conformance.adapter import Adapter, Capabilities
from idxcheck.conformance.answers import Answer, Unsupported, Written
from idxcheck.conformance.cases import Case, has_one_encoding, header_size
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
    answer, (outcome, detail), data = _asked(adapter, case, ending)
    if isinstance(answer, Unsupported) and _is_claimed(adapter.capabilities, vector):
        outcome = Outcome.FALSE_REJECT
        detail = f"unsupported, although the capabilities claim it: {answer.reason}"
    return Result(
        case.identifier,
        outcome,
        vector.clause,
        vector.verdict,
        vector.flags,
        detail,
        data,
        "" if outcome is Outcome.PASS else _reproducer(adapter, case, data, ending),
    )


def ending_of(vector: Vector) -> str:
    """Return the end of the name of a vector's file: `.idx.gz`, `-idx1-ubyte`."""
    return vector.file.partition(f"_{vector.shows}")[2]


def _ending(case: Case) -> str:
    """Return that of the vector, but the usual one of its format for writing, which goes by it."""
    if case.direction == "read":
        return ending_of(case.vector)
    return ".idx" if case.vector.clause.startswith("IDX") else ".mat"


def _asked(adapter: Adapter, case: Case, ending: str) -> tuple[Answer, Judgement, bytes]:
    """Return the answer, what is to be said of it, and the bytes of the file in question."""
    vector = case.vector
    if case.direction == "read":
        answer = adapter.read(vector.data, ending, heavy=case.heavy)
        return answer, judge_read(vector.verdict, vector.reading, answer), vector.data
    if case.direction == "rewrite":
        answer = adapter.rewrite(vector.data, ending)
        return answer, judge_written(vector.data, header_size(vector), answer), vector.data
    assert vector.reading is not None  # noqa: S101 - only what has one encoding is written
    answer = adapter.write(vector.reading, ending)
    if case.direction == "round-trip" and isinstance(answer, Written) and answer.data is not None:
        written = answer.data
        # What a faulty writer wrote may claim any size. Where that cannot be risked the bytes
        # decide, as they do for the writer.
        heavy = written != vector.data
        if adapter.measures_memory or not heavy:
            answer = adapter.read(written, ending, heavy=heavy)
            return answer, judge_read("valid", vector.reading, answer), written
    return answer, judge_written(vector.data, header_size(vector), answer), vector.data


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


def _reproducer(adapter: Adapter, case: Case, data: bytes, ending: str) -> str:
    """Return the line that shows a failure again, or at least how the file in question is read."""
    reading = case.vector.reading
    if isinstance(adapter, ShowsWriting) and reading is not None:
        if case.direction == "rewrite":
            return adapter.rewriting_reproducer(data, ending)
        if case.direction == "write":
            return adapter.writing_reproducer(reading, ending)
    return adapter.reproducer(data, ending)
