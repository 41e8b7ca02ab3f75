"""Numbers in the byte order of the machine that wrote them, turned round.

Of elements of several bytes only their values tell the order: those that look like everyday
numbers in one order and like none in the other. VAL002 judges them. Integers that in one
order are all below the square root of what their type holds are in the other all multiples
of it, as fixed-point numbers are: that tells nothing.
"""

from dataclasses import replace

from idxcheck.edits import fits
from idxcheck.findings import Finding
from idxcheck.repair.case import Case, Draft, RefusalError, opened, refusal, step_for
from idxcheck.repair.pieces import pieces_of
from idxcheck.rules import val002_suspected_swapped_payload as val002
from idxcheck.sizes import byte_swapped, counted, describe_shape
from idxcheck.source.recognition import BYTE_ORDERS, Content
from idxcheck.values import ValueScan
from idxspec import ByteOrder, Header


def mend_idx(case: Case, finding: Finding) -> Case:
    """Write an IDX header big-endian, and the payload where it is little-endian (IDX003)."""
    if case.draft is None or not fits(case.draft.header, case.evidence.length):
        raise refusal(finding, "turned round the header does not fit the length either")
    header = case.draft.header
    other = replace(header, shape=tuple(map(byte_swapped, header.shape)))
    if other != header and fits(other, case.evidence.length):
        raise refusal(
            finding,
            "more than one repair fits",
            f"magic and sizes are little-endian: {describe_shape(header.shape)}",
            f"the magic alone is: {describe_shape(other.shape)}",
        )
    return _turned(case, finding, case.draft, "big", "little")


def mend_norb(case: Case, finding: Finding) -> Case:
    """Write a NORB header little-endian, and the payload where it is big-endian (NRB002)."""
    if case.draft is None:
        raise refusal(finding, "turned round it has no whole header either")
    header = _in_order(case.draft.header, "little")
    return _turned(case, finding, replace(case.draft, header=header), "little", "big")


def _turned(case: Case, finding: Finding, draft: Draft, right: ByteOrder, wrong: ByteOrder) -> Case:
    """Return the case with a header in the `right` order, and the payload in it too."""
    swapped, why, doubt = False, "", None
    if draft.header.element.size > 1:
        order, why, doubt = _payload_order(case, finding, wrong)
        swapped, why = order == wrong, f": {why}"
    what = f"wrote the header{' and each element' if swapped else ''} {right}-endian{why}"
    step = step_for(finding, what, offset=0)
    return case.mended(finding, step, replace(draft, swapped=swapped)).doubted(doubt)


def _payload_order(
    case: Case, finding: Finding, wrong: ByteOrder
) -> tuple[ByteOrder | None, str, RefusalError | None]:
    """Return the byte order of the payload, None for any, what tells so, and what may be wrong."""
    header = case.start.header
    scans = {order: ValueScan(_in_order(header, order)) for order in BYTE_ORDERS}
    source = opened(case.level)
    source.skip(case.start.start)
    for piece in pieces_of(source, case.start.size):
        for scan in scans.values():
            scan.feed(memoryview(piece))
    if not scans["big"].telling:
        return None, "the elements are all zero", None
    order = max(BYTE_ORDERS, key=lambda each: (scans[each].plausible, each == wrong))
    why = (
        f"of {counted(scans[order].telling, 'element')} that are not zero,"
        f" {scans['big'].plausible} are everyday numbers big-endian,"
        f" {scans['little'].plausible} little-endian"
    )
    senseless = [each for each in BYTE_ORDERS if _makes_no_sense(case, each, scans[each])]
    doubt = None
    if len(senseless) != 1 or _may_be_scaled(header, scans[senseless[0]]):
        doubt = refusal(
            finding,
            "more than one repair fits, for the values do not tell the order of the payload",
            f"only the header is {wrong}-endian",
            f"header and payload are {wrong}-endian",
        )
    return order, why, doubt


def _makes_no_sense(case: Case, order: ByteOrder, scan: ValueScan) -> bool:
    """Whether VAL002 says so of the payload in `order`."""
    header = _in_order(case.start.header, order)
    content = Content(header.format, header=header)
    return val002.judge(replace(case.evidence, content=content, values=scan)) is not None


def _may_be_scaled(header: Header, scan: ValueScan) -> bool:
    """Whether these are integers whose lower half is zero throughout."""
    return header.element.kind != "f" and scan.absurd == scan.telling


def _in_order(header: Header, order: ByteOrder) -> Header:
    return replace(header, byte_order=order)
