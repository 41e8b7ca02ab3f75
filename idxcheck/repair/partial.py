"""A file that was cut: kept as far as its items are whole, where the user asks for that.

Nothing tells a cut file from one that lost as many bytes in the middle, but for what most
of the tools do that take out a byte everywhere.
"""

from collections.abc import Iterator
from dataclasses import replace

import idxspec
from idxcheck.edits import with_size
from idxcheck.evidence import Evidence
from idxcheck.findings import Finding, Hypothesis
from idxcheck.hypotheses import explain_length
from idxcheck.repair.case import AGAIN, Case, mangled_doubt, refusal, step_for
from idxcheck.repair.mangled import mend_stream
from idxcheck.repair.slips import explain_slips
from idxcheck.sizes import counted
from idxspec import Header

FLAG = "--drop-partial"
SLOT = 4  # bytes of a size slot


def mend(case: Case, finding: Finding) -> Case:
    """Drop the item that is cut and correct the count (IDX201, NRB201)."""
    return _shortened(case, finding)


def mend_cut_stream(case: Case, finding: Finding) -> Case:
    """Do so with what a cut compressed stream still gives (TRN101).

    A stream that text mode changed may seem to be cut, and what it gives is then wrong.
    """
    return mend_stream(case, finding) or _shortened(case, finding)


def _shortened(case: Case, finding: Finding) -> Case:
    if case.draft is None:
        raise refusal(finding, "not even the header is there")
    header, start, seen = case.draft.header, case.draft.start, case.evidence.seen
    found = seen - start
    if found > header.payload_size:
        raise refusal(finding, "bytes follow the payload, and the stream is cut behind them")
    whole = found // header.item_size if header.item_size else 0
    lost = found - whole * header.item_size
    evidence = replace(case.evidence, length=seen)
    edits = explain_length(evidence)
    texts = [each.text for each in edits]
    if not header.rank or whole < 1:
        raise refusal(finding, "not one whole item is there", *texts)
    items = counted(whole, "whole item")
    if found < header.payload_size:
        _refuse_other_causes(case, finding, evidence, edits)
    doubt = None
    if not case.drop_partial:
        text = f"the file is cut; {FLAG} keeps its {items} and corrects the count"
        doubt = refusal(finding, text, *texts)
        if found < header.payload_size:
            raise doubt
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
    return case.mended(finding, step, draft).doubted(doubt)


def _refuse_other_causes(
    case: Case, finding: Finding, evidence: Evidence, edits: tuple[Hypothesis, ...]
) -> None:
    """Raise where something else than a cut explains the length exactly, or bytes are moved."""
    if (doubt := mangled_doubt(case, finding)) is not None:
        raise doubt
    if case.scan.joined:
        raise refusal(
            finding,
            "LF and CR occur, but hardly ever together: a text tool may have taken out CR",
            hint=AGAIN,
        )
    header = case.start.header
    others = [each.text for each in edits if not _is_count(each, header)]
    others += _missing_slots(header, evidence)
    others = others or [*explain_slips(evidence.head, header, case.evidence.seen)]
    if others:
        raise refusal(finding, "more than one repair fits", "the file was cut", *others)


def _is_count(hypothesis: Hypothesis, header: Header) -> bool:
    """Whether this corrects size 0 alone, as is done."""
    return hypothesis.offset == header.shape_offset and len(hypothesis.old) == SLOT


def _missing_slots(header: Header, evidence: Evidence) -> Iterator[str]:
    """Yield that what stands in the unused size slots may be payload, where that fits."""
    missing = header.file_size - evidence.seen
    if 0 < missing <= SLOT * len(header.padding) and missing % SLOT == 0:
        yield f"{counted(missing // SLOT, 'unused size slot')} missing before the payload"
