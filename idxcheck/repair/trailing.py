"""Padding behind the payload: zeros or one line end, where nothing else explains them.

Either may be data. A count that is too small leaves whole items behind. Bytes put in before,
in the header or the payload, move as many out at its end, and where that is all zero, or
ends in a line end, these look like padding. Where it shows, the repair is doubtful. It does
not show where just as many bytes were put in as there were zeros at the end, or one line end.
"""

from collections.abc import Iterator

from idxcheck.findings import Finding
from idxcheck.hypotheses import LINE_ENDS, explain_length
from idxcheck.repair.case import Case, RefusalError, mangled_doubt, refusal, step_for
from idxcheck.repair.slips import explain_slips
from idxcheck.sizes import counted
from idxspec import Header


def mend(case: Case, finding: Finding) -> Case:
    """Cut off what follows the payload (IDX202, NRB202); certain only of padding."""
    end = case.start.start + case.start.size
    if not case.evidence.complete:
        raise refusal(finding, "more bytes follow the payload than are read of what may be padding")
    extra, line_end = case.scan.length - end, LINE_ENDS.get(case.evidence.tail)
    if line_end is not None:
        what = f"a line end ({line_end})"
    else:
        what = counted(extra, "zero byte" if case.scan.zeros >= extra else "byte")
    step = step_for(finding, f"removed {what} behind the payload", offset=end, removed=extra)
    doubts = _doubts(case, finding, extra, padded=line_end is not None or case.scan.zeros >= extra)
    return case.mended(finding, step).doubted(next(doubts, None))


def _doubts(case: Case, finding: Finding, extra: int, *, padded: bool) -> Iterator[RefusalError]:
    """Yield what else may have brought these bytes about."""
    if (doubt := mangled_doubt(case, finding, extra)) is not None:
        yield doubt
    end = case.evidence.seen - extra
    found = explain_length(case.evidence)
    if not padded:
        texts = [each.text for each in found]
        yield refusal(finding, "what follows the payload is neither zeros nor a line end", *texts)
    removal = f"{counted(extra, 'byte')} of padding: remove what follows {end:#x}"
    others = [each.text for each in found if each.offset != case.start.header.file_size]
    header = case.evidence.header
    assert header is not None, "only of what has a payload"  # noqa: S101 - a bug of ours
    others = others or [*explain_slips(case.evidence.head, header, case.scan.length)]
    if others:
        yield refusal(finding, "more than one repair fits", removal, *others)
    if not case.start.size:
        yield refusal(finding, "the header promises no payload at all", removal)
    if _ends_alike(case, header, extra):
        moved = f"{counted(extra, 'byte')} put in before, which moved the end of the payload"
        yield refusal(finding, "more than one repair fits", removal, moved)


def _ends_alike(case: Case, header: Header, extra: int) -> bool:
    """Whether the payload ends as what follows it does, so that it may go on there."""
    size, whole = header.element.size, header.element.kind != "f"
    if case.scan.zeros >= extra:
        # Everyday numbers end in zero bytes: small integers little-endian, round floats big-endian.
        common = whole == (header.byte_order == "little")
        return case.scan.zeros > extra or (common and extra < size)
    before = case.scan.ending[-extra - 1 : -extra]
    # A small big-endian integer that ends in a line end has zeros before it.
    return before in (b"\r", b"\n") or (size > 1 and whole and before == b"\0")
