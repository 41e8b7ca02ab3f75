"""Header fields that can hold one value only, once all else fits."""

from dataclasses import replace

import idxspec
from idxcheck.edits import fits
from idxcheck.findings import Finding
from idxcheck.repair.case import Case, Draft, refusal, step_for
from idxcheck.sizes import counted
from idxcheck.source.recognition import SWAPPED_NORB_MAGIC

PREFIX = 2  # bytes of an IDX file that are zero


def mend_prefix(case: Case, finding: Finding) -> Case:
    """Write the two zero bytes (IDX001)."""
    draft, old = case.start, case.evidence.head[:PREFIX]
    header = replace(draft.header, magic=draft.header.magic & 0xFFFF)
    text = f"wrote 0000 at 0x0 in place of {old.hex().upper()}"
    step = step_for(finding, text, offset=0, removed=PREFIX, inserted=PREFIX)
    return case.mended(finding, step, replace(draft, header=header))


def mend_padding(case: Case, finding: Finding) -> Case:
    """Write 1 in each unused size slot of a NORB file whose length fits (NRB104)."""
    draft = case.start
    header = replace(draft.header, padding=(1,) * len(draft.header.padding))
    if not fits(header, case.evidence.length):
        raise refusal(finding, "the length does not fit either, so the rank may be wrong")
    place, count = header.header_size - 4 * len(header.padding), 4 * len(header.padding)
    old = case.evidence.head[place : place + count]
    new = (1).to_bytes(4, draft.header.byte_order) * len(header.padding)
    text = f"wrote 1 in each unused size slot: {new.hex().upper()} in place of {old.hex().upper()}"
    step = step_for(finding, text, offset=place, removed=count, inserted=count)
    doubt = None
    if not set(draft.header.padding) <= {0, 1}:
        doubt = refusal(
            finding,
            "more than one repair fits",
            "the unused size slots hold anything",
            "sizes were lost before them, and these are the first elements",
        )
    return case.mended(finding, step, replace(draft, header=header)).doubted(doubt)


def mend_missing_padding(case: Case, finding: Finding) -> Case:
    """Insert the size slots that a NORB header of rank 1 or 2 lacks (NRB105)."""
    head, (edit, *_) = case.evidence.head, finding.hypotheses
    place = edit.offset or 0
    order: idxspec.ByteOrder = "big" if head.startswith(SWAPPED_NORB_MAGIC) else "little"
    header = idxspec.read_norb(head[:place] + edit.new + head[place:], order)[0]
    doubt = None
    if head[place:].startswith(edit.new[:1]):
        doubt = refusal(
            finding,
            "more than one repair fits",
            *(each.text for each in finding.hypotheses),
            "part of the slots is there, and bytes behind it were lost",
        )
    elif header.rank > 1 and header.shape[-1] == 1:
        doubt = refusal(
            finding,
            "more than one repair fits",
            *(each.text for each in finding.hypotheses),
            "a size was lost, and the last 1 is an unused size slot",
        )
    text = f"inserted {counted(len(edit.new) // 4, 'unused size slot')}: {edit.new.hex().upper()}"
    step = step_for(finding, text, offset=place, inserted=len(edit.new))
    return case.mended(finding, step, Draft(header, place, header.payload_size)).doubted(doubt)
