"""Numbers in the byte order of the machine that wrote them, turned round."""

from dataclasses import replace

from idxcheck.edits import fits
from idxcheck.findings import Finding
from idxcheck.repair.case import Case, opened, refusal, step_for
from idxcheck.repair.pieces import pieces_of
from idxcheck.rules import val002_suspected_swapped_payload as val002
from idxcheck.sizes import byte_swapped, counted, describe_shape
from idxcheck.source.recognition import BYTE_ORDERS, Content
from idxcheck.values import ValueScan
from idxspec import ByteOrder, Header


def mend_idx(case: Case, finding: Finding) -> Case:
    """Write an IDX header big-endian, and the payload where it is little-endian (IDX003).

    Of elements of several bytes only their values tell the order: those that look like
    everyday numbers in one order and like none in the other. VAL002 judges them.
    """
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
    swapped, what = False, "wrote the header big-endian"
    if header.element.size > 1:
        swapped, why = _payload_is_swapped(case, finding)
        what = f"wrote the header{' and each element' if swapped else ''} big-endian: {why}"
    step = step_for(finding, what, offset=0)
    return case.mended(finding, step, replace(case.draft, swapped=swapped))


def _payload_is_swapped(case: Case, finding: Finding) -> tuple[bool, str]:
    """Return whether the payload is little-endian too, and what tells so."""
    header = case.start.header
    scans = {order: ValueScan(_in_order(header, order)) for order in BYTE_ORDERS}
    source = opened(case.level)
    source.skip(header.header_size)
    for piece in pieces_of(source, header.payload_size):
        for scan in scans.values():
            scan.feed(memoryview(piece))
    big, little = scans["big"], scans["little"]
    if not big.telling:
        return False, "the elements are all zero"
    wrong = [order for order, scan in scans.items() if _makes_no_sense(case, order, scan)]
    if len(wrong) != 1:
        raise refusal(
            finding,
            "more than one repair fits, for the values do not tell the order of the payload",
            "only the header is little-endian",
            "header and payload are little-endian",
        )
    return wrong == ["big"], (
        f"of {counted(big.telling, 'element')} that are not zero, {big.plausible} are everyday"
        f" numbers big-endian, {little.plausible} little-endian"
    )


def _makes_no_sense(case: Case, order: ByteOrder, scan: ValueScan) -> bool:
    """Whether VAL002 says so of the payload in `order`."""
    content = Content("idx", header=_in_order(case.start.header, order))
    return val002.judge(replace(case.evidence, content=content, values=scan)) is not None


def _in_order(header: Header, order: ByteOrder) -> Header:
    return replace(header, byte_order=order)


def mend_norb(case: Case, finding: Finding) -> Case:
    """Write header and payload of a NORB matrix little-endian (NRB002)."""
    if any(each.code == val002.RULE.code for each in case.findings):
        raise refusal(finding, "the header is big-endian, but the elements look little-endian")
    draft = case.start
    wide = draft.header.element.size > 1
    text = f"wrote the header{' and each element' if wide else ''} little-endian"
    header = _in_order(draft.header, "little")
    step = step_for(finding, text, offset=0)
    return case.mended(finding, step, replace(draft, header=header, swapped=wide))
