"""Around the content: one layer of compression, the one that the name of the result asks for."""

from collections.abc import Iterator
from dataclasses import replace

from idxcheck.findings import Finding
from idxcheck.hypotheses import LINE_ENDS
from idxcheck.names import claimed_compression
from idxcheck.repair.case import Case, Step, opened, refusal, step_for
from idxcheck.repair.pieces import layer_pieces, matrix_pieces, stored_pieces
from idxcheck.repair.scan import ContentScan
from idxcheck.sizes import counted

CODES = ("TRN104", "TRN105")
LONGEST_LINE_END = 2  # bytes


def mend_garbage(case: Case, finding: Finding) -> Case:
    """Leave out zeros or one line end behind a compressed stream that is whole (TRN103)."""
    if len(case.evidence.layers) > 1 or finding.offset is None:
        raise refusal(finding, "which of two streams they follow is not known")
    behind, first, passed = ContentScan(), b"", 0
    for piece in stored_pieces(case.level):
        rest = piece[max(0, finding.offset - passed) :]
        passed += len(piece)
        first = (first + rest)[: LONGEST_LINE_END + 1]
        behind.feed(rest)
    line_end, doubt = LINE_ENDS.get(first), None
    what = f"a line end ({line_end})" if line_end else counted(behind.length, "zero byte")
    if line_end is None and behind.zeros < behind.length:
        what = counted(behind.length, "byte")
        doubt = refusal(finding, "what follows the stream is neither zeros nor a line end")
    text = f"left out {what} behind the compressed stream"
    step = step_for(finding, text, offset=finding.offset, removed=behind.length)
    return replace(case.mended(finding, step), end=finding.offset).doubted(doubt)


def mend(case: Case, finding: Finding) -> Case:
    """Write one layer, or none, as the name of the result asks (TRN104, TRN105)."""
    faults = tuple(each for each in case.faults if each.code not in CODES)
    step = step_for(finding, _change(case))
    return replace(case, faults=faults, steps=(*case.steps, step))


def fitted(case: Case) -> Case:
    """Return `case` with the step that makes its compression that of its new name, if any."""
    if any(step.code in CODES for step in case.steps) or case.layers == wanted(case.target):
        return case
    return replace(case, steps=(*case.steps, Step(None, "compression", _change(case))))


def result(case: Case) -> tuple[Iterator[bytes], bool]:
    """Return the bytes to be written, and whether they are compressed already.

    A stream that is what the new name asks for is written as it is stored, so that the
    digests published of it are right again.
    """
    layers, claim = case.evidence.layers, wanted(case.target)
    if claim and case.untouched and layers == claim:
        return stored_pieces(case.level, case.end), True
    if claim and case.untouched and layers[1:] == claim:
        return layer_pieces(case.level, layers[0]), True
    return matrix_pieces(case.start, opened(case.level)), False


def wanted(target: str) -> tuple[str, ...]:
    """Return the wrappers a file of the name `target` has."""
    claim = claimed_compression(target)
    return () if claim is None else (claim,)


def _change(case: Case) -> str:
    before, after = (" > ".join(each) or "raw" for each in (case.layers, wanted(case.target)))
    if before == after:
        return f"the data are {after}, as the new name says"
    return f"{before} became {after}, as the name of the result asks"
