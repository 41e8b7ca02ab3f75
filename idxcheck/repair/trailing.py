"""Padding behind the payload: zeros or one line end, where nothing else explains them.

A line end is hardly data. Zeros may be: as blank items under a count that is too small, or
as the end of a payload that something put in before shifted. Where the rank is 1 each
element is an item, and the count is taken at its word.
"""

from idxcheck.findings import Finding, Hypothesis
from idxcheck.hypotheses import LINE_ENDS, explain_length
from idxcheck.repair.case import Case, refusal, refuse_mangled, step_for
from idxcheck.sizes import counted
from idxspec import Header


def mend(case: Case, finding: Finding) -> Case:
    """Cut off what pads the payload (IDX202, NRB202)."""
    header, end = case.start.header, case.start.start + case.start.size
    if not case.evidence.complete:
        raise refusal(finding, "more bytes follow the payload than are read of what may be padding")
    extra = case.scan.length - end
    all_zero, line_end = case.scan.zeros >= extra, LINE_ENDS.get(case.evidence.tail)
    found = explain_length(case.evidence)
    refuse_mangled(case, finding, extra)
    if not all_zero and line_end is None:
        texts = [each.text for each in found]
        raise refusal(finding, "what follows the payload is neither zeros nor a line end", *texts)
    if all_zero:
        _refuse_other_edits(finding, header, found, extra)
    what = counted(extra, "zero byte") if line_end is None else f"a line end ({line_end})"
    step = step_for(finding, f"removed {what} behind the payload", offset=end, removed=extra)
    return case.mended(finding, step)


def _refuse_other_edits(
    finding: Finding, header: Header, found: tuple[Hypothesis, ...], extra: int
) -> None:
    """Raise where the zeros could be payload, or moved there by bytes put in before them."""
    others = [each.text for each in found if not _is_padding(each, header)]
    if not others and header.payload_size:
        return
    removal = f"{counted(extra, 'zero byte')} of padding: remove them at {header.file_size:#x}"
    why = "more than one repair fits" if others else "the header promises no payload at all"
    raise refusal(finding, why, removal, *others)


def _is_padding(hypothesis: Hypothesis, header: Header) -> bool:
    """Whether this removes the padding, or corrects a count that is taken at its word."""
    count = hypothesis.offset == header.shape_offset and header.rank == 1
    return hypothesis.offset == header.file_size or count
