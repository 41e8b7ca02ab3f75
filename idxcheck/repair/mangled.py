"""Bytes that a text tool changed throughout: turned back where only one original is possible."""

from collections.abc import Iterator
from dataclasses import replace

from idxcheck.edits import cut_like
from idxcheck.findings import Finding
from idxcheck.repair.case import AGAIN, Case, Level, Step, diagnose, refusal, step_for
from idxcheck.repair.pieces import (
    Inverse,
    Stream,
    before_newlines,
    before_utf8,
    content_pieces,
    stored_pieces,
)
from idxcheck.repair.scan import ContentScan
from idxcheck.sizes import counted
from idxcheck.source.text import MINIMUM_PAIRS
from idxspec import Header

INNER = "<content>"  # a name that claims nothing
TELLING = 1 << 20  # bytes of a compressed file, about 16 of which are CR LF
MOST_PAIRS = 8  # CR LF in a header; each doubles the headers it may have been


def mend_newlines(case: Case, finding: Finding) -> Case:
    """Turn each CR LF back into LF (TRN201).

    Text mode writes CR LF for each LF, unix2dos for each without a CR. Without CR LF in the
    original both did the same. One in the payload shows in the length, which the header
    says; one in the header may not, for it changes what the header says.
    """
    header, length, pairs = case.evidence.content.header, case.scan.length, case.scan.pairs
    assert header is not None, "TRN201 names the header that fits"  # noqa: S101 - a bug of ours
    doubt = None
    if case.scan.text.length_before_utf8 == header.file_size:
        doubt = refusal(finding, "more than one repair fits", "CR LF was LF", "UTF-8 was Latin-1")
    for other, kept in _headers(case.evidence.head, header, finding):
        if kept and length - pairs + kept <= other.file_size < length:
            doubt = refusal(
                finding,
                "CR LF that was there before is not to be told from LF that became CR LF",
                f"a file of {counted(header.file_size, 'byte')}, none of them CR LF",
                f"one of {counted(other.file_size, 'byte')} with CR LF in its header",
            )
    text = f"turned CR LF back into LF, {counted(pairs, 'time')}"
    step = step_for(finding, text, offset=finding.offset, removed=pairs)
    return _again(case.doubted(doubt), finding, step, _content(case, before_newlines))


def _headers(
    data: bytes, like: Header, finding: Finding, start: int = 0, decided: int = 0
) -> Iterator[tuple[Header, int]]:
    """Yield each header `data` may have had before, with the CR LF in it that were there."""
    place, header = data.find(b"\r\n", start), cut_like(data, like)
    if place < 0 or (header is not None and header.header_size <= place):
        if header is not None:
            yield header, 0
        return
    if decided == MOST_PAIRS:
        raise refusal(finding, f"more than {MOST_PAIRS} CR LF in the header")
    undone = data[:place] + data[place + 1 :]
    yield from _headers(undone, like, finding, place + 1, decided + 1)
    for header, kept in _headers(data, like, finding, place + 2, decided + 1):
        yield header, kept + 1


def mend_reencoding(case: Case, finding: Finding) -> Case:
    """Write the characters as Latin-1 again (TRN202)."""
    if not case.evidence.content.reversible:
        raise refusal(finding, "bytes were lost: EF BF BD stands in the place of many others")
    level = _content(case, before_utf8)
    removed = case.scan.length - sum(map(len, stored_pieces(level)))
    text = f"turned UTF-8 back into Latin-1: {counted(removed, 'byte')} less"
    step = step_for(finding, text, offset=finding.offset, removed=removed)
    return _again(case, finding, step, level)


def mend_corrupt_stream(case: Case, finding: Finding) -> Case:
    """Undo what text mode did to a compressed file; its checksum proves it (TRN102)."""
    if (restored := mend_stream(case, finding)) is None:
        raise refusal(finding, finding.message)
    return restored


def mend_stream(case: Case, finding: Finding) -> Case | None:
    """Turn each CR LF of the stored bytes back into LF where that makes the stream whole.

    Raises RefusalError where text mode changed them and that does not.
    """
    stored, level = ContentScan(), case.level
    for piece in stored_pieces(level):
        stored.feed(piece)
    if stored.joined and stored.length >= TELLING:
        text = "LF and CR occur, but hardly ever together: a text tool may have taken out CR"
        raise refusal(finding, text, hint=AGAIN)
    if not stored.translated:
        return None
    text = (
        f"turned CR LF of the compressed file back into LF, {counted(stored.pairs, 'time')}:"
        " its checksum is right then"
    )
    step = step_for(finding, text, removed=stored.pairs)
    restored = _again(case, finding, step, lambda: Stream(before_newlines(stored_pieces(level))))
    fault = restored.evidence.fault
    if fault is None or fault.kind == "trailing":
        return replace(restored, outer=case.outer)
    if stored.pairs >= MINIMUM_PAIRS:
        raise refusal(
            finding, "each LF of the compressed file is CR LF; some were before", hint=AGAIN
        )
    return None


def _content(case: Case, inverse: Inverse) -> Level:
    return lambda: Stream(inverse(content_pieces(case.level)))


def _again(case: Case, finding: Finding, step: Step, level: Level) -> Case:
    """Return the case of what `level` gives, with what was known before."""
    if case.undone:
        raise refusal(finding, "text tools changed it more than once")
    inner = diagnose(level, INNER, case.target, drop_partial=case.drop_partial)
    steps = (*case.steps, step)
    return replace(inner, outer=case.layers, steps=steps, undone=True, doubts=case.doubts)
