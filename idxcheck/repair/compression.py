"""Around the content: one layer of compression, the one that the name of the result asks for."""

from dataclasses import replace

from idxcheck.findings import Finding
from idxcheck.hypotheses import LINE_ENDS
from idxcheck.names import claimed_compression
from idxcheck.repair.case import Case, Step, refusal, step_for
from idxcheck.repair.pieces import stored_pieces
from idxcheck.repair.scan import ContentScan
from idxcheck.sizes import counted

NAMES = {"TRN104": "double-compressed", "TRN105": "name-compression-mismatch"}
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
    line_end = LINE_ENDS.get(first)
    if line_end is None and behind.zeros < behind.length:
        raise refusal(finding, "what follows the stream is neither zeros nor a line end")
    what = f"a line end ({line_end})" if line_end else counted(behind.length, "zero byte")
    text = f"left out {what} behind the compressed stream"
    step = step_for(finding, text, offset=finding.offset, removed=behind.length)
    return case.mended(finding, step)


def mend(case: Case, finding: Finding) -> Case:
    """Write one layer, or none, as the name of the result asks (TRN104, TRN105)."""
    faults = tuple(each for each in case.faults if each.code not in NAMES)
    step = step_for(finding, _change(case))
    return replace(case, faults=faults, steps=(*case.steps, step))


def fitted(case: Case) -> Case:
    """Return `case` with the step that makes its compression that of its new name, if any."""
    if any(step.code in NAMES for step in case.steps) or case.layers == wanted(case.target):
        return case
    code = "TRN104" if len(case.layers) > 1 else "TRN105"
    return replace(case, steps=(*case.steps, Step(code, NAMES[code], _change(case))))


def wanted(target: str) -> tuple[str, ...]:
    """Return the wrappers a file of the name `target` has."""
    claim = claimed_compression(target)
    return () if claim is None else (claim,)


def _change(case: Case) -> str:
    before, after = (" > ".join(each) or "raw" for each in (case.layers, wanted(case.target)))
    if before == after:
        return f"the data are {after}, as the new name says"
    return f"{before} became {after}, as the name of the result asks"
