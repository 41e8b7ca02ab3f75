"""Mending damaged files: what is certain is done and told, all else is refused.

path -> diagnose (one reading, the rules) -> a repair for each error, or a refusal
     -> the mended bytes stream past `check` into a temporary file -> which takes the name
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import IO, cast

from idxcheck.checking import check
from idxcheck.findings import Finding, Severity, Verdict
from idxcheck.output import StrPath
from idxcheck.repair import byte_order, compression, header_fields, mangled, partial, trailing
from idxcheck.repair.case import Case, RefusalError, Step, diagnose, opened, refusal
from idxcheck.repair.files import output_at, place_for, readable_twice
from idxcheck.repair.pieces import Stream, matrix_pieces
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

    Raises RefusalError where nothing is wrong, no repair is certain, or more than one fits;
    UsageError for names that cannot be read from or written to, LimitError and OSError.
    """
    place = place_for(source, target, replace=replace)
    # The input is closed before the result takes its name: that may be the same one.
    with output_at(place) as file, readable_twice(source) as level:
        case = diagnose(level, display_name(source), place.path, drop_partial=drop_partial)
        while case.faults:
            case = _mended(case)
        case = compression.fitted(case)
        if not case.steps:
            raise RefusalError("nothing to repair: the file is valid")
        _write(case, file)
    return case.steps


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


def _write(case: Case, file: IO[bytes]) -> None:
    """Write the mended bytes to `file` while they are checked; raises where they are wrong."""
    written = _written(matrix_pieces(case.start, opened(case.level)), file)
    report = check(cast("IO[bytes]", Stream(written)))
    if report.files[0].verdict is not Verdict.VALID:
        left = [str(each) for each in report.findings if each.severity is Severity.ERROR]
        raise RefusalError("; ".join(["mended it would still be wrong", *left]))


def _written(pieces: Iterator[bytes], file: IO[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        file.write(piece)
        yield piece
