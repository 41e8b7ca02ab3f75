"""What is known of a file from its first bytes, whether or not they are a good header."""

import contextlib
from dataclasses import dataclass

from idxcheck.attribution import Member, attribute, claim_by_digest, folder_of
from idxcheck.claim import Claim
from idxcheck.digests import Hashing
from idxcheck.evidence import Evidence, examine
from idxcheck.examining import Options, examine_source
from idxcheck.findings import Finding, Severity
from idxcheck.judging import judge
from idxcheck.known_files import files_like
from idxcheck.sizes import counted, describe_shape
from idxcheck.soundness import reading_error
from idxcheck.source import Source, display_name, open_source
from idxcheck.synthetic_marker import marked_sets
from idxcheck.view.hexdump import Row, annotate, dump
from idxspec import ByteOrder, Header

GRAVE = (Severity.ERROR, Severity.WARNING, Severity.UNDETERMINED)
FORMATS = ("IDX", "NRB")  # the rules whose offsets are in the matrix, not in a wrapper


@dataclass(frozen=True, slots=True)
class Inspection:
    """A file as its first bytes and its length tell of it.

    `error` is why no header can be had of it: a FormatError, a LimitError or an OSError.
    `findings` are what the rules say of the header in the lenient reading, `rows` the
    bytes of the header, or the first bytes where there is none. `claim` is of which data
    set it is, None for one without a header or where nothing says so. The sizes are in
    bytes, each None where only reading to the end can tell it.
    """

    path: str
    layers: tuple[str, ...] = ()
    header: Header | None = None
    stored_size: int | None = None
    content_size: int | None = None
    findings: tuple[Finding, ...] = ()
    rows: tuple[Row, ...] = ()
    claim: Claim | None = None
    error: Exception | None = None


def inspect(target: str) -> Inspection:
    """Look at the beginning of the file `target`, or of standard input for `-`.

    Where the header is like that of a known data set's file, all of it is read for its digest.
    """
    name = display_name(target)
    stored = Hashing()
    try:
        with open_source(target, stored.update) as source:
            evidence = examine(source, name, strict=False, header_only=True)
            whole = _read_whole(source, stored, evidence)
    except OSError as error:
        return Inspection(name, error=error)
    found = judge(evidence).findings
    findings = tuple(finding for finding in found if finding.severity in GRAVE)
    return Inspection(
        path=name,
        layers=evidence.layers,
        header=evidence.header,
        stored_size=evidence.stored_length,
        content_size=whole.length,
        findings=findings,
        rows=_rows(evidence, findings),
        claim=_claim(whole),
        error=reading_error(evidence, header_only=evidence.header is not None),
    )


def _read_whole(source: Source, stored: Hashing, evidence: Evidence) -> Evidence:
    """Return the evidence on all of a file that may be known, else that on its beginning."""
    if evidence.header is not None and files_like(evidence.header):
        with contextlib.suppress(OSError):  # the header was read
            options = Options(frozenset(), strict=False)
            return examine_source(source, stored, evidence.name, options)
    return evidence


def _claim(evidence: Evidence) -> Claim | None:
    """Return of which data set a file with a header is: its digests come before its place."""
    if evidence.header is None:
        return None
    name = evidence.name
    member = Member(name, evidence, synthetic=marked_sets(folder_of(name)))
    return claim_by_digest(evidence) or attribute([member])[0]


def describe(inspection: Inspection) -> list[tuple[str, str]]:
    """Return label and text of all that is known, in the order people look for it."""
    error, header = inspection.error, inspection.header
    if isinstance(error, OSError):
        return [("not readable", error.strerror or str(error))]
    lines = [("layers", " > ".join(inspection.layers) or "none")]
    if inspection.claim is not None:
        keys = ", ".join(file.key for file in inspection.claim.files)
        text = f"{inspection.claim.words} ({keys})"
        if header is not None and not inspection.claim.fitting(header):
            text += ", but that has another shape or element type"
        lines.append(("data set", text))
    if header is not None:
        mistaken = any(finding.code == "IDX003" for finding in inspection.findings)
        lines += _header_lines(header, mistaken=mistaken)
    if inspection.layers:
        lines.append(("stored size", _size(inspection.stored_size)))
        lines.append(("content size", _size(inspection.content_size)))
    else:
        lines.append(("file size", _size(inspection.content_size)))
    return lines + [(each.severity.value, title(each)) for each in inspection.findings]


def title(finding: Finding) -> str:
    """Return what a finding is called and says, without its arithmetic."""
    return f"{finding.code} {finding.name}: {finding.message}"


def _header_lines(header: Header, *, mistaken: bool) -> list[tuple[str, str]]:
    """Return what a header says; one that was `mistaken` for little-endian is turned round."""
    order = (
        "little-endian by mistake, here turned round" if mistaken else f"{header.byte_order}-endian"
    )
    padding = f", padding {', '.join(map(str, header.padding))}" if header.padding else ""
    return [
        ("format", f"{header.format.upper()}, {order}"),
        ("magic", f"{header.magic} ({header.magic:08X})"),
        ("element type", f"{header.element.name}, {counted(header.element.size, 'byte')} each"),
        ("shape", describe_shape(header.shape) + padding),
        ("header size", counted(header.header_size, "byte")),
        ("payload size", counted(header.payload_size, "byte")),
    ]


def _size(size: int | None) -> str:
    return "only reading to the end can tell" if size is None else counted(size, "byte")


def _rows(evidence: Evidence, findings: tuple[Finding, ...]) -> tuple[Row, ...]:
    content, head = evidence.content, evidence.head
    if content.kind == "idx":
        order: ByteOrder = "little" if content.little_endian else "big"
        return annotate(head, "idx", order, _faults(evidence, findings))
    if content.kind == "norb":
        order = "big" if head[:1] == b"\x1e" else "little"
        return annotate(head, "norb", order, _faults(evidence, findings))
    return dump(head)


def _faults(evidence: Evidence, findings: tuple[Finding, ...]) -> list[tuple[int, str]]:
    """Return offset and text of each finding that stands in the header."""
    header = evidence.header
    return [
        (finding.offset, title(finding))
        for finding in findings
        if finding.code.startswith(FORMATS)
        and finding.offset is not None
        and (header is None or finding.offset < header.header_size)
    ]
