"""Mending damaged files: what is certain is done and told, all else is refused.

path -> diagnose (one reading, the rules) -> a repair for each error, or a refusal
     -> the mended bytes stream past `check` into a temporary file -> which takes the name

A repair that something speaks against is a doubt. It is done where the result has the
digest that is published of a known data set's file, and nowhere else.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, cast

from idxcheck.checking import check
from idxcheck.findings import ContentWord, Finding, Severity, Verdict
from idxcheck.known_files import files_like
from idxcheck.output import StrPath, compressed
from idxcheck.repair import byte_order, compression, header_fields, mangled, partial, trailing
from idxcheck.repair.case import Case, RefusalError, Step, diagnose, refusal
from idxcheck.repair.files import (
    naming,
    output_at,
    place_for,
    readable_twice,
    refuse_contradiction,
)
from idxcheck.repair.pieces import Stream
from idxcheck.rules import val002_suspected_swapped_payload as val002
from idxcheck.source import display_name

__all__ = ["REPAIRS", "RefusalError", "Repair", "Step", "repair"]


@dataclass(frozen=True, slots=True)
class Repair:
    """What mends the errors of some rules: it returns the case without them, or refuses."""

    codes: tuple[str, ...]
    mend: Callable[[Case, Finding], Case]


REPAIRS = (
    Repair(("TRN103",), compression.mend_garbage),
    Repair(("TRN201",), mangled.mend_newlines),
    Repair(("TRN202",), mangled.mend_reencoding),
    Repair(("TRN102",), mangled.mend_corrupt_stream),
    Repair(("TRN104", "TRN105"), compression.mend),
    Repair(("NRB105",), header_fields.mend_missing_padding),
    Repair(("IDX001",), header_fields.mend_prefix),
    Repair(("NRB104",), header_fields.mend_padding),
    Repair(("IDX003",), byte_order.mend_idx),
    Repair(("NRB002",), byte_order.mend_norb),
    Repair(("TRN101",), partial.mend_cut_stream),
    Repair(("IDX201", "NRB201"), partial.mend),
    Repair(("IDX202", "NRB202"), trailing.mend),
)
"""All repairs, in the order they are done."""


def repair(
    source: StrPath,
    target: StrPath | None,
    *,
    drop_partial: bool = False,
    replace: bool = True,
) -> tuple[Step, ...]:
    """Mend what is certain in `source`, write the result as `target`, return what was done.

    The result has one layer of compression, the one that the name of `target` asks for, or
    none. It takes that name only when `check` finds it valid, by the strict reading; until
    then nothing is changed. `target` None repairs `source` in its place and keeps the
    damaged file beside it under its name with `.bak` behind. `drop_partial` lets a cut file
    be shortened to its whole items. Without `replace` an existing `target` is left alone,
    with FileExistsError. Memory is constant; `source` is read several times, for which
    standard input (`-`) and pipes go to a temporary file.

    A result with the digest published of a known data set's file is certain, whatever speaks
    against it. Bytes lost or put in where nothing shows it cannot be told: see docs/repair.md.

    Raises RefusalError where nothing is wrong, no repair is certain, or more than one fits;
    UsageError for names that cannot be read from or written to, LimitError and OSError.
    """
    place = place_for(source, target, replace=replace)
    # The input is closed before the result takes its name: that may be the same one.
    with (
        naming(place.path),
        output_at(place) as file,
        naming(display_name(source)),
        readable_twice(source) as level,
    ):
        case = diagnose(level, display_name(source), place.path, drop_partial=drop_partial)
        while case.faults:
            case = _mended(case)
        if case.draft is None:  # what hid that from the rules is mended
            raise RefusalError("mended it would hold no IDX or NORB matrix")
        case = compression.fitted(case)
        if not case.steps:
            raise _nothing_to_repair(case)
        refuse_contradiction(place, case.start.header.format)
        _write(case, file, place.path)
    return case.steps


def _nothing_to_repair(case: Case) -> RefusalError:
    reason = "nothing to repair: the file is valid"
    for finding in case.findings:
        if finding.code == val002.RULE.code:
            remark = (
                "; a payload in the other byte order is not turned round, for nothing proves it"
            )
            return RefusalError(f"{reason}, but {finding}{remark}", hint=finding.hint)
    return RefusalError(reason)


def _mended(case: Case) -> Case:
    """Return `case` with one more fault mended; raises RefusalError where none can be."""
    for each in REPAIRS:
        for finding in case.faults:
            if finding.code in each.codes:
                return each.mend(case, finding)
    finding = case.faults[0]
    raise refusal(
        finding,
        f"{finding.message}; no repair is certain",
        *(each.text for each in finding.hypotheses),
    )


def _write(case: Case, file: IO[bytes], name: str) -> None:
    """Write the mended bytes to `file` while they are checked; raises where they are wrong."""
    if case.doubts and not any(each.digests for each in files_like(case.start.header)):
        raise case.doubts[0]
    pieces, packed = compression.result(case)
    with naming(name), compressed(file, "" if packed else name) as outer:
        writing = _Writing(pieces, outer, name)
        report = check(cast("IO[bytes]", Stream(iter(writing))))
    if writing.error is not None:
        raise writing.error
    [judged] = report.files
    if case.doubts and judged.content is not ContentWord.VERIFIED:
        raise case.doubts[0]
    if judged.verdict is not Verdict.VALID:
        left = [str(each) for each in judged.findings if each.severity is Severity.ERROR]
        raise RefusalError("; ".join(["mended it would still be wrong", *left]))


class _Writing:
    """Writes pieces as they are read; `error` is the system's, which `check` makes a finding."""

    def __init__(self, pieces: Iterator[bytes], file: IO[bytes], name: str) -> None:
        self.error: OSError | None = None
        self._pieces = pieces
        self._file = file
        self._name = name

    def __iter__(self) -> Iterator[bytes]:
        try:
            for piece in self._pieces:
                with naming(self._name):
                    self._file.write(piece)
                yield piece
        except OSError as error:
            self.error = error
            raise
