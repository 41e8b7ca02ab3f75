"""A file that was cut: kept as far as its items are whole, where the user asks for that."""

from dataclasses import replace

import idxspec
from idxcheck.edits import with_size
from idxcheck.findings import Finding
from idxcheck.hypotheses import explain_length
from idxcheck.repair.case import Case, refusal, refuse_mangled, step_for
from idxcheck.repair.mangled import mend_stream
from idxcheck.sizes import counted

FLAG = "--drop-partial"


def mend(case: Case, finding: Finding) -> Case:
    """Drop the item that is cut and correct the count (IDX201, NRB201)."""
    texts = [each.text for each in explain_length(case.evidence)]
    return _shortened(case, finding, texts)


def mend_cut_stream(case: Case, finding: Finding) -> Case:
    """Do so with what a cut compressed stream still gives (TRN101).

    A stream that text mode changed may seem to be cut, and what it gives is then wrong.
    """
    if (restored := mend_stream(case, finding)) is not None:
        return restored
    return _shortened(case, finding, [])


def _shortened(case: Case, finding: Finding, texts: list[str]) -> Case:
    if case.draft is None:
        raise refusal(finding, "not even the header is there")
    header, start, seen = case.draft.header, case.draft.start, case.evidence.seen
    found = seen - start
    if found > header.payload_size:
        raise refusal(finding, "bytes follow the payload, and the stream is cut behind them")
    whole = found // header.item_size if header.item_size else 0
    if not header.rank or whole < 1:
        raise refusal(finding, "not one whole item is there", *texts)
    refuse_mangled(case, finding)
    items, lost = counted(whole, "whole item"), found - whole * header.item_size
    if not case.drop_partial:
        raise refusal(
            finding, f"the file is cut; {FLAG} keeps its {items} and corrects the count", *texts
        )
    shorter = with_size(header, 0, whole)
    text = f"kept {items} of {header.shape[0]}"
    if shorter != header:
        place = header.shape_offset
        new = idxspec.build(shorter)[place : place + 4]
        text += f": size 0 is now {whole} ({new.hex().upper()} at {place:#x})"
    if lost:
        text += f"; dropped {counted(lost, 'byte')} of a cut one"
    step = step_for(finding, text, offset=seen - lost, removed=lost)
    draft = replace(case.draft, header=shorter, size=shorter.payload_size)
    return case.mended(finding, step, draft)
